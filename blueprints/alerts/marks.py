"""Marking in one text what another repeats, as split pieces, so that the template escapes each."""

import re
from collections.abc import Iterable

from rules.text import is_sign, words_of

Pieces = list[tuple[str, bool]]


def marked(text: str, excerpts: Iterable[str]) -> Pieces:
    """The text in pieces, each with whether it is one of the excerpts however it is spaced and punctuated."""
    shapes = [shape for shape in map(_shape, excerpts) if shape]
    if not shapes:
        return [(text, False)]
    pieces = re.split(f"({'|'.join(shapes)})", text, flags=re.IGNORECASE)
    return [(piece, place % 2 == 1) for place, piece in enumerate(pieces) if piece]


def _shape(excerpt: str) -> str:
    """A pattern for the words of an excerpt; the last may be cut off."""
    words = words_of(excerpt)
    # words_of drops apostrophes, so each letter may be followed by one.
    shapes = ["['’]?".join(re.escape(letter) for letter in word) for word in words]
    edge = r"(?<!\w)" if words and not is_sign(words[0]) else ""
    return edge + r"\W*".join(shapes)
