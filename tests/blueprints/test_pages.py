"""The first page, leaving, and what machines ask for."""

import json

import pytest

from models.database import connect, database
from models.session import Session
from rules import sessions
from tests.browser_client import HTML, Browser

SESSION = "s"


def with_session(app, make) -> Browser:
    browser = Browser(app)
    token = sessions.start(app.extensions["num_secrets"], make.now, "member", {}, make.account())
    browser.client.set_cookie(SESSION, token)
    return browser


def test_the_first_page_has_ten_doors_under_three_headings(client):
    page = client.get("/")
    assert page.status == 200
    doors = [link for link in page.tree.iter(HTML + "a") if link.get("class") == "card"]
    assert len(doors) == 10
    assert len(list(page.tree.iter(HTML + "h2"))) == 3


def test_the_way_out_is_the_first_link_of_every_page(client):
    for path in ("/", "/help/danger/", "/nothing-here/"):
        first = next(client.get(path).tree.iter(HTML + "a"))
        assert (first.get("id"), first.get("href")) == ("exit", "/exit")


def test_leaving_ends_only_the_callers_session(app, make):
    here, elsewhere = with_session(app, make), with_session(app, make)
    assert Session.select().count() == 2
    page = here.get("/exit")
    assert page.status == 303
    assert page.location == app.config["EXIT_URL"]
    assert Session.select().count() == 1
    assert "Sign out" in elsewhere.get("/").text


def test_leaving_drops_the_cookie_and_sets_one_for_a_second(app, make):
    page = with_session(app, make).get("/exit")
    # With "cookies" in it Chromium 156 forgets that a cookie changed and shows typed words on Back.
    assert page.headers["Clear-Site-Data"] == '"storage"'
    cookies = page.headers.getlist("Set-Cookie")
    assert any(cookie.startswith("x=;") and "Max-Age=1;" in cookie and "HttpOnly" in cookie for cookie in cookies)
    assert any(cookie.startswith(f"{SESSION}=;") and "Max-Age=0" in cookie for cookie in cookies)


def test_a_script_that_left_already_gets_no_page(app, make):
    browser = with_session(app, make)
    assert browser.post("/exit", headers={"Sec-Fetch-Site": "cross-site"}).status == 204
    assert Session.select().count() == 0


def test_somebody_without_a_session_may_leave_too(client):
    assert client.get("/exit").status == 303


def test_health_says_one_thing(client):
    assert json.loads(client.get("/health").text) == {"ok": True}


def test_search_engines_are_kept_to_the_public_pages(client):
    lines = client.get("/robots.txt").text.splitlines()
    assert "Disallow: /" in lines
    assert "Allow: /help/" in lines


@pytest.mark.parametrize("path", ["/help/talk/", "/help/data/", "/follow-up/"])
def test_the_offices_number_is_a_link_that_any_phone_dials(client, path):
    links = [link.get("href") for link in client.get(path).tree.iter(HTML + "a")]
    assert "tel:+441616299861" in links


def test_holes_can_be_reported(client):
    text = client.get("/.well-known/security.txt").text
    assert text.startswith("Contact: tel:+44")
    assert "Expires: " in text


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_leaving_works_while_the_database_cannot_be_opened(app, make, method, folder):
    browser = with_session(app, make)
    database.close()
    (folder / "num.db").rename(folder / "away.db")
    (folder / "num.db").mkdir()
    try:
        left = browser.open("/exit", method=method)
    finally:
        (folder / "num.db").rmdir()
        (folder / "away.db").rename(folder / "num.db")
        connect()
    assert left.status == {"GET": 303, "POST": 204}[method]
    assert browser.client.get_cookie(SESSION) is None
