"""What a request for funded therapy asks besides its own words, and how casework reads the answers."""

import re
from collections.abc import Mapping

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from models.directory_codes import SPOKEN, THERAPY

# Steps of the details that are sealed with the report.
STEP = "package"
# What a therapist may be wished to know or be, beside language and gender.
TRAITS = {
    "race-aware": _("Works with racism and what it does"),
    "same-roots": _("Has roots like mine"),
    "lived": _("Has done sex work"),
    "lgbtq": _("Is LGBTQ+ or works a lot with us"),
    "trauma": _("Works with violence and trauma"),
}
GENDERS = {
    "woman": _("A woman"),
    "man": _("A man"),
    "non-binary": _("Non-binary"),
    "trans": _("A trans person"),
}
MONEY = {
    "none": _("None"),
    "little": _("A little, now and then"),
    "part": _("I could pay a part"),
    "short": _("I pay myself now, and it runs out"),
}
LABELS = {
    "ways": _("How to talk"),
    "traits": _("Therapist"),
    "gender": _("Gender"),
    "language": _("Language"),
    "place": _("Where"),
    "tried": _("Tried before"),
    "money": _("Money"),
}
_NAMES = {"traits": TRAITS, "gender": GENDERS, "money": MONEY}
Details = Mapping[str, Mapping[str, list[str]]]
_REF = re.compile(r"T-[0-9A-Z]{8}")


def is_ref(text: str) -> bool:
    """Whether this could be the reference of a therapist."""
    return _REF.fullmatch(text) is not None


def wanted(details: Details) -> str:
    """The reference of the therapist whom the person would like; empty for none."""
    return next(iter(details.get(STEP, {}).get("therapist", ())), "")


def told(details: Details) -> list[tuple[str, str]]:
    """The answers in words, each with its label, in the form's order; the therapist wished for is `wanted`."""
    said = details.get(STEP, {})
    return [(str(LABELS[name]), ", ".join(_word(name, code) for code in said[name])) for name in LABELS if name in said]


def _word(name: str, code: str) -> str:
    lists = {"ways": THERAPY["ways"], "language": SPOKEN}
    if name in lists:
        return gettext(lists[name][code].name) if code in lists[name] else code
    return str(_NAMES.get(name, {}).get(code, code))
