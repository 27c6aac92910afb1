"""Which days the office works, and when what is sent is read."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from models.codes import OFFICE
from rules.hours import is_working_day, lasts, next_reading, week

FRIDAY = datetime(2026, 11, 20)


@pytest.mark.parametrize(
    ("now", "day", "is_open", "days_away"),
    [
        # A Friday in winter, when the office's clock is UTC.
        (datetime(2026, 11, 20, 8, 59), date(2026, 11, 20), False, 0),
        (datetime(2026, 11, 20, 9, 0), date(2026, 11, 20), True, 0),
        (datetime(2026, 11, 20, 15, 59), date(2026, 11, 20), True, 0),
        # In the last hour the office is open, and may read it after the weekend.
        (datetime(2026, 11, 20, 16, 0), date(2026, 11, 23), True, 3),
        (datetime(2026, 11, 20, 16, 59), date(2026, 11, 23), True, 3),
        (datetime(2026, 11, 20, 17, 0), date(2026, 11, 23), False, 3),
        # Nights and a weekend.
        (datetime(2026, 11, 20, 2, 30), date(2026, 11, 20), False, 0),
        (datetime(2026, 11, 21, 2, 30), date(2026, 11, 23), False, 2),
        (datetime(2026, 11, 21, 12, 0), date(2026, 11, 23), False, 2),
        (datetime(2026, 11, 22, 23, 59), date(2026, 11, 23), False, 1),
        (datetime(2026, 11, 23, 0, 0), date(2026, 11, 23), False, 0),
        # Nine o'clock in summer is eight by UTC, and a summer night begins an hour before UTC's.
        (datetime(2026, 7, 2, 7, 59), date(2026, 7, 2), False, 0),
        (datetime(2026, 7, 2, 8, 0), date(2026, 7, 2), True, 0),
        (datetime(2026, 7, 2, 16, 0), date(2026, 7, 3), False, 1),
        (datetime(2026, 7, 1, 23, 30), date(2026, 7, 2), False, 0),
    ],
)
def test_what_is_sent_is_read_in_office_hours_of_london(now, day, is_open, days_away):
    assert next_reading(OFFICE, now) == (day, is_open, days_away)


@pytest.mark.parametrize(
    ("now", "day", "days_away"),
    [
        # Christmas 2026 is a Friday, and the Monday stands for Boxing Day.
        (datetime(2026, 12, 24, 18, 0), date(2026, 12, 29), 5),
        (datetime(2026, 12, 25, 11, 0), date(2026, 12, 29), 4),
        (datetime(2026, 12, 28, 11, 0), date(2026, 12, 29), 1),
        (datetime(2026, 12, 31, 18, 0), date(2027, 1, 4), 4),
        (datetime(2027, 1, 1, 12, 0), date(2027, 1, 4), 3),
        # Easter: the clocks go forward on the Sunday.
        (datetime(2027, 3, 25, 17, 0), date(2027, 3, 30), 5),
        (datetime(2027, 3, 28, 0, 59), date(2027, 3, 30), 2),
        (datetime(2027, 3, 28, 1, 0), date(2027, 3, 30), 2),
        (datetime(2027, 3, 29, 22, 59), date(2027, 3, 30), 1),
        (datetime(2027, 3, 29, 23, 0), date(2027, 3, 30), 0),
    ],
)
def test_bank_holidays_are_passed_over(now, day, days_away):
    assert next_reading(OFFICE, now) == (day, False, days_away)


@pytest.mark.parametrize(
    ("now", "is_open"),
    [
        # The Fridays before and the Mondays after the clocks go back, and the first working day after they go forward.
        (datetime(2026, 10, 23, 8, 0), True),
        (datetime(2026, 10, 26, 8, 0), False),
        (datetime(2026, 10, 26, 9, 0), True),
        (datetime(2027, 3, 30, 7, 59), False),
        (datetime(2027, 3, 30, 8, 0), True),
    ],
)
def test_the_office_opens_by_its_own_clock_when_the_clocks_change(now, is_open):
    assert next_reading(OFFICE, now) == (now.date(), is_open, 0)


@pytest.mark.parametrize("hour", [0, 1, 2, 3])
def test_the_hour_that_comes_twice_is_a_sunday_like_another(hour):
    assert next_reading(OFFICE, datetime(2026, 10, 25, hour, 30)) == (date(2026, 10, 26), False, 1)


def test_an_office_that_closes_for_weeks_says_when_it_opens_again():
    closed = {date(2027, 7, 1) + timedelta(days=days) for days in range(20)}
    office = replace(OFFICE, closed_on=OFFICE.closed_on | closed)
    assert next_reading(office, datetime(2027, 6, 30, 20, 0)) == (date(2027, 7, 21), False, 21)
    assert next_reading(office, datetime(2027, 7, 1, 10, 0)) == (date(2027, 7, 21), False, 20)


def test_the_week_is_the_offices_own():
    office = replace(OFFICE, weekdays=(1, 5, 6), opens=time(12), closed_on=frozenset())
    assert next_reading(office, FRIDAY.replace(hour=10)) == (date(2026, 11, 21), False, 1)
    assert next_reading(office, datetime(2026, 11, 21, 10)) == (date(2026, 11, 21), False, 0)
    assert next_reading(office, datetime(2026, 11, 22, 13)) == (date(2026, 11, 22), True, 0)
    assert next_reading(office, datetime(2026, 11, 22, 18)) == (date(2026, 11, 24), False, 2)
    assert [is_working_day(office, date(2026, 11, day)) for day in (20, 21, 22, 23, 24)] == [
        False,
        True,
        True,
        False,
        True,
    ]


@pytest.mark.parametrize("minutes", range(0, 15 * 24 * 60, 97))
def test_what_is_said_stays_true_exactly_as_long_as_promised(minutes):
    # From before the clocks go back, over two weekends.
    now = datetime(2026, 10, 22) + timedelta(minutes=minutes)
    seconds = lasts(OFFICE, now)
    assert 0 < seconds <= 25 * 3600
    assert next_reading(OFFICE, now + timedelta(seconds=seconds - 1)) == next_reading(OFFICE, now)


@pytest.mark.parametrize(
    ("weekdays", "runs"),
    [
        ((0, 1, 2, 3, 4), [(0, 4)]),
        ((4, 0, 1), [(0, 1), (4, 4)]),
        ((2,), [(2, 2)]),
        ((0, 2, 3, 5, 6), [(0, 0), (2, 3), (5, 6)]),
    ],
)
def test_weekdays_are_told_as_runs(weekdays, runs):
    assert week(replace(OFFICE, weekdays=weekdays)) == runs


def test_an_office_without_a_weekday_is_refused_and_not_looked_for_for_ever():
    with pytest.raises(ValueError, match="never open"):
        next_reading(replace(OFFICE, weekdays=()), FRIDAY)
