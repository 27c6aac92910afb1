"""The office's hours in words, worked out from its data and the clock; no page writes them down by hand."""

from datetime import time

from babel.dates import get_day_names
from flask_babel import format_date, format_time, get_locale
from flask_babel import gettext as _

from blueprints import context
from models.codes import OFFICE
from rules import hours


def now_open() -> str:
    """Whether somebody answers now, as a sentence."""
    reading = hours.next_reading(OFFICE, context.now())
    if not reading.is_open:
        return _("The office is closed now.")
    if reading.days_away:
        return _("The office closes at %(time)s.", time=_clock(OFFICE.closes))
    return _("The office is open now.")


def when_read() -> str:
    """When somebody reads what is sent now, as a sentence."""
    day, is_open, days_away = hours.next_reading(OFFICE, context.now())
    # From a week on the weekday alone would mean a nearer day.
    name = format_date(day, "EEEE" if days_away < 7 else "EEEE d MMMM")
    if is_open and days_away:
        return _("Somebody reads it today or on %(day)s.", day=name)
    if is_open:
        return _("Somebody reads it today.")
    opens = _clock(OFFICE.opens)
    if days_away:
        return _("Somebody reads it on %(day)s from %(time)s.", day=name, time=opens)
    return _("Somebody reads it today from %(time)s.", time=opens)


def week() -> str:
    """The office's hours in an ordinary week, such as: Monday to Friday, 9:00 to 17:00."""
    names = get_day_names(locale=get_locale())
    days = [
        names[first] if first == last else _("%(first)s to %(last)s", first=names[first], last=names[last])
        for first, last in hours.week(OFFICE)
    ]
    times = _("%(first)s to %(last)s", first=_clock(OFFICE.opens), last=_clock(OFFICE.closes))
    return ", ".join([*days, times])


def _clock(at: time) -> str:
    return format_time(at, "H:mm", rebase=False)
