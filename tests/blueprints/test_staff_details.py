"""What caseworkers read of the long form: headings and labels, and nothing of it for anybody else."""

import pytest

from rules import desk
from tests.browser_client import HTML, Browser

DETAILS = {
    "what": {"felt": ["risky"]},
    "where": {"place_type": ["hotel"], "exact_place": ["Lantern Arcade"]},
    "person": {"hair-1": ["Grey curls"], "gender-1": ["man"], "hair-2": ["Bald"]},
    "force": {"injuries": ["bruises", "neck"]},
    "earlier": {"what": ["What happened: another window."]},
    "gone-step": {"gone": ["x"]},
}
MAKER = {"relation": "friend", "name": "Wrenname", "knows": "yes"}


@pytest.fixture
def page(app, make, me):
    """A function that gives the desk's page of a report which I read."""

    def read(**answers):
        report = make.report("new", **answers)
        desk.take(make.now, report, me)
        return Browser(app).sign_in(me).get(f"/staff/reports/{report.ref}/")

    return read


def headings(page) -> list[str]:
    """The small headings."""
    return ["".join(one.itertext()) for one in page.tree.iter(HTML + "h3")]


def test_details_stand_under_the_forms_headings_with_its_labels(page):
    shown = page(story="x", details=DETAILS)
    assert headings(shown)[:6] == [
        "What happened",
        "Where",
        "Person 1",
        "Person 2",
        "Force and loss",
        "Written before, in another window",
    ]
    words = shown.words()
    assert "How did it feel? It felt risky" in words
    assert "What kind of place? Hotel" in words
    assert "Are you hurt? Bruises or cuts, Neck hurts, or hard to swallow or breathe" in words
    assert "What happened: another window." in words


def test_a_report_of_the_short_form_has_no_more_headings(page):
    assert "Where" not in headings(page(story="x", place="Leeds"))


def test_the_day_is_shown_with_how_long_after_it_came(make, page):
    day = make.now.date()
    shown = page(story="x", happened_on=day.isoformat())
    assert f"The day {day.day} " in shown.words()
    assert "(0 days)" in shown.words()


def test_who_told_it_is_in_a_closed_list_and_unknown_permissions_are_named(page):
    shown = page(story="x", maker=MAKER, given_by={"alert": "unknown", "quote": "unknown", "checker": "person"})
    assert "They did not know whether the person allows: Warn members, Quote my words" in shown.words()
    (closed,) = [one for one in shown.by_id("main").iter(HTML + "details") if one.get("open") is None]
    assert "".join(closed.find(HTML + "summary").itertext()) == "Who told it for them"
    inside = " ".join("".join(closed.itertext()).split())
    assert "What they are to the person Friend" in inside
    assert "Wrenname" in inside


def test_nothing_of_it_shows_to_a_colleague_who_does_not_read_it(app, make, me, page):
    page(story="x", details=DETAILS, maker=MAKER, given_by={})
    other = Browser(app).sign_in(make.account("caseworker"))
    shown = other.get(other.get("/staff/reports/").by_id("main").find(f".//{HTML}a[@class='whole code']").get("href"))
    assert [word for word in ("Lantern Arcade", "Wrenname", "Grey curls") if word in shown.text] == []


def test_what_they_said_about_reaching_them_shows_with_the_number_alone(make, me, app):
    report = make.report(
        "new",
        permissions=["contact"],
        contact_how="text",
        contact_value="07700 900461",
        contact_more={"ask_for": "Robinname", "may_leave_message": "no", "interpreter": "y"},
    )
    desk.take(make.now, report, me)
    browser, path = Browser(app).sign_in(me), f"/staff/reports/{report.ref}/"
    assert "Robinname" not in browser.get(path).text
    words = browser.submit(path, {"reason": "asked"}, action=f"{path}contact/").words()
    assert "Which name do we ask for? Robinname" in words
    assert "May we leave a message? No, never" in words
    assert "I would like an interpreter Yes" in words
