"""The checker: whether a number, e-mail, plate or username was reported; equal work whatever the answer."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from models.alert import Alert, AlertReport
from models.codes import AREAS, HARMS
from models.permission import Permission
from models.report import Harm, Report
from models.sighting import Sighting
from rules import N_, Refused, grades
from rules.identifiers import Identifier, keys_of, read_one
from rules.keyed import Secrets, index_keys

# Slow hashes for one question, by kind: an e-mail always takes the two that one at Gmail needs.
HASHES = {"phone": 1, "email": 2, "plate": 1, "username": 1}
MOST_LINES = 20


class Unreadable(Refused):
    """None of the four kinds, or only a part of one."""

    # No list of parts is kept: six digits have a million values, and somebody would try them all.
    message = N_(
        "We cannot read this as a phone number, e-mail, number plate or username. Write the whole of it: we keep no "
        "list of parts, because parts can be guessed. Write a username with its site, such as example.com/name."
    )


class TooManyLines(Refused):
    """More questions than one page answers."""

    message = N_("That is more than 20 lines. Take some out and check again; nothing was checked yet.")


@dataclass(frozen=True)
class LiveAlert:
    """A published alert about the identifier; a mistaken one turned out to be about somebody else."""

    ref: str
    level: int
    area: str | None
    title: str
    is_mistaken: bool = False


@dataclass(frozen=True)
class Answer:
    """What a member may know: no name, no words of a report, no time finer than a month. Empty when none is.

    `grade` is a code of `grades.GRADES`. `mark` stands for what was asked: for `askings`, never shown and never kept.
    """

    kind: str
    reports: int
    grade: str | None
    newest: date | None
    is_old: bool
    areas: tuple[str, ...]
    harms: tuple[str, ...]
    level: int
    alerts: tuple[LiveAlert, ...]
    mark: bytes = field(repr=False)


@dataclass(frozen=True)
class Line:
    """One line of several: as it was typed, and its answer; None when it could not be read."""

    written: str = field(repr=False)
    answer: Answer | None


def lines_of(text: str) -> list[str]:
    """The questions in the box: its lines that are not empty."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def check_lines(secrets: Secrets, today: date, text: str, within: frozenset[str] | None = None) -> list[Line]:
    """An answer for each line, in their order; see `check`. Raises TooManyLines, Busy."""
    written = lines_of(text)
    if len(written) > MOST_LINES:
        raise TooManyLines
    read = [(line, read_one(line)) for line in written]
    return [Line(line, _answer(secrets, today, one, within) if one else None) for line, one in read]


def check(secrets: Secrets, today: date, text: str, within: frozenset[str] | None = None) -> Answer:
    """What is known of the one identifier in the text. Nothing of it is kept. Raises Unreadable, Busy.

    `within` are the areas whose alerts the reader may read, None for all: the answer counts others, but shows none.
    """
    identifier = read_one(text)
    if identifier is None:
        raise Unreadable
    return _answer(secrets, today, identifier, within)


def _answer(secrets: Secrets, today: date, identifier: Identifier, within: frozenset[str] | None) -> Answer:
    keys = _keys(secrets, identifier)
    reports = _reports(keys)
    numbers = [report.id for report in reports]
    harms = _harms(numbers)
    alerts, is_police = _alerts(numbers)
    newest = max((report.received_on.replace(day=1) for report in reports), default=None)
    levels = [HARMS[code].level for code in harms] + [alert.level for alert in alerts if not alert.is_mistaken]
    return Answer(
        kind=identifier.kind,
        reports=len(reports),
        grade=grades.grade(reports, is_police),
        newest=newest,
        is_old=newest is not None and grades.is_old(newest, today),
        areas=_in_order(AREAS, {report.area for report in reports}),
        harms=_in_order(HARMS, harms),
        level=max(levels, default=0),
        alerts=tuple(alert for alert in alerts if within is None or alert.area in within),
        mark=keys[-1],
    )


def _keys(secrets: Secrets, identifier: Identifier) -> list[bytes]:
    """The keys it may be found by; a kind always takes the same number of slow hashes. The last is of the newest key.

    A Gmail address ends with the text that all ways of writing it share.
    """
    texts = keys_of(identifier)
    even = (texts * HASHES[identifier.kind])[: HASHES[identifier.kind]]
    return [key for text in even for key in reversed(index_keys(secrets, identifier.kind, text))]


def _reports(keys: list[bytes]) -> list[Report]:
    """Screened reports that name it and whose reporters let the checker say so, each once."""
    allowed = Permission.live().select(Permission.report).where(Permission.name == "checker")
    named = Sighting.select(Sighting.report).where(Sighting.key.in_(keys))
    columns = (Report.id, Report.received_on, Report.area, Report.project, Report.claimed_on, Report.confirmed_on)
    return list(
        Report.select(*columns).where(Report.id.in_(named) & (Report.state == "screened") & Report.id.in_(allowed))
    )


def _harms(numbers: list[int]) -> set[str]:
    return {row.code for row in Harm.select(Harm.code).distinct().where(Harm.report.in_(numbers))} & set(HARMS)


def _alerts(numbers: list[int]) -> tuple[list[LiveAlert], bool]:
    """Published alerts with one of these reports behind them, newest first, and whether police stand behind one.

    A warning from police that has run out still says that they confirmed it.
    """
    behind = AlertReport.select(AlertReport.alert).where(AlertReport.report.in_(numbers))
    out = Alert.select().where(Alert.state.in_(("published", "expired")) & Alert.id.in_(behind))
    rows = list(out.order_by(Alert.published_at.desc(), Alert.id.desc()))
    live = [
        LiveAlert(one.ref, one.level, one.area, json.loads(one.words).get("title", ""), one.standing == "mistaken")
        for one in rows
        if one.state == "published"
    ]
    return live, any(one.origin == "police" and one.standing != "mistaken" for one in rows)


def _in_order(known: Iterable[str], found: set[str]) -> tuple[str, ...]:
    """Codes in the order of their list, so that the order of the reports tells nothing."""
    return tuple(code for code in known if code in found)
