"""Routes of a complaint about a professional, as data: where it goes by nation and profession, read once."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from models.codes import FOLDER, Choice
from models.facts import Source

INDEPENDENT = ("yes", "partly", "no")


@dataclass(frozen=True)
class Step:
    """One body to go to: a code of FACTS or, for the organisation itself, of PLACES; `others` may be the right one too.

    What is asked of it, how to write, what it can and cannot do are the words of its `kind` unless it has its own;
    `clocks` are codes of CLOCKS.
    """

    code: str
    body: str
    others: tuple[str, ...]
    kind: str
    what_for: str
    how: str
    can: str
    cannot: str
    clocks: tuple[str, ...]


@dataclass(frozen=True)
class Independence:
    """Whether whoever goes over an answer is independent of whoever gave it: one of INDEPENDENT, and in words."""

    code: str
    word: str
    words: str


@dataclass(frozen=True)
class Row:
    """Who answers for some professions in some nations; no nations and professions: what we do not know.

    `steps`, `regulators`, `also` (beside the way) and `crime` are codes of STEPS, `reviewer` and `helpers` of bodies.
    Without `checked_on` a person has still to look whether it is right.
    """

    code: str
    nations: tuple[str, ...]
    professions: tuple[str, ...]
    steps: tuple[str, ...]
    reviewer: str
    independence: str
    regulators: tuple[str, ...]
    also: tuple[str, ...]
    crime: tuple[str, ...]
    helpers: tuple[str, ...]
    note: str
    is_general: bool
    source: Source | None
    checked_on: date | None


@dataclass(frozen=True)
class Wish:
    """What a route can and cannot give for one of WANTS, how a letter asks for it, and which steps come before."""

    code: str
    can: str
    cannot: str
    ask: str
    lead: str


@dataclass(frozen=True)
class Extra:
    """Whom to ask about something that any professional may do: for each nation a code of STEPS."""

    code: str
    when: str
    steps: Mapping[str, str]


def _step(row: dict) -> Step:
    words = {**_KINDS[row["kind"]], **{name: text for name, text in row.items() if text}}
    return Step(**{**words, "others": tuple(row.get("others", ())), "clocks": tuple(row.get("clocks", ()))})


def _row(row: dict) -> Row:
    lists = ("nations", "professions", "steps", "regulators", "also", "crime", "helpers")
    source, day = row["source"], row["checked_on"]
    return Row(
        **{
            **row,
            **{name: tuple(row[name]) for name in lists},
            "source": Source(**source) if source else None,
            "checked_on": date.fromisoformat(day) if day else None,
        }
    )


_data = json.loads((FOLDER / "routes.json").read_text(encoding="utf-8"))
_KINDS = _data["kinds"]

# Whoever has no name and number of its own in FACTS: the organisation itself, and us.
PLACES: Mapping[str, Choice] = MappingProxyType({row["code"]: Choice(**row) for row in _data["places"]})
STEPS: Mapping[str, Step] = MappingProxyType({row["code"]: _step(row) for row in _data["steps"]})
# What the time limits of courts are for: a step has several, and they are not its body's own.
LIMITS: Mapping[str, str] = MappingProxyType(_data["limits"])
INDEPENDENCE: Mapping[str, Independence] = MappingProxyType(
    {code: Independence(code, row["is"], row["words"]) for code, row in _data["independence"].items()}
)
ROWS: tuple[Row, ...] = tuple(_row(row) for row in _data["rows"])
WISHES: Mapping[str, Wish] = MappingProxyType({row["code"]: Wish(**row) for row in _data["wishes"]})
EXTRAS: tuple[Extra, ...] = tuple(
    Extra(row["code"], row["when"], MappingProxyType(row["steps"])) for row in _data["extras"]
)
