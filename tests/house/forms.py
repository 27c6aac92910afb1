"""Every form of the site: where it stands, who fills it, and what its fields take."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class SiteForm:
    """One form. Names in braces in its addresses are made by tests/house/scenery.py."""

    endpoint: str
    who: str
    path: str
    # Values that the form takes, so that only what a test spoils is wrong.
    good: dict[str, object] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    secret: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    # Fields that say a sentence when nothing is filled in; a form without any is a button.
    empty: tuple[str, ...] = ()
    # The answer to a choice that is on no list, and the ids of sentences that do not stand at "<field>-error".
    unknown: int = 422
    marks: dict[str, str] = field(default_factory=dict)

    def mark(self, name: str) -> str:
        """The id of the sentence at a field; empty where the page is another one."""
        return self.marks.get(name, f"{name}-error")


NEW = ("password", "password_again")
DRAFT = {
    "good": {"title": "x", "about": "person", "level": "1", "area": "uk", "month": "{month}", "language": "en"},
    "words": ("title", "what_happened", "person", "contact_used", "pattern", "who_targeted", "advice"),
    "choices": ("about", "level", "area", "month", "sector", "language", "harms"),
    "empty": ("about", "level", "month", "language"),
}
LESSON = {
    "good": {"title": "x", "profession": "police"},
    "words": ("title", "what_happened", "what_helped"),
    "choices": ("profession", "area"),
    "empty": ("profession",),
}
PLAN = {"good": {"answer": "yes"}, "choices": ("answer",), "empty": ("answer",), "marks": {"answer": ""}}
HELP = {
    "good": {"title": "x", "body": "x", "sources": "", "seen": "{help_seen}"},
    "words": ("title", "body", "sources"),
    "empty": ("title", "body"),
}
WISHES = {"lowest_level": "1", "cadence": "at-once", "style": "nudge", "language": "en"}
LOOKS = ("story", "place", "identifiers", "looks", "contact_value")
CODES = ("harms", "about", "area", "when", "permissions", "contact_how")
TOLD = ("harms", "about", "area", "when", "sector", "contact_how")
JOIN = {"name": "Sparrow", "email": "sparrow@example.org", "language": "en", "is_adult": "y", "agrees": "y"}
ASK = {"organisation": "Lantern", "name": "Sparrow", "email": "sparrow@example.org", "areas": "uk", "agrees": "y"}
SERVICE = {
    "good": {"name": "Clyde Lamp", "kinds": "drop-in", "area": "uk", "ways": "phone"},
    "words": ("name", "about", "hours", "where", "phone", "email", "site"),
    "choices": ("kinds", "area", "ways", "welcomes", "languages", "access"),
    "empty": ("name", "kinds", "area", "ways"),
}
SEEN_SERVICE = {"good": {**SERVICE["good"], "seen": "{service_seen}"}}
THERAPIST = {
    "name": "Sparrow",
    "email": "sparrow@example.org",
    "body": "other",
    "number": "1",
    "ways": "video",
    "nations": "scotland",
}
STAFF = {"name": "Sparrow", "email": "sparrow@example.org", "role": "editor"}


def reason(path: str, endpoint: str, mark: str) -> SiteForm:
    """A short list of reasons on the desk."""
    return SiteForm(endpoint, "caseworker", path, {}, choices=("reason",), empty=("reason",), marks={"reason": mark})


def vetting(act: str, which: str = "applied", **more) -> SiteForm:
    """A form on the staff's page of one therapist."""
    path = f"/staff/therapists/{{{which}_therapist}}/{act}/"
    return SiteForm(f"therapists_staff.{act.replace('list', 'put_on_list')}", "caseworker", path, **more)


def package(act: str, good: dict[str, object] | None = None, which: str = "asked", **more) -> SiteForm:
    """A form on the page of one package of funded therapy."""
    path = f"/staff/therapists/packages/{{{which}_package}}/{act}/"
    return SiteForm(f"packages_staff.{act}", "caseworker", path, good or {}, **more)


# What is on no list changes nothing and says so on the next page.
IGNORED = {"unknown": 303, "marks": dict.fromkeys(("step", "act", "lock"), "")}


def complaint(
    act: str, good: dict[str, object] | None = None, words: tuple[str, ...] = (), path: str = "", **more
) -> SiteForm:
    """A form on the desk's pages about a professional."""
    there = f"/staff/professionals/{{professional}}/{path or act}/"
    return SiteForm(f"professionals_staff.{act}", "caseworker", there, good or {}, words, **more)


