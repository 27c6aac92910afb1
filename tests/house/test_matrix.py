"""Every visitor at every route with every method: what the policy table says happens, and nothing else."""

import sqlite3

import pytest

from rules import access
from rules.form_ids import new_form_id, read_form_id
from rules.keyed import shown_code
from rules.reports import Answers, send
from tests.browser_client import Browser

METHODS = ("GET", "POST", "PUT", "DELETE")
WORDS = {"ref": "A-000000", "token": "none", "page": "talk", "name": "none"}
# Views that end the visit or the account; they are tried last, each with a fresh sign-in by the others' tests.
ENDS = {"accounts.sign_out", "pages.leave", "accounts.leave", "followup.delete"}


def visitor(app, make, secrets, kind: str) -> Browser:
    """A browser of this kind."""
    browser = Browser(app)
    if kind == access.NOBODY:
        return browser
    if kind == access.CODE:
        form = read_form_id(secrets, new_form_id(secrets, make.now), make.now)
        sent = send(secrets, make.now, Answers(story="x"), form)
        assert browser.submit("/follow-up/", {"code": shown_code(sent.code)}).status == 303
        return browser
    role, is_frontline = ("practitioner", True) if kind == access.FRONTLINE else (kind, False)
    return browser.sign_in(make.account(role, is_frontline=is_frontline))


def is_refused(answer) -> bool:
    """Whether the policy table turned the visitor away."""
    if answer.status == 403:
        return True
    sent_to = answer.location.split("?")[0]
    return (answer.status == 303 and sent_to in ("/sign-in/", "/follow-up/")) or answer.status == 401


@pytest.mark.parametrize("kind", sorted(access.ANYBODY))
def test_every_route_does_what_the_table_says(app, make, secrets, kind):
    make.team()
    browser = visitor(app, make, secrets, kind)
    page = browser.get("/")
    token = page.fields("/sign-out/").get("csrf_token", "") if kind != access.NOBODY else ""
    surprises, cases = [], 0
    rules = sorted(app.url_map.iter_rules(), key=lambda rule: (rule.endpoint in ENDS, rule.rule))
    for rule in rules:
        if rule.endpoint in ENDS or rule.endpoint == "static":
            continue
        path = rule.rule
        for argument in rule.arguments:
            path = path.replace(f"<{argument}>", WORDS[argument])
        for method in METHODS:
            cases += 1
            if method not in rule.methods and not _only(app, rule, method):
                continue
            answer = browser.open(path, method=method, data={"csrf_token": token} if method == "POST" else None)
            if method not in rule.methods:
                is_right = answer.status in (404, 405) or is_refused(answer)
            elif access.may(kind, rule.endpoint):
                is_right = answer.status < 500 and answer.status not in (401, 403)
            else:
                is_right = is_refused(answer)
            if not is_right:
                surprises.append(f"{kind} {method} {path} ({rule.endpoint}): {answer.status} {answer.location}")
    assert surprises == []
    assert cases > 150


def _only(app, rule, method) -> bool:
    """Whether no other rule with this path takes the method."""
    return not any(other.rule == rule.rule and method in other.methods for other in app.url_map.iter_rules())


@pytest.mark.parametrize("kind", [access.NOBODY, access.MEMBER, access.CASEWORKER])
@pytest.mark.parametrize("forged", ["cross-site", "other-origin", "no-token", "wrong-token"])
def test_a_forged_post_changes_nothing(app, make, secrets, kind, forged):
    browser = visitor(app, make, secrets, kind)
    make.team()
    browser.get("/help/talk/")
    before = dump(app)
    headers = {
        "cross-site": {"Sec-Fetch-Site": "cross-site"},
        "other-origin": {"Origin": "https://evil.example"},
    }.get(forged, {"Sec-Fetch-Site": "same-origin"})
    data = {"csrf_token": "AAAA" * 20} if forged == "wrong-token" else {}
    for rule in app.url_map.iter_rules():
        # Two routes need no other proof, and each ends only what its caller holds.
        if "POST" not in rule.methods or rule.endpoint in ("members.unsubscribe", "pages.leave"):
            continue
        path = rule.rule
        for argument in rule.arguments:
            path = path.replace(f"<{argument}>", WORDS[argument])
        browser.post(path, data=data, headers=headers)
    assert dump(app) == before


@pytest.mark.parametrize("kind", sorted(access.ANYBODY))
def test_a_get_never_changes_anything(app, make, secrets, kind):
    make.team()
    browser = visitor(app, make, secrets, kind)
    make.published(area="uk")
    before = dump(app)
    for rule in app.url_map.iter_rules():
        if "GET" not in rule.methods or rule.endpoint == "pages.leave":
            continue
        path = rule.rule
        for argument in rule.arguments:
            path = path.replace(f"<{argument}>", WORDS[argument])
        browser.get(path)
    assert dump(app) == before


def dump(app) -> list:
    """Everything in the database but the minute a session was last seen."""
    connection = sqlite3.connect(app.config["DATA_DIR"] / "num.db")
    lines = [line for line in connection.iterdump() if 'INTO "session"' not in line]
    sessions = connection.execute("SELECT token_key, kind, account_id, payload FROM session ORDER BY id").fetchall()
    connection.close()
    return [lines, sessions]
