"""Checks of routes: that a person looked whether a way of complaint is right; one that changed is to check again."""

from dataclasses import asdict
from datetime import date, datetime

from models.account import Account
from models.database import writing
from models.help_page import FactCheck
from models.routes import ROWS, STEPS, Row
from rules import N_, Refused, audit, fact_checks
from rules.fact_checks import Checks

ROUTE = "route:"
_ROWS = {row.code: row for row in ROWS}


class UnknownRoute(Refused):
    """There is no such way, or it is another one than the page showed."""

    message = N_("This way has changed since you opened the page. Look again.")


def fingerprint(row: Row) -> str:
    """A short fixed hex text of all that a way says, the words of its steps among it (SHA-256)."""
    says = {name: value for name, value in asdict(row).items() if name != "checked_on"}
    steps = [asdict(STEPS[code]) for code in (*row.steps, *row.regulators, *row.also, *row.crime)]
    return fact_checks.digest([says, steps])


def checked_on(code: str, checks: Checks) -> date | None:
    """The day on which a person last found the way of this code right as it stands now; None: to check.

    KeyError for an unknown code.
    """
    row = _ROWS[code]
    return fact_checks.latest(checks.get(ROUTE + code), fingerprint(row), row.checked_on)


def look(now: datetime, code: str, seen: str, by: Account) -> FactCheck:
    """Note that somebody looked at a way today. `seen` is the fingerprint of what they were shown.

    Raises UnknownRoute.
    """
    row = _ROWS.get(code)
    if row is None or fingerprint(row) != seen:
        raise UnknownRoute
    with writing():
        made = fact_checks.note(now, ROUTE + code, seen, by)
        audit.record(now, "fact-checked", by, made)
    return made
