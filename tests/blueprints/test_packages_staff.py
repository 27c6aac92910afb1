"""The desk for funded therapy: from the list to a therapist, and figures to save."""

import csv
from io import StringIO

import pytest

from models.package import Package
from models.report import Report
from rules import locks, package_sessions
from tests.house.scenery import token_of
from tests.rules import packaged

LIST = "/staff/therapists/packages/"


@pytest.fixture
def me(make):
    """The caseworker who is signed in."""
    return make.account("caseworker")


@pytest.fixture
def desk(client, me):
    """The caseworker's browser."""
    return client.sign_in(me)


def act(desk, package: Package, name: str, **fields):
    """Press a button on the page of a package."""
    page = f"{LIST}{package.report.ref}/"
    return desk.submit(page, fields, action=f"{page}{name}/")


def test_from_the_list_to_the_last_session(desk, make, me):
    therapist = packaged.therapist(make, name="Rowan Ash", has_space=True)
    package = packaged.read(make, me, details={"package": {"ways": ["video"], "money": ["none"]}})
    assert package.report.ref in desk.get(LIST).words()
    page = desk.get(f"{LIST}{package.report.ref}/").words()
    assert packaged.STORY in page and "Video" in page and "None" in page
    assert act(desk, package, "note", words="Fits.").status == 303
    assert act(desk, package, "grant", sessions="6", pounds="52.50").status == 303
    assert "Rowan Ash, has space" in desk.get(f"{LIST}{package.report.ref}/").words()
    assert act(desk, package, "match", therapist=therapist.ref).status == 303
    today = make.now.date()
    assert act(desk, package, "session", held_on=f"{today:%d/%m/%Y}").status == 303
    assert act(desk, package, "extend", in_all="8").status == 303
    end = f"{LIST}{package.report.ref}/end/"
    page = desk.submit(end, {"how": "used"})
    assert (page.status, "Some sessions are left" in page.words()) == (422, True)
    assert "7 sessions are left" in page.words() and packaged.fresh(package).state == "matched"
    assert desk.submit(end, {"how": "moved"}).status == 303
    package = packaged.fresh(package)
    held = [one.held_on for one in package_sessions.held(package)]
    assert (package.state, package.pence_per_session, package.sessions_granted, held) == ("ended", 5250, 8, [today])
    assert "Fits." in desk.get(f"{LIST}{package.report.ref}/").words()
    assert act(desk, package, "session/undo", number=str(package_sessions.held(package)[0].id)).status == 303
    assert package_sessions.held(package) == []
    assert act(desk, package, "reopen").status == 303
    after = packaged.fresh(package)
    assert (after.state, after.client_code) == ("matched", package.client_code)


@pytest.mark.parametrize(
    ("name", "fields", "mark"),
    [
        ("grant", {"sessions": "25", "pounds": "50"}, "sessions-error"),
        ("grant", {"sessions": "6", "pounds": "501"}, "pounds-error"),
        ("grant", {"sessions": "six", "pounds": "50"}, "sessions-error"),
        ("grant", {"sessions": "6", "pounds": "NaN"}, "pounds-error"),
        ("grant", {"sessions": "6", "pounds": "sNaN"}, "pounds-error"),
        ("note", {"words": "  "}, "words-error"),
        ("refuse", {"reason": "rude"}, "reason-error"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_the_rest_stays(desk, make, me, name, fields, mark):
    package = packaged.read(make, me)
    page = act(desk, package, name, **fields)
    assert (page.status, page.by_id(mark) is not None) == (422, True)
    assert packaged.fresh(package).state == "asked"


@pytest.mark.parametrize("length", [30, 5000])
def test_a_number_that_is_far_too_long_is_none_of_ours(desk, make, me, length):
    package = packaged.matched(make, me)
    assert act(desk, package, "session", held_on=f"{make.now:%d/%m/%Y}", seen="9" * length).status == 422
    assert act(desk, package, "session", held_on=f"{make.now:%d/%m/%Y}").status == 303
    assert act(desk, package, "session/undo", number="9" * length).status == 303
    assert len(package_sessions.held(package)) == 1


def test_whoever_does_not_read_the_report_sees_no_word_and_no_button(make, signed_in, me):
    package = packaged.read(make, me)
    browser = signed_in("caseworker")
    page = browser.get(f"{LIST}{package.report.ref}/")
    assert (page.status, packaged.STORY in page.words()) == (200, False)
    assert [one.get("action") for one in page.forms() if "/packages/" in (one.get("action") or "")] == []


def test_words_of_a_note_come_back_to_who_no_longer_reads_the_report(desk, make):
    package = packaged.asked(make)
    page = desk.post(f"{LIST}{package.report.ref}/note/", token_of(desk) | {"words": "Kept words."})
    assert (page.status, "Kept words." in page.text) == (422, True)


def test_the_therapist_whom_they_would_like_is_chosen_beforehand(desk, make, me):
    packaged.therapist(make, name="Elm Birch")
    liked = packaged.therapist(make, name="Rowan Ash")
    package = packaged.granted(make, me, details={"package": {"therapist": [liked.ref]}})
    page = desk.get(f"{LIST}{package.report.ref}/")
    assert "Would likeRowan Ash" in page.words()
    assert page.fields(f"{LIST}{package.report.ref}/match/")["therapist"] == liked.ref
    gone = packaged.granted(make, me, details={"package": {"therapist": ["T-00000000"]}}, story="Two.")
    page = desk.get(f"{LIST}{gone.report.ref}/")
    assert "Would likeT-00000000" in page.words()
    assert page.fields(f"{LIST}{gone.report.ref}/match/")["therapist"] == ""


def test_a_request_about_me_is_not_there(desk, make, me):
    package = packaged.read(make, me)
    locks.add(make.now, package.report, make.account("caseworker"), account=me)
    assert desk.get(f"{LIST}{package.report.ref}/").status == 404
    assert package.report.ref not in desk.get(LIST).text


def test_a_report_of_harm_is_no_package(desk, make):
    assert desk.get(f"{LIST}{make.report().ref}/").status == 404


@pytest.mark.parametrize("role", ["caseworker", "manager", "auditor"])
def test_figures_are_for_whoever_answers_to_funders(make, signed_in, role):
    make.team()
    for number in range(6):
        packaged.asked(make, story=f"{number}")
    browser = signed_in(role)
    page = browser.get(f"{LIST}figures/")
    assert (page.status, "Requests" in page.words()) == (200, True)
    table = list(csv.reader(StringIO(browser.get(f"{LIST}figures.csv").text.lstrip("\ufeff"))))
    assert [len(row) for row in table[:14]] == [9] * 14
    assert (table[13][:2], table[make.now.month][1]) == (["All", "6"], "6")


def test_a_table_hides_what_the_page_hides_and_runs_nothing(make, signed_in):
    make.team()
    for number in range(3):
        packaged.asked(make, story=f"{number}")
    browser = signed_in("auditor")
    table = list(csv.reader(StringIO(browser.get(f"{LIST}figures.csv?year=99999").text.lstrip("\ufeff"))))
    assert {row[1] for row in table[1:14]} == {"*"}
    assert [cell for row in table for cell in row if cell.startswith(("=", "+", "-", "@"))] == []
    assert "3" not in [one.strip() for one in browser.get(f"{LIST}figures/").words().split()]
    assert Report.select().count() == 3
