"""A project's forms on paper: many in a row, each stored once, and nothing done that nobody agreed to."""

from datetime import timedelta

import pytest

from models.codes import HARMS, PERMISSIONS
from models.database import writing
from models.permission import Permission
from models.report import Report
from models.session import Session
from rules import followup
from rules.access import ANYBODY, PROJECT, SIGNED_IN
from rules.report_words import open_contact, open_maker, open_words
from tests.browser_client import HTML, Browser
from tests.factories import PASSWORD, address_of
from tests.house.scenery import Scenery, values
from tests.hunt import files_below, hunt

ENTER, BLANK = "/projects/enter/", "/projects/paper/"
FORMS = (ENTER, BLANK)


@pytest.fixture
def project(make):
    """A project of two areas, and a team that can be written to."""
    make.team()
    return make.project(areas=["merseyside", "greater-manchester"])


@pytest.fixture
def worker(make, project):
    """Somebody who works there."""
    return make.account("project-worker", project=project)


@pytest.fixture
def browser(app, worker):
    """Their browser."""
    return Browser(app).sign_in(worker)


def enter(browser, page=None, **answers):
    """Fill the form of this page, or of a new one, and send it."""
    page = page or browser.get(ENTER)
    return browser.post(ENTER, page.fields() | answers)


def code_of(page) -> str:
    """The code on the page."""
    return page.by_id("receipt-code").text


def day(at) -> str:
    """A day as people write it."""
    return f"{at.day}/{at.month}/{at.year}"


def live() -> dict[str, str]:
    """Permissions of the only report, and by whom they are given."""
    return {row.name: row.given_by for row in Permission.live()}


def test_a_paper_form_becomes_a_report_of_the_project(make, browser, project):
    told_on = make.now.date() - timedelta(days=4)
    page = enter(
        browser,
        received_on=day(told_on),
        harm_numbers=f"{HARMS['threats'].number}, 0{HARMS['robbery'].number}",
        harms=["threats", "theft"],
        story="He shouted.",
        about="place",
        place="Bootle",
        area="merseyside",
        when="this-week",
        happened_on=day(told_on - timedelta(days=2)),
        identifiers="07700 900461",
        looks="Tall.",
        sector="street",
        contact_how="text",
        contact_value="07700 900111",
    )
    report = Report.get()
    assert page.status == 200 and "Saved as number 1" in page.words() and report.ref in page.words()
    assert (report.channel, report.project, report.taken_by, report.origin) == ("project", project, None, "member")
    assert (report.received_on, report.delay, report.is_for_somebody) == (told_on, "3-days", True)
    assert (report.about, report.area, report.when_band, report.sector) == (
        "place",
        "merseyside",
        "this-week",
        "street",
    )
    assert report.harm_codes == ["threats", "robbery", "theft"]
    words = open_words(report, make.team())
    assert (words.story, words.place, words.looks) == ("He shouted.", "Bootle", "Tall.")
    assert words.happened_on == f"{told_on - timedelta(days=2):%Y-%m-%d}"
    assert [one.written for one in words.named] == ["07700 900461"]
    assert open_contact(report, make.team()) == {"how": "text", "value": "07700 900111"}


def test_the_code_on_the_page_leads_to_the_report(make, secrets, browser):
    page = enter(browser, story="He shouted.")
    found, _inbox = followup.open_code(secrets, make.now, code_of(page))
    assert found == Report.get()


def test_twenty_forms_in_a_row_need_only_what_differs(browser):
    page = enter(
        browser, story="Told 1", area="merseyside", sector="street", maker_name="Sparrow", received_on="4/11/20"
    )
    codes = {code_of(page)}
    for number in range(2, 21):
        fields = page.fields()
        assert (fields["story"], fields["harm_numbers"]) == ("", "")
        page = enter(browser, page, story=f"Told {number}")
        assert f"Saved as number {number}" in page.words()
        codes.add(code_of(page))
    reports = list(Report.select())
    assert len(codes) == len(reports) == 20
    assert {(one.area, one.sector, f"{one.received_on:%Y-%m-%d}") for one in reports} == {
        ("merseyside", "street", "2020-11-04")
    }


