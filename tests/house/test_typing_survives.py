"""Nobody types twice: whatever goes wrong, the words are on the next page, and sending it again works."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

import pytest

from models.account import Account
from models.alert import Alert, AlertTranslation
from models.database import database, writing
from models.help_page import HelpVersion
from models.report import Addition, Report
from models.session import Session
from rules import accounts, alert_content, form_drafts, sessions, translations
from rules.answers import Answers
from rules.form_ids import new_form_id
from rules.keyed import shown_code
from rules.report_words import open_additions, open_words
from rules.reports import send
from tests.browser_client import Browser, Page
from tests.factories import PASSWORD, address_of, answer_asked
from tests.house.scenery import Scenery, token_of, values

WORDS = "He came back twice & took <both> lamps."
NAMES = ["report", "more", "professional", "professional-more", "add", "draft", "join", "help", "translation"]


@dataclass
class Typing:
    """Somebody with a filled form: the browser, where it goes, and what is in it."""

    browser: Browser
    path: str
    field: str
    fields: dict

    def send(self, **changes) -> Page:
        """Press the button."""
        return self.browser.post(self.path, self.fields | changes)

    def again(self, page: Page) -> Page:
        """Press the button of the page that came back."""
        has_address = any(form.get("action") == self.path for form in page.forms())
        return self.browser.post(self.path, page.fields(self.path if has_address else None))


@pytest.fixture
def scenery(app, make) -> Scenery:
    """What stands behind the forms."""
    return Scenery(app, make)


@pytest.fixture
def typing(scenery):
    """A function that fills one of the forms."""
    fresh = {"form_id": new_form_id(scenery.secrets, scenery.make.now)}

    def fill(name: str) -> Typing:
        if name == "report":
            return Typing(
                scenery.browser("nobody"), "/report/", "story", fresh | {"story": WORDS, "area": "greater-manchester"}
            )
        if name == "more":
            browser = scenery.browser("draft")
            fields = browser.get("/report/more/").fields("/report/more/")
            return Typing(browser, "/report/more/", "story", fields | {"story": WORDS, "go": "where"})
        if name == "professional":
            return Typing(scenery.browser("nobody"), "/professionals/", "story", fresh | {"story": WORDS})
        if name == "professional-more":
            browser, path = scenery.browser("professional-draft"), "/professionals/more/"
            fields = browser.get(path).fields(path) | {"step": "what", "story": WORDS, "go": "happened"}
            return Typing(browser, path, "story", fields)
        if name == "join":
            answers = {"email": "sparrow@example.org", "language": "en", "is_adult": "y", "agrees": "y"}
            return Typing(scenery.browser("nobody"), "/join/", "name", fresh | answers | {"name": WORDS})
        if name == "add":
            browser = scenery.browser("code")
            return Typing(browser, "/follow-up/add/", "words", {"words": WORDS} | token_of(browser))
        if name == "help":
            browser = scenery.browser("caseworker")
            path = "/staff/help/law/"
            return Typing(browser, path, "body", browser.get(path).fields(path) | {"body": WORDS})
        path = scenery.filled("/staff/alerts/{draft}/")
        if name == "translation":
            path = scenery.filled("/staff/alerts/{published}/translations/ro/")
        browser = scenery.browser("caseworker")
        fields = browser.get(path).fields(path) | {"advice": WORDS}
        return Typing(browser, path, "advice", fields)

    return fill


@pytest.fixture
def arrived(scenery):
    """A function that says what of this form is stored now, opened."""

    def look(name: str) -> list[str]:
        team, secrets = scenery.make.team_private, scenery.secrets
        if name in ("report", "professional"):
            return [open_words(row, team).story for row in Report.select()]
        if name in ("more", "professional-more"):
            return begun_words(scenery)
        if name == "add":
            return [words for row in Report.select() for _day, words in open_additions(row, team)]
        if name == "draft":
            return [alert_content.read_words(secrets, row)["advice"] for row in Alert.select()]
        if name == "translation":
            return [translations.read(secrets, row).words["advice"] for row in AlertTranslation.select()]
        if name == "help":
            return [row.body for row in HelpVersion.select()]
        answer_asked(secrets)
        return [accounts.name_of(secrets, row) for row in Account.select()]

    return look


def begun_words(scenery: Scenery) -> list[str]:
    """The story in the form draft that was begun, opened as its browser's cookie opens it."""
    token = scenery.drafting.client.get_cookie("f").value
    held = sessions.find(scenery.secrets, token, scenery.make.now)
    content = form_drafts.look(held.row.form_draft, bytes.fromhex(held.payload["draft_key"]))
    return content.steps.get("what", {}).get("story", [])


