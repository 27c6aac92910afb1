"""Telephone numbers: as links, and found where somebody typed one."""

import re
import unicodedata
from collections.abc import Iterable

# A run of digits as numbers are written; a line's end or a comma ends it.
_RUN = re.compile(r"(?<![\w.,/£€$-])\+?\(?\d(?:[ \u00a0().\u2010-\u2015-]*\d)*(?![\w%])")
_DATE = re.compile(r"\d{1,2}[.-]\d{1,2}[.-]\d{4}|\d{4}-\d{2}-\d{2}")


def tel(number: str) -> str:
    """A number of this country as a tel: address, without spaces and with its country (RFC 3966)."""
    digits = _digits(number)
    return "tel:" + ("+44" + digits[1:] if digits.startswith("0") else digits)


def is_rung(number: str) -> bool:
    """Whether this can be called: what is pressed during a call (two digits) is no number to ring."""
    return len(_digits(number)) > 2


def typed(text: str, known: Iterable[str] = ()) -> list[str]:
    """Every telephone number in a text as it stands there: those of `known`, short ones among them, and all that
    begin with 0 or + and have 8 to 15 digits (the length of national and international numbers, ITU-T E.164)."""
    short = {tel(number) for number in known if is_rung(number)}
    found = []
    for run in _RUN.findall(unicodedata.normalize("NFKC", text)):
        digits = _digits(run)
        is_long = digits[0] in "0+" and 8 <= len(digits) <= 15 and not _DATE.fullmatch(run)
        if is_long or tel(run.replace("(0)", "")) in short:
            found.append(run)
    return found


def _digits(number: str) -> str:
    return "".join(character for character in number if character.isdecimal() or character == "+")
