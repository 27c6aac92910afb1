"""What is sealed in a report, opened: for the casework team, or for the holder of its receipt code."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from models.report import Addition, Report
from rules import vault
from rules.identifiers import Identifier


@dataclass(frozen=True)
class Met(Identifier):
    """An identifier as read from a report, with a key it is found by."""

    key: bytes = field(repr=False)


# Steps of the long form that describe somebody else, as the words for looks do.
DESCRIBED = ("person", "vehicle")


@dataclass(frozen=True)
class Words:
    """What is sealed in a report, opened."""

    story: str = ""
    place: str = ""
    looks: str = ""
    identifiers: tuple[Met, ...] = ()
    unread: tuple[str, ...] = ()
    happened_on: str = ""
    # The rest of the long form, by step and field, and permissions of which nobody knew whether the person gives them.
    details: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()

    @property
    def named(self) -> list[Met]:
        """Each identifier once, however many keys it is found by."""
        return list({(one.kind, one.value): one for one in self.identifiers}.values())

    @property
    def told(self) -> tuple[str, ...]:
        """What the long form says beyond the short one about all but looks; short codes are among it."""
        return tuple(_values(self.details, lambda step, _name: step not in DESCRIBED))

    @property
    def described(self) -> tuple[str, ...]:
        """What the long form says about people and vehicles."""
        return tuple(_values(self.details, lambda step, _name: step in DESCRIBED))

    @property
    def exact_place(self) -> str:
        """The place finer than a town, or nothing."""
        return "\n".join(_values(self.details, lambda step, name: (step, name) == ("where", "exact_place")))

    @property
    def working_name(self) -> str:
        """The name the reporter works under, or nothing."""
        return " ".join(_values(self.details, lambda step, name: (step, name) == ("you", "working_name")))

    @property
    def in_part(self) -> tuple[str, ...]:
        """Numbers and plates that are only a part, or of a kind that the checker does not know."""
        names = {"numbers": "value-", "vehicle": "plate-"}
        return tuple(_values(self.details, lambda step, name: step in names and name.startswith(names[step])))


def _values(details: dict[str, dict[str, list[str]]], is_wanted: Callable[[str, str], bool]) -> list[str]:
    """The answers of the fields that are wanted, by step and name."""
    return [
        value
        for step, fields in details.items()
        for name, values in fields.items()
        if is_wanted(step, name)
        for value in values
    ]


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
    return Words(
        kept["story"],
        kept["place"],
        kept["looks"],
        met,
        tuple(kept["unread"]),
        # Reports stored before there was a long form have none of these.
        kept.get("happened_on", ""),
        kept.get("details", {}),
        tuple(kept.get("unknown", ())),
    )


def open_contact(report: Report, team_private: bytes) -> dict[str, str] | None:
    """How the reporter may be reached (`how`, `value`, and more by field), or None. Raises NotOpened."""
    if report.contact is None:
        return None
    return json.loads(vault.open_with(data_key(report, team_private), report.contact, f"report.contact.{report.ref}"))


def open_maker(report: Report, team_private: bytes) -> dict[str, str] | None:
    """Who told it for somebody else (`relation`, `name`, `knows`), or None. Raises NotOpened."""
    if report.maker is None:
        return None
    return json.loads(vault.open_with(data_key(report, team_private), report.maker, f"report.maker.{report.ref}"))


def open_additions(report: Report, team_private: bytes) -> list[tuple[date, str]]:
    """What the reporter added later, oldest first: the day and the words. Raises NotOpened."""
    key = data_key(report, team_private)
    return [
        (row.added_on, vault.open_with(key, row.words, f"addition.words.{report.ref}"))
        for row in report.additions.order_by(Addition.id)
    ]
