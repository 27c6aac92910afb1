"""Words of a search: what somebody typed, read as words and phrases, and how words in alerts go on from there."""

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass

from rules.text import words_of

MOST_WORDS = 20
LONGEST = 2000

# Marks of speech in pairs, as keyboards and languages have them; a straight single one is an apostrophe.
_PHRASE = re.compile(
    '"([^"]*)"|[\u201c\u201d\u201e]([^\u201c\u201d\u201e]*)[\u201c\u201d]|\u00ab([^\u00ab\u00bb]*)\u00bb'
)
_ASCII_WORD = re.compile("[a-z0-9]+")
# A sign that the index takes for a letter and `words_of` does not, so nobody can type it.
UNTYPED = "\ue000"
# Between two headings, so that no phrase reaches over.
BREAK = f" {UNTYPED} "
_LAST = "\U0010ffff"


@dataclass(frozen=True)
class Term:
    """One word, which may go on ("rob" finds "robbery"), or a phrase: these words as they are, in a row."""

    words: tuple[str, ...]
    is_phrase: bool = False


def typed(text: str) -> list[Term]:
    """What somebody typed, as it is searched for: at most MOST_WORDS words; nothing when it is all punctuation.

    What stands in quotation marks is a phrase; a mark without its other half is only a sign. Nothing that is typed
    works as an operator. Raises nothing.
    """
    terms: list[Term] = []
    end, text = 0, text[:LONGEST]
    for found in _PHRASE.finditer(text):
        terms += _words(text[end : found.start()])
        if words := tuple(map(_bare, words_of("".join(found.groups(""))))):
            terms.append(Term(words, is_phrase=True))
        end = found.end()
    terms += _words(text[end:])
    return _first(dict.fromkeys(terms))


def is_cut(text: str) -> bool:
    """Whether more was typed than is searched for."""
    return len(text) > LONGEST or len(set(words_of(text))) > MOST_WORDS


def folded(text: str) -> str:
    """A text as `typed` reads it; the index itself folds and parts plain English, and many times quicker."""
    return text.replace("'", "").replace("`", "") if text.isascii() else " ".join(map(_bare, words_of(text)))


def quoted(words: str) -> str:
    """Words as FTS5 takes them for nothing but words."""
    return '"' + words.replace('"', "") + '"'


class Vocabulary:
    """Every word in the index once, to look up how a beginning goes on."""

    def __init__(self) -> None:
        self._words: set[str] = set()
        self._sorted: list[str] = []

    def add(self, text: str) -> None:
        """The words of `folded` texts with BREAK between them."""
        plain = text.replace(BREAK, " ")
        for part in [plain] if plain.isascii() else text.split(BREAK):
            # Only what is all plain English is not in words yet.
            self._words.update(_ASCII_WORD.findall(part.lower()) if part.isascii() else part.split())

    def going_on(self, beginning: str, most: int) -> list[str] | None:
        """The words with this beginning; None when there are more than `most`."""
        if len(self._sorted) != len(self._words):
            self._sorted = sorted(self._words)
        start = bisect_left(self._sorted, beginning)
        end = bisect_left(self._sorted, beginning + _LAST)
        return self._sorted[start:end] if end - start <= most else None


def _words(text: str) -> list[Term]:
    return [Term((_bare(word),)) for word in words_of(text)]


def _bare(word: str) -> str:
    """The word without accents, as many type it; signs of other scripts keep what is theirs."""
    if word.isascii():
        return word
    parts = unicodedata.normalize("NFKD", word)
    return unicodedata.normalize("NFC", "".join(c for c in parts if not "\u0300" <= c <= "\u036f")) or word


def _first(terms: dict[Term, None]) -> list[Term]:
    """As many as hold MOST_WORDS words; of a phrase that does not fit its beginning."""
    kept, left = [], MOST_WORDS
    for term in terms:
        if left:
            kept.append(Term(term.words[:left], term.is_phrase))
            left -= len(kept[-1].words)
    return kept
