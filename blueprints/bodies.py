"""Bodies and time limits as pages show them: names, numbers, addresses, and how long there is, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flask import current_app
from flask_babel import format_date, ngettext
from flask_babel import gettext as _
from peewee import PeeweeException

from blueprints import days
from models.database import DatabaseBusy, DatabaseUnwritable
from models.facts import CLOCKS, FACTS, Clock
from models.routes import LIMITS, PLACES
from rules import clocks, fact_checks
from rules.fact_checks import Checks
from rules.routes import US


@dataclass(frozen=True)
class Body:
    """Somebody to go to; `is_fact`: its number and address come from the list of facts and can be checked."""

    code: str
    name: str
    phone: str
    web: str
    is_fact: bool
    checked_on: date | None


@dataclass(frozen=True)
class Limit:
    """A time limit in words, and when its start is known its last day and how many days are left (0: today).

    `is_theirs`: it is how long they have to answer, not how long somebody has to ask. `court` says what it is for
    when it is a court's.
    """

    court: str
    words: str
    is_theirs: bool
    due_on: date | None
    left: int | None
    checked_on: date | None


def checks() -> Checks:
    """What people have checked; without the database nothing is, and the page is still better than none."""
    try:
        return fact_checks.all_checks()
    except (DatabaseBusy, DatabaseUnwritable, PeeweeException):
        return {}


def shown(codes: Iterable[str], made: Checks) -> dict[str, Body]:
    """The bodies of these codes, by code. KeyError for an unknown one."""
    return {code: _body(code, made) for code in codes}


def _body(code: str, made: Checks) -> Body:
    if code in FACTS:
        fact = FACTS[code]
        return Body(code, fact.name, fact.phone, fact.web, True, fact_checks.checked_on(fact, made))
    phone = current_app.config["OFFICE_PHONE"] if code == US else ""
    return Body(code, _(PLACES[code].name), phone, "", False, None)


def limit(code: str, made: Checks, started: dict[str, date | None]) -> Limit:
    """A time limit; `started` says for what starts clocks (STARTS) on which day it was, as far as we know."""
    clock = CLOCKS[code]
    start = started.get(clock.starts)
    due = clocks.due_on(clock, start) if start else None
    left = clocks.left(due, days.today()) if due else None
    return Limit(
        _(LIMITS[code]) if code in LIMITS else "",
        _words(clock),
        clock.starts == "complaint",
        due,
        left,
        fact_checks.checked_on(clock, made),
    )


def until(limit: Limit) -> str:
    """The last day in words, with the days that are left; nothing when no day is known."""
    if limit.due_on is None or limit.left is None:
        return ""
    day = format_date(limit.due_on, "d MMMM y")
    if limit.is_theirs:
        return _answered_by(day, limit.left)
    if limit.left < 0:
        return _("That was until %(day)s. Ask all the same, and say why you could not before.", day=day)
    if limit.left == 0:
        return _("You can ask until today, %(day)s.", day=day)
    if limit.court:
        return ngettext("Until %(day)s (%(num)s day left).", "Until %(day)s (%(num)s days left).", limit.left, day=day)
    return ngettext(
        "You can ask until %(day)s (%(num)s day left).",
        "You can ask until %(day)s (%(num)s days left).",
        limit.left,
        day=day,
    )


def _answered_by(day: str, left: int) -> str:
    if left < 0:
        return _("They should have answered by %(day)s. Ask them when they will.", day=day)
    return _("They should answer by %(day)s.", day=day)


def _words(clock: Clock) -> str:
    span = _span(clock)
    if clock.starts == "complaint":
        return _("They have %(span)s from the day you complained to answer.", span=span)
    if clock.starts == "final-reply":
        return _("You have %(span)s from the day on their last answer.", span=span)
    return _("You have %(span)s from the day it happened.", span=span)


def _span(clock: Clock) -> str:
    """So many days or months, in words."""
    if clock.unit == "days":
        return ngettext("%(num)s day", "%(num)s days", clock.amount)
    if clock.unit == "working-days":
        return ngettext("%(num)s working day", "%(num)s working days", clock.amount)
    if clock.unit == "months-less-a-day":
        return ngettext("%(num)s month less a day", "%(num)s months less a day", clock.amount)
    if clock.amount % 12 == 0 and clock.amount > 12:
        return ngettext("%(num)s year", "%(num)s years", clock.amount // 12)
    return ngettext("%(num)s month", "%(num)s months", clock.amount)