@contextmanager
def locked(app, kind: str) -> Iterator[None]:
    """Another process holds the database; we wait for it no longer than a moment."""
    other = sqlite3.connect(app.config["DATA_DIR"] / "num.db", isolation_level=None)
    other.execute(f"BEGIN {kind}")
    database.execute_sql("PRAGMA busy_timeout = 1")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


@contextmanager
def unwritable(app) -> Iterator[None]:
    """The disk takes nothing."""
    database.execute_sql("PRAGMA query_only = 1")
    try:
        yield
    finally:
        database.execute_sql("PRAGMA query_only = 0")


FAULTS = {
    "locked for writing": lambda app: locked(app, "IMMEDIATE"),
    "locked for all": lambda app: locked(app, "EXCLUSIVE"),
    "unwritable": unwritable,
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("name", NAMES)
def test_when_the_database_takes_nothing(app, typing, arrived, monkeypatch, name, fault):
    # As on a server: what no view caught becomes a page.
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    typed = typing(name)
    with FAULTS[fault](app):
        page = typed.send()
    assert (page.status, WORDS in values(page), app.config["OFFICE_PHONE"] in page.words()) == (503, True, True)
    assert WORDS not in arrived(name)
    answer = typed.again(page)
    if answer.status == 400:
        # Without the database there was no token to put into the page: the words stay, and one more press does it.
        assert WORDS in values(answer)
        answer = typed.again(answer)
    assert answer.status in (200, 303)
    assert arrived(name).count(WORDS) == 1


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("report", {"area": "atlantis"}),
        ("report", {"place": "x" * 20_001}),
        ("report", {"form_id": "old"}),
        ("more", {"about": "nonsense"}),
        ("professional", {"profession": "sorcerer"}),
        ("professional", {"form_id": "old"}),
        ("professional-more", {"rating": "6"}),
        ("more", {"felt": "x" * 20_001}),
        ("add", {"csrf_token": "old"}),
        ("help", {"sources": "nowhere"}),
        ("help", {"title": "x" * 81}),
        ("help", {"csrf_token": "old"}),
        ("draft", {"level": "99"}),
        ("draft", {"title": "x" * 121}),
        ("draft", {"person": "x" * 20_001}),
        ("draft", {"csrf_token": "old"}),
        ("translation", {"title": "x" * 121}),
        ("translation", {"csrf_token": "old"}),
        ("join", {"email": "nobody"}),
        ("join", {"email": "x" * 20_001}),
        ("join", {"form_id": "old"}),
    ],
)
def test_when_something_else_in_the_form_is_wrong(typing, arrived, name, wrong):
    typed = typing(name)
    page = typed.send(**wrong)
    assert (page.status in (400, 413, 422), WORDS in values(page)) == (True, True)
    assert WORDS not in arrived(name)


def test_when_the_words_themselves_are_too_long(typing, arrived):
    for name in NAMES:
        typed = typing(name)
        page = typed.send(**{typed.field: f"{WORDS} {'x' * 20_000}"})
        assert (name, page.status, f"{WORDS} {'x' * 20_000}" in values(page)) == (name, 413, True)


