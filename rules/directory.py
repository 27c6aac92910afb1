"""Directories: what somebody looks for in one, and by what a row of it is found.

A row says by what it is found in one text, codes between spaces: ` how:video language:en in:greater-glasgow `.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from models.codes import AREAS, ROOT_AREA, Choice, area_named
from rules.text import clean_line

PLACE, HOW, IN_PERSON = "place", "how", "in-person"
# What somebody typed is shown back no longer than this.
LONGEST = 60
MOST_UNKNOWN = 5


@dataclass(frozen=True)
class Group:
    """Filters that stand together: one of them (another takes its place), or many, which all must fit."""

    code: str
    name: str
    choices: Mapping[str, Choice]
    is_many: bool = False


# One chosen filter: its group and code; of a place what was typed.
Pick = tuple[str, str]


@dataclass(frozen=True)
class Query:
    """What somebody looks for. `unknown` is what no list holds: told, and left out; a place may be among it."""

    picks: tuple[Pick, ...] = ()
    area: str | None = None
    unknown: tuple[Pick, ...] = ()

    def code_of(self, group: str) -> str | None:
        """The code chosen in a group of one."""
        return next((code for name, code in self.picks if name == group), None)

    def choosing(self, group: Group, code: str) -> "Query":
        """The same with this filter: beside the others of a group of many, in the place of a group's only one."""
        kept = tuple(pick for pick in self.picks if group.is_many or pick[0] != group.code)
        return replace(self, picks=(*(pick for pick in kept if pick != (group.code, code)), (group.code, code)))

    def at(self, area: str) -> "Query":
        """The same in another place."""
        return replace(self, picks=((PLACE, area), *apart(self.picks, PLACE)), area=area)

    def without(self, *picks: Pick) -> "Query":
        """The same with some filters less."""
        kept = tuple(pick for pick in self.picks if pick not in picks)
        return replace(self, picks=kept, area=self.area if any(name == PLACE for name, _ in kept) else None)


def parse(groups: Iterable[Group], asked: Iterable[tuple[str, str]]) -> Query:
    """What names and values of an address ask for; a name that is no group's is not looked at.

    A code that is on no list and a place that we do not know are kept apart. "Everywhere" is no place.
    """
    known = {group.code: group for group in groups}
    query, unknown = Query(), []
    for name, value in asked:
        typed = clean_line(value)
        if not typed or (name != PLACE and name not in known):
            continue
        area = area_named(typed) if name == PLACE else None
        if area is not None:
            query = query if area == ROOT_AREA else replace(query.at(area.code), picks=_placed(query, typed))
        elif name in known and typed in known[name].choices:
            query = query.choosing(known[name], typed)
        else:
            unknown.append((name, typed[:LONGEST]))
    return replace(query, unknown=tuple(dict.fromkeys(unknown))[:MOST_UNKNOWN])


def as_facets(codes: Mapping[str, Iterable[str]]) -> str:
    """Codes by group as one text, each between spaces."""
    found = dict.fromkeys(f"{group}:{code}" for group, some in codes.items() for code in some)
    return f" {' '.join(found)} "


def places(seen_in: Iterable[str], reached: Iterable[str]) -> dict[str, list[str]]:
    """The groups `in` and `from`: areas where one can be met, with all they lie in, and areas reached from elsewhere.

    KeyError for an unknown area.
    """
    there = [line for area in seen_in for line in upwards(area) if line != ROOT_AREA.code]
    return {"in": there, "from": list(reached)}


def upwards(area: str) -> list[str]:
    """The area and all it lies in, the largest last. KeyError for an unknown area."""
    parent = AREAS[area].parent
    return [area] if parent is None else [area, *upwards(parent)]


def nation_of(area: str) -> str | None:
    """The nation that an area lies in or is; None for everywhere. KeyError for an unknown area."""
    return next((code for code in upwards(area) if AREAS[code].parent == ROOT_AREA.code), None)


def _placed(query: Query, typed: str) -> tuple[Pick, ...]:
    return ((PLACE, typed[:LONGEST]), *apart(query.picks, PLACE))


def apart(picks: Iterable[Pick], group: str) -> tuple[Pick, ...]:
    """The filters of all other groups."""
    return tuple(pick for pick in picks if pick[0] != group)
