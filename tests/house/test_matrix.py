"""Every visitor at every route with every method: what the policy table says happens, and nothing else."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from werkzeug.routing import Rule

from models.report import Report
from rules import access
from tests.browser_client import Page
from tests.house.scenery import Scenery, token_of

METHODS = ("GET", "POST", "PUT", "DELETE")
# Views that end the visit or the account; each is tried with a sign-in of its own.
ENDS = {"accounts.sign_out", "pages.leave", "accounts.leave", "followup.delete"}
REPORTS = ("{new}", "{report}", "{colleagues}", "{added}")
ALERTS = ("{draft}", "{asked}", "{approved}", "{published}", "{ended_alert}")
# What really stands behind an address that names something.
THINGS = {
    "members_staff": ("{waiting}",),
    "accounts_staff": ("{somebody}", "{editor}"),
    "accounts_staff.give_access": ("{locked_out}",),
    "reports_staff": REPORTS,
    "alerts_staff": ALERTS,
    **dict.fromkeys(
        (
            "alerts_staff.translation",
            "alerts_staff.translation_ask",
            "alerts_staff.translation_approve",
            "alerts_staff.translation_send_back",
        ),
        ("{asked_translation}", "{published}"),
    ),
    "therapists_staff": ("{applied_therapist}", "{listed_therapist}", "{paused_therapist}"),
    "therapists.again": ("{again}",),
    "therapists.therapist": ("{listed_therapist}",),
    "services_staff": ("{service}", "{service_off}"),
    "therapists.again_leave": ("{again}",),
    "lessons_staff": ("{lesson}", "{asked_lesson}"),
    "lessons_staff.begin": ("{teaching}",),
    "packages_staff": ("{asked_package}", "{granted_package}", "{matched_package}", "{ended_package}"),
    "packages_staff.end": ("{granted_package}",),
    "messages_staff": ("{coded}", "{colleagues}"),
    "professionals_staff": ("{professional}",),
    "alerts": ("{published}",),
    "sending_staff": ("{published}",),
    "sending_staff.start_again": ("{stopped}",),
    **dict.fromkeys(("projects.report", "projects.message", "projects.read", "projects.permission"), ("{told}",)),
    "askings_staff": ("{asking}",),
    "check_sites_staff": ("{check_site}",),
    "help": ("talk", "danger"),
    "help_staff": ("danger", "{help_waiting}"),
    "help_staff.version": ("{help_version}", "danger"),
    "dev": ("1.eml",),
    "members.unsubscribe": ("{letter}",),
    "projects.invitation": ("{invitation}",),
    "projects.cancel": ("{invited}",),
    "projects.give_access": ("{worker_without}",),
    "projects.make_lead": ("{worker}",),
    "projects.renew": ("{worker}",),
    "projects.end_access": ("{worker}",),
    "projects_staff": ("{asking_project}", "{running_project}"),
    "accounts.confirm": ("{confirming}",),
    "accounts.remove_search": ("{search}",),
    "accounts.new_password": ("{renewing}",),
    "accounts.confirm_address": ("{moving}",),
}


@pytest.fixture
def scenery(app, make) -> Scenery:
    """What stands behind the addresses."""
    (app.config["DATA_DIR"] / "letters").mkdir()
    (app.config["DATA_DIR"] / "letters" / "1.eml").write_text("Subject: Hello\n\nA letter.\n")
    return Scenery(app, make)


def places(scenery: Scenery, rule: Rule) -> list[str]:
    """The addresses of a route, each with something real behind it."""
    if not rule.arguments:
        return [rule.rule]
    (name,) = rule.arguments - {"party", "language"}
    path = rule.rule.replace("<any(reporter, project):party>", "reporter").replace("<language>", "ro")
    things = THINGS.get(rule.endpoint) or THINGS[rule.endpoint.split(".")[0]]
    return [path.replace(f"<{name}>", scenery.filled(thing)) for thing in things]


def routes(scenery: Scenery) -> list[tuple[Rule, list[str]]]:
    """Every route with its addresses; what stands behind them is made by this."""
    rules = sorted(scenery.app.url_map.iter_rules(), key=lambda rule: rule.rule)
    return [(rule, places(scenery, rule)) for rule in rules if rule.endpoint != "static"]


def is_refused(answer: Page) -> bool:
    """Whether the policy table turned the visitor away."""
    if answer.status == 403:
        return True
    sent_to = answer.location.split("?")[0]
    return (answer.status == 303 and sent_to in ("/sign-in/", "/follow-up/")) or answer.status == 401


def report_in(path: str) -> Report | None:
    """The report that an address names."""
    names = [part for part in path.split("/") if part.startswith("R-")]
    return Report.get_or_none(Report.ref == names[0]) if names else None


def is_right(kind: str, rule: Rule, method: str, path: str, answer: Page) -> bool:
    """Whether this is what the table says. Nothing is missing: what the addresses name is there.

    But an independent reader finds no report that is not about NUM, and none of these is (see test_matrix_locks).
    """
    if method not in rule.methods:
        return answer.status in (404, 405) or is_refused(answer)
    if access.may(kind, rule.endpoint):
        if kind == access.INDEPENDENT and report_in(path) is not None:
            return answer.status == 404
        return answer.status < 500 and answer.status not in (401, 403, 404, 405, 429)
    return is_refused(answer)


@pytest.mark.parametrize("kind", sorted(access.ANYBODY))
def test_every_route_does_what_the_table_says(app, scenery, kind):
    everything = routes(scenery)
    browser = scenery.browser(kind)
    token = token_of(browser)
    surprises, cases, before = [], 0, dump(app)
    for rule, paths in everything:
        for method in METHODS:
            if method not in rule.methods and not _only(app, rule, method):
                continue
            for path in paths if method in rule.methods else paths[:1]:
                cases += 1
                app.extensions["num_limits"].reset()
                is_end = rule.endpoint in ENDS
                with undone(app, is_end or (method == "POST" and access.may(kind, rule.endpoint))):
                    who = scenery.browser(kind) if is_end else browser
                    proof = token if who is browser else token_of(who)
                    answer = who.open(path, method=method, data=proof if method == "POST" else None)
                if not is_right(kind, rule, method, path, answer):
                    surprises.append(f"{kind} {method} {path} ({rule.endpoint}): {answer.status} {answer.location}")
    assert surprises == []
    assert cases > 200
    # Whatever was refused or only looked at has changed nothing.
    assert set(changes(before, dump(app))) <= {"report-opened", "session"}


def _only(app, rule, method) -> bool:
    """Whether no other rule with this path takes the method."""
    return not any(other.rule == rule.rule and method in other.methods for other in app.url_map.iter_rules())


@pytest.mark.parametrize("kind", [access.NOBODY, access.MEMBER, access.CASEWORKER])
@pytest.mark.parametrize("forged", ["cross-site", "other-origin", "no-token", "wrong-token"])
def test_a_forged_post_changes_nothing(app, scenery, kind, forged):
    everything = routes(scenery)
    browser = scenery.browser(kind)
    headers, data = {"Sec-Fetch-Site": "same-origin"}, {}
    # Where a form comes from is looked at even when its token is right, and the token even when it comes from here.
    if forged == "cross-site":
        headers, data = {"Sec-Fetch-Site": "cross-site"}, token_of(browser)
    elif forged == "other-origin":
        headers, data = {"Sec-Fetch-Site": "", "Origin": "https://evil.example"}, token_of(browser)
    elif forged == "wrong-token":
        data = {"csrf_token": "AAAA" * 20}
    before = dump(app)
    # Two routes need no other proof, and each ends only what its caller holds.
    open_to_all = {"members.unsubscribe", "pages.leave"}
    if kind == access.NOBODY and "token" in forged:
        # Without a session there is no token: the link from the letter is the proof.
        open_to_all.add("accounts.confirm_address")
    for rule, paths in everything:
        if "POST" in rule.methods and rule.endpoint not in open_to_all:
            for path in paths:
                browser.post(path, data=data, headers=headers)
    assert changes(before, dump(app)) == []


@pytest.mark.parametrize("kind", sorted(access.ANYBODY))
def test_a_get_never_changes_anything(app, scenery, kind):
    everything = routes(scenery)
    browser = scenery.browser(kind)
    before = dump(app)
    for rule, paths in everything:
        if "GET" not in rule.methods or rule.endpoint == "pages.leave":
            continue
        for path in paths:
            browser.get(path)
    changed = changes(before, dump(app))
    # Who opened a report is noted; that is all that reading one leaves behind.
    assert set(changed) == ({"report-opened"} if kind == access.CASEWORKER else set())
    assert Report.get(Report.ref == scenery.filled("{added}")).has_addition


def dump(app) -> dict[str, list[tuple]]:
    """Every row of every table but the minute a session was last seen."""
    with closing(sqlite3.connect(app.config["DATA_DIR"] / "num.db")) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        columns = {"session": "token_key, kind, account_id, payload"}
        return {
            name: connection.execute(f'SELECT {columns.get(name, "*")} FROM "{name}" ORDER BY 1').fetchall()
            for (name,) in names.fetchall()
        }


def changes(before: dict[str, list[tuple]], after: dict[str, list[tuple]]) -> list[str]:
    """Tables that are not as they were; for rows added to the audit, their actions instead."""
    found = [name for name in after if name != "audit" and after[name] != before[name]]
    kept, added = after["audit"][: len(before["audit"])], after["audit"][len(before["audit"]) :]
    return found + (["audit"] if kept != before["audit"] else []) + [_action(row) for row in added]


def _action(row: tuple) -> str:
    """The action of an audit row; the report that was opened must be named with it."""
    _id, _hour, _actor, _kind, action, thing, _number, _reason = row
    return action if thing == "Report" else f"{action} of {thing}"


@contextmanager
def undone(app, is_wanted: bool = True) -> Iterator[None]:
    """Put the database back as it was, so that each post meets the same things."""
    if not is_wanted:
        yield
        return
    with (
        closing(sqlite3.connect(app.config["DATA_DIR"] / "num.db")) as real,
        closing(sqlite3.connect(":memory:")) as kept,
    ):
        real.backup(kept)
        yield
        kept.backup(real)
