"""Digests: warnings gathered for members who want one letter a day or a week, at the hour they chose."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from models.alert import Alert
from models.codes import OFFICE
from models.database import database

# How many of the next hours are looked at for one whose letter has not gone: a clock that was set back three days
# finds that the first ones have.
DAYS_AHEAD, WEEKS_AHEAD = 5, 2

# `state || ''` keeps the look-up with the member: by the index of what is owed it would read everybody's.
# The first of their hours whose letter has not gone yet, for whoever is owed no letter up to then.
_MAKE = """
    INSERT INTO digest (account_id, day, due_at, state, attempts, is_possibly_twice)
    SELECT n.account_id, n.day, n.due_at, 'owed', 0, 0 FROM (
        SELECT a.id AS account_id, MIN(s.day) AS day, MIN(s.due_at) AS due_at
        FROM delivery d JOIN account a ON a.id = d.account_id
        JOIN slot s ON s.code = CASE a.cadence
            WHEN 'daily' THEN a.send_hour ELSE 24 + 24 * a.send_weekday + a.send_hour END
        WHERE d.alert_id = ? AND d.kind = ? AND d.channel = 'email' AND d.state = 'owed' AND d.digest_id IS NULL
        AND a.cadence IN ('daily', 'weekly')
        AND NOT EXISTS (SELECT 1 FROM digest g WHERE g.account_id = a.id AND g.day = s.day AND g.state <> 'owed')
        GROUP BY a.id) n
    WHERE NOT EXISTS (
        SELECT 1 FROM digest o WHERE o.account_id = n.account_id AND o.state || '' = 'owed' AND o.due_at <= n.due_at)
    ON CONFLICT (account_id, day) DO NOTHING
"""
_JOIN = """
    UPDATE delivery SET digest_id = (
        SELECT g.id FROM digest g WHERE g.account_id = delivery.account_id AND g.state || '' = 'owed'
        ORDER BY g.due_at LIMIT 1)
    WHERE alert_id = ? AND kind = ? AND channel = 'email' AND state = 'owed' AND digest_id IS NULL
    AND account_id IN (SELECT id FROM account WHERE cadence IN ('daily', 'weekly'))
"""
_LET_OUT = """
    UPDATE delivery SET digest_id = NULL WHERE state = 'owed' AND digest_id IN (
        SELECT g.id FROM digest g JOIN account a ON a.id = g.account_id
        WHERE g.state = 'owed' AND a.cadence = 'at-once')
"""


class Hour(NamedTuple):
    """One hour at which letters go: `day` by the office's clock, `due_at` naive UTC.

    `code` is the hour for daily letters, and 24 times the weekday (Tuesday is 2) more for weekly ones.
    """

    code: int
    day: date
    due_at: datetime


def next_hours(now: datetime) -> list[Hour]:
    """The next hours after now (naive UTC) of every cadence, weekday (Monday is 0) and hour that members can choose.

    An hour that the clock skips in spring is the one after it; of one that comes twice in autumn it is the first.
    """
    return [*_hours("daily", now, DAYS_AHEAD), *_hours("weekly", now, WEEKS_AHEAD)]


def gather(alert: Alert, kind: str, now: datetime) -> None:
    """Put the owed letters of one alert that are not gathered yet into their members' digests, made where needed.

    A row joins the first letter its member is owed, at their next hour at the latest; a letter that is in a worker's
    hands or has gone takes no more, then it is the next. Two statements however many members; call it inside a
    transaction.
    """
    hours = next_hours(now)
    places = ", ".join(["(?, ?, ?)"] * len(hours))
    values = [value for hour in hours for value in hour]
    # Kept as a table with an index: read through for each of ten thousand members it costs minutes.
    with_hours = f"WITH slot (code, day, due_at) AS MATERIALIZED (VALUES {places})"
    database.execute_sql(with_hours + _MAKE, (*values, alert.id, kind))
    database.execute_sql(_JOIN, (alert.id, kind))


def let_out() -> None:
    """Whoever wants letters at once again gets what was gathered by itself. Call it inside a transaction."""
    database.execute_sql(_LET_OUT)


def _hours(cadence: str, now: datetime, ahead: int) -> Iterator[Hour]:
    zone = ZoneInfo(OFFICE.time_zone)
    today = now.replace(tzinfo=UTC).astimezone(zone).date()
    weekdays: tuple[int | None, ...] = (None,) if cadence == "daily" else tuple(range(7))
    for weekday in weekdays:
        step = timedelta(days=1 if weekday is None else 7)
        first = today if weekday is None else today + timedelta(days=(weekday - today.weekday()) % 7)
        for hour in range(24):
            code = hour if weekday is None else 24 + 24 * weekday + hour
            found = (_at(first + number * step, hour, zone) for number in range(ahead + 1))
            later = [(day, due_at) for day, due_at in found if due_at > now]
            yield from (Hour(code, day, due_at) for day, due_at in later[:ahead])


def _at(day: date, hour: int, zone: ZoneInfo) -> tuple[date, datetime]:
    return day, datetime.combine(day, time(hour), zone).astimezone(UTC).replace(tzinfo=None)
