"""Looking in a directory: who fits, page by page, and the number that each filter would lead to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from zlib import crc32

from rules.directory import HOW, IN_PERSON, PLACE, Group, Pick, Query, apart, upwards

MOST_PAIRS = 3


@dataclass(frozen=True)
class Found:
    """One page of a directory: references, how many fit in all, and the number behind every filter and place."""

    refs: list[str]
    next_ref: str | None
    count: int
    counts: Mapping[Pick, int]
    places: Mapping[str, int]
    wider: Mapping[tuple[Pick, ...], int]
    everybody: int


class Index:
    """The rows of a directory by their codes; bit n of a number stands for row n."""

    def __init__(self, rows: Sequence[tuple[str, str]]):
        self.refs = [ref for ref, _ in rows]
        self._all = (1 << len(rows)) - 1
        self._places = {ref: place for place, ref in enumerate(self.refs)}
        self._found: dict[str, int] = {}
        for place, (_, facets) in enumerate(rows):
            bit = 1 << place
            for facet in facets.split():
                self._found[facet] = self._found.get(facet, 0) | bit

    def number(self, query: Query) -> int:
        """How many fit."""
        return self._fitting(query).bit_count()

    def page(self, query: Query, after: str | None, size: int) -> tuple[list[str], str | None]:
        """References of those that fit, `size` of them after this one, and where the next page starts; None at the end.

        Whoever is in the place that was asked for comes before those who reach it from elsewhere. An unknown reference
        starts at the top.
        """
        fitting = self._fitting(query)
        here = fitting & self._found.get(f"in:{query.area}", 0) if query.area else fitting
        parts = [here, fitting & ~here]
        if after in self._places:
            place = self._places[after]
            if parts[1] >> place & 1:
                parts.pop(0)
            parts[0] &= ~((2 << place) - 1)
        found: list[str] = []
        while parts and len(found) < size:
            if not parts[0]:
                parts.pop(0)
                continue
            lowest = parts[0] & -parts[0]
            found.append(self.refs[lowest.bit_length() - 1])
            parts[0] ^= lowest
        return found, found[-1] if any(parts) else None

    def counts(self, query: Query, groups: Iterable[Group]) -> dict[Pick, int]:
        """For every filter, how many there are when it is chosen too: the number of `query.choosing` it."""
        numbers = {}
        for group in groups:
            kept = query.picks if group.is_many else apart(query.picks, group.code)
            base, how = self._fitting(Query(kept)), query.code_of(HOW)
            for code in group.choices:
                found = base & self._found.get(f"{group.code}:{code}", 0)
                if query.area:
                    found &= self._near(query.area, code if group.code == HOW else how)
                numbers[group.code, code] = found.bit_count()
        return numbers

    def places(self, query: Query, areas: Iterable[str]) -> dict[str, int]:
        """For each area, how many there are with it as the place."""
        return {area: self.number(query.at(area)) for area in areas}

    def wider(self, query: Query) -> dict[tuple[Pick, ...], int]:
        """For a query that finds nobody: what to leave out, one filter or else two, and how many there are then."""
        for size in (1, 2):
            less = {some: self.number(query.without(*some)) for some in combinations(query.picks, size)}
            helps = sorted((some for some in less if less[some]), key=lambda some: -less[some])
            if helps:
                return {some: less[some] for some in helps[: len(helps) if size == 1 else MOST_PAIRS]}
        return {}

    def _fitting(self, query: Query) -> int:
        found = self._all
        for group, code in query.picks:
            if group != PLACE:
                found &= self._found.get(f"{group}:{code}", 0)
        return found & self._near(query.area, query.code_of(HOW)) if query.area else found

    def _near(self, area: str, how: str | None) -> int:
        """Whoever is there, and, unless one wants to meet, whoever reaches there from elsewhere."""
        found = self._found.get(f"in:{area}", 0)
        if how != IN_PERSON:
            for around in upwards(area):
                found |= self._found.get(f"from:{around}", 0)
        return found


def find(
    entries: Index, groups: Sequence[Group], areas: Iterable[str], query: Query, after: str | None, size: int
) -> Found:
    """The rows that fit, `size` of them after the one with this reference, and what each filter or area would give."""
    refs, next_ref = entries.page(query, after, size)
    count = entries.number(query)
    wider = entries.wider(query) if not count else {}
    counts, near = entries.counts(query, groups), entries.places(query, areas)
    return Found(refs, next_ref, count, counts, near, wider, entries.number(Query()))


@lru_cache(maxsize=4)
def index(rows: tuple[tuple[str, str], ...], day: str, first: str = "") -> Index:
    """The index of these rows (reference and facets), those with the facet `first` before the others.

    Within both the order is another one each `day`, so that nobody is always the first. The same rows are read once.
    """
    marked = f" {first} " if first else ""
    return Index(sorted(rows, key=lambda row: (marked not in row[1], crc32(f"{day} {row[0]}".encode()))))
