"""Likeness: what two opened reports share that may mean the same person; a person decides, never this.

The same number or name; six digits in a row of a number; four signs in a row of a plate; five words in a row that not
everybody writes; rare words of two descriptions. Each is shown with its words, and equal reports give equal answers.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from rules.everyday_words import EVERYDAY
from rules.likeness_marks import LEAST_DIGITS, LEAST_SIGNS, Marks, Piece, at_home, windows_of
from rules.reporter_marks import copied_runs

# The first four signs of a plate of today say only where and when it was given out.
LEAST_SIGNS_OF_WHOLE = 5
# Of five words in a row so many must be neither everyday words nor in many reports.
LEAST_RARE_IN_ROW = 2
# Two descriptions are alike when they share so many rare words, and this part of the shorter one's.
LEAST_RARE_OF_LOOKS, LEAST_PART = 3, 0.5
# A word in more than this part of the reports, and in more than a few, is not rare.
OFTEN, FEW = 0.1, 3

_FOLD = str.maketrans("OI", "01")


@dataclass(frozen=True)
class Shared:
    """One thing that two reports share: `identifier`, `number`, `plate`, `words` or `looks`, and its words."""

    kind: str
    text: str


def often_said(reports: Collection[Marks]) -> frozenset[str]:
    """Words that stand in so many of these reports that sharing one says nothing."""
    counts: Counter[str] = Counter()
    for marks in reports:
        counts.update(marks.looks.union(*marks.rows))
    most = max(FEW, OFTEN * len(reports))
    return frozenset(word for word, count in counts.items() if count > most)


def shared(one: Marks, two: Marks, often: frozenset[str] = frozenset()) -> list[Shared]:
    """All that two reports share, the surest first, as `one` writes it; `often` are words that say nothing."""
    whole = [key for key in one.identifiers if key in two.identifiers]
    # The same one is more than a part of it.
    said = {at_home(text) if kind == "phone" else text for kind, text in whole}
    numbers, plates = _runs(one.numbers, two.numbers, _number_run), _runs(one.plates, two.plates, _plate_run)
    found = [Shared("identifier", one.identifiers[key]) for key in whole]
    found += [Shared("number", run) for run in numbers if run not in said]
    found += [Shared("plate", run) for run in plates if run.translate(_FOLD) not in said]
    found += [Shared("words", run) for run in _rows(one, two, often)]
    if words := looks_alike(one.looks - often, two.looks - often):
        found.append(Shared("looks", ", ".join(sorted(words))))
    return list(dict.fromkeys(found))


def looks_alike(one: frozenset[str], two: frozenset[str]) -> frozenset[str]:
    """The rare words that two descriptions share: three or more, and half of the shorter one's; otherwise none."""
    both = one & two
    is_enough = len(both) >= LEAST_RARE_OF_LOOKS and len(both) >= LEAST_PART * min(len(one), len(two))
    return both if is_enough else frozenset()


def read_fragment(typed: str) -> Piece | None:
    """A part of a number (6 digits or more) or of a plate (4 signs or more, a letter among them), or None."""
    signs = re.sub(r"[^0-9A-Z]", "", typed.upper())
    if signs.isdigit():
        return Piece(signs, typed) if len(signs) >= LEAST_DIGITS else None
    return Piece(signs.translate(_FOLD), typed) if len(signs) >= LEAST_SIGNS else None


def holding(fragment: Piece, marks: Marks) -> list[str]:
    """The numbers or plates of a report that hold this part, as they were written."""
    if fragment.signs.isdigit():
        # As people write it at home and from abroad.
        found = [one for one in marks.numbers if any(fragment.signs in front + one.signs for front in ("0", "44"))]
    else:
        found = [one for one in marks.plates if fragment.signs in one.signs.translate(_FOLD)]
    return list(dict.fromkeys(one.written for one in found))


def _runs(ones: Iterable[Piece], twos: Collection[Piece], run: Callable[[Piece, Piece], str]) -> list[str]:
    """The runs of signs that pieces share, without those that are part of another."""
    found = {run(one, two) for one in ones for two in twos} - {""}
    return sorted(text for text in found if not any(text in other for other in found - {text}))


def _number_run(one: Piece, two: Piece) -> str:
    """At least six digits. Whole numbers of one network or town begin alike: that is no part."""
    are_whole = one.is_whole and two.is_whole and one.signs != two.signs
    return _longest(one.signs, two.signs, LEAST_DIGITS, _same_start(one.signs, two.signs) if are_whole else 0)


def _plate_run(one: Piece, two: Piece) -> str:
    """At least four signs, O being 0 and I being 1; five where both plates are whole."""
    least = LEAST_SIGNS_OF_WHOLE if one.is_whole and two.is_whole else LEAST_SIGNS
    folded = one.signs.translate(_FOLD)
    found = _longest(folded, two.signs.translate(_FOLD), least)
    start = folded.find(found)
    return one.signs[start : start + len(found)]


def _same_start(one: str, two: str) -> int:
    """How many signs they begin with are the same."""
    pairs = enumerate(zip(one, two, strict=False))
    return next((place for place, (mine, theirs) in pairs if mine != theirs), min(len(one), len(two)))


def _longest(one: str, two: str, least: int, start: int = 0) -> str:
    """The longest run in both of at least `least` signs, other than what the first `start` of both share."""
    for length in range(min(len(one), len(two)), least - 1, -1):
        for place in range(len(one) - length + 1):
            run = one[place : place + length]
            at = two.find(run)
            if at == place and place < start:
                at = two.find(run, at + 1)
            if at >= 0:
                return run
    return ""


def _rows(one: Marks, two: Marks, often: frozenset[str]) -> list[str]:
    """Rows of words in both that say something: at least two of them are neither everyday words nor said often."""
    theirs = [row for row in two.rows if not one.windows.isdisjoint(windows_of(row))]
    found = [run for row in theirs for own in one.rows for run in copied_runs(list(own), list(row))]
    return [run for run in dict.fromkeys(found) if len(set(run.split()) - EVERYDAY - often) >= LEAST_RARE_IN_ROW]
