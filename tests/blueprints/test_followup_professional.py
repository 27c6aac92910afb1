"""Coming back by code: where to complain, with the time limits counted from the person's own days."""

from datetime import timedelta

import pytest

from blueprints.days import today
from models.facts import CLOCKS
from rules.answers import Answers
from rules.clocks import due_on
from rules.keyed import shown_code
from rules.reports import send
from tests.blueprints.said_days import said
from tests.browser_client import Browser, Page

STATUS = "/follow-up/report/"


@pytest.fixture
def come_back(app, make):
    """A function that tells of a professional and gives the page that the code opens."""
    make.team()

    def tell(**answers) -> Page:
        sent = send(make.secrets, make.now, Answers(**{"kind": "professional", **answers}), make.form_id())
        browser = Browser(app)
        assert browser.submit("/follow-up/", {"code": shown_code(sent.code)}).location == STATUS
        return browser.get(STATUS)

    return tell


def before(day) -> dict:
    """Answers that say on which day their last answer came."""
    return {"before": {"final_on": [day.isoformat()]}}


def test_the_last_day_for_the_police_ombudsman_is_told_with_the_days_left(come_back):
    day = today() - timedelta(days=30)
    page = come_back(nation="northern-ireland", profession="police", happened_on=day.isoformat())
    due = due_on(CLOCKS["poni"], day)
    assert "First: Police Ombudsman for Northern Ireland" in page.words()
    assert f"You can ask until {said(due)} ({(due - today()).days} days left)." in page.words()
    assert "to check" in page.words()


def test_the_last_day_after_a_last_answer_is_counted_from_it(come_back):
    day = today() - timedelta(days=5)
    page = come_back(nation="scotland", profession="police", details=before(day))
    due = due_on(CLOCKS["pirc-review"], day)
    assert f"You can ask until {said(due)} ({(due - today()).days} days left)." in page.words()


@pytest.mark.parametrize(
    ("nation", "profession", "asked"),
    [
        ("scotland", "police", "Next: Police Investigations and Review Commissioner"),
        ("scotland", "jobcentre", "Next: Independent Case Examiner"),
        # Nobody comes after: the first is asked all the same.
        ("northern-ireland", "police", "First: Police Ombudsman for Northern Ireland"),
    ],
)
def test_with_a_last_answer_whoever_comes_after_it_is_asked(come_back, nation, profession, asked):
    day = today() - timedelta(days=5)
    assert asked in come_back(nation=nation, profession=profession, details=before(day)).words()
    assert "First:" in come_back(nation=nation, profession=profession).words()


def test_where_one_of_several_is_the_right_one_all_are_named(come_back):
    words = come_back(nation="scotland", profession="therapist").words()
    assert "First: British Association for Counselling and Psychotherapy (BACP)" in words
    assert "Or: Counselling and Psychotherapy in Scotland (COSCA)" in words


def test_the_time_of_a_court_is_told_as_a_courts(come_back):
    day = today() - timedelta(days=5)
    wants = {"wants": {"wants": ["compensation"]}}
    words = come_back(nation="england", profession="doctor", happened_on=day.isoformat(), details=wants).words()
    due = due_on(CLOCKS["discrimination-court"], day)
    left = (due - today()).days
    assert f"Court claim for discrimination by a service: Until {said(due)} ({left} days left)." in words


def test_without_a_day_it_says_how_long_and_from_what(come_back):
    words = come_back(nation="scotland", profession="police", story="He laughed.").words()
    assert "You have 3 months from the day on their last answer." in words and "You can ask until" not in words


def test_without_nation_or_job_the_general_way_says_so(come_back):
    words = come_back(story="She laughed.").words()
    assert "We do not know the way from what you chose." in words and "First: The organisation itself" in words


def test_what_they_want_is_on_the_way_and_never_in_the_link_to_all_of_it(come_back):
    page = come_back(nation="wales", profession="nurse", details={"wants": {"wants": ["records", "apology"]}})
    assert "First: Whoever holds the records" in page.words()
    link = next(one.get("href") for one in page.tree.iter() if "/professionals/routes/" in (one.get("href") or ""))
    assert link == "/professionals/routes/?nation=wales&profession=nurse"


@pytest.mark.parametrize("final_on", ["", "2026-02-30", "soon"])
def test_a_day_that_is_none_counts_nothing(come_back, final_on):
    page = come_back(nation="scotland", profession="police", details={"before": {"final_on": [final_on]}})
    assert page.status == 200 and "You can ask until" not in page.words()


def test_a_report_about_harm_has_no_such_box(come_back):
    assert "Where you can complain" not in come_back(kind="harm", story="He would not pay.").words()


def test_somebody_who_tells_about_us_is_not_sent_to_us_first(come_back):
    page = come_back(is_about_num=True, story="They hung up on me.")
    assert "Who looks into a charity" in page.words()
    assert "The organisation itself" not in page.words()


def test_deleting_it_speaks_of_no_warning(app, make):
    make.team()
    for kind, speaks in (("professional", False), ("harm", True)):
        sent = send(make.secrets, make.now, Answers(kind=kind, story="No."), make.form_id())
        browser = Browser(app)
        browser.submit("/follow-up/", {"code": shown_code(sent.code)})
        words = browser.get("/follow-up/delete/").words()
        assert "Your words" in words
        assert ("A warning" in words) is speaks
