"""Answers: what somebody said in a form, short or long, by whom it is allowed, and how it came to us."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from models.account import Account
from models.codes import ORIGINS
from models.project import Project

PERSON, SAID, UNKNOWN = "person", "reporter-says-so", "unknown"
# The one permission that lets us do less: where nobody knows, it counts as given.
HOLDS_BACK = frozenset({"see_first"})
# The last day of each band of the delay between harm and report; the charity asks its members for three days.
BANDS: tuple[tuple[str, int], ...] = (("same-day", 0), ("3-days", 3), ("week", 7), ("month", 31), ("year", 366))
LONGER = "longer"
# Among the details: what a save in another window replaced, by step.
EARLIER = "earlier"
# The first day that a report may have come.
EARLIEST = date(2012, 1, 1)


@dataclass(frozen=True)
class Answers:
    """What somebody answered; everything but one harm or one word may be empty."""

    # A kind of models/report.py.
    kind: str = "harm"
    harms: tuple[str, ...] = ()
    story: str = ""
    area: str | None = None
    place: str = ""
    when: str | None = None
    about: str = "person"
    identifiers: str = ""
    looks: str = ""
    permissions: tuple[str, ...] = ()
    contact_how: str = ""
    contact_value: str = ""
    # Safe times, a name to ask for and the like, by field; sealed with the contact.
    contact_more: Mapping[str, str] = field(default_factory=dict)
    is_in_danger: bool = False
    sector: str | None = None
    # The day of the harm as YYYY-MM-DD; sealed, only the delay is kept in clear.
    happened_on: str = ""
    # Everything else of the long form, by step and field; sealed as it is.
    details: Mapping[str, Mapping[str, list[str]]] = field(default_factory=dict)
    # Told for somebody else: who tells it (`relation`, `name`, `knows`), and by whom each permission is given.
    maker: Mapping[str, str] = field(default_factory=dict)
    given_by: Mapping[str, str] = field(default_factory=dict)
    # About a professional: who in general; the names given (each kept in the details too) and whether it is about us.
    profession: str | None = None
    nation: str | None = None
    rating: int | None = None
    named: tuple[str, ...] = ()
    is_about_num: bool = False

    @property
    def says_something(self) -> bool:
        """Whether there is anything to keep: one harm, one word or one fact."""
        said = (
            self.harms,
            self.story,
            self.identifiers,
            self.looks,
            self.place,
            self.when,
            self.area,
            self.details,
            self.profession,
            self.nation,
            self.rating,
        )
        return any(said) or self.is_in_danger

    @property
    def lacks_a_way(self) -> bool:
        """Whether they want to be reached and left no number or address."""
        return bool({"contact", "case"}.intersection(self.granted)) and not self.contact_value

    @property
    def granted(self) -> dict[str, str]:
        """Each permission given with its giver. Told for somebody else, only what the person said or is said to have
        said counts: unknown lets us do nothing but keep it, and shows the person a warning before it goes out."""
        if not self.maker:
            return dict.fromkeys(self.permissions, PERSON)
        return {
            name: how
            for name, how in self.given_by.items()
            if how in (PERSON, SAID) or (how == UNKNOWN and name in HOLDS_BACK)
        }


@dataclass(frozen=True)
class Arrival:
    """How a report came: the channel, the day it reached us (today unless said), who took it down, which project."""

    channel: str = "web"
    received_on: date | None = None
    taken_by: Account | None = None
    project: Project | None = None

    @property
    def origin(self) -> str:
        """Whom an alert made from it names as its source: police, another body, or somebody who told us."""
        return self.channel if self.channel in ORIGINS else "member"


# The form on this site, today.
THROUGH_THE_SITE = Arrival()


def days_between(happened_on: str, received_on: date) -> int | None:
    """Days from the harm to the report; None when no day was said, or one that is no day or not yet."""
    try:
        days = (received_on - date.fromisoformat(happened_on)).days
    except ValueError:
        return None
    return days if days >= 0 else None


def delay_of(happened_on: str, received_on: date) -> str | None:
    """The band of the time between harm and report; None when no day was said, or one that is no day or not yet."""
    days = days_between(happened_on, received_on)
    return None if days is None else next((band for band, last in BANDS if days <= last), LONGER)
