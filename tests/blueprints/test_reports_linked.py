"""The staff's pages of reports about the same person, and of a part of a number."""

import pytest

from models.alert import AlertReport
from models.audit import Audit
from models.report_pair import ReportPair
from rules import desk
from tests.browser_client import HTML, Browser
from tests.hunt import files_below, hunt

NUMBER = "07700 900461"
STORY = "He asked about the lighthouse keeper's daughter."
FRAGMENT = "/staff/reports/fragment/"


def path(report, act="linked/"):
    """The page of what is linked with a report."""
    return f"/staff/reports/{report.ref}/{act}"


@pytest.fixture
def read(make, me):
    """A function that makes a report that I read."""

    def read(**answers):
        report = make.report(**answers)
        desk.open_too(make.now, report, me, "cover")
        return report

    return read


def say(browser, one, two, says):
    """Press a button for two reports, as their page offers it."""
    page = browser.get(path(one))
    forms = [form for form in page.forms() if form.get("action") == path(one)]
    fields = [{field.get("name"): field.get("value") for field in form.iter(HTML + "input")} for form in forms]
    found = next(sent for sent in fields if sent["other"] == two.ref)
    return browser.post(path(one), found | {"says": says})


def test_a_reports_page_leads_to_those_that_may_be_about_the_same_person(make, browser, read):
    one = read(identifiers=NUMBER)
    assert "Look for the same person in other reports" in browser.get(path(one, "")).words()
    read(identifiers=NUMBER)
    page = browser.get(path(one, ""))
    assert "1 report may be about the same person" in page.words()
    assert f'href="{path(one)}"' in page.text


def test_each_other_report_is_shown_with_why(browser, read):
    one = read(identifiers=f"{NUMBER}\nAB12 CDE", story=STORY)
    by_number, by_plate, by_words = (
        read(identifiers=NUMBER, area="greater-manchester", harms=["robbery"]),
        read(identifiers="reg ends 2 CDE"),
        read(story=STORY),
    )
    page = browser.get(path(one))
    words = page.words()
    for said in (
        "The same number or name: 07700 900461",
        "Part of a plate: 2CDE",
        "The same words: he asked about the lighthouse keepers daughter",
        "Greater Manchester",
        "Robbed by force or threat",
        "held against 3 other reports that you read",
    ):
        assert said in words
    places = [page.text.index(found.ref) for found in (by_number, by_plate)]
    assert places == sorted(places) and by_words.ref in page.text
    assert words.index("About the same person") < words.index("May be the same person")


def test_nothing_found_says_so_and_leads_back(browser, read):
    page = browser.get(path(one := read(story=STORY)))
    assert "No other report seems to be about the same person." in page.words()
    assert f'href="{path(one, "")}"' in page.text


def test_a_colleagues_report_shows_no_word_and_how_to_open_it(make, browser, read):
    one, theirs = read(identifiers=NUMBER, story=STORY), make.report(identifiers=NUMBER, story=STORY)
    words = browser.get(path(one)).words()
    assert theirs.ref in words and "The same number" in words and "open it and say why" in words
    assert "lighthouse" not in words and "900461" not in words
    not_mine = browser.get(path(theirs)).words()
    assert "You do not read this report" in not_mine and "Somebody else" not in not_mine


def test_the_same_person_or_somebody_else_by_two_buttons(browser, read):
    one, two = read(story=STORY), read(story=STORY)
    answer = say(browser, one, two, "same")
    assert (answer.status, answer.location) == (303, path(one))
    page = browser.follow(answer).words()
    assert "Said: the same person." in page and "Done. You can change it at any time." in page
    assert "May be the same person" not in page
    assert "Said: somebody else." in browser.follow(say(browser, two, one, "not")).words()
    assert ReportPair.get().says == "not"