def test_no_permission_is_kept_for_the_next_form(browser):
    page = enter(browser, story="Told.", may_alert="person", contact_value="07700 900111", identifiers="07700 900461")
    kept = {name: value for name, value in page.fields().items() if value}
    assert set(kept) == {"csrf_token", "form_id", "done", "received_on", "about"}


def test_the_same_form_twice_is_one_report_with_one_code_and_number(browser):
    form = browser.get(ENTER)
    first, second = (enter(browser, form, story="Told.") for _turn in range(2))
    assert code_of(first) == code_of(second)
    assert "Saved as number 1" in second.words()
    assert Report.select().count() == 1


def test_a_corrected_day_is_not_taken_for_the_same_form(browser):
    form = browser.get(ENTER)
    first = enter(browser, form, story="Told.", received_on="4/11/2020")
    second = enter(browser, form, story="Told.", received_on="5/11/2020")
    assert code_of(first) != code_of(second)
    assert {f"{one.received_on:%d}" for one in Report.select()} == {"04", "05"}


def test_each_permission_says_who_gave_it_and_unknown_gives_nothing(make, browser):
    enter(browser, story="Told.", may_alert="person", may_checker="reporter-says-so", may_police_anon="unknown")
    assert live() == {"alert": "person", "checker": "reporter-says-so"}
    assert open_words(Report.get(), make.team()).unknown == ("police_anon",)


def test_no_permission_is_given_unasked(browser):
    form = browser.get(ENTER)
    assert {form.fields()[f"may_{name}"] for name in PERMISSIONS} == {""}
    enter(browser, form, story="Told.")
    assert live() == {}


def test_every_permission_can_be_given(browser):
    enter(browser, story="Told.", **{f"may_{name}": "person" for name in PERMISSIONS})
    assert live() == dict.fromkeys(PERMISSIONS, "person")


def test_the_workers_name_is_sealed_apart_from_the_words(make, app, browser, folder):
    enter(browser, story="Told.", maker_name="Quokkaworker")
    report, team = Report.get(), make.team()
    assert open_maker(report, team) == {"relation": "project", "name": "Quokkaworker"}
    assert "Quokkaworker" not in repr(open_words(report, team))
    assert hunt(files_below(folder), ["Quokkaworker"]) == []


def test_without_a_name_it_is_still_told_for_somebody(make, browser):
    enter(browser, story="Told.", may_alert="unknown")
    assert Report.get().is_for_somebody
    assert open_maker(Report.get(), make.team()) == {"relation": "project"}


@pytest.mark.parametrize("text", ["", "yesterday", "31/2/2020", "2020", "4/13/2020", "31/12/2011", "tomorrow"])
def test_a_day_that_cannot_be_is_refused_and_every_word_stays(make, browser, text):
    if text == "tomorrow":
        text = day(make.now.date() + timedelta(days=2))
    page = enter(browser, received_on=text, story="He shouted.", may_quote="unknown", harm_numbers="10")
    assert (page.status, Report.select().count()) == (422, 0)
    assert page.by_id("received_on-error") is not None
    fields = page.fields()
    assert (fields["story"], fields["may_quote"], fields["harm_numbers"]) == ("He shouted.", "unknown", "10")
    assert fields["received_on"] == text


@pytest.mark.parametrize("text", ["4/11/2020", "04/11/2020", "4.11.20", "4-11-2020", "2020-11-04", "4 11 2020"])
def test_a_day_may_be_written_in_any_usual_way(browser, text):
    enter(browser, received_on=text, story="Told.")
    assert f"{Report.get().received_on:%Y-%m-%d}" == "2020-11-04"


def test_a_harm_after_the_day_on_the_form_is_refused(browser):
    page = enter(browser, received_on="4/11/2020", happened_on="5/11/2020", story="Told.")
    assert (page.status, "after the day it reached us" in page.words()) == (422, True)


