"""Reading published alerts: lists by filter and word, newest first, and one alert by its reference."""

import json
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from models.alert import Alert, AlertHarm, AlertTarget, AlertTranslation
from models.codes import ROOT_AREA, areas_around
from models.database import fetch
from rules import search, search_words
from rules.search import MOST_COUNTED, Key
from rules.search_entries import ANY
from rules.search_words import Term

# Ten are what a fragment of 2.5 kB holds.
PAGE = 10
MOST_SAME = 5

_CARDS = """
    SELECT a.id, a.ref, a.level, a.area, a.month, a.about, a.origin, a.language, a.words,
        MAX(a.times, (SELECT COUNT(*) FROM alert_report l WHERE l.alert_id = a.id)), a.standing
    FROM alert a WHERE a.state = 'published'"""
# The plus keeps the database from looking for a few numbers through the whole list.
_BY_NUMBER = _CARDS.replace("a.state", "+a.state")
_COUNTED = "SELECT COUNT(*) FROM (SELECT 1 FROM alert a WHERE a.state = 'published' LIMIT ?)"
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
    """What somebody looks for; an area stands for itself, all it lies in and all in it.

    With a sector or gender come the alerts that name none, because they are for everybody.
    """

    words: str = ""
    area: str | None = None
    harm: str | None = None
    level: int | None = None
    # As `alert.month` has it: "2026-11".
    month: str | None = None
    sector: str | None = None
    gender: str | None = None
    # Whether the words count only where it stands what somebody does, says or asks for.
    is_said: bool = False
    # What this reader may read beside the alerts for everywhere, None for everything; no choice of theirs.
    within: frozenset[str] | None = None

    def terms(self) -> list[Term]:
        """The words and phrases that are looked for."""
        return search_words.typed(self.words)

    def facts(self) -> list[list[str]]:
        """All else, as groups of facts of which an alert has one each."""
        groups = [
            [f"near {self.area}"] if self.area else [],
            [f"area {code}" for code in sorted(self.within | {ROOT_AREA.code})] if self.within is not None else [],
            [f"harm {self.harm}"] if self.harm else [],
            [f"level {self.level}"] if self.level else [],
            [f"month {self.month}"] if self.month else [],
            [f"sector {self.sector}", f"sector {ANY}"] if self.sector else [],
            [f"gender {self.gender}", f"gender {ANY}"] if self.gender else [],
        ]
        return [group for group in groups if group]

    def set_names(self) -> list[str]:
        """Names of the filters that narrow the list."""
        words = self.terms()
        is_set = {"words": words, "is_said": words and self.is_said}
        is_set |= {name: getattr(self, name) for name in ("area", "harm", "level", "month", "sector", "gender")}
        return [name for name, value in is_set.items() if value]

    def without(self, name: str) -> "Filters":
        """The same with one filter less."""
        empty: dict[str, Any] = {name: {"words": "", "is_said": False}.get(name)}
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
    # How it stands now, and the genders it is for; on a page of its own alone.
    standing: str = "live"
    targets: tuple[str, ...] = ()
    # The language it was written in, where its words are a translation.
    original: str = ""


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
    terms, facts = filters.terms(), filters.facts()
    if terms or facts:
        found = search.find(terms, facts, filters.is_said, before, size + 1)
        rows, count = _by_number(found.ids), found.count
    else:
        count = _all_counted()
        where, values = (" AND (a.published_at, a.id) < (?, ?)", before) if before else ("", ())
        rows = fetch(_CARDS + where + _NEWEST, (*values, size + 1))
    shown = _readings(rows[:size])
    return Listing(shown, shown[-1].ref if len(rows) > size else None, count)


def widened(filters: Filters) -> dict[str, int]:
    """For a list that came out empty: the filters that help when left out, with the number of alerts there are then."""
    counts = {name: _number(filters.without(name)) for name in filters.set_names()}
    return {name: count for name, count in counts.items() if count}


