"""The linter of a draft alert: what points to the reporter stops it, what might is shown to be ticked off."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rules import N_
from rules.identifiers import identifiers_within
from rules.reporter_marks import contact_words, copied_runs, fine_places, full_names, identifier_keys, phone_digits
from rules.text import clean_text, words_of
from rules.warning_signs import ADDRESS, POSTCODE, WARNINGS

STOP, WARN = "stop", "warn"
LONGEST_EXCERPT = 60
MESSAGES = {
    "copied": N_("Five or more of the reporter's own words stand in a row. Say it in other words."),
    "name": N_("A name from the report stands here. Take it out."),
    "contact": N_("Part of how we reach the reporter stands here. Take it out."),
    "place": N_("The exact place stands here. Name only the town or area."),
    "identifier": N_("A number, e-mail, plate or username stands here in full. Show only a part of it."),
    "date": N_("An exact day stands here. A month is enough."),
    "time": N_("An exact time stands here. Part of the day is enough."),
    "link": N_("A web address stands here. Can it lead to the reporter?"),
    "age-and-origin": N_("Age and where somebody is from stand together. Is this about the person described?"),
    "postcode-district": N_("Part of a postcode stands here. Name the town or area."),
    "number": N_("A long number stands here. Is it needed?"),
}


@dataclass(frozen=True)
class ReportWords:
    """What the opened report says, to hold a draft against. `names` are those of the reporter."""

    story: str = ""
    place: str = ""
    looks: str = ""
    contact: str = ""
    identifiers: tuple[str, ...] | list[str] = ()
    names: tuple[str, ...] | list[str] = ()


@dataclass(frozen=True)
class Finding:
    """One thing found in one field of a draft: a stop must be changed, a warning may be accepted."""

    field: str
    severity: str
    code: str
    message: str
    excerpt: str


def lint(draft: Mapping[str, str], report: ReportWords) -> list[Finding]:
    """Everything found, field by field, stops before warnings, each once. An empty list: nothing points to anybody.

    The words for looks may be copied: they describe somebody else.
    """
    findings: dict[Finding, None] = {}
    for field, text in draft.items():
        text = clean_text(text)
        stops = list(_stops(text, report))
        # What is stopped already needs no second remark.
        rest = text
        for _, excerpt in stops:
            rest = rest.replace(excerpt, " ")
        for severity, found in ((STOP, stops), (WARN, _warnings(rest))):
            for code, excerpt in found:
                findings.setdefault(Finding(field, severity, code, MESSAGES[code], _short(excerpt)))
    return list(findings)


def verdict_hash(findings: list[Finding]) -> str:
    """A fixed hex text for these findings in any order (SHA-256), so that an approval holds for this verdict only."""
    rows = sorted({(f.field, f.severity, f.code, f.excerpt) for f in findings})
    return hashlib.sha256(json.dumps(rows, ensure_ascii=True).encode()).hexdigest()


def _short(excerpt: str) -> str:
    line = " ".join(excerpt.split())
    return line if len(line) <= LONGEST_EXCERPT else line[: LONGEST_EXCERPT - 1] + "…"


def _stops(text: str, report: ReportWords) -> Iterator[tuple[str, str]]:
    words = words_of(text)
    for run in copied_runs(words, words_of(report.story)):
        yield "copied", run
    for name in full_names(text, report.names):
        yield "name", name
    to_reporter = contact_words(report.contact)
    for word in dict.fromkeys(words):
        if word in to_reporter:
            yield "contact", word
    for number in phone_digits(text, report.contact, at_least=5):
        yield "contact", number
    for place in fine_places(words, report.place):
        yield "place", place
    for shape in (POSTCODE, ADDRESS):
        for match in shape.finditer(text):
            yield "place", match[0]
    for identifier in identifiers_within(text):
        yield "identifier", identifier.written
    for written in identifier_keys(words, report.identifiers):
        yield "identifier", written
    for number in phone_digits(text, "\n".join(report.identifiers), at_least=6):
        yield "identifier", number


def _warnings(text: str) -> Iterator[tuple[str, str]]:
    for code, shape in WARNINGS:
        for match in shape.finditer(text):
            yield code, match[0]
