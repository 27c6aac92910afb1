"""Help pages as people read them: the index, the way back, sources, and what a browser may keep."""

import re
from datetime import datetime

import pytest

from blueprints import context
from blueprints.help.views import GROUP_NAMES, OWN, SAYS_WHEN, source_day
from models.database import connect, database
from models.facts import FACTS
from models.help_texts import HELP
from rules import fact_checks, help_pages, markdown
from tests.browser_client import HTML, Browser
from tests.rules import helping

DAY = "public, max-age=86400"
NEVER = "no-store, private"
EACH = [*OWN, *HELP]


def links(page) -> dict[str, str]:
    """Every link of the page's main part: its address with its words."""
    return {link.get("href"): "".join(link.itertext()) for link in page.by_id("main").iter(HTML + "a")}


@pytest.fixture
def no_database(client, folder):
    """The database cannot be opened."""
    database.close()
    (folder / "num.db").rename(folder / "away.db")
    (folder / "num.db").mkdir()
    yield
    (folder / "num.db").rmdir()
    (folder / "away.db").rename(folder / "num.db")
    connect()


@pytest.mark.parametrize("name", EACH)
def test_each_page_is_there_with_a_neutral_title_and_a_way_back(client, app, name):
    page = client.get(f"/help/{name}/")
    assert page.status == 200
    assert next(page.tree.iter(HTML + "title")).text in ("Contact", "Help", "Notes")
    assert app.config["OFFICE_PHONE"] in page.text
    assert "/help/" in links(page)


def test_the_index_leads_to_every_page_to_therapists_services_and_where_to_complain(client):
    page = client.get("/help/")
    beyond = {"/help/services/", "/therapists/", "/professionals/routes/"}
    assert set(links(page)) == {f"/help/{name}/" for name in EACH} | beyond
    headings = ["".join(one.itertext()) for one in page.tree.iter(HTML + "h2")]
    assert headings == [str(name) for name in GROUP_NAMES.values()]
    assert HELP["danger"].line in page.words()


def test_links_between_pages_lead_to_pages(client):
    for text in HELP.values():
        html = markdown.render(text.body)
        for path in sorted({part.split('"')[0] for part in html.split('href="/')[1:]}):
            page = client.get(f"/{path}")
            is_there = page.status == 200 or page.location.startswith("/sign-in/")
            assert (text.code, path, is_there) == (text.code, path, True)


@pytest.mark.parametrize("path", ["/help/base/", "/help/page/", "/help/_preview/", "/help/..%2fbase/", "/help/x" * 30])
def test_help_that_we_do_not_have_is_no_page(client, path):
    assert client.get(path).status == 404


def test_in_danger_the_first_thing_is_a_button_that_calls(client):
    page = client.get("/help/danger/")
    first = next(one for one in links(page) if one != "/help/")
    assert first == "tel:999"


def test_a_page_says_where_it_comes_from_and_that_nobody_has_checked_it(client, make):
    helping.published(make, "law", body="Ring {ico}.")
    page = client.get("/help/law/")
    assert "To check." in page.words()
    assert links(page)[helping.SOURCE.address] == helping.SOURCE.title
    assert f"{helping.SOURCE.title}, November 2026" in page.words()
    assert FACTS["ico"].source.address in links(page)


def test_the_mark_goes_when_somebody_has_checked(client, make):
    page = helping.published(make, "law", body="Ring {ico}.")
    fact_checks.look(make.now, "ico", fact_checks.fingerprint(FACTS["ico"]), make.account("editor"))
    assert client.get("/help/law/").words().count("Checked on") == 1
    help_pages.look(make.now, page, page.fingerprint, make.account("editor"))
    read = client.get("/help/law/").words()
    assert ("To check." in read, read.count("Checked on")) == (False, 1)


def test_what_staff_published_is_what_everybody_reads(client, make):
    helping.published(make, "law", title="Lanterns", body="## Red\n\nRing {ico:phone}. 1 < 2 & 3")
    page = client.get("/help/law/")
    assert "Lanterns" in page.words() and "1 < 2 & 3" in page.words()
    assert links(page)["tel:+443031231113"] == FACTS["ico"].phone
    assert links(client.get("/help/"))["/help/law/"] == "Lanterns"


@pytest.mark.parametrize("path", ["/help/", *(f"/help/{name}/" for name in EACH if name not in SAYS_WHEN)])
def test_a_browser_may_keep_a_page_for_a_day(client, path):
    page = client.get(path)
    assert page.headers["Cache-Control"] == DAY
    assert "Cookie" in page.headers["Vary"] and "Set-Cookie" not in page.headers
    assert not re.search("office (is|closes)|reads it", page.words())


@pytest.mark.parametrize("name", SAYS_WHEN)
@pytest.mark.parametrize(
    ("now", "seconds"),
    [
        (datetime(2026, 11, 20, 8, 59), 60),
        (datetime(2026, 11, 20, 9, 0), 7 * 3600),
        (datetime(2026, 11, 20, 16, 59, 30), 30),
        (datetime(2026, 11, 20, 22, 0), 2 * 3600),
        (datetime(2026, 7, 20, 22, 0), 3600),
    ],
)
def test_a_page_that_says_whether_the_office_is_open_is_kept_no_longer_than_that_is_true(
    client, monkeypatch, name, now, seconds
):
    monkeypatch.setattr(context, "now", lambda: now)
    assert client.get(f"/help/{name}/").headers["Cache-Control"] == f"public, max-age={seconds}"


@pytest.mark.parametrize("path", ["/help/", "/help/danger/", "/help/talk/"])
def test_nobody_with_a_cookie_of_ours_leaves_a_page_behind(app, signed_in, path):
    holder = Browser(app)
    holder.submit("/report/", {"act": "more"})
    old = Browser(app)
    old.client.set_cookie("s", "long gone")
    for browser in (signed_in("member"), holder, old):
        assert browser.get(path).headers["Cache-Control"] == NEVER
        assert "Cookie" in browser.get(path).headers["Vary"]


def test_an_error_is_never_kept(app, client, monkeypatch):
    assert client.get("/help/nothing/").headers["Cache-Control"] == NEVER
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    monkeypatch.setattr(help_pages, "show", lambda page, checks: 1 / 0)
    page = client.get("/help/law/")
    assert (page.status, page.headers["Cache-Control"]) == (500, NEVER)


@pytest.mark.usefixtures("no_database")
def test_help_is_read_as_it_was_shipped_while_the_database_is_gone(client):
    for name in ["", *(f"{name}/" for name in EACH)]:
        page = client.get(f"/help/{name}")
        assert (name, page.status) == (name, 200)
    assert client.get("/help/danger/").headers["Cache-Control"] == NEVER
    assert HELP["danger"].title in client.get("/help/danger/").words()


@pytest.mark.parametrize(
    ("text", "words"),
    [("2026", "2026"), ("2026-11", "November 2026"), ("2026-11-04", "4 November 2026"), ("", "")],
)
def test_the_date_of_a_source_is_said_as_it_is_known(app, text, words):
    with app.test_request_context("/help/"):
        assert source_day(text) == words


def test_search_engines_find_help(client):
    assert "X-Robots-Tag" not in client.get("/help/").headers
    assert "X-Robots-Tag" not in client.get("/help/danger/").headers
