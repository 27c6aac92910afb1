"""Checks of facts: that a person looked at its source and found it right; a changed fact is to check again."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from models.account import Account
from models.database import writing
from models.facts import CLOCKS, FACTS, Clock, Fact
from models.help_page import FactCheck
from rules import N_, Refused, audit

CLOCK = "clock:"


class UnknownFact(Refused):
    """There is no such fact, or it is another one than the page showed."""

    message = N_("This fact has changed since you opened the page. Look again.")


class Check(NamedTuple):
    """The fingerprint of what somebody found right, and the day."""

    seen: str
    day: date


Checks = Mapping[str, Check]


def everything() -> list[Fact | Clock]:
    """Every fact and clock there is."""
    return [*FACTS.values(), *CLOCKS.values()]


def code_of(thing: Fact | Clock) -> str:
    """What a check of this fact is kept under."""
    return f"{CLOCK}{thing.code}" if isinstance(thing, Clock) else thing.code


def fingerprint(thing: Fact | Clock) -> str:
    """A short fixed hex text of all that a fact says, its source too (SHA-256)."""
    says = {name: value for name, value in vars(thing).items() if name != "checked_on"}
    return digest(says | {"source": vars(thing.source)})


def digest(value: object) -> str:
    """A short fixed hex text of a value that JSON can hold (the first 16 digits of its SHA-256)."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:16]


def all_checks() -> Checks:
    """Every check that was made, by code; one query."""
    rows = FactCheck.select(FactCheck.fact, FactCheck.seen, FactCheck.checked_on).tuples()
    return {fact: Check(seen, day) for fact, seen, day in rows}


def checked_on(thing: Fact | Clock, checks: Checks) -> date | None:
    """The day on which a person last found this fact right as it stands now; None: to check."""
    return latest(checks.get(code_of(thing)), fingerprint(thing), thing.checked_on)


def latest(check: Check | None, now_seen: str, shipped: date | None) -> date | None:
    """The later of a check of exactly this and the day it was shipped with; None when there is neither."""
    days = [day for day in (check.day if check and check.seen == now_seen else None, shipped) if day]
    return max(days, default=None)


def look(now: datetime, code: str, seen: str, by: Account) -> FactCheck:
    """Note that somebody looked at a fact (as `code_of`) today. `seen` is the fingerprint of what they were shown.

    Raises UnknownFact.
    """
    thing = CLOCKS.get(code.removeprefix(CLOCK)) if code.startswith(CLOCK) else FACTS.get(code)
    if thing is None or fingerprint(thing) != seen:
        raise UnknownFact
    with writing():
        row = note(now, code, seen, by)
        audit.record(now, "fact-checked", by, row)
    return row


def note(now: datetime, code: str, seen: str, by: Account) -> FactCheck:
    """Write one check down, in place of an earlier one of the same code; call it inside a transaction."""
    row = FactCheck.get_or_none(FactCheck.fact == code) or FactCheck(fact=code)
    row.seen, row.checked_on, row.checked_by = seen, now.date(), by
    row.save()
    return row
