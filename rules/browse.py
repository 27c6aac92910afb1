"""Reading published alerts: lists by filter and word, newest first, and one alert by its reference."""

import json
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from models.alert import Alert, AlertHarm
from models.codes import ROOT_AREA, areas_around
from models.database import fetch
from rules import search
from rules.search import MOST_COUNTED, Key

# Ten are what a fragment of 2.5 kB holds.
PAGE = 10
MOST_SAME = 5

_CARDS = """
    SELECT a.id, a.ref, a.level, a.area, a.month, a.about, a.origin, a.language, a.words,
        (SELECT COUNT(*) FROM alert_report l WHERE l.alert_id = a.id)
    FROM alert a WHERE a.state = 'published'"""
_COUNTED = "SELECT COUNT(*) FROM (SELECT 1 FROM alert a WHERE a.state = 'published'"
_NEWEST = " ORDER BY a.published_at DESC, a.id DESC LIMIT ?"

_SAME_PERSON = """
    SELECT DISTINCT a.ref, a.words, a.published_at, a.id FROM alert this
    JOIN alert_report tl ON tl.alert_id = this.id JOIN sighting one ON one.report_id = tl.report_id
    JOIN sighting two ON two.key = one.key AND two.report_id <> one.report_id
    JOIN alert_report al ON al.report_id = two.report_id
    JOIN alert a ON a.id = al.alert_id AND a.id <> this.id AND a.state = 'published'
    JOIN permission p ON p.report_id = one.report_id AND p.name = 'checker' AND p.taken_back_on IS NULL
    JOIN permission q ON q.report_id = two.report_id AND q.name = 'checker' AND q.taken_back_on IS NULL
    WHERE this.ref = ? AND this.state = 'published'"""


@dataclass(frozen=True)
class Filters:
    """What somebody looks for; an area stands for itself, all it lies in and all in it."""

    words: str = ""
    area: str | None = None
    harm: str | None = None
    level: int | None = None
    # What this reader may read beside the alerts for everywhere, None for everything; no choice of theirs.
    within: frozenset[str] | None = None

    def areas(self) -> frozenset[str] | None:
        """Where an alert may be to pass; None for anywhere."""
        around = areas_around(self.area) if self.area else None
        if self.within is None:
            return around
        # Never empty, which the index would take for anywhere.
        within = self.within | {ROOT_AREA.code}
        return within if around is None else around & within

    def set_names(self) -> list[str]:
        """Names of the filters that narrow the list."""
        is_set = {"words": search.typed_words(self.words), "area": self.area, "harm": self.harm, "level": self.level}
        return [name for name, value in is_set.items() if value]

    def without(self, name: str) -> "Filters":
        """The same with one filter less."""
        empty: dict[str, Any] = {name: "" if name == "words" else None}
        return replace(self, **empty)


@dataclass(frozen=True)
class Reading:
    """A published alert as members read it; no time in it is finer than a month."""

    ref: str
    level: int
    area: str | None
    month: date
    about: str
    origin: str
    language: str
    words: dict[str, str]
    reports: int
    harms: tuple[str, ...]


@dataclass(frozen=True)
class Listing:
    """One page of a list; the next comes after `next_ref`, None on the last. `count` stops at MOST_COUNTED + 1."""

    rows: list[Reading]
    next_ref: str | None
    count: int

    @property
    def is_many(self) -> bool:
        """Whether counting stopped before the end."""
        return self.count > MOST_COUNTED


def listing(filters: Filters, after: str | None = None, size: int = PAGE) -> Listing:
    """The alerts that pass the filters, newest first, `size` of them after the one with the reference `after`.

    An unknown reference starts at the top. KeyError for an unknown area.
    """
    before = _key_of(after) if after else None
    if words := search.typed_words(filters.words):
        found = _search(filters, words, before, size + 1)
        rows, count = _by_number(found.ids), found.count
    else:
        where, values = _where(filters)
        count = _count(where, values)
        if before:
            where, values = f"{where} AND (a.published_at, a.id) < (?, ?)", (*values, *before)
        rows = fetch(_CARDS + where + _NEWEST, (*values, size + 1))
    shown = _readings(rows[:size])
    return Listing(shown, shown[-1].ref if len(rows) > size else None, count)


def widened(filters: Filters) -> dict[str, int]:
    """For a list that came out empty: the filters that help when left out, with the number of alerts there are then."""
    counts = {name: _number(filters.without(name)) for name in filters.set_names()}
    return {name: count for name, count in counts.items() if count}