FORMS = [
    SiteForm("pages.leave", "member", "/exit"),
    SiteForm("reports.report", "nobody", "/report/", {"story": "x"}, LOOKS, choices=CODES, empty=("harms",)),
    SiteForm("reports.saved", "nobody", "/report/saved"),
    SiteForm(
        "reports.more",
        "draft",
        "/report/more/",
        {"step": "what", "go": "where", "seen": "1"},
        ("story",),
        choices=("harms", "felt", "about"),
    ),
    SiteForm(
        "professionals.report",
        "nobody",
        "/professionals/",
        {"story": "x"},
        ("story", "organisation", "team", "name", "badge", "contact_value"),
        choices=("profession", "nation", "about_us", "harms", "rating", "wants", "permissions", "contact_how"),
        empty=("harms",),
    ),
    SiteForm(
        "professionals.more",
        "professional-draft",
        "/professionals/more/",
        {"step": "before", "go": "wants", "seen": "1"},
        ("answer", "to_whom"),
        choices=("complained", "on", "final_on"),
    ),
    # The other choices are never wrong: an unknown one gets the general way.
    SiteForm(
        "professionals.routes",
        "nobody",
        "/professionals/routes/",
        {"nation": "northern-ireland", "profession": "police", "since": "harm"},
        choices=("day",),
    ),
    SiteForm("followup.enter", "nobody", "/follow-up/", {}, ("code",), empty=("code",)),
    SiteForm(
        "followup.permission",
        "code",
        "/follow-up/permission/",
        {"name": "alert", "act": "give"},
        choices=("name", "act"),
        empty=("name",),
        marks={"act": "name-error"},
    ),
    SiteForm("followup.add", "code", "/follow-up/add/", {}, ("words",), empty=("words",)),
    SiteForm("followup.message", "code", "/follow-up/message/", {}, ("message",), empty=("message",)),
    SiteForm("followup.messages_read", "code", "/follow-up/messages-read/"),
    SiteForm("followup.claim", "code", "/follow-up/claim/", choices=("permissions", "shown")),
    SiteForm(
        "followup.warning",
        "code",
        "/follow-up/warning/",
        {"shown": "{shown}", "says": "fine", "why": "It was another day.", "form_id": "{form_id}"},
        ("why",),
        choices=("says", "shown"),
        empty=("says",),
    ),
    SiteForm("followup.delete", "code", "/follow-up/delete/"),
    SiteForm("followup.letter_begin", "professional-code", "/follow-up/letter/begin/"),
    SiteForm(
        "followup.letter_save",
        "professional-code",
        "/follow-up/letter/",
        {"version": "{own_version}", "to": "x", "text": "x"},
        ("to", "text", "name"),
        choices=("version",),
        marks={"version": "text-error"},
    ),
    SiteForm(
        "followup.letter_agree",
        "professional-code",
        "/follow-up/letter/agree/",
        {"version": "{own_version}", "act": "send"},
        choices=("permissions", "version"),
        empty=("permissions",),
        marks={"permissions": "errors", "version": "errors"},
    ),
    SiteForm("accounts.sign_in", "nobody", "/sign-in/", {}, ("email",), ("password",), empty=("email", "password")),
    SiteForm("accounts.sign_out", "member", "/sign-out/"),
    SiteForm(
        "accounts.join",
        "nobody",
        "/join/",
        JOIN,
        ("name", "email", "about"),
        choices=("role", "areas", "language"),
        empty=("name", "email", "language", "is_adult", "agrees"),
    ),
    SiteForm("accounts.confirm", "nobody", "/join/confirm/{confirming}/", secret=NEW, empty=("password",)),
    SiteForm("accounts.forgotten", "nobody", "/forgotten/", {}, ("email",), empty=("email",)),
    SiteForm("accounts.new_password", "nobody", "/new-password/{renewing}/", secret=NEW, empty=("password",)),
    SiteForm(
        "accounts.wishes",
        "member",
        "/account/wishes/",
        WISHES,
        choices=(*WISHES, "sector", "areas"),
        empty=tuple(WISHES),
    ),
    SiteForm("accounts.pause", "member", "/account/pause/", choices=("act",), empty=("act",)),
    SiteForm("accounts.address", "member", "/account/address/", {}, ("email",), ("password",), empty=("email",)),
    SiteForm("accounts.confirm_address", "nobody", "/account/address/{moving}/"),
    SiteForm(
        "accounts.password", "member", "/account/password/", secret=("old_password", *NEW), empty=("old_password", *NEW)
    ),
    SiteForm("accounts.leave", "member", "/account/leave/"),
    SiteForm(
        "projects.join",
        "nobody",
        "/projects/join/",
        ASK,
        ("organisation", "name", "email", "phone", "about"),
        choices=("areas",),
        empty=("organisation", "name", "email", "areas", "agrees"),
    ),
    SiteForm(
        "projects.invitation",
        "nobody",
        "/projects/invitation/{invitation}/",
        {"name": "Sparrow"},
        ("name",),
        secret=NEW,
        empty=("name", *NEW),
    ),
    SiteForm(
        "projects.message",
        "project-worker",
        "/projects/reports/{told}/message/",
        {"words": "x", "form_id": "{form_id}"},
        ("words",),
        empty=("words",),
    ),
    SiteForm("projects.read", "project-worker", "/projects/reports/{told}/read/"),
    SiteForm(
        "projects.permission",
        "project-worker",
        "/projects/reports/{told}/permission/",
        {"name": "alert"},
        choices=("name",),
        empty=("name",),
    ),
    SiteForm(
        "projects.invite",
        "project-worker",
        "/projects/workers/invite/",
        {"name": "Sparrow", "email": "sparrow@example.org"},
        ("name", "email"),
        empty=("name", "email"),
    ),
    SiteForm("projects.cancel", "project-worker", "/projects/workers/{invited}/cancel/"),
    SiteForm("projects.give_access", "project-worker", "/projects/workers/{worker_without}/access/"),
    SiteForm("projects.make_lead", "project-worker", "/projects/workers/{worker}/lead/"),
    SiteForm("projects.renew", "project-worker", "/projects/workers/{worker}/password/"),
    SiteForm("projects.end_access", "project-worker", "/projects/workers/{worker}/end/"),
    SiteForm(
        "projects_staff.project",
        "manager",
        "/staff/projects/{asking_project}/",
        {"areas": "uk", "act": "save"},
        choices=("areas", "agreement_on", "act"),
        empty=("areas",),
        marks={"act": "errors"},
    ),
    SiteForm(
        "projects_staff.lead",
        "manager",
        "/staff/projects/{running_project}/lead/",
        {"name": "Sparrow", "email": "sparrow@example.org"},
        ("name", "email"),
        empty=("name", "email"),
    ),
    SiteForm(
        "projects_staff.refuse",
        "manager",
        "/staff/projects/{asking_project}/refuse/",
        {},
        choices=("reason",),
        empty=("reason",),
    ),
    SiteForm(
        "entries.paper",
        "project-worker",
        "/projects/enter/",
        {"received_on": "4/11/2020", "story": "x"},
        (*LOOKS, "maker_name", "harm_numbers"),
        choices=(*TOLD, "may_alert", "may_quote"),
        empty=("received_on",),
    ),
    SiteForm(
        "entries_staff.new",
        "caseworker",
        "/staff/reports/new/",
        {"channel": "phone", "received_on": "4/11/2020", "told_by": "friend", "story": "x"},
        (*LOOKS, "maker_name"),
        choices=(*TOLD, "channel", "told_by", "knows", "may_alert", "may_quote"),
        empty=("channel", "received_on", "told_by"),
    ),
    SiteForm(
        "packages.ask",
        "nobody",
        "/therapists/package/",
        {"story": "x"},
        ("story", "place", "tried", "contact_value"),
        choices=("ways", "traits", "gender", "language", "money", "permissions", "contact_how"),
        empty=("ways",),
    ),
    package("note", words=("words",), empty=("words",)),
    package("grant", {"sessions": "6", "pounds": "50"}, choices=("sessions", "pounds"), empty=("sessions", "pounds")),
    package("refuse", choices=("reason",), empty=("reason",)),
    package("match", which="granted", choices=("therapist",), empty=("therapist",)),
    package("session", which="matched", choices=("held_on",), empty=("held_on",)),
    SiteForm("professionals_staff.race", "caseworker", "/staff/professionals/figures/"),
    SiteForm("lessons_staff.begin", "caseworker", "/staff/professionals/lessons/from/{teaching}/"),
    SiteForm("lessons_staff.lesson", "caseworker", "/staff/professionals/lessons/{lesson}/", **LESSON),
    SiteForm("lessons_staff.ask", "caseworker", "/staff/professionals/lessons/{lesson}/ask/", **LESSON),
    SiteForm(
        "lessons_staff.approve",
        "caseworker",
        "/staff/professionals/lessons/{asked_lesson}/approve/",
        choices=("seen",),
        unknown=303,
        marks={"seen": ""},
    ),
    SiteForm("lessons_staff.send_back", "caseworker", "/staff/professionals/lessons/{asked_lesson}/send-back/"),
    SiteForm("lessons_staff.withdraw", "caseworker", "/staff/professionals/lessons/{lesson}/withdraw/"),
    SiteForm("packages_staff.undo", "caseworker", "/staff/therapists/packages/{matched_package}/session/undo/"),
    package("extend", which="granted", choices=("in_all",), empty=("in_all",)),
    package("end", which="granted", choices=("how",), empty=("how",)),
    package("reopen", which="ended"),
    SiteForm(
        "therapists.again",
        "nobody",
        "/therapists/again/{again}/",
        {"act": "right", "price": "50"},
        ("news",),
        choices=("price", "wait_weeks", "act"),
        empty=("act",),
        marks={"act": "errors"},
    ),
    SiteForm(
        "therapists.apply",
        "nobody",
        "/therapists/apply/",
        THERAPIST,
        ("name", "email", "number", "town", "training", "race_words", "confidentiality", "breaks", "site"),
        choices=("body", "ways", "nations", "price", "languages", "approaches", "experience", "identities", "access"),
        empty=("name", "email", "body", "number", "ways"),
    ),
    SiteForm("services_staff.new", "editor", "/staff/help/services/new/", **SERVICE),
    SiteForm("services_staff.service", "editor", "/staff/help/services/{service}/", **SERVICE | SEEN_SERVICE),
    SiteForm("services_staff.check", "editor", "/staff/help/services/{service}/check/"),
    SiteForm("services_staff.off", "editor", "/staff/help/services/{service}/off/"),
    SiteForm("services_staff.on", "editor", "/staff/help/services/{service_off}/on/"),
    SiteForm("therapists.again_leave", "nobody", "/therapists/again/{again}/leave/", empty=("sure",)),
    vetting(
        "words",
        good={**THERAPIST, "seen": "{therapist_seen}"},
        words=("name", "email", "number", "training", "race_words", "confidentiality", "breaks", "access_words"),
        choices=("body", "ways", "nations", "price", "languages", "approaches", "experience", "identities", "access"),
        empty=("name", "email", "body", "number", "ways"),
    ),
    vetting("check", good={"check_name": "documents"}, words=("note",), choices=("check_name",), empty=("check_name",)),
    vetting("note", words=("told",), empty=("told",)),
    vetting("news", "listed", choices=("seen",), unknown=303, marks={"seen": ""}),
    vetting("list"),
    vetting("confirm", "listed"),
    vetting("pause", "listed"),
    vetting("resume", "paused"),
    vetting("refuse", choices=("reason",), empty=("reason",)),
    vetting("remove", "listed", choices=("reason",), empty=("reason",)),
    SiteForm("projects_staff.end", "manager", "/staff/projects/{running_project}/end/"),
    SiteForm("members.unsubscribe", "nobody", "/unsubscribe/{letter}"),
    SiteForm(
        "members_staff.admit",
        "caseworker",
        "/staff/members/{waiting}/admit/",
        choices=("role",),
        unknown=303,
        marks={"role": ""},
    ),
    reason("/staff/members/{waiting}/refuse/", "members_staff.refuse", "reason-error"),
    SiteForm(
        "accounts_staff.new",
        "manager",
        "/staff/accounts/new/",
        STAFF,
        ("name", "email"),
        choices=("role",),
        empty=("name", "email", "role"),
    ),
    SiteForm(
        "accounts_staff.change",
        "manager",
        "/staff/accounts/{editor}/",
        {"act": "role", "role": "auditor"},
        choices=("role", "act"),
        empty=("act",),
        marks={"act": "errors"},
    ),
    SiteForm("accounts_staff.close", "manager", "/staff/accounts/{editor}/close/"),
    SiteForm("accounts_staff.give_access", "caseworker", "/staff/accounts/access/{locked_out}/"),
    reason("/staff/reports/{colleagues}/read/", "reports_staff.read", "open-reason-error"),
    reason("/staff/reports/{report}/contact/", "reports_staff.contact", "contact-reason-error"),
    SiteForm("reports_staff.addition", "caseworker", "/staff/reports/{report}/addition/"),
    SiteForm("reports_staff.screen", "caseworker", "/staff/reports/{report}/screen/"),
    reason("/staff/reports/{report}/close/", "reports_staff.close", "close-reason-error"),
    SiteForm("reports_staff.undo", "caseworker", "/staff/reports/{report}/undo/"),
    SiteForm(
        "reports_staff.draft",
        "caseworker",
        "/staff/reports/{report}/draft/",
        choices=("join",),
        unknown=404,
        marks={"join": ""},
    ),
    SiteForm(
        "messages_staff.write",
        "caseworker",
        "/staff/messages/{coded}/reporter/",
        {},
        ("words",),
        empty=("words",),
        marks={"words": "words-reporter-error"},
    ),
    SiteForm("messages_staff.read", "caseworker", "/staff/messages/{coded}/reporter/read/"),
    SiteForm(
        "messages_staff.outcome",
        "caseworker",
        "/staff/messages/{coded}/outcome/",
        choices=("outcome",),
        empty=("outcome",),
    ),
    SiteForm("messages_staff.no_outcome", "caseworker", "/staff/messages/{coded}/outcome/take-back/"),
    SiteForm(
        "help.sheet",
        "nobody",
        "/help/after-assault/sheet/",
        {"happened": "hit", "act": "make"},
        ("allergies", "medicines", "call_me", "other_language"),
        choices=("when", "happened", "sexual", "hurts", "now", "asks", "doctor", "care", "wishes", "language"),
    ),
    SiteForm("help_staff.page", "caseworker", "/staff/help/danger/", **HELP),
    SiteForm("help_staff.preview", "caseworker", "/staff/help/danger/preview/", **HELP),
    SiteForm("help_staff.ask", "caseworker", "/staff/help/danger/ask/", **HELP),
    SiteForm("help_staff.publish", "caseworker", "/staff/help/{help_waiting}/publish/"),
    SiteForm("help_staff.send_back", "caseworker", "/staff/help/{help_waiting}/send-back/"),
    SiteForm("help_staff.checked", "caseworker", "/staff/help/danger/checked/"),
    SiteForm("help_staff.version", "caseworker", "/staff/help/versions/{help_version}/"),
    SiteForm("help_staff.facts", "caseworker", "/staff/help/facts/", choices=("fact",), empty=("fact",)),
    SiteForm(
        "professionals_staff.routes_to_check",
        "caseworker",
        "/staff/professionals/routes/",
        choices=("way",),
        empty=("way",),
    ),
    complaint("step", {"body": "{body}"}, ("note",), choices=("body", "clock", "from_on"), empty=("body",)),
    complaint("mark", {"step": "{step}"}, path="step/mark", choices=("step", "act"), **IGNORED),
    complaint("lock", choices=("whom",), empty=("whom",)),
    complaint("unlock", choices=("lock",), **IGNORED),
    complaint("begin", path="letter/begin"),
    complaint(
        "save",
        {"version": "{letter_version}", "to": "x", "text": "x"},
        ("to", "text"),
        path="letter",
        choices=("version",),
        marks={"version": "text-error"},
    ),
    complaint(
        "sent",
        {"version": "{letter_version}", "how": "post", "on": "{today}", "to": "x"},
        ("to",),
        path="letter/sent",
        choices=("how", "on"),
        empty=("how",),
        marks={name: f"sent-{name}-error" for name in ("how", "on", "to")},
    ),
    SiteForm("alerts_staff.new", "caseworker", "/staff/alerts/new/", choices=("origin",), empty=("origin",)),
    SiteForm("alerts_staff.alert", "caseworker", "/staff/alerts/{draft}/", **DRAFT),
    SiteForm("alerts_staff.ask", "caseworker", "/staff/alerts/{draft}/ask/", **DRAFT),
    SiteForm(
        "alerts_staff.approve",
        "caseworker",
        "/staff/alerts/{asked}/approve/",
        choices=("seen",),
        unknown=303,
        marks={"seen": ""},
    ),
    SiteForm("alerts_staff.send_back", "caseworker", "/staff/alerts/{asked}/send-back/"),
    SiteForm("alerts_staff.stop", "caseworker", "/staff/alerts/{approved}/stop/"),
    reason("/staff/alerts/{draft}/withdraw/", "alerts_staff.withdraw", "reason-error"),
    SiteForm("alerts.plan", "member", "/alerts/{published}/plan/", **PLAN),
    SiteForm("checker.check", "member", "/check/", {}, ("value",), empty=("value",)),
    SiteForm("checker.plan", "member", "/check/plan/", **PLAN),
]
