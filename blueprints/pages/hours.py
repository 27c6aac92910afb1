"""Office hours: when the next report is read."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from models.codes import Office


def next_reading(office: Office, now: datetime) -> tuple[date, bool, int]:
    """When what is sent now (naive UTC) is read: the day, whether the office is open, and how many days away."""
    here = now.replace(tzinfo=UTC).astimezone(ZoneInfo(office.time_zone))
    if here.weekday() in office.weekdays and here.time() < office.closes:
        return here.date(), here.time() >= office.opens, 0
    for days_away in range(1, 8):
        day = here.date() + timedelta(days=days_away)
        if day.weekday() in office.weekdays:
            return day, False, days_away
    raise ValueError("the office is never open")