def test_when_very_many_people_are_here(scenery, typing, arrived, monkeypatch):
    class Full:
        """A gate with no place left."""

        def acquire(self, blocking: bool) -> bool:
            """No."""
            return False

    typed, member = typing("report"), scenery.browser("member")
    fields = member.get("/check/").fields("/check/")
    with monkeypatch.context() as gate:
        gate.setattr(scenery.secrets.slow, "_places", Full())
        page = typed.send()
        entering = Browser(typed.browser.app).post("/follow-up/", {"code": "ABCD EFGH"})
        checking = member.post("/check/", fields | {"value": "07700 900461"})
        signing_in = Browser(typed.browser.app).post("/sign-in/", {"email": "a@example.org", "password": PASSWORD})
    assert (page.status, WORDS in values(page)) == (503, True)
    assert (entering.status, "ABCD EFGH" in values(entering)) == (503, True)
    assert (checking.status, "07700 900461" in values(checking)) == (503, True)
    assert (signing_in.status, "a@example.org" in values(signing_in)) == (503, True)
    assert typed.again(page).status == 200
    assert WORDS in arrived("report")


@pytest.mark.parametrize("words", [WORDS, "Он пришёл снова и забрал обе лампы. " * 400])
def test_when_the_session_ran_out_the_same_person_finds_the_words(scenery, typing, arrived, words):
    typed = typing("draft")
    run_out()
    long = dict.fromkeys(("what_happened", "person", "pattern"), words)
    page = typed.send(advice=words, **long)
    assert (page.status, words.strip() in values(page) or words in values(page)) == (401, True)
    back = sign_in(typed.browser, page, scenery.me)
    assert (back.status, {words} <= values(back)) == (200, True)
    assert typed.again(back).status == 303
    assert arrived("draft") == [words.strip()]


def test_when_the_session_ran_out_another_person_finds_nothing(scenery, typing, arrived):
    typed = typing("draft")
    run_out()
    page = typed.send()
    other = sign_in(typed.browser, page, scenery.make.account("caseworker"))
    assert (other.status, WORDS in other.text) == (303, False)
    assert WORDS not in typed.browser.follow(other).words()
    assert WORDS not in arrived("draft")


def test_when_a_reporter_was_away_too_long_the_code_brings_the_words_back(scenery, typing, arrived):
    typed = typing("add")
    run_out()
    page = typed.send()
    assert (page.status, WORDS in values(page)) == (401, True)
    fields = page.fields("/follow-up/")
    wrong = typed.browser.post("/follow-up/", fields | {"code": "0000 0000 0000 0000"})
    assert (wrong.status, wrong.fields("/follow-up/")["kept"]) == (422, fields["kept"])
    back = typed.browser.post("/follow-up/", fields | {"code": shown_code(scenery.sent.code)})
    assert (back.status, WORDS in values(back)) == (200, True)
    assert typed.again(back).status == 303
    assert arrived("add") == [WORDS]


def test_words_for_one_report_never_reach_another(scenery, typing):
    typed = typing("add")
    run_out()
    form = scenery.make.form_id()
    other = send(scenery.secrets, scenery.make.now, Answers(story="Another."), form)
    fields = typed.send().fields("/follow-up/") | {"code": shown_code(other.code)}
    page = typed.browser.post("/follow-up/", fields)
    assert (page.status, WORDS in page.text, Addition.select().count()) == (303, False, 0)


def test_kept_words_that_are_not_ours_open_nothing(scenery):
    sent = {"email": address_of(scenery.member), "password": PASSWORD}
    for nonsense in ("x", "1.a.b", "\u2603", "=" * 50_000, "v1..", "a.b.c.d"):
        page = Browser(scenery.app).post("/sign-in/", sent | {"kept": nonsense})
        assert (nonsense[:9], page.status) == (nonsense[:9], 303)
        page = Browser(scenery.app).post("/follow-up/", {"code": shown_code(scenery.sent.code), "kept": nonsense})
        assert (nonsense[:9], page.status) == (nonsense[:9], 303)


def run_out() -> None:
    """Every session was last used hours ago."""
    with writing():
        for row in list(Session.select()):
            Session.update(last_seen_at=row.last_seen_at - timedelta(hours=2)).where(Session.id == row.id).execute()


def sign_in(browser: Browser, page: Page, account: Account) -> Page:
    """Sign in on the page that says the session ended."""
    sent = {"email": address_of(account), "password": PASSWORD}
    return browser.post("/sign-in/", page.fields("/sign-in/") | sent)
