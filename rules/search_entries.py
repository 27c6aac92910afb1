"""What the index of alerts holds of each: its words, in two columns, and its facts as words of their own.

A fact is its kind and its code: `level 3`, `area kent`, `near kent` (for it, around it or in it), `harm threats`,
`month 2026-11`, `sector street`, `gender women`. A sector or gender that an alert does not name is `sector any`,
`gender any`: it is for everybody.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from models.codes import AREAS, HARMS, areas_around
from models.database import fetch
from rules.search_words import BREAK, UNTYPED, folded

ANY = "any"
# The headings that tell what somebody does, says or asks for.
SAID = ("what_happened", "pattern")
# A sign that no text keeps.
_BETWEEN = "\x1f"

_ROWS = """
    SELECT published_at, id, ref, level, area, words, month, sector FROM alert
    WHERE state = 'published' AND (published_at, id) >= (?, ?) ORDER BY published_at, id"""
_BESIDE = """
    SELECT h.alert_id, h.code FROM {table} h JOIN alert a ON a.id = h.alert_id
    WHERE a.state = 'published' AND (a.published_at, a.id) >= (?, ?) ORDER BY h.id"""
_HARMS, _TARGETS = _BESIDE.format(table="alert_harm"), _BESIDE.format(table="alert_target")


def rows(since: tuple[str, int]) -> list[tuple]:
    """Published alerts from the one with this key (when it was published, its number) on, in that order."""
    return fetch(_ROWS, since)


def entries(alerts: list[tuple], since: tuple[str, int]) -> Iterator[tuple[tuple, str, str, str]]:
    """For each of `rows`: itself, what somebody does or says, the other words, and its facts as codes."""
    harms, targets = _by_alert(_HARMS, since), _by_alert(_TARGETS, since)
    for row in alerts:
        _published_at, number, _ref, level, area, words, month, sector = row
        own = harms[number]
        facts = [f"level {level}", f"area {area}", f"month {month}", f"sector {sector or ANY}"]
        facts += [f"harm {one}" for one in own]
        facts += [f"gender {one}" for one in targets[number] or [ANY]]
        facts += [f"near {one}" for one in (areas_around(area) if area in AREAS else ())]
        said, others = texts(words, area, own)
        yield row, said, others, " ".join(map(code, facts))


@cache
def code(fact: str) -> str:
    """A fact as one word that nobody can type: letters and digits behind a sign that is no letter."""
    return UNTYPED + "".join(letter for letter in fact if letter.isalnum())


def texts(words: str | None, area: str | None, harms: list[str]) -> tuple[str, str]:
    """What somebody does or says, and all else that a word may find an alert by: with the names of area and harms."""
    told = json.loads(words or "{}")
    names = [HARMS[one].name for one in harms if one in HARMS]
    if area in AREAS:
        names += [AREAS[area].name, *AREAS[area].other_names]
    said = [told.pop(name) for name in SAID if told.get(name)]
    return _apart(said), _apart([*told.values(), *names])


def _apart(told: list[str]) -> str:
    """Texts as the index takes them, each for itself; of plain English all at once, which is quicker."""
    text = _BETWEEN.join(told)
    return folded(text).replace(_BETWEEN, BREAK) if text.isascii() else BREAK.join(map(folded, told))


def _by_alert(sql: str, since: tuple[str, int]) -> defaultdict[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    for number, one in fetch(sql, since):
        found[number].append(one)
    return found
