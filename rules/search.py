"""Search in published alerts: an index in this process's memory, newest first; nothing of it touches the disk."""

import json
import sqlite3
import threading
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from models.codes import AREAS, HARMS
from models.database import fetch
from rules.text import words_of

MOST_WORDS = 20
MOST_COUNTED = 1000
LONGEST = 2000

# When an alert was published and its number: the order of every list, newest last.
Key = tuple[str, int]

# Changes with every release and withdrawal, and is quick: what is not published is little.
_VERSION = """
    SELECT (SELECT ref FROM alert WHERE state = 'published' ORDER BY published_at DESC, id DESC LIMIT 1),
        (SELECT MAX(id) FROM alert), (SELECT COUNT(*) FROM alert WHERE state = 'withdrawn'),
        (SELECT COUNT(*) FROM alert WHERE state = 'approved'), (SELECT COUNT(*) FROM alert WHERE state = 'waiting'),
        (SELECT COUNT(*) FROM alert WHERE state = 'draft')"""
_SIZE = "SELECT COUNT(*), TOTAL(id) FROM alert WHERE state = 'published'"
_ROWS = """
    SELECT published_at, id, ref, level, area, words FROM alert
    WHERE state = 'published' AND (published_at, id) >= (?, ?) ORDER BY published_at, id"""
_HARMS = """
    SELECT h.alert_id, h.code FROM alert_harm h JOIN alert a ON a.id = h.alert_id
    WHERE a.state = 'published' AND (a.published_at, a.id) >= (?, ?)"""
# Facts stand as words of their own column, so that a filter is as quick as a word.
_TABLE = """
    CREATE VIRTUAL TABLE entry USING fts5(
        words, codes, content='', columnsize=0, tokenize="unicode61 remove_diacritics 2")"""


@dataclass(frozen=True)
class Found:
    """Numbers of alerts, newest first, and how many there are in all, counted up to MOST_COUNTED + 1."""

    ids: list[int]
    count: int


def typed_words(text: str) -> list[str]:
    """The words somebody typed, as they are searched for: at most MOST_WORDS; none when it is all punctuation."""
    return list(dict.fromkeys(words_of(text[:LONGEST])))[:MOST_WORDS]


def find(
    words: list[str],
    areas: Iterable[str] = (),
    harm: str | None = None,
    level: int | None = None,
    before: Key | None = None,
    most: int = 20,
) -> Found:
    """Published alerts that hold all the words (each may go on: "rob" finds "robbery"), in any of the areas, with the
    harm and the level; `before` is the key of the last alert already seen. Needs at least one word."""
    match = [f"words : ({' AND '.join(_quoted(word) + '*' for word in words)})"]
    if codes := [f"area {code}" for code in areas]:
        match.append(_any_of(codes))
    if harm:
        match.append(_any_of([f"harm {harm}"]))
    if level:
        match.append(_any_of([f"level {level}"]))
    return _index.find(" AND ".join(match), before, most)


class _Index:
    """The index of one process; a thread at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        # None until the first search: a process that never searches holds no index.
        self._version: tuple | None = None
        self._memory: sqlite3.Connection
        self._keys: list[Key] = []

    def find(self, match: str, before: Key | None, most: int) -> Found:
        with self._lock:
            self._refresh()
            # An alert's place in the index is its place in the order of publishing, counted from 1.
            end = (bisect_left(self._keys, before) if before else len(self._keys)) + 1
            rows = self._memory.execute(
                "SELECT rowid FROM entry WHERE entry MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?",
                (match, end, most),
            ).fetchall()
            counted = self._memory.execute(
                "SELECT COUNT(*) FROM (SELECT 1 FROM entry WHERE entry MATCH ? LIMIT ?)", (match, MOST_COUNTED + 1)
            ).fetchone()
            return Found([self._keys[place - 1][1] for (place,) in rows], counted[0])

    def _refresh(self) -> None:
        """Make the index as the table is now: new alerts are added, and one that left means building it anew."""
        version = fetch(_VERSION)[0]
        if version == self._version:
            return
        old, last = len(self._keys), self._keys[-1] if self._keys else ("", 0)
        rows = fetch(_ROWS, last)
        # The last one known is still the first of these, and the rest makes up the difference: nothing left.
        then = (old + len(rows) - 1, _sum(self._keys) + _sum(rows[1:]))
        if self._version and rows and rows[0][2] == self._version[0] and then == fetch(_SIZE)[0]:
            rows = rows[1:]
        else:
            rows, last = fetch(_ROWS, ("", 0)), ("", 0)
            self._start_anew()
        self._add(rows, fetch(_HARMS, last))
        self._version = version

    def _start_anew(self) -> None:
        if self._version:
            self._memory.close()
        self._version, self._memory, self._keys = None, sqlite3.connect(":memory:", check_same_thread=False), []
        self._memory.execute(_TABLE)

    def _add(self, rows: list[tuple], harms: list[tuple]) -> None:
        harms_of: dict[int, list[str]] = defaultdict(list)
        for number, code in harms:
            harms_of[number].append(code)
        entries = []
        for published_at, number, _ref, level, area, words in rows:
            self._keys.append((published_at, number))
            harms_here = harms_of[number]
            facts = [f"level {level}", f"area {area}", *(f"harm {code}" for code in harms_here)]
            entries.append((len(self._keys), _text(words, area, harms_here), " ".join(map(_code, facts))))
        with self._memory:
            self._memory.executemany("INSERT INTO entry(rowid, words, codes) VALUES (?, ?, ?)", entries)


def _sum(rows: Iterable[tuple]) -> float:
    """Of the numbers, which stand second."""
    return float(sum(row[1] for row in rows))


def _text(words: str | None, area: str | None, harms: list[str]) -> str:
    """All that a word may find an alert by: its text, the names of its area and of its harms."""
    names = [HARMS[code].name for code in harms if code in HARMS]
    if area in AREAS:
        names += [AREAS[area].name, *AREAS[area].other_names]
    return " ".join(map(_folded, [*json.loads(words or "{}").values(), *names]))


def _folded(text: str) -> str:
    """A text as `typed_words` reads it; the index itself folds and parts plain English, and many times quicker."""
    return text.replace("'", "").replace("`", "") if text.isascii() else " ".join(words_of(text))


def _code(fact: str) -> str:
    """A fact as one word: letters and digits alone."""
    return "".join(letter for letter in fact if letter.isalnum())


def _any_of(facts: list[str]) -> str:
    return f"codes : ({' OR '.join(_quoted(_code(fact)) for fact in sorted(facts))})"


def _quoted(word: str) -> str:
    return '"' + word.replace('"', "") + '"'


_index = _Index()
