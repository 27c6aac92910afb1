"""Facts of the world outside: numbers, bodies and clocks, each once, with the source it comes from."""

import json
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from models.codes import FOLDER

# What a clock counts in, and what starts it. Courts count the first day, so their months are less a day.
UNITS = ("days", "working-days", "months", "months-less-a-day")
STARTS = ("harm", "complaint", "final-reply")


@dataclass(frozen=True)
class Source:
    """Where a fact was read: title, address and the day of that reading or of the page."""

    title: str
    address: str
    date: str


@dataclass(frozen=True)
class Fact:
    """A number to ring or a body to write to. `kind` is number or body; no nations are all of them.

    Without `checked_on` a person has still to look whether it is right.
    """

    code: str
    kind: str
    name: str
    phone: str
    web: str
    note: str
    nations: tuple[str, ...]
    source: Source
    checked_on: date | None


@dataclass(frozen=True)
class Clock:
    """A time limit: so many `unit` of UNITS from what STARTS says."""

    code: str
    name: str
    amount: int
    unit: str
    starts: str
    source: Source
    checked_on: date | None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _read(row: dict) -> dict:
    return {**row, "source": Source(**row["source"]), "checked_on": _day(row["checked_on"])}


_facts = json.loads((FOLDER / "facts.json").read_text(encoding="utf-8"))

FACTS = MappingProxyType(
    {row["code"]: Fact(**{**_read(row), "nations": tuple(row["nations"])}) for row in _facts["facts"]}
)
CLOCKS = MappingProxyType({row["code"]: Clock(**_read(row)) for row in _facts["clocks"]})
