"""What is sealed in a report, opened: for the casework team, or for the holder of its receipt code."""

import json
from dataclasses import dataclass, field
from datetime import date

from models.report import Addition, Report
from rules import vault
from rules.identifiers import Identifier


@dataclass(frozen=True)
class Met(Identifier):
    """An identifier as read from a report, with a key it is found by."""

    key: bytes = field(repr=False)


@dataclass(frozen=True)
class Words:
    """What is sealed in a report, opened."""

    story: str = ""
    place: str = ""
    looks: str = ""
    identifiers: tuple[Met, ...] = ()
    unread: tuple[str, ...] = ()

    @property
    def named(self) -> list[Met]:
        """Each identifier once, however many keys it is found by."""
        return list({(one.kind, one.value): one for one in self.identifiers}.values())


def data_key(report: Report, team_private: bytes) -> bytes:
    """A report's data key, for the casework team. Raises NotOpened when the report was erased."""
    kept = report.keys.first()
    if kept is None:
        raise vault.NotOpened
    return vault.open_from(team_private, kept.team_sealed)


def open_words(report: Report, team_private: bytes) -> Words:
    """What the reporter wrote. Raises NotOpened."""
    return read_words(report, data_key(report, team_private))


def read_words(report: Report, key: bytes) -> Words:
    """What the reporter wrote, with the report's data key. Raises NotOpened."""
    if report.words is None:
        raise vault.NotOpened
    kept = json.loads(vault.open_with(key, report.words, f"report.words.{report.ref}"))
    met = tuple(Met(one["kind"], one["value"], one["written"], bytes.fromhex(one["key"])) for one in kept.pop("met"))
    return Words(kept["story"], kept["place"], kept["looks"], met, tuple(kept["unread"]))


def open_contact(report: Report, team_private: bytes) -> dict[str, str] | None:
    """How the reporter may be reached (`how`, `value`), or None. Raises NotOpened."""
    if report.contact is None:
        return None
    return json.loads(vault.open_with(data_key(report, team_private), report.contact, f"report.contact.{report.ref}"))


def open_additions(report: Report, team_private: bytes) -> list[tuple[date, str]]:
    """What the reporter added later, oldest first: the day and the words. Raises NotOpened."""
    key = data_key(report, team_private)
    return [
        (row.added_on, vault.open_with(key, row.words, f"addition.words.{report.ref}"))
        for row in report.additions.order_by(Addition.id)
    ]
