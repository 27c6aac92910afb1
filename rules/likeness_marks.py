"""What a report is compared by: its numbers, plates and parts of them, its words in a row, the words of its looks."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from rules.everyday_words import EVERYDAY
from rules.identifier_kinds import PLATE_WITHIN
from rules.identifiers import keys_of
from rules.report_words import Words
from rules.reporter_marks import COPIED_WORDS
from rules.text import words_of

LEAST_DIGITS, LEAST_SIGNS = 6, 4
WHOLE_PLATE, WHOLE_NUMBER = 7, 10

_DIGITS = re.compile(r"\+?\d(?:[ ().\-]{0,2}\d){5,}")
_DIGIT = re.compile(r"\d")
_AFTER_PLATE = re.compile(r"\b(?:reg|registration|plates?)\b([^\n]{0,40})", re.IGNORECASE)


@dataclass(frozen=True)
class Piece:
    """A number or plate, or a part of one: the signs it is compared by, and how it was written."""

    signs: str
    written: str
    is_whole: bool = False


@dataclass(frozen=True)
class Marks:
    """What one report is compared by; made once for each."""

    # By kind and the text that two ways of writing it share: how it was written.
    identifiers: dict[tuple[str, str], str] = field(default_factory=dict)
    numbers: tuple[Piece, ...] = ()
    plates: tuple[Piece, ...] = ()
    # The words of each text, in order.
    rows: tuple[tuple[str, ...], ...] = ()
    looks: frozenset[str] = frozenset()

    @cached_property
    def windows(self) -> frozenset[tuple[str, ...]]:
        """Every five words in a row."""
        return frozenset(window for row in self.rows for window in windows_of(row))


def marks_of(words: Words) -> Marks:
    """What a report with these opened words is compared by; nothing of it is about the reporter."""
    boxes = (*words.unread, *words.in_part)
    free = "\n".join([words.story, words.looks, *words.described])
    says, own_looks = _says(words), tuple(words_of(words.looks))
    rows = (tuple(words_of(words.story)), own_looks, *(tuple(words_of(text)) for text in says))
    looks = (own_looks, *(words_of(text) for text in words.described if text not in says))
    return Marks(
        {(one.kind, key): one.written for one in words.named for key in keys_of(one)},
        _once([*_phones(words), *_numbers("\n".join([*boxes, free]))]),
        _once([*_plates(words, free), *(piece for box in boxes for piece in parts_of_plates(box))]),
        tuple(row for row in rows if len(row) >= COPIED_WORDS),
        frozenset(word for row in looks for word in row if _is_telling(word)),
    )


def windows_of(row: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Every five words in a row of these: the least that can count as copied (signs count for less)."""
    return zip(*(row[start:] for start in range(COPIED_WORDS)), strict=False)


def parts_of_plates(text: str) -> Iterator[Piece]:
    """What may be a part of a plate: short pieces that stand together, with a letter and a digit among them."""
    rows: list[list[str]] = [[]]
    for piece in re.findall("[0-9A-Za-z]+", text):
        is_one_kind = piece.isalpha() or piece.isdigit()
        if len(piece) <= (LEAST_SIGNS if is_one_kind else WHOLE_PLATE):
            rows[-1].append(piece)
        else:
            rows.append([])
    for row in rows:
        signs = "".join(row).upper()
        if len(signs) >= LEAST_SIGNS and not signs.isalpha() and not signs.isdigit():
            yield Piece(signs, " ".join(row))


def at_home(number: str) -> str:
    """A number's digits without what stands before them in the United Kingdom or for calls to it."""
    digits = re.sub(r"\D", "", number)
    if number.startswith("+") or digits.startswith("00"):
        digits = digits.removeprefix("00").removeprefix("44")
    return digits.removeprefix("0")


def _phones(words: Words) -> Iterator[Piece]:
    for one in words.named:
        if one.kind == "phone":
            yield Piece(at_home(one.value), one.written, is_whole=True)


def _numbers(text: str) -> Iterator[Piece]:
    for match in _DIGITS.finditer(text):
        signs = at_home(match[0])
        yield Piece(signs, match[0], is_whole=len(signs) >= WHOLE_NUMBER)


def _plates(words: Words, text: str) -> Iterator[Piece]:
    for one in words.named:
        if one.kind == "plate":
            yield Piece(one.value, one.written, is_whole=len(one.value) >= WHOLE_PLATE)
    # Most texts have no digit, and the search for whole plates is slow.
    for match in PLATE_WITHIN.finditer(text) if _DIGIT.search(text) else ():
        signs = re.sub(r"[ -]", "", match[0]).upper()
        yield Piece(signs, match[0], is_whole=len(signs) >= WHOLE_PLATE)
    for match in _AFTER_PLATE.finditer(text):
        yield from parts_of_plates(match[1])


def _says(words: Words) -> list[str]:
    """What people are reported to say or ask for, from the long form."""
    fields = words.details.get("person", {})
    return [text for name, texts in fields.items() if name.partition("-")[0] == "says" for text in texts]


def _is_telling(word: str) -> bool:
    return len(word) > 2 and word.isalpha() and word not in EVERYDAY


def _once(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Each row of signs once, the first way it was found."""
    found: dict[str, Piece] = {}
    for piece in pieces:
        found.setdefault(piece.signs, piece)
    return tuple(found.values())
