"""Who may do what: every endpoint with the roles that may reach it; what is not named is refused."""

from datetime import date

from models.account import Account

NOBODY = "nobody"
CODE = "code"
MEMBER, ESTABLISHMENT, PRACTITIONER = "member", "establishment", "practitioner"
FRONTLINE = "frontline-practitioner"
PROJECT, DROP_IN = "project-worker", "drop-in"
CASEWORKER, EDITOR, MANAGER, AUDITOR = "caseworker", "editor", "manager", "auditor"
# Works for nobody here and reads what is about NUM itself.
INDEPENDENT = "independent"
# A partner website that asks the checker with a key; no session and no page is ever its own.
PARTNER_SITE = "partner-site"

SIGNED_IN = frozenset(
    {
        MEMBER,
        ESTABLISHMENT,
        PRACTITIONER,
        FRONTLINE,
        PROJECT,
        DROP_IN,
        CASEWORKER,
        INDEPENDENT,
        EDITOR,
        MANAGER,
        AUDITOR,
    }
)
ANYBODY = SIGNED_IN | {NOBODY, CODE}
READERS = frozenset({MEMBER, ESTABLISHMENT, FRONTLINE, PROJECT, CASEWORKER, EDITOR})
CHECKERS = frozenset({MEMBER, ESTABLISHMENT, FRONTLINE, PROJECT, DROP_IN, CASEWORKER, EDITOR})
STAFF = frozenset({DROP_IN, CASEWORKER, INDEPENDENT, EDITOR, MANAGER, AUDITOR})
DESK = frozenset({CASEWORKER})
# Who learns from what others told: whoever reads alerts, practitioners, staff.
LEARNERS = READERS | {PRACTITIONER} | STAFF
# Who reads figures about money and work.
FIGURES = frozenset({CASEWORKER, MANAGER, AUDITOR})
# Who opens reports; conflict locks part them.
READING_DESK = frozenset({CASEWORKER, INDEPENDENT})
ALERT_DESK = frozenset({CASEWORKER, EDITOR})
# Who sees letters go, and pauses them; and who helps members whose letters stopped.
SENDING_DESK, MEMBER_DESK = ALERT_DESK | {MANAGER}, DESK | {MANAGER}
# Who looks after what everybody may read: directories and help pages.
DIRECTORY_DESK = ALERT_DESK
# Roles that alerts are sent to; a practitioner only when marked frontline.
WARNED = frozenset({MEMBER, ESTABLISHMENT, FRONTLINE, PROJECT})
# Roles whose password also opens what is sealed, so no letter can reset it.
KEY_HOLDERS = frozenset({CASEWORKER, INDEPENDENT, PROJECT})

