"""Therapists as staff see them: a list by what is to do first, and how many stand in each part of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from peewee import Case, Expression, fn

from models.therapist import CHECKS, Therapist, TherapistCheck
from rules import therapists
from rules.keyed import Secrets
from rules.therapist_checks import CAME_BACK, holds

# Staff ask for the new papers before the old ones end.
INSURANCE_ENDS_WITHIN = timedelta(days=30)
TODO, HIDDEN = "to-do", "hidden"
# The parts of the list, as staff read them; `to-do` and `hidden` are cut through the states.
PARTS = (TODO, "applied", "listed", HIDDEN, "paused", "removed", "refused")
# What there may be to do for somebody, the most urgent first.
TASKS = ("news", "insurance", "came-back", "unconfirmed", "applied")


@dataclass(frozen=True)
class Row:
    """One therapist in the list; `tasks` are codes of TASKS, `done` are the checks that still hold."""

    therapist: Therapist
    name: str
    tasks: tuple[str, ...]
    done: tuple[str, ...]

    @property
    def ref(self) -> str:
        """Where the next page starts after."""
        return self.therapist.ref


def part(secrets: Secrets, today: date, name: str, size: int, after: str | None = None) -> list[Row]:
    """The first `size` therapists of one of PARTS after the one with the reference `after`, new applications first.

    An unknown reference starts at the top. Raises KeyError for another part, NotOpened.
    """
    rank = Case(Therapist.state, (("applied", 0),), 1)
    found = Therapist.select().where(_parts(today)[name])
    last = Therapist.get_or_none(Therapist.ref == after) if after else None
    if last is not None:
        place = 0 if last.state == "applied" else 1
        found = found.where((rank > place) | ((rank == place) & (Therapist.id > last.id)))
    rows = list(found.order_by(rank, Therapist.id).limit(size))
    return _rows(secrets, today, rows)


def counts(today: date) -> dict[str, int]:
    """How many stand in each of PARTS."""
    parts = _parts(today)
    sums = [fn.COALESCE(fn.SUM(Case(None, ((parts[name], 1),), 0)), 0) for name in PARTS]
    return dict(zip(PARTS, Therapist.select(*sums).tuples().get(), strict=True))


def to_do(today: date) -> int:
    """How many wait for somebody of the staff."""
    return Therapist.select().where(_parts(today)[TODO]).count()


def name_of(secrets: Secrets, therapist: Therapist) -> str:
    """What somebody goes by; empty when it was deleted. Raises NotOpened."""
    return therapists.words_of(secrets, therapist).name if therapist.words else ""


def tasks_of(therapist: Therapist, today: date) -> tuple[str, ...]:
    """What there is to do for one therapist, codes of TASKS."""
    return _rows_tasks([therapist], today)[therapist.id]


def _parts(today: date) -> dict[str, Expression]:
    """What makes somebody part of which part."""
    is_listed = Therapist.state == "listed"
    tasks = _tasks(today)
    return {
        TODO: tasks["applied"] | tasks["news"] | tasks["insurance"] | tasks["unconfirmed"] | tasks["came-back"],
        HIDDEN: tasks["unconfirmed"],
        "listed": is_listed & Therapist.id.in_(therapists.listed(today).select(Therapist.id)),
        **{state: Therapist.state == state for state in ("applied", "paused", "removed", "refused")},
    }


def _tasks(today: date) -> dict[str, Expression]:
    is_listed = Therapist.state == "listed"
    back = TherapistCheck.select(TherapistCheck.id).where(
        (TherapistCheck.therapist == Therapist.id)
        & (TherapistCheck.check_name == CAME_BACK)
        & (TherapistCheck.checked_on >= Therapist.asked_on)
        & (Therapist.asked_on > Therapist.confirmed_on)
    )
    return {
        "applied": Therapist.state == "applied",
        "news": Therapist.news.is_null(False),
        "insurance": is_listed
        & (Therapist.insured_until.is_null() | (Therapist.insured_until <= today + INSURANCE_ENDS_WITHIN)),
        "unconfirmed": is_listed & Therapist.id.not_in(therapists.listed(today).select(Therapist.id)),
        "came-back": is_listed & fn.EXISTS(back),
    }


def _rows(secrets: Secrets, today: date, rows: list[Therapist]) -> list[Row]:
    """Rows with their tasks and checks, in two more queries for all of them."""
    tasks = _rows_tasks(rows, today)
    checks = TherapistCheck.select().where(TherapistCheck.therapist.in_(rows))
    done = {(row.therapist_id, row.check_name) for row in checks if holds(row.checked_on, today)}
    return [
        Row(one, name_of(secrets, one), tasks[one.id], tuple(name for name in CHECKS if (one.id, name) in done))
        for one in rows
    ]


def _rows_tasks(rows: Iterable[Therapist], today: date) -> dict[int, tuple[str, ...]]:
    """The tasks of each of these rows, by id; the database says it, as it does for the parts."""
    is_so = _tasks(today)
    found = Therapist.select(Therapist.id, *(Case(None, ((is_so[name], 1),), 0) for name in TASKS))
    return {
        number: tuple(name for name, is_one in zip(TASKS, flags, strict=True) if is_one)
        for number, *flags in found.where(Therapist.id.in_([row.id for row in rows])).tuples()
    }
