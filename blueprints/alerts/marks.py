"""Marking in one text what another repeats, as split pieces, so that the template escapes each."""

import re
from collections.abc import Iterable

from rules.text import is_sign, words_of

Pieces = list[tuple[str, bool]]
# So many words in a row are worth marking where the whole excerpt is not found.
LEAST_ROW = 4


def marked(text: str, excerpts: Iterable[str]) -> Pieces:
    """The text in pieces, each with whether it is one of the excerpts however it is spaced and punctuated."""
    shapes = [shape for excerpt in excerpts for shape in _shapes(text, words_of(excerpt))]
    if not shapes:
        return [(text, False)]
    pieces = re.split(f"({'|'.join(shapes)})", text, flags=re.IGNORECASE)
    return [(piece, place % 2 == 1) for place, piece in enumerate(pieces) if piece]


def _shapes(text: str, words: list[str]) -> list[str]:
    """Patterns for the excerpt, or where it stands in pieces or was cut, for each row of some words of it."""
    whole = _shape(words)
    if len(words) <= LEAST_ROW or re.search(whole, text, re.IGNORECASE):
        return [whole] if words else []
    found, start = [], 0
    while start <= len(words) - LEAST_ROW:
        rows = (words[start:end] for end in range(len(words), start + LEAST_ROW - 1, -1))
        row = next((row for row in rows if re.search(_shape(row), text, re.IGNORECASE)), None)
        found += [_shape(row)] if row else []
        start += len(row) if row else 1
    return found


def _shape(words: list[str]) -> str:
    """A pattern for these words in a row; the last may be cut off."""
    # words_of drops apostrophes, so each letter may be followed by one.
    shapes = ["['’]?".join(re.escape(letter) for letter in word) for word in words]
    edge = r"(?<!\w)" if words and not is_sign(words[0]) else ""
    return edge + r"\W*".join(shapes)
