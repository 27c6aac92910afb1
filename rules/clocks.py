"""Clocks: the last day of a time limit, and how many days are left until it."""

from calendar import monthrange
from datetime import date, timedelta

from models.codes import OFFICE
from models.facts import Clock


def due_on(clock: Clock, start: date) -> date:
    """The last day of the limit when it starts on `start`: that many days, working days or months after it.

    A month keeps the day of the month, or takes its last one: a year after 29 February is 28 February. Months less a
    day end the day before, as courts count. Working days leave out weekends and the bank holidays of the office's
    calendar. Raises nothing: past the end of the calendar it is the calendar's last day.
    """
    try:
        if clock.unit == "months":
            return months_after(start, clock.amount)
        if clock.unit == "months-less-a-day":
            return months_after(start, clock.amount) - timedelta(days=1)
        if clock.unit == "working-days":
            return _working_days_after(start, clock.amount)
        return start + timedelta(days=clock.amount)
    except (OverflowError, ValueError):
        return date.max


def left(due: date, today: date) -> int:
    """Days from today to the last day: 0 on that day itself, below 0 when it is over."""
    return (due - today).days


def months_after(start: date, months: int) -> date:
    """The same day of the month so many months later (earlier below 0), or that month's last day.

    Raises ValueError or OverflowError past the calendar's end.
    """
    years, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + years, month + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def _working_days_after(start: date, amount: int) -> date:
    day = start
    while amount:
        day += timedelta(days=1)
        # Monday to Friday and not the office's own weekdays: the body counts, wherever we open.
        if day.weekday() < 5 and day not in OFFICE.closed_on:
            amount -= 1
    return day
