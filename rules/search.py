"""Search in published alerts: an index in this process's memory, newest first; nothing of it touches the disk."""

import sqlite3
import threading
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models.database import fetch
from rules import search_entries
from rules.search_words import Term, Vocabulary, quoted

MOST_COUNTED = 1000
# A beginning that more words have than this is quicker looked for as one.
MOST_ENDINGS = 64

# When an alert was published and its number: the order of every list, newest last.
Key = tuple[str, int]

# Changes with every release, withdrawal, end and return, and is quick: what is not published is little.
_VERSION = """
    SELECT (SELECT ref FROM alert WHERE state = 'published' ORDER BY published_at DESC, id DESC LIMIT 1),
        (SELECT MAX(id) FROM alert), (SELECT COUNT(*) FROM alert WHERE state = 'withdrawn'),
        (SELECT TOTAL(id) FROM alert WHERE state = 'expired'),
        (SELECT COUNT(*) FROM alert WHERE state = 'approved'), (SELECT COUNT(*) FROM alert WHERE state = 'waiting'),
        (SELECT COUNT(*) FROM alert WHERE state = 'draft')"""
_SIZE = "SELECT COUNT(*), TOTAL(id) FROM alert WHERE state = 'published'"
# What somebody does, says or asks for is a column of its own. Facts are words as well, so that a filter is as quick as
# a word, but such as nobody can type.
TABLE = """
    CREATE VIRTUAL TABLE entry USING fts5(
        said, words, codes, content='', columnsize=0, tokenize="unicode61 remove_diacritics 0")"""


@dataclass(frozen=True)
class Found:
    """Numbers of alerts, newest first, and how many there are in all, counted up to MOST_COUNTED + 1."""

    ids: list[int]
    count: int


def find(
    terms: Sequence[Term],
    facts: Sequence[Iterable[str]] = (),
    is_said: bool = False,
    before: Key | None = None,
    most: int = 20,
) -> Found:
    """Published alerts that hold all the terms and, of each group of facts (see `search_entries`), one.

    With `is_said` the terms count only where it stands what somebody does, says or asks for. `before` is the key of
    the last alert already seen. Needs at least one term or fact.
    """
    return _index.find(terms, facts, is_said, before, most)


class _Index:
    """The index of one process; a thread at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        # None until the first search: a process that never searches holds no index.
        self._version: tuple | None = None
        self._memory: sqlite3.Connection
        self._keys: list[Key] = []
        self._vocabulary = Vocabulary()

    def find(
        self, terms: Sequence[Term], facts: Sequence[Iterable[str]], is_said: bool, before: Key | None, most: int
    ) -> Found:
        with self._lock:
            self._refresh()
            match = self._match(terms, facts, is_said)
            if match is None:
                return Found([], 0)
            if before is None and "*" in match:
                # A beginning of many words is dear to look for, so one reading of the index gives both.
                places = self._places(match, len(self._keys) + 1, MOST_COUNTED + 1)
                return Found(self._numbers(places[:most]), len(places))
            # An alert's place in the index is its place in the order of publishing, counted from 1.
            end = bisect_left(self._keys, before) if before else len(self._keys)
            places = self._places(match, end + 1, most)
            counted = self._memory.execute(
                "SELECT COUNT(*) FROM (SELECT 1 FROM entry WHERE entry MATCH ? LIMIT ?)", (match, MOST_COUNTED + 1)
            ).fetchone()
            return Found(self._numbers(places), counted[0])

    def _match(self, terms: Sequence[Term], facts: Sequence[Iterable[str]], is_said: bool) -> str | None:
        """The question as FTS5 reads it; None when a word is in no alert."""
        parts = []
        for term in terms:
            if term.is_phrase:
                parts.append(quoted(" ".join(term.words)))
                continue
            words = self._vocabulary.going_on(term.words[0], MOST_ENDINGS)
            if words is None:
                parts.append(f"{quoted(term.words[0])}*")
            elif words:
                parts.append(f"({' OR '.join(map(quoted, words))})")
            else:
                return None
        match = [f"{'said : ' if is_said else ''}({' AND '.join(parts)})"] if parts else []
        match += [f"({' OR '.join(quoted(search_entries.code(fact)) for fact in group)})" for group in facts]
        return " AND ".join(match)

    def _places(self, match: str, end: int, most: int) -> list[int]:
        rows = self._memory.execute(
            "SELECT rowid FROM entry WHERE entry MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?", (match, end, most)
        )
        return [place for (place,) in rows]

    def _numbers(self, places: list[int]) -> list[int]:
        return [self._keys[place - 1][1] for place in places]

    def _refresh(self) -> None:
        """Make the index as the table is now: new alerts are added, and one that left means building it anew."""
        version = fetch(_VERSION)[0]
        if version == self._version:
            return
        old, last = len(self._keys), self._keys[-1] if self._keys else ("", 0)
        rows = search_entries.rows(last)
        # The last one known is still the first of these, and the rest makes up the difference: nothing left.
        then = (old + len(rows) - 1, _sum(self._keys) + _sum(rows[1:]))
        if self._version and rows and rows[0][2] == self._version[0] and then == fetch(_SIZE)[0]:
            rows = rows[1:]
        else:
            rows, last = search_entries.rows(("", 0)), ("", 0)
            self._start_anew()
        self._add(rows, last)
        self._version = version

    def _start_anew(self) -> None:
        if self._version:
            self._memory.close()
        self._version, self._memory, self._keys = None, sqlite3.connect(":memory:", check_same_thread=False), []
        self._vocabulary = Vocabulary()
        self._memory.execute(TABLE)

    def _add(self, rows: list[tuple], last: Key) -> None:
        entries = []
        for row, said, words, codes in search_entries.entries(rows, last):
            self._keys.append((row[0], row[1]))
            entries.append((len(self._keys), said, words, codes))
            self._vocabulary.add(said)
            self._vocabulary.add(words)
        with self._memory:
            self._memory.executemany("INSERT INTO entry(rowid, said, words, codes) VALUES (?, ?, ?, ?)", entries)


def _sum(rows: Iterable[tuple]) -> float:
    """Of the numbers, which stand second."""
    return float(sum(row[1] for row in rows))


_index = _Index()