@pytest.mark.parametrize("numbers", ["0", "99", "-1", "10 99", "ten", "1e1", "\u0661"])
def test_a_number_that_is_on_no_form_is_refused(browser, numbers):
    page = enter(browser, harm_numbers=numbers, story="Told.")
    assert (page.status, page.fields()["harm_numbers"], Report.select().count()) == (422, numbers, 0)
    assert page.by_id("harm_numbers-error") is not None


def test_an_empty_form_is_not_sent(browser):
    page = enter(browser)
    assert (page.status, Report.select().count()) == (422, 0)
    assert page.by_id("harm_numbers-error") is not None


def test_what_is_too_long_comes_back_whole(browser):
    page = enter(browser, story="x" * 20_001)
    assert (page.status, page.fields()["story"]) == (413, "x" * 20_001)
    assert Report.select().count() == 0


def test_words_outlive_the_session(browser, worker):
    fields = browser.get(ENTER).fields() | {"story": "He shouted twice.", "may_alert": "unknown"}
    with writing():
        for row in list(Session.select()):
            Session.update(last_seen_at=row.last_seen_at - timedelta(hours=2)).where(Session.id == row.id).execute()
    page = browser.post(ENTER, fields)
    assert (page.status, Report.select().count()) == (401, 0)
    signed = {"email": address_of(worker), "password": PASSWORD}
    back = browser.post("/sign-in/", page.fields("/sign-in/") | signed)
    assert "He shouted twice." in values(back)
    assert browser.post(ENTER, back.fields(ENTER)).status == 200
    assert Report.select().count() == 1


def test_the_first_box_has_the_focus_and_errors_take_it(browser):
    form = browser.get(ENTER)
    assert form.by_id("received_on").get("autofocus") is not None
    wrong = enter(browser, form, harm_numbers="99")
    focused = [one.get("id") for one in wrong.tree.iter() if one.get("autofocus") is not None]
    assert focused == ["errors"]
    # The day is kept, so the next form begins with what happened.
    assert enter(browser, form, story="Told.").by_id("harm_numbers").get("autofocus") is not None


def test_the_projects_areas_come_first_and_once(browser):
    options = [one.get("value") for one in browser.get(ENTER).by_id("area").iter(HTML + "option")]
    assert options[:3] == ["", "greater-manchester", "merseyside"]
    assert len(options) == len(set(options))


def test_whoever_wants_contact_without_a_way_is_spoken_of(browser):
    assert "no number or address" in enter(browser, story="Told.", may_contact="person").words()
    assert "no number or address" not in enter(browser, story="Told 2.", may_contact="unknown").words()


def test_the_slip_has_the_code_and_not_a_word_of_what_it_is_about(app, browser):
    page = enter(browser, story="Told.")
    (slip,) = (one for one in page.tree.iter(HTML + "section") if one.get("class") == "slip")
    words = " ".join("".join(slip.itertext()).split())
    assert code_of(page) in words and "/follow-up/" in words and app.config["OFFICE_PHONE"] in words
    assert not {"report", "harm", "NUM", "ugly", "sex", "warn", "police"} & set(words.replace(".", "").split())
    assert Report.get().ref not in words


def test_the_code_is_in_no_address_and_its_page_is_not_compressed(browser):
    answer = browser.post(
        ENTER, browser.get(ENTER).fields() | {"story": "Told."}, headers={"Accept-Encoding": "gzip, br"}
    )
    assert "Content-Encoding" not in answer.headers and "Location" not in answer.headers
    assert not [one for one in answer.tree.iter() if code_of(answer).replace(" ", "") in one.get("href", "")]


@pytest.mark.parametrize("kind", sorted(ANYBODY - {PROJECT}))
@pytest.mark.parametrize("path", FORMS)
def test_nobody_but_project_workers_comes_here(app, make, kind, path):
    page = Scenery(app, make).browser(kind).get(path)
    assert page.status == (403 if kind in SIGNED_IN else 303)


def test_a_worker_without_a_project_finds_nothing(app, make):
    worker = make.account("project-worker")
    with writing():
        type(worker).update(project=None).where(type(worker).id == worker.id).execute()
    browser = Browser(app).sign_in(worker)
    assert [browser.get(path).status for path in FORMS] == [404, 404]
