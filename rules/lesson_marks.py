"""What in a lesson tells who did it or where: a professional's name, their workplace, their badge, a town."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from models.codes import AREAS, ROOT_AREA, area_named
from rules import N_
from rules.redaction import STOP, Finding, ReportWords, lint
from rules.reporter_marks import full_names
from rules.text import clean_text, words_of

MESSAGES = {
    "professional": N_("Who did it, or where they work, stands here. Name only the kind of job."),
    "town": N_("A town stands here. Name the part of the country at most."),
}
# The largest areas: nations and the regions of England.
WIDE = tuple(area.code for area in AREAS.values() if area.parent in (ROOT_AREA.code, "england"))
# By what they are called; London's other names are its boroughs.
_WIDE_NAMES = {" ".join(words_of(AREAS[code].name)) for code in WIDE} | {
    " ".join(words_of(name)) for code in WIDE if code != "london" for name in AREAS[code].other_names
}
# Titles and ranks, and words that name a kind of place and no single one.
_TITLES = frozenset(
    """dr doctor mr mrs ms miss mx prof professor pc dc sgt sergeant constable officer inspector detective chief nurse
    sister midwife gp judge warden manager the""".split()
)
_KINDS = _TITLES | frozenset(
    """a an and of for in at on to nhs hsc trust board hospital hospitals clinic clinics surgery practice health mental
    sexual centre center service services team unit ward department police force station council city county borough
    university college school court prison probation housing association support hostel charity project care home
    social work worker workers practitioner practitioners office jobcentre job emergency accident community crisis
    north south east west general royal central national foundation partnership group""".split()
)
# A name behind a title is somebody's, also of one whom the report names in its story alone.
_CALLED = re.compile(
    r"\b(?:(?i:dr|mr|mrs|ms|mx|prof|pc|dc|sgt)\.?|(?i:"
    + "|".join(sorted(word for word in _TITLES if len(word) > 3))
    + r"))[ \t]+([A-Z](?=[\w’'-]*[a-z])[\w’'-]+)"
)
_CAPITAL = re.compile(r"\b[^\W\d_a-z][^\W_]*")


@dataclass(frozen=True)
class Who:
    """Who did it, as the reporter told it."""

    name: str = ""
    organisation: str = ""
    team: str = ""
    badge: str = ""


def who_of(details: Mapping[str, Mapping[str, list[str]]]) -> Who:
    """Who did it, out of the details of a report about a professional."""
    said = details.get("who", {})
    return Who(*(" ".join(said.get(name, ())) for name in ("name", "organisation", "team", "badge")))


def examine(draft: Mapping[str, str], report: ReportWords, who: Who) -> list[Finding]:
    """Everything that must be changed in a lesson before anybody else reads it, field by field; nothing may stay."""
    found = {Finding(one.field, STOP, one.code, one.message, one.excerpt): None for one in lint(draft, report)}
    for field, text in draft.items():
        text = clean_text(text)
        marks = [*(("professional", one) for one in _professional(text, who)), *(("town", one) for one in _towns(text))]
        found |= {Finding(field, STOP, code, MESSAGES[code], excerpt): None for code, excerpt in marks}
    return list(found)


def _professional(text: str, who: Who) -> Iterator[str]:
    words, joined = words_of(text), f" {' '.join(words_of(text))} "
    yield from full_names(text, [word for word in words_of(who.name) if word not in _TITLES])
    yield from (name for name in _CALLED.findall(text) if name.casefold() not in _KINDS | _WIDE_NAMES)
    capitals = {word.casefold(): word for word in _CAPITAL.findall(text)}
    for place in (who.organisation, who.team):
        said = words_of(place)
        own = [word for word in said if word not in _KINDS]
        if own and f" {' '.join(said)} " in joined:
            yield " ".join(said)
        yield from (capitals[word] for word in own if word in capitals and word not in _WIDE_NAMES)
    for token in words_of(who.badge):
        if any(sign.isdigit() for sign in token) and token in words:
            yield token


def _towns(text: str) -> Iterator[str]:
    """Names of places smaller than a nation or region; they count when written with a capital."""
    rows = re.findall(r"[^\W\d_a-z][^\W_]*(?:[ -][^\W\d_a-z][^\W_]*)*", text)
    for row in rows:
        words = re.split(r"[ -]", row)
        for start in range(len(words)):
            for end in range(min(len(words), start + 4), start, -1):
                name = " ".join(words[start:end])
                if area_named(name) and " ".join(words_of(name)) not in _WIDE_NAMES:
                    yield name
