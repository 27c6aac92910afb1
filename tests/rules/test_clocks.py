"""Time limits end on the right day, whatever month they start in."""

from datetime import date

import pytest

from models.facts import Clock, Source
from rules.clocks import due_on, left


def clock(amount, unit):
    return Clock("", "", amount, unit, "final-reply", Source("", "", ""), None)


@pytest.mark.parametrize(
    ("months", "start", "due"),
    [
        (3, date(2026, 12, 3), date(2027, 3, 3)),
        (12, date(2026, 11, 20), date(2027, 11, 20)),
        # 29 February: a year later there is none, four years later there is.
        (12, date(2028, 2, 29), date(2029, 2, 28)),
        (48, date(2028, 2, 29), date(2032, 2, 29)),
        (12, date(2027, 2, 28), date(2028, 2, 28)),
        (3, date(2027, 11, 29), date(2028, 2, 29)),
        (3, date(2026, 11, 30), date(2027, 2, 28)),
        # The last days of long months.
        (1, date(2027, 1, 31), date(2027, 2, 28)),
        (1, date(2027, 1, 30), date(2027, 2, 28)),
        (1, date(2027, 3, 31), date(2027, 4, 30)),
        (6, date(2027, 8, 31), date(2028, 2, 29)),
        (6, date(2027, 6, 30), date(2027, 12, 30)),
        (1, date(2026, 12, 31), date(2027, 1, 31)),
        (11, date(2026, 12, 15), date(2027, 11, 15)),
    ],
)
def test_months_keep_the_day_or_take_the_last_one(months, start, due):
    assert due_on(clock(months, "months"), start) == due


@pytest.mark.parametrize(
    ("days", "start", "due"),
    [
        (1, date(2026, 11, 20), date(2026, 11, 23)),
        (5, date(2026, 11, 20), date(2026, 11, 27)),
        # Begun at a weekend, Monday is the first.
        (1, date(2026, 11, 21), date(2026, 11, 23)),
        # Over Christmas 2026: the 25th and 28th and 1 January do not count.
        (2, date(2026, 12, 23), date(2026, 12, 29)),
        (5, date(2026, 12, 24), date(2027, 1, 5)),
        (30, date(2026, 12, 1), date(2027, 1, 15)),
        # Easter 2027, Friday and Monday.
        (1, date(2027, 3, 25), date(2027, 3, 30)),
        (3, date(2028, 2, 28), date(2028, 3, 2)),
        (0, date(2026, 11, 21), date(2026, 11, 21)),
    ],
)
def test_working_days_leave_out_weekends_and_bank_holidays(days, start, due):
    assert due_on(clock(days, "working-days"), start) == due


@pytest.mark.parametrize(
    ("start", "due"),
    [
        (date(2027, 2, 13), date(2027, 8, 12)),
        (date(2027, 8, 31), date(2028, 2, 28)),
        (date(2027, 1, 1), date(2027, 6, 30)),
    ],
)
def test_months_less_a_day_end_the_day_before(start, due):
    assert due_on(clock(6, "months-less-a-day"), start) == due


def test_days_are_days():
    assert due_on(clock(28, "days"), date(2028, 2, 15)) == date(2028, 3, 14)


@pytest.mark.parametrize("unit", ["days", "working-days", "months", "months-less-a-day"])
def test_the_end_of_the_calendar_is_the_end(unit):
    assert due_on(clock(12, unit), date.max) == date.max


def test_days_left_are_counted_to_the_last_day():
    due = date(2027, 3, 3)
    assert left(due, date(2026, 11, 20)) == 103
    assert left(due, due) == 0
    assert left(due, date(2027, 3, 4)) == -1
