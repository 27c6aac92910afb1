"""A directory's filters as links with a number beside each: what the lists of therapists and local services share."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlencode

from flask_babel import gettext

from blueprints import languages
from models.codes import AREAS
from rules.directory import PLACE, Group, Pick, Query, nation_of
from rules.directory_index import Found


@dataclass(frozen=True)
class Filter:
    """One filter as it is shown; without `href` it is chosen already, or leads to nobody."""

    name: str
    count: int
    href: str = ""
    is_chosen: bool = False
    # The same before and after it is chosen: where it went, the focus goes.
    id: str = ""


@dataclass(frozen=True)
class Drop:
    """Filters to leave out, with the address of the list without them and how many are in it."""

    names: list[str]
    href: str
    count: int | None = None
    id: str = ""
    # Without it, its link is out of sight in a fold.
    is_folded: bool = False


@dataclass(frozen=True)
class Place:
    """Where somebody looks: the name of the area, and of its nation unless that is the same."""

    area: str
    nation: str


@dataclass(frozen=True)
class Filters:
    """All that the filters of one list show. `folded` are (name, filters), those in sight are `in_sight`."""

    chosen: list[Drop]
    in_sight: list[tuple[str, list[Filter]]]
    folded: list[tuple[str, list[Filter]]]
    # Whether one of what is folded is chosen.
    is_open: bool
    nations: list[Filter]
    place: Place | None
    # The place as typed, known or not.
    typed: str
    unknown: list[tuple[str, str]]
    wider: list[Drop]
    # What the box for a place brings along.
    others: Sequence[Pick]
    here: str


def filters(groups: Sequence[Group], in_sight: Collection[str], query: Query, found: Found) -> Filters:
    """The filters of a list; groups named in `in_sight` are not folded away."""
    language, names = languages.language(), {group.code: group for group in groups}
    links = {group.code: _links(group, query, found, language) for group in groups}
    shown = [(group.code in in_sight, (_said(group.name, language), links[group.code])) for group in groups]

    folded = [pair for is_first, pair in shown if not is_first]
    nations = [_nation(query, code, count) for code, count in found.places.items()]

    def drop(picks: Iterable[Pick], count: int | None = None) -> Drop:
        some = tuple(picks)
        is_folded = any(name not in in_sight for name, _code in some)
        said = [_name(names, query, pick) for pick in some]
        return Drop(said, _href(query.without(*some)), count, "-".join(some[0]), is_folded)

    return Filters(
        chosen=[drop([pick]) for pick in query.picks],
        in_sight=[pair for is_first, pair in shown if is_first],
        folded=folded,
        is_open=any(one.is_chosen for some in (nations, *(links for _group, links in folded)) for one in some),
        nations=nations,
        place=_place(query),
        typed=next((typed for name, typed in (*query.picks, *query.unknown) if name == PLACE), ""),
        unknown=[("" if name == PLACE else gettext(names[name].name), typed) for name, typed in query.unknown],
        wider=[drop(picks, count) for picks, count in found.wider.items()],
        others=[pick for pick in query.picks if pick[0] != PLACE],
        here=_href(query),
    )


def _links(group: Group, query: Query, found: Found, language: str) -> list[Filter]:
    """The filters of a group. There are a hundred on a page, so their addresses are put together by hand."""
    kept = urlencode([pick for pick in query.picks if group.is_many or pick[0] != group.code])
    before = f"?{kept}&{group.code}=" if kept else f"?{group.code}="
    made = []
    for code, choice in group.choices.items():
        count, is_chosen = found.counts[group.code, code], (group.code, code) in query.picks
        href = before + code if count and not is_chosen else ""
        made.append(Filter(_said(choice.name, language), count, href, is_chosen, f"{group.code}-{code}"))
    return made


def _nation(query: Query, code: str, count: int) -> Filter:
    is_chosen = query.area == code
    href = _href(query.at(code)) if count and not is_chosen else ""
    return Filter(gettext(AREAS[code].name), count, href, is_chosen, f"place-{code}")


def _place(query: Query) -> Place | None:
    if query.area is None:
        return None
    nation = nation_of(query.area)
    above = gettext(AREAS[nation].name) if nation and nation != query.area else ""
    return Place(gettext(AREAS[query.area].name), above)


def _name(groups: dict[str, Group], query: Query, pick: Pick) -> str:
    group, code = pick
    if group != PLACE:
        return gettext(groups[group].choices[code].name)
    place = _place(query)
    return place.area if place else code


@cache
def _said(name: str, language: str) -> str:
    """A name of a code list in the reader's language; looked up once, because a hundred stand on a page."""
    return gettext(name)


def _href(query: Query) -> str:
    return f"?{urlencode(query.picks)}"
