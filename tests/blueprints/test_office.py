"""When somebody reads what is sent: the sentence on every page that says it, at the times when it differs."""

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from app import ROOT
from blueprints import context, office
from models.codes import OFFICE
from models.report import Report
from rules import desk
from tests.blueprints.test_accounts import ask, chosen, link
from tests.browser_client import HTML

OPEN = "The office is open now. Somebody reads it today."
ON_MONDAY = "The office is closed now. Somebody reads it on Monday from 9:00."
FRIDAY_MORNING, FRIDAY_NIGHT = datetime(2026, 11, 20, 10), datetime(2026, 11, 20, 22)
TIMES = [pytest.param(FRIDAY_MORNING, OPEN, id="open"), pytest.param(FRIDAY_NIGHT, ON_MONDAY, id="closed")]
NEXT = "/help/next/"


@pytest.fixture
def at(monkeypatch):
    """A function that sets the clock (naive UTC) that the pages read."""
    return lambda now: monkeypatch.setattr(context, "now", lambda: now)


@pytest.fixture
def sent(client, make, at):
    """A function that sends a report at this time and gives the page with its code."""

    def send(now: datetime):
        make.team()
        at(now)
        return client.submit("/report/", {"story": "He would not pay."})

    return send


def sentences() -> str:
    """Both sentences, as most pages show them."""
    return f"{office.now_open()} {office.when_read()}"


def leads_on(page) -> bool:
    """Whether the page's main part links to what happens next."""
    return NEXT in [link.get("href") for link in page.by_id("main").iter(HTML + "a")]


@pytest.mark.parametrize(
    ("now", "says"),
    [
        (datetime(2026, 11, 20, 9, 0), OPEN),
        (
            datetime(2026, 11, 20, 16, 30),
            "The office closes at 17:00. Somebody reads it today or on Monday.",
        ),
        (datetime(2026, 11, 20, 17, 0), ON_MONDAY),
        (datetime(2026, 11, 22, 12, 0), ON_MONDAY),
        (datetime(2026, 11, 23, 1, 0), "The office is closed now. Somebody reads it today from 9:00."),
        (datetime(2026, 11, 23, 20, 0), "The office is closed now. Somebody reads it on Tuesday from 9:00."),
        # London is an hour before UTC in summer: half past midnight on Thursday, and just nine.
        (datetime(2026, 7, 1, 23, 30), "The office is closed now. Somebody reads it today from 9:00."),
        (datetime(2026, 7, 2, 8, 0), OPEN),
        # From Christmas to New Year.
        (datetime(2026, 12, 24, 18, 0), "The office is closed now. Somebody reads it on Tuesday from 9:00."),
        (datetime(2026, 12, 28, 10, 0), "The office is closed now. Somebody reads it on Tuesday from 9:00."),
        (datetime(2026, 12, 31, 16, 30), "The office closes at 17:00. Somebody reads it today or on Monday."),
    ],
)
def test_it_says_whether_the_office_is_open_and_when_it_is_read(app, at, now, says):
    at(now)
    assert sentences() == says


def test_a_day_a_week_or_more_away_is_told_with_its_date(app, at, monkeypatch):
    closed = {date(2027, 7, 1) + timedelta(days=days) for days in range(20)}
    monkeypatch.setattr(office, "OFFICE", replace(OFFICE, closed_on=frozenset(closed)))
    at(datetime(2027, 7, 1, 10))
    assert sentences() == "The office is closed now. Somebody reads it on Wednesday 21 July from 9:00."
    at(datetime(2027, 7, 14, 10))
    assert sentences() == "The office is closed now. Somebody reads it on Wednesday 21 July from 9:00."
    at(datetime(2027, 7, 15, 10))
    assert sentences() == "The office is closed now. Somebody reads it on Wednesday from 9:00."


