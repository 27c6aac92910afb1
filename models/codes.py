"""Code lists: harms, areas, permissions and other fixed choices, read once from the data files and never changed."""

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from types import MappingProxyType

FOLDER = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Choice:
    """One answer of a short fixed list."""

    code: str
    name: str


@dataclass(frozen=True)
class Outcome(Choice):
    """What came of a report, in the words that its reporter reads; `kinds` of reports it may be told of."""

    kinds: tuple[str, ...]


@dataclass(frozen=True)
class HarmKind(Choice):
    """A kind of harm, with the level it starts from; `number` is printed on paper forms, so it never changes."""

    number: int
    group: str
    level: int
    violent: bool
    sexual: bool
    crime: bool


@dataclass(frozen=True)
class Level(Choice):
    """How bad it is: a number to compare, a word, a shape, and the months until staff look at a warning again."""

    number: int
    mark: str
    months: int


@dataclass(frozen=True)
class Language(Choice):
    """A language members may choose; `site` says whether the pages exist in it."""

    own_name: str
    site: bool


@dataclass(frozen=True)
class PermissionText:
    """One thing the reporter may let us do, in the words of the form; `in_sight` ones show without opening a list."""

    code: str
    label: str
    effect: str
    in_sight: bool


@dataclass(frozen=True)
class Area(Choice):
    """A place alerts are meant for, under a larger one; the root has no parent."""

    parent: str | None
    other_names: tuple[str, ...]


@dataclass(frozen=True)
class Office:
    """When somebody reads and answers the phone.

    Monday is 0; what comes after `same_day_until` may wait for the next day; `closed_on` are bank holidays of England.
    """

    time_zone: str
    weekdays: tuple[int, ...]
    opens: time
    same_day_until: time
    closes: time
    closed_on: frozenset[date]


def _read(name: str):
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def _choices(name: str) -> Mapping[str, Choice]:
    return MappingProxyType({row["code"]: Choice(**row) for row in _read(name)})


def _folded(text: str) -> str:
    """The text without case, accents, punctuation or doubled spaces, as names are compared."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    bare = bare.replace("'", "").replace("\u2019", "").replace("&", " and ")
    return " ".join("".join(c if c.isalnum() else " " for c in bare).split())


_harms, _permissions, _office = _read("harms.json"), _read("permissions.json"), _read("office.json")

HARM_GROUPS = MappingProxyType({row["code"]: Choice(**row) for row in _harms["groups"]})
HARMS = MappingProxyType({row["code"]: HarmKind(**row) for row in _harms["harms"]})
# What professionals do to people, beside the harms that everybody does.
PROFESSIONAL_HARMS = _choices("professional_harms.json")
PROFESSIONS, RATINGS, WANTS = (_choices(f"{name}.json") for name in ("professions", "ratings", "wants"))
# Nations, whose rules differ.
NATIONS = ("england", "scotland", "wales", "northern-ireland")
# The accounts of harm that a kind of report may hold.
HARMS_OF: Mapping[str, Mapping[str, Choice]] = MappingProxyType(
    {"harm": HARMS, "professional": MappingProxyType({**PROFESSIONAL_HARMS, **HARMS}), "package": MappingProxyType({})}
)
SECTORS, WHENS, ABOUTS, ORIGINS = (_choices(f"{name}.json") for name in ("sectors", "whens", "abouts", "origins"))
# Whom a warning is for; and the neutral names and subjects that letters may carry.
GENDERS, SENDER_NAMES, SUBJECTS = (_choices(f"{name}.json") for name in ("genders", "sender_names", "subjects"))
CHANNELS, DELAYS = (_choices(f"{name}.json") for name in ("channels", "delays"))
OUTCOMES = MappingProxyType(
    {row["code"]: Outcome(**{**row, "kinds": tuple(row["kinds"])}) for row in _read("outcomes.json")}
)
# The long form's lists, by name.
DETAILS: Mapping[str, Mapping[str, Choice]] = MappingProxyType(
    {
        name: MappingProxyType({row["code"]: Choice(**row) for row in rows})
        for name, rows in _read("details.json").items()
    }
)
LANGUAGES = MappingProxyType({row["code"]: Language(**row) for row in _read("languages.json")})
LEVELS = MappingProxyType({row["number"]: Level(**row) for row in _read("levels.json")})
PERMISSIONS = MappingProxyType({row["code"]: PermissionText(**row) for row in _permissions["permissions"]})
# Which of them a kind of report may give; one about harm may give all.
OFFERED = MappingProxyType(
    {"harm": PERMISSIONS}
    | {
        kind: MappingProxyType({code: PERMISSIONS[code] for code in codes})
        for kind, codes in _permissions["offered"].items()
    }
)
# Which of those stand in sight on its form and its page; the others open from a list.
IN_SIGHT = MappingProxyType(
    {"harm": frozenset(one.code for one in PERMISSIONS.values() if one.in_sight)}
    | {kind: frozenset(codes) for kind, codes in _permissions["in_sight"].items()}
)
PERMISSION_WORDING: str = _permissions["wording"]
AREAS = MappingProxyType(
    {row["code"]: Area(**{**row, "other_names": tuple(row["other_names"])}) for row in _read("areas.json")}
)
ROOT_AREA = next(area for area in AREAS.values() if area.parent is None)
OFFICE = Office(
    **{
        **_office,
        "weekdays": tuple(_office["weekdays"]),
        **{name: time.fromisoformat(_office[name]) for name in ("opens", "same_day_until", "closes")},
        "closed_on": frozenset(date.fromisoformat(day) for day in _office["closed_on"]),
    }
)
COMMON_PASSWORDS = frozenset((FOLDER / "common_passwords.txt").read_text(encoding="utf-8").splitlines())

_AREA_BY_NAME = {_folded(name): area for area in AREAS.values() for name in (area.code, area.name, *area.other_names)}


def _line_to_root(code: str) -> tuple[str, ...]:
    parent = AREAS[code].parent
    return (code,) if parent is None else (code, *_line_to_root(parent))


_LINES = {code: _line_to_root(code) for code in AREAS}
_INSIDE = {code: frozenset(other for other, line in _LINES.items() if code in line) for code in AREAS}
_AROUND = {code: frozenset(_LINES[code]) | _INSIDE[code] for code in AREAS}


def area_named(text: str) -> Area | None:
    """The area somebody means by its code, its name or a name people say; None when we know no such place."""
    return _AREA_BY_NAME.get(_folded(text))


def areas_around(code: str) -> frozenset[str]:
    """The area, all it lies in and all that lies in it: whom an alert for it concerns. KeyError for an unknown code."""
    return _AROUND[code]


def areas_in(code: str) -> frozenset[str]:
    """The area and all that lies in it. KeyError for an unknown code."""
    return _INSIDE[code]


def is_root(code: str) -> bool:
    """Whether the code stands for everywhere."""
    return code == ROOT_AREA.code
