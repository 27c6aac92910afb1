"""Days as pages say them."""

from datetime import date

from babel.dates import format_date


def said(day: date) -> str:
    """4 November 2026."""
    return format_date(day, "d MMMM y", locale="en_GB")
