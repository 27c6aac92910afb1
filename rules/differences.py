"""What differs between two texts, line by line and then word by word, for people to read."""

import difflib
import re
from typing import NamedTuple

SAME, GONE, NEW = "same", "gone", "new"
# Parts of one text times those of the other, up to which nothing is left out of the comparison.
EXACT_UP_TO = 250_000


class Piece(NamedTuple):
    """Some words, and whether both texts have them, only the older, or only the newer."""

    kind: str
    text: str


def between(old: str, new: str) -> list[list[Piece]]:
    """The lines that differ, in order, each in pieces, with a line around them; an empty list: nothing differs."""
    before, after = old.splitlines(), new.splitlines()
    found: list[list[Piece]] = []
    for group in _matcher(before, after).get_grouped_opcodes(1):
        for tag, first, last, start, end in group:
            if tag == "equal":
                found += [[Piece(SAME, line)] for line in before[first:last] if line.strip()]
            else:
                found.append(_words("\n".join(before[first:last]), "\n".join(after[start:end])))
    return found


def _matcher(before: list[str], after: list[str]) -> difflib.SequenceMatcher:
    """What compares two lists; long ones roughly, because the time grows with both of them (a minute, once)."""
    return difflib.SequenceMatcher(None, before, after, autojunk=len(before) * len(after) > EXACT_UP_TO)


def _words(old: str, new: str) -> list[Piece]:
    before, after = re.findall(r"\s+|\S+", old), re.findall(r"\s+|\S+", new)
    pieces = []
    for tag, first, last, start, end in _matcher(before, after).get_opcodes():
        if tag == "equal":
            pieces.append(Piece(SAME, "".join(before[first:last])))
            continue
        if first < last:
            pieces.append(Piece(GONE, "".join(before[first:last])))
        if start < end:
            pieces.append(Piece(NEW, "".join(after[start:end])))
    return pieces
