"""Who may do what: every endpoint with the roles that may reach it; what is not named is refused."""

NOBODY = "nobody"
CODE = "code"
MEMBER, ESTABLISHMENT, PRACTITIONER = "member", "establishment", "practitioner"
FRONTLINE = "frontline-practitioner"
PROJECT, DROP_IN = "project-worker", "drop-in"
CASEWORKER, EDITOR, MANAGER, AUDITOR = "caseworker", "editor", "manager", "auditor"

SIGNED_IN = frozenset(
    {MEMBER, ESTABLISHMENT, PRACTITIONER, FRONTLINE, PROJECT, DROP_IN, CASEWORKER, EDITOR, MANAGER, AUDITOR}
)
ANYBODY = SIGNED_IN | {NOBODY, CODE}
READERS = frozenset({MEMBER, ESTABLISHMENT, FRONTLINE, PROJECT, CASEWORKER, EDITOR})
CHECKERS = frozenset({MEMBER, ESTABLISHMENT, FRONTLINE, PROJECT, DROP_IN, CASEWORKER, EDITOR})
STAFF = frozenset({DROP_IN, CASEWORKER, EDITOR, MANAGER, AUDITOR})
DESK = frozenset({CASEWORKER})
ALERT_DESK = frozenset({CASEWORKER, EDITOR})
# Roles that alerts are sent to; a practitioner only when marked frontline.
WARNED = frozenset({MEMBER, ESTABLISHMENT, FRONTLINE, PROJECT})
# Roles whose password also opens what is sealed, so no letter can reset it.
KEY_HOLDERS = frozenset({CASEWORKER, PROJECT})

POLICY: dict[str, frozenset[str]] = {
    "static": ANYBODY,
    "pages.home": ANYBODY,
    "pages.help": ANYBODY,
    "pages.leave": ANYBODY,
    "pages.health": ANYBODY,
    "pages.robots": ANYBODY,
    "pages.security": ANYBODY,
    "reports.report": ANYBODY,
    "reports.saved": ANYBODY,
    "reports.more": ANYBODY,
    "followup.enter": ANYBODY,
    "followup.status": frozenset({CODE}),
    "followup.permission": frozenset({CODE}),
    "followup.add": frozenset({CODE}),
    "followup.message": frozenset({CODE}),
    "followup.messages_read": frozenset({CODE}),
    "followup.claim": frozenset({CODE}),
    "followup.warning": frozenset({CODE}),
    "followup.delete": frozenset({CODE}),
    "accounts.sign_in": ANYBODY,
    "accounts.sign_out": ANYBODY,
    "accounts.join": ANYBODY,
    "accounts.confirm": ANYBODY,
    "accounts.forgotten": ANYBODY,
    "accounts.new_password": ANYBODY,
    "accounts.own": SIGNED_IN,
    "accounts.wishes": SIGNED_IN,
    "accounts.pause": SIGNED_IN,
    "accounts.address": SIGNED_IN,
    "accounts.confirm_address": ANYBODY,
    "accounts.password": SIGNED_IN,
    "accounts.leave": SIGNED_IN,
    "members.unsubscribe": ANYBODY,
    "members_staff.waiting": DESK,
    "members_staff.admit": DESK,
    "members_staff.refuse": DESK,
    "accounts_staff.all_accounts": frozenset({MANAGER}),
    "accounts_staff.new": frozenset({MANAGER}),
    "accounts_staff.change": frozenset({MANAGER}),
    "accounts_staff.close": frozenset({MANAGER}),
    "accounts_staff.access": DESK,
    "accounts_staff.give_access": DESK,
    "projects.home": ANYBODY,
    "projects.join": ANYBODY,
    "projects.invitation": ANYBODY,
    "projects.workers": frozenset({PROJECT}),
    "projects.invite": frozenset({PROJECT}),
    "projects.cancel": frozenset({PROJECT}),
    "projects.give_access": frozenset({PROJECT}),
    "projects.make_lead": frozenset({PROJECT}),
    "projects.renew": frozenset({PROJECT}),
    "projects.end_access": frozenset({PROJECT}),
    "projects.report": frozenset({PROJECT}),
    "projects.message": frozenset({PROJECT}),
    "projects.read": frozenset({PROJECT}),
    "projects.permission": frozenset({PROJECT}),
    "projects.figures": frozenset({PROJECT}),
    "projects.figures_table": frozenset({PROJECT}),
    "entries.paper": frozenset({PROJECT}),
    "entries.blank": frozenset({PROJECT}),
    "projects_staff.all_projects": frozenset({MANAGER}),
    "projects_staff.project": frozenset({MANAGER}),
    "projects_staff.lead": frozenset({MANAGER}),
    "projects_staff.refuse": frozenset({MANAGER}),
    "projects_staff.end": frozenset({MANAGER}),
    "staff.home": STAFF,
    "reports_staff.waiting": DESK,
    "reports_staff.report": DESK,
    "reports_staff.read": DESK,
    "reports_staff.addition": DESK,
    "reports_staff.contact": DESK,
    "reports_staff.screen": DESK,
    "reports_staff.close": DESK,
    "reports_staff.undo": DESK,
    "reports_staff.draft": DESK,
    "messages_staff.both": DESK,
    "messages_staff.write": DESK,
    "messages_staff.read": DESK,
    "messages_staff.outcome": DESK,
    "messages_staff.no_outcome": DESK,
    "entries_staff.new": DESK,
    "alerts_staff.all_alerts": ALERT_DESK,
    "alerts_staff.new": ALERT_DESK,
    "alerts_staff.alert": ALERT_DESK,
    "alerts_staff.ask": ALERT_DESK,
    "alerts_staff.approve": ALERT_DESK,
    "alerts_staff.send_back": ALERT_DESK,
    "alerts_staff.stop": ALERT_DESK,
    "alerts_staff.withdraw": ALERT_DESK,
    "alerts.all_alerts": READERS,
    "alerts.alert": READERS,
    "alerts.plan": READERS,
    "alerts.sheet": READERS,
    "checker.check": CHECKERS,
    "checker.plan": CHECKERS,
    "dev.letters": ANYBODY,
    "dev.letter": ANYBODY,
}


def kind_of(role: str, is_frontline: bool = False) -> str:
    """The row of the table an account stands in: its role, but a frontline practitioner is a kind of its own."""
    return FRONTLINE if role == PRACTITIONER and is_frontline else role


def may(kind: str, endpoint: str) -> bool:
    """Whether this kind of visitor may reach this endpoint; an endpoint that is not named is nobody's."""
    return kind in POLICY.get(endpoint, frozenset())


def unnamed(endpoints: set[str]) -> set[str]:
    """Endpoints that the table forgot; the site refuses to start with any."""
    return endpoints - set(POLICY)