def read(ref: str, within: frozenset[str] | None = None) -> Reading | None:
    """The published alert with this reference; None for any other: it never was, was withdrawn, or is not `within`."""
    where, values = _where(Filters(within=within))
    found = _readings(fetch(f"{_CARDS} AND a.ref = ?{where}", (ref, *values)))
    return found[0] if found else None


def preview(alert: Alert, words: dict[str, str]) -> Reading:
    """An alert in any state as members' pages are handed it."""
    return Reading(
        ref=alert.ref,
        level=alert.level,
        area=alert.area,
        month=date.fromisoformat(f"{alert.month}-01"),
        about=alert.about,
        origin=alert.origin,
        language=alert.language,
        words=words,
        reports=alert.report_links.count(),
        harms=tuple(alert.harm_codes),
    )


def same_person(ref: str, within: frozenset[str] | None = None) -> list[tuple[str, str]]:
    """Other published alerts about the same number or name, newest first, five at most: reference and title.

    Only reports whose reporters let the checker answer tie two alerts together. Only alerts `within` are shown.
    """
    where, values = _where(Filters(within=within))
    found = fetch(_SAME_PERSON + where + _NEWEST, (ref, *values, MOST_SAME))
    return [(other, json.loads(words)["title"]) for other, words, *_ in found]


def recent(around: list[str], within: frozenset[str] | None, since: datetime, most: int) -> tuple[list[Reading], bool]:
    """The newest alerts, `most` of them, around these areas and published at `since` (naive UTC) or later; worst first.

    Of one level the newest come first. No area means alerts for everywhere only. Beside them: whether there are more.
    KeyError for an unknown area.
    """
    near = frozenset().union(*map(areas_around, around))
    where, values = _where(Filters(within=near if within is None else near & within))
    rows = fetch(f"{_CARDS}{where} AND a.published_at >= ?{_NEWEST}", (*values, since, most + 1))
    return sorted(_readings(rows[:most]), key=lambda reading: -reading.level), len(rows) > most


def _key_of(ref: str) -> Key | None:
    """Where an alert stands in the order, also when it was withdrawn since the list was opened."""
    rows = fetch("SELECT published_at, id FROM alert WHERE ref = ? AND published_at IS NOT NULL", (ref,))
    return rows[0] if rows else None


def _where(filters: Filters) -> tuple[str, tuple]:
    """The filters as SQL with its values; the parts are fixed texts."""
    parts: list[str] = [""]
    values: list[str | int] = []
    if areas := filters.areas():
        parts.append(f"a.area IN ({', '.join('?' * len(areas))})")
        values += sorted(areas)
    if filters.harm:
        # The plus keeps the order of publishing in charge, so that reading stops when the page is full.
        parts.append("+a.id IN (SELECT alert_id FROM alert_harm WHERE code = ?)")
        values.append(filters.harm)
    if filters.level:
        parts.append("a.level = ?")
        values.append(filters.level)
    return " AND ".join(parts), tuple(values)


def _count(where: str, values: tuple) -> int:
    return fetch(_COUNTED + where + " LIMIT ?)", (*values, MOST_COUNTED + 1))[0][0]


def _number(filters: Filters) -> int:
    words = search.typed_words(filters.words)
    return _search(filters, words, None, 0).count if words else _count(*_where(filters))


def _search(filters: Filters, words: list[str], before: Key | None, most: int) -> search.Found:
    return search.find(words, filters.areas() or (), filters.harm, filters.level, before, most)


def _by_number(numbers: list[int]) -> list[tuple]:
    """The rows of these alerts; one withdrawn a moment ago is not among them whatever the index holds."""
    places = ", ".join("?" * len(numbers))
    return fetch(f"{_CARDS} AND a.id IN ({places}){_NEWEST}", (*numbers, len(numbers)))


def _readings(rows: list[tuple]) -> list[Reading]:
    """Rows with their harms, which come in one query."""
    harms_of = defaultdict(list)
    behind = AlertHarm.alert.in_([row[0] for row in rows])
    for number, code in AlertHarm.select(AlertHarm.alert, AlertHarm.code).where(behind).order_by(AlertHarm.id).tuples():
        harms_of[number].append(code)
    return [
        Reading(
            ref,
            level,
            area,
            date.fromisoformat(f"{month}-01"),
            about,
            origin,
            language,
            json.loads(words),
            reports,
            tuple(harms_of[number]),
        )
        for number, ref, level, area, month, about, origin, language, words, reports in rows
    ]
