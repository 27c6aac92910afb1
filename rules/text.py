"""Text as people typed it, made safe to keep and to compare; the words stay theirs."""

import re
import unicodedata

# Scripts from Hebrew on, and emoji: there a joiner can change what is written, before them it only hides.
JOINERS, JOINING_FROM = "\u200c\u200d", "\u0590"
LINE_ENDS = re.compile("\r\n?|[\u0085\u2028\u2029]")
# Han, kana, Thai, Lao, Burmese and Khmer are written without spaces: each sign with its marks counts as a word.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
# What phones and word processors make of quotes, dashes and spaces; and what is taken out: apostrophes and controls.
_TYPED = str.maketrans(
    dict.fromkeys("\u2018\u201a\u201c\u201d\u201e\u2013\u2014\u2026\u00a0\u00a3\u20ac", " ")
    | {"\r": "\n"}
    | dict.fromkeys("'`\u2019\u02bc", "")
    | {chr(code): "" for code in (*range(32), 127) if chr(code) not in "\t\n\r"}
)
_ASCII_WORD = re.compile("[a-z0-9]+")


def _is_hidden(character: str) -> bool:
    """Controls, formatting (zero-width and direction marks among it) and broken halves of a pair."""
    return character not in "\n\t" and unicodedata.category(character) in ("Cc", "Cf", "Cs")


def _joins(before: str, joiner: str, after: str) -> bool:
    """Whether a joiner stands between two signs that it can join."""
    return joiner in JOINERS and all(c >= JOINING_FROM and not _is_hidden(c) for c in (before, after))


def clean_text(text: str) -> str:
    """Text of many lines, composed (NFC), lines ended by a newline, without control, zero-width and direction marks.

    Joiners that emoji, Persian and the scripts of India need are kept.
    """
    text = unicodedata.normalize("NFC", LINE_ENDS.sub("\n", text))
    around = f"\n{text}\n"
    kept = (
        c
        for before, c, after in zip(around, text, around[2:], strict=False)
        if not _is_hidden(c) or _joins(before, c, after)
    )
    return unicodedata.normalize("NFC", "".join(kept)).strip()


def clean_line(text: str) -> str:
    """Text of one line: as `clean_text`, every run of spaces, tabs and newlines made one space."""
    return " ".join(clean_text(text).split())


def words_of(text: str) -> list[str]:
    """The words, in order, without case, punctuation or apostrophes; signs of scripts without spaces one by one."""
    plain = text.translate(_TYPED)
    if plain.isascii():
        # Nearly every text; the way below gives the same and takes thirty times as long.
        return _ASCII_WORD.findall(plain.lower())
    folded = unicodedata.normalize("NFKC", clean_text(text)).casefold()
    folded = re.sub("['\u2019\u02bc`]", "", folded)
    words: list[str] = []
    inside = False
    for character in folded:
        kind = unicodedata.category(character)[0]
        if kind == "M" and inside:
            words[-1] += character
        elif character in JOINERS:
            continue
        elif kind not in "LN":
            inside = False
        elif _UNSPACED.match(character) or not inside or _UNSPACED.match(words[-1]):
            words.append(character)
            inside = True
        else:
            words[-1] += character
    return words


def is_sign(word: str) -> bool:
    """Whether a word of `words_of` is one sign of a script without spaces."""
    return bool(_UNSPACED.match(word))
