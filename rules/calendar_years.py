"""Years of figures: which there are, and the days of one."""

from datetime import date


def since(first: date | None, today: date) -> list[int]:
    """The years from the first day with figures to today, newest first; this year alone when there is none yet."""
    return list(range(today.year, min(first.year if first else today.year, today.year) - 1, -1))


def days_of(year: int) -> tuple[date, date]:
    """The first and the last day of a year. ValueError for a year before 1 or after 9999."""
    return date(year, 1, 1), date(year, 12, 31)