def read(ref: str, within: frozenset[str] | None = None) -> Reading | None:
    """The published alert with this reference; None for any other: it never was, was withdrawn, or is not `within`."""
    where, values = _within(within)
    found = _readings(fetch(f"{_CARDS} AND a.ref = ?{where}", (ref, *values)))
    targets = AlertTarget.select(AlertTarget.code).join(Alert).where(Alert.ref == ref).order_by(AlertTarget.id)
    return replace(found[0], targets=tuple(row.code for row in targets)) if found else None


def in_language(readings: list[Reading], language: str) -> list[Reading]:
    """The same alerts, in this language where a translation by people was approved by a second person."""
    others = [one.ref for one in readings if one.language != language]
    if not others:
        return readings
    out = (AlertTranslation.language == language) & AlertTranslation.words.is_null(False)
    rows = AlertTranslation.select(Alert.ref, AlertTranslation.words).join(Alert).where(out & Alert.ref.in_(others))
    words = {ref: json.loads(said) for ref, said in rows.tuples()}
    return [
        replace(one, words=words[one.ref], language=language, original=one.language) if one.ref in words else one
        for one in readings
    ]


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
        reports=max(alert.times, alert.report_links.count()),
        harms=tuple(alert.harm_codes),
        standing=alert.standing,
        targets=tuple(alert.target_codes),
    )


def same_person(ref: str, within: frozenset[str] | None = None) -> list[tuple[str, str]]:
    """Other published alerts about the same number or name, newest first, five at most: reference and title.

    Only reports whose reporters let the checker answer tie two alerts together. Only alerts `within` are shown.
    """
    where, values = _within(within)
    found = fetch(_SAME_PERSON + where + _NEWEST, (ref, *values, MOST_SAME))
    return [(other, json.loads(words)["title"]) for other, words, *_ in found]


def recent(
    around: list[str], within: frozenset[str] | None, since: datetime, until: datetime, most: int
) -> tuple[list[Reading], bool]:
    """The newest alerts, `most` of them, around these areas; worst first, and of one level the newest first.

    Published from `since` until before `until` (naive UTC), and still as they say: on paper nobody sees that one is
    over. No area means alerts for everywhere only. Beside them: whether there are more. KeyError for an unknown area.
    """
    near = frozenset([ROOT_AREA.code]).union(*map(areas_around, around))
    where, values = _in(near if within is None else near & (within | {ROOT_AREA.code}))
    sql = f"{_CARDS}{where} AND a.standing = 'live' AND a.published_at >= ? AND a.published_at < ?{_NEWEST}"
    rows = fetch(sql, (*values, since, until, most + 1))
    return sorted(_readings(rows[:most]), key=lambda reading: -reading.level), len(rows) > most


def _key_of(ref: str) -> Key | None:
    """Where an alert stands in the order, also when it was withdrawn since the list was opened."""
    rows = fetch("SELECT published_at, id FROM alert WHERE ref = ? AND published_at IS NOT NULL", (ref,))
    return rows[0] if rows else None


def _in(areas: frozenset[str] | None) -> tuple[str, tuple]:
    """The areas that alerts may be of as SQL with its values; None for all."""
    if areas is None:
        return "", ()
    return f" AND a.area IN ({', '.join('?' * len(areas))})", tuple(sorted(areas))


def _within(within: frozenset[str] | None) -> tuple[str, tuple]:
    """What a reader may read as SQL: these areas and everywhere."""
    return _in(None if within is None else within | {ROOT_AREA.code})


def _all_counted() -> int:
    return fetch(_COUNTED, (MOST_COUNTED + 1,))[0][0]


def _number(filters: Filters) -> int:
    terms, facts = filters.terms(), filters.facts()
    return search.find(terms, facts, filters.is_said, None, 0).count if terms or facts else _all_counted()


def _by_number(numbers: list[int]) -> list[tuple]:
    """The rows of these alerts; one withdrawn a moment ago is not among them whatever the index holds."""
    places = ", ".join("?" * len(numbers))
    rows = {row[0]: row for row in fetch(f"{_BY_NUMBER} AND a.id IN ({places})", tuple(numbers))}
    return [rows[number] for number in numbers if number in rows]


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
            standing,
        )
        for number, ref, level, area, month, about, origin, language, words, reports, standing in rows
    ]
