"""The desk for help pages: writing, previewing, a second reader, what was there before, and checking."""

import pytest

from models.facts import FACTS
from models.help_page import FactCheck, HelpVersion
from models.help_texts import HELP
from rules import fact_checks, help_drafts, help_pages
from tests.browser_client import HTML, Browser
from tests.rules import helping

LAW = "/staff/help/law/"
WORDS = "## Lanterns\n\nRing {ico:phone}."


@pytest.fixture
def editor(signed_in) -> Browser:
    """An editor, signed in."""
    return signed_in("editor")


def fill(browser: Browser, to: str = LAW, **changes):
    """Open the page, change what is in the form, and send it there."""
    return browser.submit(LAW, {"body": WORDS, **changes}, action=LAW, to=to)


def press(browser: Browser, act: str, code: str = "law"):
    """Press a button of the page."""
    path = f"/staff/help/{code}/{act}/"
    return browser.submit(f"/staff/help/{code}/", action=path)


def rows(page) -> list[str]:
    """The lines of a list, as words."""
    return [" ".join("".join(row.itertext()).split()) for row in page.tree.iter(HTML + "tr")][1:]


def test_a_page_goes_from_a_draft_to_everybody_by_two_hands(client, browser, editor):
    assert fill(editor).status == 303
    assert "Lanterns" not in client.get("/help/law/").words()
    assert editor.post(f"{LAW}ask/", editor.get(LAW).fields(LAW)).status == 303
    assert f"{LAW}publish/" not in editor.get(LAW).text
    assert "You wrote this" in editor.get(LAW).words()
    assert "Lanterns" in browser.get(LAW).words()
    assert press(browser, "publish").status == 303
    assert "Lanterns" in client.get("/help/law/").words()
    assert HelpVersion.get().state == "published"


def test_what_is_new_stands_before_a_second_reader(make, browser):
    law = HELP["law"]
    helping.waiting(make, make.account("editor"), title=law.title, body=law.body.replace("adults", "grown people"))
    page = browser.get(LAW)
    assert [one.text.strip() for one in page.tree.iter(HTML + "ins") if one.text.strip()] != []
    assert "grown" in "".join("".join(one.itertext()) for one in page.tree.iter(HTML + "ins"))
    assert "adults" in "".join("".join(one.itertext()) for one in page.tree.iter(HTML + "del"))


def test_publishing_what_has_changed_meanwhile_is_refused(make, browser):
    author = make.account("editor")
    helping.waiting(make, author)
    fields = browser.get(LAW).fields(f"{LAW}publish/")
    helping.waiting(make, author, body="Sly words.")
    answer = browser.post(f"{LAW}publish/", fields)
    assert "has changed" in browser.follow(answer).words()
    assert help_pages.current("law").version is None


def test_a_page_can_be_sent_back(make, browser):
    helping.waiting(make, make.account("editor"))
    assert press(browser, "send-back").status == 303
    assert HelpVersion.get().state == "draft"


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_a_preview_shows_how_it_looks_and_saves_nothing(editor, headers):
    fields = editor.get(LAW).fields(LAW) | {"body": f"{WORDS} <b>x</b>"}
    page = editor.post(f"{LAW}preview/", fields, headers=headers)
    assert page.status == 200
    looks = page.by_id("preview")
    assert FACTS["ico"].phone in "".join(looks.itertext())
    assert "HTML stands here" in "".join(looks.itertext())
    assert (page.by_id("body") is None) == bool(headers)
    assert HelpVersion.select().count() == 0
    if not headers:
        assert page.fields(LAW)["body"] == f"{WORDS} <b>x</b>"
        assert page.fields(LAW)["seen"] == fields["seen"]


def test_what_may_not_be_published_is_saved_and_said_at_its_field(editor, client):
    page = fill(editor, f"{LAW}ask/", body="Ring 0161 496 0000.")
    assert page.status == 422
    assert "0161 496 0000" in "".join(page.by_id("body-error").itertext())
    assert page.fields(LAW)["body"] == "Ring 0161 496 0000."
    assert (HelpVersion.get().state, HelpVersion.get().body) == ("draft", "Ring 0161 496 0000.")
    # The next press is no conflict with what was saved just now.
    again = page.fields(LAW) | {"body": WORDS}
    assert editor.post(f"{LAW}ask/", again).status == 303


def test_a_wrong_source_comes_back_as_it_was_typed(editor):
    page = fill(editor, sources="Somewhere | javascript:alert(1) | 2026")
    assert page.status == 422
    assert page.by_id("sources-error") is not None
    assert page.fields(LAW)["sources"] == "Somewhere | javascript:alert(1) | 2026"
    assert HelpVersion.select().count() == 0


