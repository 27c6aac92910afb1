"""When caseworkers are told that reports wait."""

from datetime import datetime

import pytest

from models.letter import OwedLetter
from models.report import Report
from rules import notices

# Friday, winter time: the office's clock is UTC.
FRIDAY = datetime(2026, 11, 20)


def at(hour: int, minute: int = 0, day: datetime = FRIDAY) -> datetime:
    return day.replace(hour=hour, minute=minute)


@pytest.fixture
def desk(make):
    """Two caseworkers who take letters, one who paused, a manager; the notice's clock has begun on Thursday."""
    make.account("caseworker")
    make.account("caseworker")
    make.account("caseworker", is_paused=True)
    make.account("manager")
    notices.tell_at_fixed_times(make.secrets, datetime(2026, 11, 19, 18))
    return make


@pytest.mark.parametrize(
    ("now", "time"),
    [
        (at(9), at(9)),
        (at(12, 59), at(9)),
        (at(13), at(13)),
        (at(23), at(17)),
        (at(8, 59), at(17, day=datetime(2026, 11, 19))),
        (datetime(2026, 11, 22, 12), at(17)),
        (datetime(2026, 11, 23, 8, 59), at(17)),
        # Summer time: nine o'clock in London is eight by UTC.
        (datetime(2026, 7, 1, 8), datetime(2026, 7, 1, 8)),
        (datetime(2026, 7, 1, 7, 59), datetime(2026, 6, 30, 16)),
        # Bank holidays: Christmas with the Monday after it, and the end of Easter.
        (datetime(2026, 12, 28, 12), datetime(2026, 12, 24, 17)),
        (datetime(2026, 12, 29, 9), datetime(2026, 12, 29, 9)),
        (datetime(2027, 3, 30, 7, 59), datetime(2027, 3, 25, 17)),
    ],
)
def test_the_times_are_nine_one_and_five_by_the_offices_clock_on_working_days(now, time):
    assert notices.last_time(now) == time


def test_each_caseworker_is_told_once_at_the_next_time(desk):
    desk.report(state="new")
    assert notices.tell_at_fixed_times(desk.secrets, at(8, 59)) == 0
    assert notices.tell_at_fixed_times(desk.secrets, at(9)) == 2
    assert notices.tell_at_fixed_times(desk.secrets, at(9, 1)) == 0
    assert notices.tell_at_fixed_times(desk.secrets, at(13)) == 2
    assert {row.kind for row in OwedLetter.select()} == {"reports-wait"}


def test_nobody_is_told_on_a_bank_holiday(desk):
    assert notices.tell_at_fixed_times(desk.secrets, datetime(2026, 12, 24, 17)) == 0
    desk.report(state="new")
    assert notices.tell_at_fixed_times(desk.secrets, datetime(2026, 12, 28, 13)) == 0
    assert notices.tell_at_fixed_times(desk.secrets, datetime(2026, 12, 29, 9)) == 2


def test_a_report_that_came_between_two_times_waits_for_the_next(desk):
    assert notices.tell_at_fixed_times(desk.secrets, at(9)) == 0
    desk.report(state="new")
    assert notices.tell_at_fixed_times(desk.secrets, at(9, 30)) == 0
    assert notices.tell_at_fixed_times(desk.secrets, at(13)) == 2


def test_nobody_is_told_of_reports_that_were_read(desk):
    desk.report(state="screened")
    assert notices.tell_at_fixed_times(desk.secrets, at(9)) == 0


def test_danger_is_told_at_once_and_once(desk):
    desk.report(state="new")
    assert notices.tell_of_danger(desk.secrets, at(3)) == 0
    Report.update(is_in_danger=True).execute()
    assert notices.tell_of_danger(desk.secrets, at(3)) == 2
    assert notices.tell_of_danger(desk.secrets, at(4)) == 0


def test_all_notices_say_the_same(desk):
    desk.report(state="new")
    notices.tell_at_fixed_times(desk.secrets, at(9))
    for _ in range(5):
        desk.report(state="new")
    notices.tell_at_fixed_times(desk.secrets, at(13))
    assert len({len(row.contents) for row in OwedLetter.select()}) == 1


def test_what_a_reporter_added_is_told_too_until_it_is_read(desk):
    report = desk.report(state="screened")
    notices.tell_at_fixed_times(desk.secrets, at(9))
    Report.update(has_addition=True).where(Report.id == report.id).execute()
    assert notices.tell_at_fixed_times(desk.secrets, at(13)) == 2
    Report.update(has_addition=False).where(Report.id == report.id).execute()
    assert notices.tell_at_fixed_times(desk.secrets, at(17)) == 0


def test_no_letter_says_which_report_it_was_about(desk):
    report = desk.report(state="new", is_in_danger=True)
    notices.tell_of_danger(desk.secrets, at(10))
    names = [row.once for row in OwedLetter.select()]
    assert len(names) == 2
    assert not [name for name in names if name.startswith(("reports-wait", f"{report.id} "))]
