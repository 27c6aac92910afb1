"""What ought to be so, in plain Python: reports with what their people let us do, warnings, projects, forms."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from tests.rules.state.cast import Person

UNFINISHED, ASKED = ("draft", "waiting", "approved"), ("waiting", "approved")
THREE_DAYS, A_DAY = timedelta(days=3), timedelta(days=1)


@dataclass
class Given:
    """One permission as it was given; `ended` once it was taken back."""

    name: str
    by: str
    on: date
    ended: bool = False


@dataclass
class Talk:
    """The messages with one party: sender, words, and which of the party's keys each was sealed to."""

    said: list[tuple[str, str, int]] = field(default_factory=list)
    waits: set[str] = field(default_factory=set)

    def heard_with(self, key: int | None) -> list[tuple[str, str | None]]:
        """As the party reads it with its how-manieth key; casework (None) reads everything."""
        return [(sender, words if key in (None, made_for) else None) for sender, words, made_for in self.said]


@dataclass
class Told:
    """One report: whose it is, what its person lets us do, who reads it."""

    id: int
    ref: str
    code: str
    inbox: bytes = field(repr=False)
    story: str
    number: str
    contact: str
    project: int | None
    is_for_somebody: bool
    unknown: set[str]
    given: list[Given]
    state: str = "new"
    closed_as: str | None = None
    claimed_on: date | None = None
    outcome: str | None = None
    old_codes: list[str] = field(default_factory=list)
    readers: set[int] = field(default_factory=set)
    additions: list[str] = field(default_factory=list)
    talks: dict[str, Talk] = field(default_factory=dict)
    # Sessions of its codes, each with when it began, and whether it may still be used.
    doors: list[list] = field(default_factory=list)

    @property
    def is_erased(self) -> bool:
        """Whether its person deleted it."""
        return self.state == "erased"

    @property
    def live(self) -> set[str]:
        """What its person lets us do now."""
        return {one.name for one in self.given if not one.ended}

    def give(self, name: str, by: str, on: date) -> None:
        """Given, unless it is already."""
        if name not in self.live:
            self.given.append(Given(name, by, on))

    def take_back(self, name: str) -> bool:
        """Taken back; whether there was anything to take back."""
        found = [one for one in self.given if one.name == name and not one.ended]
        for one in found:
            one.ended = True
        return bool(found)

    def may_be_claimed(self) -> bool:
        """Whether somebody else told it for a person who has not come yet."""
        return (self.is_for_somebody or self.project is not None) and not self.claimed_on and not self.is_erased

    def may_be_seen_by(self, project: int | None) -> bool:
        """Whether this project's workers see where it stands."""
        is_theirs = self.project is not None and self.project == project and not self.is_erased
        return is_theirs and (self.claimed_on is None or "local_project" in self.live)

    def wished_on(self) -> date | None:
        """Since which day its person wants to see a warning first; None when not, or when none may go out at all."""
        days = [one.on for one in self.given if one.name == "see_first" and not one.ended]
        if not days or "alert" not in self.live:
            return None
        return max(*days, self.claimed_on or days[0])


@dataclass
class Warned:
    """One warning: its text by number, what stands behind it, and what its reporters said of which text."""

    id: int
    ref: str
    text: int = 0
    state: str = "draft"
    is_checked: bool = False
    behind: list[Told] = field(default_factory=list)
    writers: set[int] = field(default_factory=set)
    asked_at: datetime | None = None
    release_at: datetime | None = None
    said: dict[int, tuple[str, int]] = field(default_factory=dict)

    def back_to_draft(self) -> None:
        """What was asked or approved ends."""
        self.state, self.release_at = "draft", None

    def lose(self, told: Told) -> None:
        """A report is no longer behind it."""
        self.behind.remove(told)
        self.said.pop(told.id, None)
        if not self.behind:
            self.state = "withdrawn"
        elif self.state in UNFINISHED:
            self.back_to_draft()
            self.is_checked = False

    def stands(self, told: Told, now: datetime) -> str | None:
        """How a reporter stands to the text that was asked about: objects, fine, waits, silent, or None."""
        says, text = self.said.get(told.id, ("", 0))
        if says == "objects" and text == self.text:
            return "objects"
        wished_on = told.wished_on()
        if wished_on is None or self.asked_at is None:
            return None
        if says == "fine" and text == self.text:
            return "fine"
        # Three days from being asked; who wished it on a later day has three whole days from the next.
        is_later = wished_on > self.asked_at.date()
        begun = datetime.combine(wished_on + A_DAY, time.min) if is_later else self.asked_at
        return "waits" if now < begun + THREE_DAYS else "silent"

    def stands_all(self, now: datetime) -> set[str | None]:
        """How everybody behind it stands."""
        return {self.stands(told, now) for told in self.behind}


@dataclass
class Partner:
    """A project: who works there, who of them holds its key, and the how-manieth key it is."""

    id: int
    workers: list[Person]
    holders: set[int]
    key: int = 1
    has_ended: bool = False


@dataclass
class Begun:
    """A long form that somebody is writing."""

    form_key: bytes
    code: str
    data_key: bytes = field(repr=False)
    steps: dict[str, dict[str, list[str]]]
    saved_at: dict[str, int]
    expires_at: datetime
    earlier: dict[str, list[dict[str, list[str]]]] = field(default_factory=dict)
    version: int = 1
    is_sent: bool = False
    is_shredded: bool = False
