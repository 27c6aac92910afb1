"""Errors: a page that says what to do, no words in the log, and what was typed comes back."""

import logging

import pytest

from blueprints import kept
from blueprints.guards import NotSignedIn
from blueprints.tokens import NotOurForm
from models import database
from rules import Refused, sessions
from rules.slow_hash import Busy
from tests.browser_client import HTML

WORDS = "He took the money & left <quickly>."
FORM = {"story": WORDS, "harms": ["theft", "threat"], "form_id": "abc"}


@pytest.fixture
def failing(app, monkeypatch):
    """A function that makes the page at /exit (which takes posts from anybody) fail like this."""

    def fail(error: Exception) -> None:
        def view():
            raise error

        monkeypatch.setitem(app.view_functions, "pages.leave", view)
        monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)

    return fail


def test_a_missing_page_says_what_to_do_next_without_the_database(client, app):
    database.database.close()
    page = client.get("/nothing-here/")
    assert page.status == 404
    assert app.config["OFFICE_PHONE"] in page.text
    assert "first page" in page.text
    database.connect()


def test_a_wrong_way_of_asking_is_a_page_too(client):
    page = client.post("/")
    assert page.status == 405
    assert "GET" in page.headers["Allow"]
    assert "<h1>" in page.text


def test_a_broken_page_tells_nobody_why(client, failing, caplog):
    failing(ValueError("words of a report"))
    with caplog.at_level(logging.DEBUG):
        page = client.post("/exit", FORM)
    assert page.status == 500
    assert "words of a report" not in page.text + caplog.text
    line = next(record.getMessage() for record in caplog.records if "ValueError" in record.getMessage())
    assert "test_errors.py:" in line
    assert line.rsplit(" ", 1)[1] in page.text


@pytest.mark.parametrize("error", [database.DatabaseBusy("x"), database.DatabaseUnwritable("x"), Busy()])
def test_what_was_typed_comes_back_when_it_could_not_be_taken(client, failing, error):
    failing(error)
    page = client.post("/exit?a=b", FORM | {"csrf_token": "old"})
    assert page.status == 503
    assert page.headers["Retry-After"]
    fields = page.fields("/exit?a=b")
    assert fields["story"] == WORDS
    assert "csrf_token" not in fields


def test_every_value_of_a_list_comes_back(client, failing):
    failing(database.DatabaseBusy("x"))
    page = client.post("/exit", FORM)
    values = [(field.get("name"), field.get("value")) for field in page.tree.iter(HTML + "input") if field.get("name")]
    assert values == [("harms", "theft"), ("harms", "threat"), ("form_id", "abc")]
    area = next(page.tree.iter(HTML + "textarea"))
    assert (area.get("name"), area.text) == ("story", WORDS)


def test_a_password_is_never_shown_back(client, failing):
    failing(database.DatabaseBusy("x"))
    page = client.post("/exit", {"email": "a@example.org", "password": "three odd lanterns"})
    assert page.status == 503
    assert "three odd lanterns" not in page.text
    assert not list(page.tree.iter(HTML + "textarea"))


def test_a_form_of_an_old_page_comes_back_with_a_fresh_token(app, client, make):
    token = sessions.start(app.extensions["num_secrets"], make.now, "member", {}, make.account())
    client.client.set_cookie("s", token)
    page = client.post("/report/", {"story": WORDS, "csrf_token": "old"})
    assert page.status == 400
    fields = page.fields("/report/")
    assert fields["story"] == WORDS
    assert fields["csrf_token"]
    assert client.post("/report/", fields).status != 400


def test_an_old_form_without_words_gets_a_short_page(client, failing):
    failing(NotOurForm())
    assert client.post("/exit", {"csrf_token": "old"}).status == 400


def test_words_wait_sealed_while_somebody_signs_in_again(client, failing, app, make):
    failing(NotSignedIn())
    page = client.post("/exit?next=1", FORM)
    assert page.status == 401
    assert WORDS in page.words()
    keys = app.extensions["num_secrets"].keys
    sealed = page.fields("/sign-in/")["kept"]
    assert "money" not in sealed
    assert kept.open_kept(keys, sealed, make.now) == (
        "/exit?next=1",
        [("story", WORDS), ("harms", "theft"), ("harms", "threat"), ("form_id", "abc")],
    )
    assert kept.open_kept(keys, sealed[:-4] + "AAA=", make.now) is None


def test_words_wait_no_longer_than_a_day(app, make):
    keys = app.extensions["num_secrets"].keys
    sealed = kept.seal_kept(keys, "/", [("story", WORDS)], make.now - kept.GOOD_FOR * 2)
    assert kept.open_kept(keys, sealed, make.now) is None


def test_a_rules_no_is_said_in_its_own_words(client, failing):
    failing(Refused("This alert is already out."))
    page = client.post("/exit", FORM)
    assert page.status == 422
    assert "This alert is already out." in page.text


def test_more_than_a_megabyte_gets_a_short_page(client, app):
    page = client.post("/report/", {"story": "x" * 1_100_000})
    assert page.status == 413
    assert app.config["OFFICE_PHONE"] in page.text
    assert len(page.text) < 4_000


def test_words_are_never_sent_to_another_site(app):
    with app.test_request_context(environ_overrides={"PATH_INFO": "//evil.example/x"}):
        assert kept.kept_path() == "/evil.example/x"