POLICY: dict[str, frozenset[str]] = {
    "static": ANYBODY,
    "pages.home": ANYBODY,
    "pages.leave": ANYBODY,
    "pages.health": ANYBODY,
    "pages.robots": ANYBODY,
    "pages.security": ANYBODY,
    "help.index": ANYBODY,
    "help.page": ANYBODY,
    "help.sheet": ANYBODY,
    "reports.report": ANYBODY,
    "reports.saved": ANYBODY,
    "reports.more": ANYBODY,
    "professionals.report": ANYBODY,
    "professionals.lessons": LEARNERS,
    "professionals.figures": LEARNERS,
    "professionals.more": ANYBODY,
    "professionals.routes": ANYBODY,
    "professionals_staff.all_reports": READING_DESK,
    "professionals_staff.routes_to_check": ALERT_DESK,
    "professionals_staff.report": READING_DESK,
    "professionals_staff.step": READING_DESK,
    "professionals_staff.mark": READING_DESK,
    "professionals_staff.lock": READING_DESK,
    "professionals_staff.unlock": READING_DESK,
    "professionals_staff.letter": READING_DESK,
    "professionals_staff.save": READING_DESK,
    "professionals_staff.begin": READING_DESK,
    "professionals_staff.sent": READING_DESK,
    "professionals_staff.paper": READING_DESK,
    "services.all_services": ANYBODY,
    "therapists.all_therapists": ANYBODY,
    "therapists.therapist": ANYBODY,
    "therapists.apply": ANYBODY,
    "therapists.again": ANYBODY,
    "therapists.again_leave": ANYBODY,
    "therapists_staff.all_therapists": DIRECTORY_DESK,
    "therapists_staff.diversity": DIRECTORY_DESK,
    "therapists_staff.therapist": DIRECTORY_DESK,
    "therapists_staff.words": DIRECTORY_DESK,
    "therapists_staff.check": DIRECTORY_DESK,
    "therapists_staff.note": DIRECTORY_DESK,
    "therapists_staff.news": DIRECTORY_DESK,
    "therapists_staff.confirm": DIRECTORY_DESK,
    "therapists_staff.put_on_list": DIRECTORY_DESK,
    "therapists_staff.pause": DIRECTORY_DESK,
    "therapists_staff.resume": DIRECTORY_DESK,
    "therapists_staff.remove": DIRECTORY_DESK,
    "therapists_staff.refuse": DIRECTORY_DESK,
    "packages.ask": ANYBODY,
    "followup.enter": ANYBODY,
    "followup.status": frozenset({CODE}),
    "followup.permission": frozenset({CODE}),
    "followup.add": frozenset({CODE}),
    "followup.message": frozenset({CODE}),
    "followup.messages_read": frozenset({CODE}),
    "followup.claim": frozenset({CODE}),
    "followup.warning": frozenset({CODE}),
    "followup.delete": frozenset({CODE}),
    "followup.letter": frozenset({CODE}),
    "followup.letter_save": frozenset({CODE}),
    "followup.letter_begin": frozenset({CODE}),
    "followup.letter_agree": frozenset({CODE}),
    "followup.letter_paper": frozenset({CODE}),
    "accounts.sign_in": ANYBODY,
    "accounts.sign_out": ANYBODY,
    "accounts.join": ANYBODY,
    "accounts.confirm": ANYBODY,
    "accounts.forgotten": ANYBODY,
    "accounts.new_password": ANYBODY,
    "accounts.own": SIGNED_IN,
    "accounts.wishes": WARNED,
    "accounts.letters": WARNED,
    "accounts.touring": WARNED,
    "accounts.remove_place": WARNED,
    "accounts.texts": WARNED,
    "accounts.start_again": SIGNED_IN,
    "accounts.searches": WARNED,
    "accounts.remove_search": WARNED,
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
    "reports_staff.waiting": READING_DESK,
    "reports_staff.report": READING_DESK,
    "reports_staff.read": READING_DESK,
    "reports_staff.addition": READING_DESK,
    "reports_staff.contact": READING_DESK,
    "reports_staff.screen": READING_DESK,
    "reports_staff.close": READING_DESK,
    "reports_staff.undo": READING_DESK,
    "reports_staff.draft": DESK,
    "reports_staff.confirmed": DESK,
    "reports_staff.linked_reports": DESK,
    "reports_staff.pair": DESK,
    "reports_staff.fragment": DESK,
    "messages_staff.both": READING_DESK,
    "messages_staff.write": READING_DESK,
    "messages_staff.read": READING_DESK,
    "messages_staff.outcome": READING_DESK,
    "messages_staff.no_outcome": READING_DESK,
    "entries_staff.new": DESK,
    "professionals_staff.race": DESK,
    "lessons_staff.begin": DESK,
    "lessons_staff.all_lessons": ALERT_DESK,
    "lessons_staff.lesson": ALERT_DESK,
    "lessons_staff.ask": ALERT_DESK,
    "lessons_staff.approve": ALERT_DESK,
    "lessons_staff.send_back": ALERT_DESK,
    "lessons_staff.withdraw": ALERT_DESK,
    "packages_staff.all_packages": DESK,
    "packages_staff.package": DESK,
    "packages_staff.note": DESK,
    "packages_staff.grant": DESK,
    "packages_staff.refuse": DESK,
    "packages_staff.match": DESK,
    "packages_staff.session": DESK,
    "packages_staff.undo": DESK,
    "packages_staff.extend": DESK,
    "packages_staff.end": DESK,
    "packages_staff.reopen": DESK,
    "packages_staff.figures": FIGURES,
    "packages_staff.figures_table": FIGURES,
    "figures_staff.effects": FIGURES | ALERT_DESK,
    "figures_staff.effects_table": FIGURES | ALERT_DESK,
    "help_staff.all_pages": ALERT_DESK,
    "help_staff.page": ALERT_DESK,
    "help_staff.preview": ALERT_DESK,
    "help_staff.ask": ALERT_DESK,
    "help_staff.publish": ALERT_DESK,
    "help_staff.send_back": ALERT_DESK,
    "help_staff.checked": ALERT_DESK,
    "help_staff.versions": ALERT_DESK,
    "help_staff.version": ALERT_DESK,
    "help_staff.facts": ALERT_DESK,
    "services_staff.all_services": ALERT_DESK,
    "services_staff.new": ALERT_DESK,
    "services_staff.service": ALERT_DESK,
    "services_staff.check": ALERT_DESK,
    "services_staff.off": ALERT_DESK,
    "services_staff.on": ALERT_DESK,
    "alerts_staff.all_alerts": ALERT_DESK,
    "alerts_staff.new": ALERT_DESK,
    "alerts_staff.alert": ALERT_DESK,
    "alerts_staff.ask": ALERT_DESK,
    "alerts_staff.approve": ALERT_DESK,
    "alerts_staff.send_back": ALERT_DESK,
    "alerts_staff.stop": ALERT_DESK,
    "alerts_staff.withdraw": ALERT_DESK,
    "alerts_staff.extend": ALERT_DESK,
    "alerts_staff.end": ALERT_DESK,
    "alerts_staff.bring_back": ALERT_DESK,
    "alerts_staff.standing": ALERT_DESK,
    "alerts_staff.correct": ALERT_DESK,
    "alerts_staff.audience": ALERT_DESK,
    "alerts_staff.translation": ALERT_DESK,
    "alerts_staff.translation_ask": ALERT_DESK,
    "alerts_staff.translation_approve": ALERT_DESK,
    "alerts_staff.translation_send_back": ALERT_DESK,
    "sending_staff.all_sending": SENDING_DESK,
    "sending_staff.alert": SENDING_DESK,
    "sending_staff.pause": SENDING_DESK,
    "sending_staff.resume": SENDING_DESK,
    "sending_staff.stopped": MEMBER_DESK,
    "sending_staff.start_again": MEMBER_DESK,
    "alerts.all_alerts": READERS,
    "alerts.alert": READERS,
    "alerts.plan": READERS,
    "alerts.sheet": READERS,
    "checker.check": CHECKERS,
    "checker.plan": CHECKERS,
    "checker_api.ask": frozenset({PARTNER_SITE}),
    "askings_staff.all_askings": DESK,
    "askings_staff.look": DESK,
    "check_sites_staff.all_sites": frozenset({MANAGER}),
    "check_sites_staff.make": frozenset({MANAGER}),
    "check_sites_staff.end": frozenset({MANAGER}),
    "keying_staff.keying": DESK,
    "keying_staff.go_on": DESK,
    "dev.letters": ANYBODY,
    "dev.letter": ANYBODY,
}


def kind_of(role: str, is_frontline: bool = False) -> str:
    """The row of the table an account stands in: its role, but a frontline practitioner is a kind of its own."""
    return FRONTLINE if role == PRACTITIONER and is_frontline else role


def is_on_probation(account: Account, today: date) -> bool:
    """Whether a new member's first days still run: they read warnings, check little and do not search."""
    return account.probation_until is not None and today < account.probation_until


def may(kind: str, endpoint: str) -> bool:
    """Whether this kind of visitor may reach this endpoint; an endpoint that is not named is nobody's."""
    return kind in POLICY.get(endpoint, frozenset())


def unnamed(endpoints: set[str]) -> set[str]:
    """Endpoints that the table forgot; the site refuses to start with any."""
    return endpoints - set(POLICY)
