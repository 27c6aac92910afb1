"""Where a help page comes from, as staff type it: one source a line."""

import re
from datetime import date

from models.facts import Source
from rules import N_, Refused
from rules.text import clean_line, clean_text

# A year, a month or a day.
DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")


class WrongSource(Refused):
    """A source is not written as it should be."""

    message = N_("Write each source on a line of its own: title | https://address | 2026-11")


def read_sources(text: str) -> tuple[Source, ...]:
    """Sources as they are typed, one a line: title | address | date. Raises WrongSource."""
    found = []
    for line in clean_text(text).splitlines():
        parts = [clean_line(part) for part in line.split("|")]
        if not any(parts):
            continue
        if len(parts) != 3 or not parts[0] or not re.match(r"https?://\w", parts[1]) or not _is_date(parts[2]):
            raise WrongSource
        found.append(Source(*parts))
    return tuple(found)


def write_sources(sources: tuple[Source, ...]) -> str:
    """Sources as they are typed."""
    return "\n".join(f"{one.title} | {one.address} | {one.date}" for one in sources)


def _is_date(text: str) -> bool:
    """Whether this is a year, a month or a day that there is."""
    try:
        date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError:
        return False
    return DATE.fullmatch(text) is not None
