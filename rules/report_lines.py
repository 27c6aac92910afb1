"""One line of a file of reports: a JSON object, checked field by field; a reason repeats nothing of it."""

import json
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from models.codes import HARMS, PERMISSIONS, SECTORS, WHENS, area_named
from rules import Refused
from rules.answers import SAID, Answers
from rules.text import clean_line, clean_text

NEEDED = ("ref", "received_on", "harms")
OPTIONAL = (
    "story",
    "area",
    "place",
    "when",
    "identifiers",
    "looks",
    "sector",
    "permissions",
    "contact",
    "on_behalf",
)
# The same limits as the form's: characters in a field, and in all fields together.
LONGEST_FIELD, LONGEST_REPORT, LONGEST_NAME = 20_000, 64_000, 100
# Bytes: a full report whose every letter is escaped (`\ud83d\ude1f`) still fits.
LONGEST_LINE = 1_000_000
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

MOST_ENTRIES = 40


class WrongLine(Refused):
    """A line that holds no report we can take; the message says why and repeats nothing of it."""


@dataclass(frozen=True)
class Row:
    """A line that was understood."""

    ref: str
    received_on: date
    answers: Answers


def read_line(raw: bytes, today: date) -> Row:
    """The report in one line (UTF-8 bytes); raises WrongLine."""
    data = _object(raw)
    missing = [name for name in NEEDED if data.get(name) is None]
    if missing:
        raise WrongLine(f"{missing[0]} is missing")
    if set(data) - {*NEEDED, *OPTIONAL}:
        raise WrongLine(f"there is a field that is none of {', '.join((*NEEDED, *OPTIONAL))}")
    how, value = _contact(data.get("contact"))
    story, place, looks = _text(data, "story"), clean_line(_text(data, "place")), _text(data, "looks")
    identifiers = "\n".join(_texts(data, "identifiers"))
    if len(identifiers) > LONGEST_FIELD:
        raise WrongLine(f"identifiers are longer than {LONGEST_FIELD:,} characters")
    if sum(map(len, (story, place, looks, identifiers, value))) > LONGEST_REPORT:
        raise WrongLine(f"the report is longer than {LONGEST_REPORT:,} characters")
    harms = _codes(data, "harms", HARMS)
    if not harms and not story:
        raise WrongLine("it tells neither a harm nor a story")
    allowed = tuple(_codes(data, "permissions", PERMISSIONS))
    is_for_somebody = _is_for_somebody(data.get("on_behalf"))
    answers = Answers(
        harms=tuple(harms),
        story=story,
        area=_area(data.get("area")),
        place=place,
        when=_code(data, "when", WHENS),
        identifiers=identifiers,
        looks=looks,
        permissions=() if is_for_somebody else allowed,
        contact_how=how,
        contact_value=value,
        sector=_code(data, "sector", SECTORS),
        maker={"relation": "other"} if is_for_somebody else {},
        given_by=dict.fromkeys(allowed, SAID) if is_for_somebody else {},
    )
    return Row(_ref(data["ref"]), _day(data["received_on"], today), answers)


def _object(raw: bytes) -> dict[str, Any]:
    if len(raw) > LONGEST_LINE:
        raise WrongLine(f"the line is longer than {LONGEST_LINE:,} bytes")
    try:
        data = json.loads(raw.decode("utf-8"))
    except UnicodeDecodeError as problem:
        raise WrongLine("the line is not UTF-8") from problem
    except (ValueError, RecursionError) as problem:
        raise WrongLine("the line is not JSON") from problem
    if not isinstance(data, dict):
        raise WrongLine("the line is not one JSON object")
    return data


def _text(data: dict[str, Any], name: str) -> str:
    value = "" if data.get(name) is None else data[name]
    if not isinstance(value, str):
        raise WrongLine(f"{name} is not text")
    if len(value) > LONGEST_FIELD:
        raise WrongLine(f"{name} is longer than {LONGEST_FIELD:,} characters")
    return clean_text(value)


def _texts(data: dict[str, Any], name: str) -> list[str]:
    value = [] if data.get(name) is None else data[name]
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise WrongLine(f"{name} is not a list of texts")
    if len(value) > MOST_ENTRIES:
        raise WrongLine(f"{name} has more than {MOST_ENTRIES} entries")
    return [clean_text(one) for one in value]


def _codes(data: dict[str, Any], name: str, known: Any) -> list[str]:
    codes = _texts(data, name)
    for place, code in enumerate(codes, start=1):
        if code not in known:
            raise WrongLine(f"number {place} of {name} is no code we know")
    return codes


def _code(data: dict[str, Any], name: str, known: Any) -> str | None:
    code = data.get(name)
    if code == "":
        return None
    if code is not None and (not isinstance(code, str) or code not in known):
        raise WrongLine(f"{name} is no code we know")
    return code


def _area(name: Any) -> str | None:
    if name is None or name == "":
        return None
    found = area_named(name) if isinstance(name, str) and len(name) <= LONGEST_NAME else None
    if found is None:
        raise WrongLine("area is no place we know")
    return found.code


def _ref(value: Any) -> str:
    ref = clean_line(value) if isinstance(value, str) and len(value) <= LONGEST_NAME else ""
    if not ref:
        raise WrongLine(f"ref is not a name of 1 to {LONGEST_NAME} characters")
    return ref


def _day(value: Any, today: date) -> date:
    if not isinstance(value, str) or not DAY.fullmatch(value):
        raise WrongLine("received_on is not a day such as 2026-11-20")
    try:
        day = date.fromisoformat(value)
    except ValueError as problem:
        raise WrongLine("received_on is not a day such as 2026-11-20") from problem
    # In Britain the next day begins an hour before it does in UTC.
    if day > today + timedelta(days=1):
        raise WrongLine("received_on has not come yet")
    return day


def _contact(value: Any) -> tuple[str, str]:
    if value is None:
        return "", ""
    if not isinstance(value, dict) or set(value) != {"channel", "value"}:
        raise WrongLine("contact is neither null nor a channel and a value")
    how, where = clean_line(_text(value, "channel")), clean_line(_text(value, "value"))
    if not how or not where or len(how) > LONGEST_NAME:
        raise WrongLine("contact needs both its channel and its value")
    return how, where


def _is_for_somebody(on_behalf: Any) -> bool:
    """Whether it is told for somebody else, who is said to allow what it says."""
    if on_behalf is not None and not isinstance(on_behalf, bool):
        raise WrongLine("on_behalf is neither true nor false")
    return bool(on_behalf)
