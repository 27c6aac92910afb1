"""One alert that is not out yet, held against searches: whether each would find it once it is out."""

import json
import sqlite3
from collections.abc import Mapping, Sequence

from rules import search_entries
from rules.search import TABLE
from rules.search_words import Term, quoted


class OneAlert:
    """An index of one alert's text alone; for one thread."""

    def __init__(self, words: Mapping[str, str], area: str | None, harms: list[str]) -> None:
        self._memory = sqlite3.connect(":memory:")
        self._memory.execute(TABLE)
        texts = search_entries.texts(json.dumps(dict(words)), area, harms)
        self._memory.execute("INSERT INTO entry(rowid, said, words, codes) VALUES (1, ?, ?, '')", texts)

    def says(self, terms: Sequence[Term], is_said: bool) -> bool:
        """Whether it holds all the terms (there must be one); `is_said` as in `search.find`."""
        parts = [quoted(" ".join(term.words)) + "*" * (not term.is_phrase) for term in terms]
        match = f"{'said' if is_said else '{said words}'} : ({' AND '.join(parts)})"
        return self._memory.execute("SELECT 1 FROM entry WHERE entry MATCH ?", (match,)).fetchone() is not None

    def close(self) -> None:
        """Let go of the memory."""
        self._memory.close()