def test_the_hours_come_from_the_data(client, at, monkeypatch):
    assert office.week() == "Monday to Friday, 9:00 to 17:00"
    other = replace(OFFICE, weekdays=(1, 2, 5), opens=time(10, 30), closes=time(18))
    monkeypatch.setattr(office, "OFFICE", other)
    at(datetime(2026, 11, 22, 12))
    page = client.get("/help/talk/").words()
    assert "Tuesday to Wednesday, Saturday, 10:30 to 18:00. Not on bank holidays." in page
    assert "Somebody reads it on Tuesday from 10:30." in page


@pytest.mark.parametrize(("now", "says"), TIMES)
@pytest.mark.parametrize("path", ["/", "/report/", NEXT])
def test_pages_that_anybody_reads_say_it(client, at, path, now, says):
    at(now)
    assert says in client.get(path).words()


def test_who_wants_to_ring_sees_whether_somebody_answers(client, at):
    at(FRIDAY_MORNING)
    assert "Not on bank holidays. The office is open now. You do not" in client.get("/help/talk/").words()
    at(FRIDAY_NIGHT)
    page = client.get("/help/talk/").words()
    assert "Not on bank holidays. The office is closed now. You do not" in page
    assert "add more. Somebody reads it on Monday from 9:00." in page


@pytest.mark.parametrize(("now", "says"), TIMES)
def test_the_pages_after_sending_say_it(client, sent, now, says):
    page = sent(now)
    assert says in page.words()
    assert leads_on(page)
    proof = page.fields("/report/saved")
    code = page.by_id("receipt-code").text
    saved = client.post("/report/saved", proof)
    assert says in saved.words()
    assert leads_on(saved)
    client.submit("/follow-up/", {"code": code})
    assert f"It waits for a caseworker. {says}" in client.get("/follow-up/report/").words()


def test_once_it_is_read_no_page_says_when_it_will_be(client, make, sent):
    page = sent(FRIDAY_NIGHT)
    desk.take(FRIDAY_NIGHT, Report.get(), make.account("caseworker"))
    client.submit("/follow-up/", {"code": page.by_id("receipt-code").text})
    status = client.get("/follow-up/report/").words()
    assert "A caseworker is reading it." in status
    assert "Somebody reads it" not in status


def test_the_same_form_sent_again_promises_no_second_reading(client, make, at):
    make.team()
    at(FRIDAY_NIGHT)
    fields = client.get("/report/").fields() | {"story": "He would not pay."}
    first = client.post("/report/", fields)
    desk.take(FRIDAY_NIGHT, Report.get(), make.account("caseworker"))
    again = client.post("/report/", fields)
    assert again.by_id("receipt-code").text == first.by_id("receipt-code").text
    assert "Somebody reads it" not in again.words()
    client.post("/report/saved", first.fields("/report/saved"))
    repeat = client.post("/report/", fields).words()
    assert "A caseworker reads it, if nobody has yet." in repeat
    assert "Somebody reads it" not in repeat


@pytest.mark.parametrize(("now", "says"), TIMES)
def test_who_asks_to_join_is_told_when_somebody_reads_that(client, secrets, at, now, says):
    asked = ask(client)
    assert "The office works Monday to Friday, 9:00 to 17:00, not on bank holidays." in asked.words()
    path = link(secrets)
    fields = client.get(path).fields() | chosen()
    at(now)
    assert f"A caseworker reads your request next. {says}" in client.post(path, fields).words()


@pytest.mark.parametrize("path", ["/report/", "/help/talk/", "/help/data/"])
def test_what_happens_next_is_one_press_away(client, path):
    assert leads_on(client.get(path))


def test_no_page_writes_days_or_hours_down_by_hand():
    by_hand = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b|\b9 to 5\b|\b\d{1,2}:\d\d\b", re.I)
    found = [
        str(path.relative_to(ROOT))
        for path in sorted((ROOT / "templates").rglob("*"))
        if path.suffix in (".html", ".txt") and by_hand.search(re.sub(r"{#.*?#}", "", path.read_text(), flags=re.S))
    ]
    assert found == []
