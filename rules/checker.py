"""The checker: whether a number, e-mail, plate or username was reported; equal work whatever the answer."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from models.alert import Alert, AlertReport
from models.codes import AREAS, HARMS
from models.permission import Permission
from models.report import Harm, Report
from models.sighting import Sighting
from rules import N_, Refused
from rules.identifiers import Identifier, keys_of, read_one
from rules.keyed import Secrets, index_key

# Slow hashes for one question, by kind: an e-mail always takes the two that one at Gmail needs.
HASHES = {"phone": 1, "email": 2, "plate": 1, "username": 1}


class Unreadable(Refused):
    """None of the four kinds."""

    message = N_(
        "We cannot read this as a phone number, e-mail, number plate or username. "
        "Write one only. Write a username with its site, such as example.com/name."
    )


@dataclass(frozen=True)
class LiveAlert:
    """A published alert about the identifier."""

    ref: str
    level: int
    area: str | None
    title: str


@dataclass(frozen=True)
class Answer:
    """What a member may know: no name, no words of a report, no time finer than a month. Empty when none is."""

    kind: str
    reports: int
    newest: date | None
    areas: tuple[str, ...]
    harms: tuple[str, ...]
    level: int
    alerts: tuple[LiveAlert, ...]


def check(secrets: Secrets, text: str, within: frozenset[str] | None = None) -> Answer:
    """What is known of the one identifier in the text. Nothing of it is kept. Raises Unreadable, Busy.

    `within` are the areas whose alerts the reader may read, None for all: the answer counts others, but shows none.
    """
    identifier = read_one(text)
    if identifier is None:
        raise Unreadable
    reports = _reports(_keys(secrets, identifier))
    numbers = [report.id for report in reports]
    harms = _harms(numbers)
    alerts = _alerts(numbers)
    return Answer(
        kind=identifier.kind,
        reports=len(reports),
        newest=max((report.received_on.replace(day=1) for report in reports), default=None),
        areas=_in_order(AREAS, {report.area for report in reports}),
        harms=_in_order(HARMS, harms),
        level=max([HARMS[code].level for code in harms] + [alert.level for alert in alerts], default=0),
        alerts=tuple(alert for alert in alerts if within is None or alert.area in within),
    )


def _keys(secrets: Secrets, identifier: Identifier) -> list[bytes]:
    """The keys it may be found by; a kind always takes the same number of slow hashes."""
    texts = keys_of(identifier)
    even = (texts * HASHES[identifier.kind])[: HASHES[identifier.kind]]
    return [index_key(secrets, identifier.kind, text) for text in even]


def _reports(keys: list[bytes]) -> list[Report]:
    """Screened reports that name it and whose reporters let the checker say so, each once."""
    allowed = Permission.live().select(Permission.report).where(Permission.name == "checker")
    named = Sighting.select(Sighting.report).where(Sighting.key.in_(keys))
    return list(
        Report.select(Report.id, Report.received_on, Report.area).where(
            Report.id.in_(named) & (Report.state == "screened") & Report.id.in_(allowed)
        )
    )


def _harms(numbers: list[int]) -> set[str]:
    return {row.code for row in Harm.select(Harm.code).distinct().where(Harm.report.in_(numbers))} & set(HARMS)


def _alerts(numbers: list[int]) -> list[LiveAlert]:
    """Published alerts with one of these reports behind them, newest first."""
    behind = AlertReport.select(AlertReport.alert).where(AlertReport.report.in_(numbers))
    live = Alert.published().where(Alert.id.in_(behind))
    return [LiveAlert(one.ref, one.level, one.area, json.loads(one.words).get("title", "")) for one in live]


def _in_order(known: Iterable[str], found: set[str]) -> tuple[str, ...]:
    """Codes in the order of their list, so that the order of the reports tells nothing."""
    return tuple(code for code in known if code in found)
