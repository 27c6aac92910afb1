"""Lessons on pages: what members browse with and without script, and what a caseworker and an editor do."""

import pytest

from models.lesson import Lesson
from rules import lesson_content, lesson_list, locks
from tests.browser_client import HTML, Browser
from tests.house.scenery import token_of
from tests.rules import taught

LIST, DESK = "/professionals/lessons/", "/staff/professionals/lessons/"


@pytest.fixture
def me(make):
    """The caseworker who writes."""
    return make.account("caseworker")


@pytest.fixture
def desk(app, me):
    """The caseworker's browser."""
    return Browser(app).sign_in(me)


def links(page) -> dict[str, str]:
    """The filters on the page: their words and where they lead."""
    found = page.by_id("lesson-list").iter(HTML + "a")
    return {"".join(one.itertext()): one.get("href") for one in found}


def titles(page) -> list[str]:
    """The headings of the lessons on a page."""
    return ["".join(one.itertext()) for one in page.by_id("lesson-list").iter(HTML + "h3")]


@pytest.fixture
def three(make, me):
    """Three lessons: of police in two nations and of a doctor."""
    for title, profession, area in (
        ("One", "police", "scotland"),
        ("Two", "police", "london"),
        ("Three", "doctor", None),
    ):
        report = taught.read(make, me, story=title)
        taught.published(make, me, report, title=title, profession=profession, area=area)


def test_members_filter_by_plain_links_police_first(three, signed_in):
    browser = signed_in("member")
    page = browser.get(LIST)
    assert titles(page) == ["Three", "Two", "One"]
    named = [text for text in links(page) if text not in ("Everybody", "Anywhere")]
    assert named == ["Police officer or staff", "Doctor (GP, hospital, A&E, sexual health)", "England", "Scotland"]
    police = browser.get(links(page)["Police officer or staff"])
    assert titles(police) == ["Two", "One"]
    assert titles(browser.get(links(police)["Scotland"])) == ["One"]
    assert taught.WORDS["what_helped"] in police.words()


def test_htmx_gets_the_list_alone_with_the_same_words(three, signed_in):
    browser = signed_in("member")
    whole = browser.get(f"{LIST}?profession=police")
    part = browser.get(f"{LIST}?profession=police", headers={"HX-Request": "true"})
    assert titles(part) == titles(whole)
    assert "<h1" not in part.text and "HX-Request" in part.headers["Vary"]


def test_a_filter_that_finds_nothing_says_what_to_do(three, signed_in):
    page = signed_in("member").get(f"{LIST}?profession=doctor&nation=scotland")
    assert "No lesson fits all of this" in page.words()
    assert links(page)["Show all lessons"] == LIST
    assert signed_in("member").get(f"{LIST}?profession=%3Cscript%3E&nation=%00&after=x").status == 200


def test_without_lessons_the_page_says_where_they_come_from(signed_in):
    page = signed_in("member").get(LIST)
    assert "There are no lessons yet" in page.words()
    assert "they come from people who told us" in page.words().lower()


@pytest.mark.parametrize(
    "role", ["member", "establishment", "practitioner", "project-worker", "editor", "manager", "auditor", "drop-in"]
)
def test_everybody_signed_in_who_learns_here_reads_them(three, signed_in, role):
    assert titles(signed_in(role).get(LIST)) == ["Three", "Two", "One"]


def test_nobody_else_reads_them(client, three):
    assert client.get(LIST).status == 303
    assert client.get("/professionals/figures/").status == 303


def test_from_the_report_to_the_members(desk, make, me, signed_in):
    report = taught.read(make, me)
    page = f"/staff/professionals/{report.ref}/"
    assert "Write a lesson" in desk.get(page).words()
    begun = desk.submit(page, action=f"{DESK}from/{report.ref}/")
    assert begun.status == 303
    beside = desk.follow(begun)
    assert taught.STORY in beside.words()
    bad = desk.submit(
        begun.location, taught.WORDS | {"what_happened": "Petra at Cutler Row."}, to=f"{begun.location}ask/"
    )
    assert (bad.status, "petra" in "".join(bad.by_id("what_happened-error").itertext())) == (422, True)
    assert desk.submit(begun.location, taught.WORDS, to=f"{begun.location}ask/").status == 303
    lesson = Lesson.get()
    assert lesson.state == "waiting"
    editor = signed_in("editor")
    shown = editor.get(begun.location)
    assert taught.WORDS["what_happened"] in shown.words()
    assert taught.STORY not in shown.words() and report.ref not in shown.text
    assert editor.submit(begun.location, action=f"{begun.location}approve/").status == 303
    assert titles(signed_in("member").get(LIST)) == [taught.WORDS["title"]]


def test_what_was_saved_with_remarks_says_them_again(desk, make, me):
    lesson = taught.saved(make, me, title="Petra")
    page = desk.get(f"{DESK}{lesson.ref}/")
    assert "petra" in "".join(page.by_id("title-error").itertext())


def test_an_editor_cannot_change_a_word_and_keeps_what_they_typed(make, me, signed_in):
    lesson, editor = taught.asked(make, me), signed_in("editor")
    fields = {"title": "Other words of mine", "profession": "doctor", "what_happened": "x"}
    page = editor.post(f"{DESK}{lesson.ref}/", fields | token_of(editor))
    assert (page.status, "Other words of mine" in page.text) == (422, True)
    assert lesson_content.read(make.secrets, taught.fresh(lesson)).words == taught.WORDS


def test_the_author_finds_no_button_to_approve_and_a_forged_one_is_refused(desk, make, me):
    lesson = taught.asked(make, me)
    page = desk.get(f"{DESK}{lesson.ref}/")
    assert [one for one in page.forms() if (one.get("action") or "").endswith("approve/")] == []
    fields = page.fields(f"{DESK}{lesson.ref}/send-back/") | {"seen": lesson_content.hash_of(make.secrets, lesson)}
    assert desk.post(f"{DESK}{lesson.ref}/approve/", fields).status == 303
    assert taught.fresh(lesson).state == "waiting"


def test_a_lesson_from_a_report_about_me_is_not_there(make, me, signed_in, app):
    lesson, editor = taught.asked(make, me), make.account("editor")
    locks.add(make.now, lesson.report, me, account=editor)
    browser = Browser(app).sign_in(editor)
    assert browser.get(f"{DESK}{lesson.ref}/").status == 404
    assert lesson.ref not in browser.get(DESK).text


def test_taken_down_it_is_gone_for_members(make, me, three, signed_in):
    editor = signed_in("editor")
    ref = lesson_list.browse(None, None, None, 1).rows[0].ref
    assert editor.submit(f"{DESK}{ref}/", action=f"{DESK}{ref}/withdraw/").status == 303
    assert titles(signed_in("member").get(LIST)) == ["Two", "One"]
    assert "The words were deleted" in editor.get(f"{DESK}{ref}/").words()
