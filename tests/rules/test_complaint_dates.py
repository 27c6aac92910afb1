"""Who is reminded of a day, when, and that the letter's hour tells nothing."""

from datetime import date, datetime

import pytest

from models.letter import OwedLetter
from models.professional import ComplaintStep
from models.report import Reading, Report
from rules import complaint_dates, desk, locks

# Friday in winter: the office's clock is UTC.
DUE = date(2027, 1, 15)


def nine(day: int, month: int = 1, year: int = 2027) -> datetime:
    return datetime(year, month, day, 9)


@pytest.fixture
def me(make):
    """The caseworker who reads it."""
    return make.account("caseworker")


@pytest.fixture
def report(make, me) -> Report:
    """A report about a professional that `me` reads; the hours of reminding have begun."""
    report = make.report("new", kind="professional")
    desk.take(make.now, report, me)
    complaint_dates.remind(make.secrets, nine(30, 11, 2026))
    return report


def owe(report: Report, due: date = DUE) -> ComplaintStep:
    """A step that is due."""
    return ComplaintStep.create(report=report, body="x", due_on=due)


def told() -> list[int]:
    return [letter.account_id for letter in OwedLetter.select().order_by(OwedLetter.id)]


def run(make, *days: datetime) -> list[int]:
    """How many letters each moment owed."""
    return [complaint_dates.remind(make.secrets, day) for day in days]


def test_who_reads_it_is_reminded_14_and_3_days_before_once_each(make, me, report):
    owe(report)
    make.account("caseworker")
    days = [nine(day, month, year) for year, month, day in DAYS]
    assert run(make, *days) == [0, 1, 0, 0, 1, 0, 0]
    assert told() == [me.id, me.id]
    assert {letter.kind for letter in OwedLetter.select()} == {"date-near"}


# 14 days before is New Year's Day, a bank holiday, so the day before it.
DAYS = [(2026, 12, 30), (2026, 12, 31), (2027, 1, 4), (2027, 1, 11), (2027, 1, 12), (2027, 1, 13), (2027, 1, 18)]


def test_the_letter_is_owed_at_nine_whenever_the_step_was_written(make, report):
    run(make, nine(30, 12, 2026))
    owe(report)
    assert run(make, datetime(2026, 12, 31, 8, 59), datetime(2026, 12, 31, 9)) == [0, 1]
    assert run(make, datetime(2026, 12, 31, 9, 1), datetime(2026, 12, 31, 17)) == [0, 0]


def test_what_is_added_late_is_reminded_of_once(make, report):
    owe(report)
    assert run(make, nine(14), nine(15), nine(18)) == [1, 0, 0]


def test_what_is_done_or_has_no_day_is_not_reminded_of(make, report):
    ComplaintStep.create(report=report, body="x", due_on=DUE, done_on=date(2027, 1, 1))
    ComplaintStep.create(report=report, body="x")
    assert run(make, nine(12)) == [0]


def test_two_days_near_are_one_letter(make, report):
    owe(report)
    owe(report, date(2027, 1, 16))
    assert run(make, nine(12)) == [1]
    assert ComplaintStep.select().where(ComplaintStep.reminded_on.is_null()).count() == 0


def test_when_nobody_reads_it_any_more_all_who_may_are_reminded(make, me, report):
    owe(report)
    other, _paused = make.account("caseworker"), make.account("caseworker", is_paused=True)
    make.account("manager")
    Reading.delete().execute()
    run(make, nine(12))
    assert told() == [me.id, other.id]


@pytest.mark.parametrize("change", [{"is_paused": True}, {"state": "closed"}, {"cadence": "none"}])
def test_when_who_reads_it_takes_no_letters_the_others_are_reminded(make, me, report, change):
    owe(report)
    other = make.account("caseworker")
    for column, value in change.items():
        setattr(me, column, value)
    me.save()
    run(make, nine(12))
    assert told() == [other.id]


def test_whom_it_is_about_is_never_reminded(make, me, report):
    owe(report)
    other = make.account("caseworker")
    locks.add(make.now, report, other, account=me)
    run(make, nine(12))
    assert told() == [other.id]


def test_what_is_about_num_is_the_independent_readers(make, me, report):
    owe(report)
    independent = make.account("independent")
    locks.add(make.now, report, me, is_num=True)
    run(make, nine(12))
    assert told() == [independent.id]


def test_a_letters_name_tells_no_report_and_no_step(make, me, report):
    owe(report)
    run(make, nine(12))
    assert OwedLetter.get().once == f"date-near 2027-01-12 {me.id}"
    assert OwedLetter.get().report is None
