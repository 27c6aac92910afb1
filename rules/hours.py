"""Office hours: which days the office works, and when what is sent now is read."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import NamedTuple
from zoneinfo import ZoneInfo

from models.codes import Office


class Reading(NamedTuple):
    """The day by which something is read, whether the office is open now, and how many days away that day is."""

    day: date
    is_open: bool
    days_away: int


def is_working_day(office: Office, day: date) -> bool:
    """Whether the office works on this day, by its own calendar: one of its weekdays and no bank holiday.

    Raises ValueError when it has no weekday at all: whoever looks for the next working day would look for ever.
    """
    if not office.weekdays:
        raise ValueError("the office is never open")
    return day.weekday() in office.weekdays and day not in office.closed_on


def next_reading(office: Office, now: datetime) -> Reading:
    """When what is sent now (naive UTC) is read: today until the office's last hour, else the next working day.

    In the last hour the office is open and the day is a later one: it is read today or then.
    Raises ValueError when the office is never open.
    """
    here = now.replace(tzinfo=UTC).astimezone(ZoneInfo(office.time_zone))
    works_today = is_working_day(office, here.date())
    is_open = works_today and office.opens <= here.time() < office.closes
    if works_today and here.time() < office.same_day_until:
        return Reading(here.date(), is_open, 0)
    days_away = next(days for days in count(1) if is_working_day(office, here.date() + timedelta(days=days)))
    return Reading(here.date() + timedelta(days=days_away), is_open, days_away)


def lasts(office: Office, now: datetime) -> int:
    """For how many seconds from now (naive UTC) `next_reading` says the same: to an hour of the office, or midnight."""
    here = now.replace(tzinfo=UTC).astimezone(ZoneInfo(office.time_zone))
    moments = [datetime.combine(here, at, here.tzinfo) for at in (office.opens, office.same_day_until, office.closes)]
    moments.append(datetime.combine(here + timedelta(days=1), time(0), here.tzinfo))
    return min(int(left) for at in moments if (left := (at.astimezone(UTC) - here.astimezone(UTC)).total_seconds()) > 0)


def week(office: Office) -> list[tuple[int, int]]:
    """The weekdays the office works as runs of first and last day (Monday is 0): [(0, 4)] is Monday to Friday."""
    runs: list[tuple[int, int]] = []
    for day in sorted(office.weekdays):
        if runs and runs[-1][1] == day - 1:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs
