"""Who stands in the therapists' directory, in numbers and without names; somebody counts in every line that fits."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from models.codes import Choice
from models.directory_codes import REACHED, SPOKEN, THERAPY
from models.therapist import Therapist
from rules import N_, therapists

# Which of the identities are of race or origin.
RACES = ("of-colour", "black", "south-asian", "east-asian", "arab", "mixed", "roma", "latin", "white")
NOT_SAID = "not-said"


@dataclass(frozen=True)
class Line:
    """One line of a table: how many of the whole list, and which share in whole per cent."""

    name: str
    count: int
    share: int


@dataclass(frozen=True)
class Table:
    """Lines that stand together."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Figures:
    """All tables, over the `whole` of those whom the directory shows."""

    whole: int
    tables: tuple[Table, ...]


def _named(lists: Mapping[str, Choice], *codes: str) -> dict[str, str]:
    return {code: lists[code].name for code in codes or lists}


_OTHERS = tuple(code for code in THERAPY["identities"] if code not in RACES)
# Tables by code: their names, and their lines by code.
TABLES: dict[str, tuple[str, dict[str, str]]] = {
    "race": (N_("Race, as they say it themselves"), _named(THERAPY["identities"], *RACES) | {NOT_SAID: N_("Not said")}),
    "who": (N_("Who they are"), _named(THERAPY["identities"], *_OTHERS) | {NOT_SAID: N_("Not said")}),
    "has": (N_("What they offer"), _named(THERAPY["has"])),
    "how": (N_("How they meet people"), _named(THERAPY["ways"])),
    "price": (N_("Price for one session"), _named(THERAPY["prices"])),
    "in": (N_("Where they meet people in person"), _named(REACHED)),
    "from": (N_("Where they reach people by phone, video or text"), _named(REACHED)),
    "language": (N_("Languages"), _named(SPOKEN)),
}


def diversity(today: date) -> Figures:
    """The figures of those whom everybody sees today, in one query."""
    shown = [row.facets or "" for row in therapists.listed(today).select(Therapist.facets)]
    counted = Counter(line for facets in shown for line in _lines(facets))
    whole = len(shown)
    return Figures(
        whole,
        tuple(
            Table(
                name,
                tuple(
                    Line(line, counted[table, code], _share(counted[table, code], whole))
                    for code, line in lines.items()
                ),
            )
            for table, (name, lines) in TABLES.items()
        ),
    )


def _share(count: int, whole: int) -> int:
    """Whole per cent, a half upwards."""
    return (200 * count + whole) // (2 * whole) if whole else 0


def _lines(facets: str) -> set[tuple[str, str]]:
    """The table and line of everything that somebody counts in, from what the directory finds them by."""
    said = {(group, code) for group, _, code in (facet.partition(":") for facet in facets.split())}
    identities = {code for group, code in said if group == "who"}
    races = identities.intersection(RACES)
    return (
        said
        | {("race", code) for code in races or {NOT_SAID}}
        | ({("who", NOT_SAID)} if identities == races else set())
    )