def test_two_who_write_at_once_lose_nothing(editor, browser):
    mine, theirs = editor.get(LAW).fields(LAW), browser.get(LAW).fields(LAW)
    assert browser.post(LAW, theirs | {"body": "Their words."}).status == 303
    page = editor.post(LAW, mine | {"body": "My words."})
    assert page.status == 422
    assert page.fields(LAW)["body"] == "My words."
    assert "Their" in "".join("".join(one.itertext()) for one in page.tree.iter(HTML + "del"))
    assert HelpVersion.get().body == "Their words."
    # Having seen what differs, the next save is meant, and theirs stays in the history.
    assert editor.post(LAW, page.fields(LAW)).status == 303
    assert [(row.body, row.state) for row in help_drafts.versions("law")] == [
        ("My words.", "draft"),
        ("Their words.", "replaced"),
    ]


def test_every_version_is_kept_and_an_older_one_can_be_taken_again(make, editor):
    old = helping.published(make, body="Old words.")
    helping.published(make, body="New words.")
    page = editor.get(f"{LAW}versions/")
    assert len(rows(page)) == 3
    assert "Everybody reads it" in rows(page)[0] and "written by editor" in rows(page)[0]
    path = f"/staff/help/versions/{old.version}/"
    assert "Old words." in editor.get(path).words()
    assert editor.submit(path).location == LAW
    assert help_drafts.at_hand("law").body == "Old words."
    assert editor.submit("/staff/help/versions/law/").location == LAW
    assert help_drafts.at_hand("law").body == HELP["law"].body


@pytest.mark.parametrize("which", ["0", "99", "nothing", "\u0664", "9" * 30, "talk"])
def test_a_version_that_is_not_there_is_no_page(editor, which):
    assert editor.get(f"/staff/help/versions/{which}/").status == 404
    assert editor.get(f"/staff/help/{which}/").status == 404


def test_somebody_who_looked_says_so_and_the_mark_goes(editor, client):
    assert "To check." in client.get("/help/law/").words()
    assert press(editor, "checked").status == 303
    assert "To check." not in client.get("/help/law/").words()
    assert FactCheck.get(FactCheck.fact == "page:law").seen == help_pages.current("law").fingerprint


def test_the_list_begins_with_what_waits_and_what_nobody_checked(make, editor):
    helping.waiting(make, make.account("editor"), "money")
    for code in HELP:
        if code != "health":
            page = help_pages.current(code)
            help_pages.look(make.now.replace(year=2025), page, page.fingerprint, make.account("editor"))
    lines = rows(editor.get("/staff/help/"))
    assert "Read it and publish it" in lines[0] and HELP["money"].title in lines[0]
    assert HELP["health"].title in lines[1] and "to check" in lines[1]
    assert len(lines) == len(HELP)


def test_the_list_costs_the_same_however_many_pages_changed(make, editor, queries):
    editor.get("/staff/help/")
    queries.clear()
    editor.get("/staff/help/")
    few = len(queries)
    for code in list(HELP)[:6]:
        helping.published(make, code)
        helping.waiting(make, make.account("editor"), code, body="Newer words.")
        helping.published(make, "law", body=f"Words about {code}.")
    queries.clear()
    editor.get("/staff/help/")
    assert len(queries) == few
    queries.clear()
    assert len(rows(editor.get(f"{LAW}versions/"))) > 6
    assert len(queries) <= 6


def test_a_fact_is_checked_by_a_button_and_goes_to_the_end(editor):
    path = "/staff/help/facts/"
    page = editor.get(path)
    value = f"ico.{fact_checks.fingerprint(FACTS['ico'])}"
    assert value in page.text
    answer = editor.submit(path, {"fact": value})
    assert answer.status == 303
    words = editor.follow(answer).words()
    assert "Checked today: ico" in words
    assert words.index("Checked, the oldest first") < words.index("{ico}")
    assert FactCheck.get().fact == "ico"


def test_the_desk_counts_what_waits_for_me(make, editor, browser):
    helping.waiting(make, make.account("editor"))
    fill(editor, body="Mine.")
    assert help_drafts.waiting_for(make.account("editor")) == 0
    helping.waiting(make, make.account("editor"), "money")
    assert "/staff/help/" in browser.get("/staff/").text
    assert help_drafts.waiting_for(make.account("caseworker")) == 1
    assert help_drafts.waiting_for(HelpVersion.get(HelpVersion.page == "money").author) == 0