def test_the_second_of_two_windows_is_told_what_the_first_said(app, make, browser, read):
    one, two = read(story=STORY), read(story=STORY)
    other = Browser(app).sign_in(colleague := make.account("caseworker"))
    for report in (one, two):
        desk.open_too(make.now, report, colleague, "cover")
    seen = {"other": two.ref, "seen": "", "says": "same"} | {
        "csrf_token": browser.get(path(one)).fields()["csrf_token"]
    }
    say(other, one, two, "not")
    page = browser.follow(browser.post(path(one), seen))
    assert "A colleague has said something else" in page.words() and "Said: somebody else." in page.words()
    assert ReportPair.get().says == "not"


@pytest.mark.parametrize("sent", [{}, {"other": "R-NONESUCH", "says": "same"}, {"says": "same"}])
def test_what_names_no_report_changes_nothing(browser, read, sent):
    one, _two = read(story=STORY), read(story=STORY)
    token = browser.get(path(one)).fields()["csrf_token"]
    page = browser.follow(browser.post(path(one), sent | {"csrf_token": token}))
    assert "Choose a report, and say whether it is about the same person." in page.words()
    assert ReportPair.select().count() == 0


def test_a_report_goes_behind_the_groups_warning_only_where_its_reporter_allows_it(make, me, browser, read):
    behind = read(identifiers=NUMBER, permissions=["alert"])
    alert = make.draft(behind, by=me)
    allowed, not_allowed = read(identifiers=NUMBER, permissions=["alert"]), read(identifiers=NUMBER)
    button = f"Put this report behind alert {alert.ref}"
    assert button not in browser.get(path(not_allowed)).words()
    page = browser.get(path(allowed))
    assert button in page.words()
    answer = browser.post(path(allowed, "draft/"), page.fields(path(allowed, "draft/")) | {"join": alert.ref})
    assert answer.location == f"/staff/alerts/{alert.ref}/"
    assert AlertReport.select().where(AlertReport.report == allowed).exists()
    assert button not in browser.get(path(allowed)).words()


@pytest.mark.parametrize("kind", ["professional", "package"])
def test_only_reports_of_harm_are_linked(browser, read, kind):
    report = read(kind=kind, story=STORY)
    assert browser.get(path(report)).status == 404
    assert "may be about the same person" not in browser.get(path(report, "")).words()


def test_only_caseworkers_link_reports(make, signed_in, read):
    report = read(identifiers=NUMBER)
    for role in ("independent", "editor", "manager", "member"):
        browser = signed_in(role)
        assert browser.get(path(report)).status == browser.get(FRAGMENT).status == 403


def test_a_part_of_a_number_is_looked_for_in_memory(make, browser, read, folder):
    held, other = read(identifiers=NUMBER), read(identifiers="07700 900462")
    page = browser.submit(FRAGMENT, {"part": "0900461"})
    assert page.status == 200 and held.ref in page.text and other.ref not in page.text
    assert "07700 900461" in page.words() and "We looked in 2 reports that you read" in page.words()
    assert page.headers["Cache-Control"] == "no-store, private"
    assert hunt(files_below(folder), ["0900461"]) == []
    assert Audit.get(Audit.action == "fragment-sought").reason is None
    assert "No report that you read has this part" in browser.submit(FRAGMENT, {"part": "ZX12"}).words()


@pytest.mark.parametrize("part", ["12345", "AB1", "", "<b>"])
def test_too_short_a_part_is_kept_in_its_field(browser, read, part):
    read(identifiers=NUMBER)
    page = browser.submit(FRAGMENT, {"part": part})
    assert (page.status, page.fields(FRAGMENT)["part"]) == (422, part)
    assert "at least 6 digits" in page.words() or "Write the part that you know" in page.words()


def test_who_has_no_key_is_told_to_wait(app, make, me, read):
    from models.key_pair import KeyGrant

    one = read(story=STORY, identifiers=NUMBER)
    read(story=STORY, identifiers=NUMBER)
    KeyGrant.delete().where(KeyGrant.account == me).execute()
    browser = Browser(app).sign_in(me)
    words = browser.get(path(one)).words()
    assert "You wait for access" in words and "The same number" in words and "lighthouse" not in words
    assert browser.submit(FRAGMENT, {"part": "900461"}).status == 422
