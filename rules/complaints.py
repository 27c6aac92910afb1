"""Complaints about professionals: each body as a step, since when its clock runs, by when something is due."""

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from models.account import Account
from models.codes import OFFICE
from models.database import writing
from models.facts import CLOCKS, FACTS, Clock, Fact
from models.professional import ComplaintStep
from models.report import Report
from models.routes import PLACES, ROWS, STEPS
from rules import N_, Refused, audit, clocks, desk, locks, report_words, routes, team_keys, vault

# Codes of what a step may be with: whoever stands on a route or helps on it, and the organisation itself.
BODIES = frozenset(
    {body for one in STEPS.values() for body in (one.body, *one.others)}
    | {body for row in ROWS for body in (row.reviewer, *row.helpers)}
    | set(PLACES)
)


class NoSuchBody(Refused):
    """A step is with a body that we know."""

    message = N_("Choose a body from the list.")


class NoSuchClock(Refused):
    """A time limit is one that we know."""

    message = N_("Choose a time limit from the list.")


class NoFirstDay(Refused):
    """A clock runs from a day."""

    message = N_("Write the day from which the time runs.")


class NotYet(Refused):
    """A clock does not run from a day to come: no answer is final, and nothing happened, tomorrow."""

    message = N_("This day has not come yet.")


class NoSuchStep(Refused):
    """The step was removed."""

    message = N_("This step is not there any more.")


class StepChanged(Refused):
    """Somebody changed the step since this page was opened."""

    message = N_("This step was changed meanwhile. Look at what it says now, then press the button again.")


@dataclass(frozen=True)
class Wanted:
    """A step as it should be: codes of FACTS and CLOCKS, the day from which the clock runs, a note for casework."""

    body: str
    clock: str | None = None
    from_on: date | None = None
    note: str = field(default="", repr=False)


@dataclass(frozen=True)
class Step:
    """One step as pages show it; `left` counts the days until it is due, below 0 when it is over.

    `seen` tells an older page from this one.
    """

    number: int
    body: str
    name: str
    fact: Fact | None
    clock: Clock | None
    from_on: date | None
    due_on: date | None
    done_on: date | None
    left: int | None
    seen: str
    note: str = field(default="", repr=False)


def today(now: datetime) -> date:
    """The day it is at the office (`now` is naive UTC)."""
    return now.replace(tzinfo=UTC).astimezone(ZoneInfo(OFFICE.time_zone)).date()


def steps(now: datetime, report: Report, team_private: bytes | None = None) -> list[Step]:
    """A report's steps: what is open first, by the day it is due.

    With casework's private half their notes too, for whoever may read the report; the reporter sees none.
    Raises NotOpened.
    """
    rows = list(ComplaintStep.select().where(ComplaintStep.report == report).order_by(ComplaintStep.id))
    key = report_words.data_key(report, team_private) if team_private and any(row.note for row in rows) else None
    found = [_shown(row, today(now), key, report) for row in rows]
    return sorted(found, key=lambda step: (step.done_on is not None, step.due_on or date.max))


def name_of(body: str) -> str:
    """A body's name; one that is no longer known is called by its code."""
    return routes.name_of(body) if body in BODIES else body


def is_there(report: Report) -> bool:
    """Whether this is a report about a professional, and not erased."""
    is_one = (Report.id == report.id) & (Report.kind == "professional") & (Report.state != "erased")
    return Report.select().where(is_one).exists()


def need_reading(report: Report, by: Account) -> None:
    """Raise WrongState for one that is none about a professional, was erased or is locked for this account; and
    NotReading when they do not read it."""
    if not is_there(report) or locks.is_locked(report, by):
        raise desk.WrongState
    if not desk.is_reading(report, by):
        raise desk.NotReading


def is_in(nation: str | None, body: str) -> bool:
    """Whether a body of BODIES works in this nation, as far as we know."""
    return nation is None or body not in FACTS or not FACTS[body].nations or nation in FACTS[body].nations


def add(now: datetime, report: Report, by: Account, wanted: Wanted, team_private: bytes | None) -> ComplaintStep:
    """Add a step; by when something is due follows from its clock and the day.

    Raises NoSuchBody, NoSuchClock, NoFirstDay, NotYet, NotReading, NoAccess, WrongState.
    """
    columns = _columns(now, report, wanted, team_private)
    with writing():
        need_reading(report, by)
        step = ComplaintStep.create(report=report, added_by=by, **columns)
        audit.record(now, "step-added", by, report, wanted.body)
    return step


def change(
    now: datetime,
    report: Report,
    number: int,
    by: Account,
    wanted: Wanted,
    team_private: bytes | None,
    seen: str | None = None,
) -> None:
    """Change a step; of another day that it is due one is reminded anew. `seen` is that of the step that was shown.

    Raises as `add` does, and NoSuchStep, StepChanged.
    """
    columns = _columns(now, report, wanted, team_private)
    with writing():
        step = _found(report, number, by)
        if seen is not None and seen != _seen(step):
            raise StepChanged
        if step.due_on != columns["due_on"]:
            columns["reminded_on"] = None
        ComplaintStep.update(**columns).where(ComplaintStep.id == step.id).execute()
        audit.record(now, "step-changed", by, report, wanted.body)


def mark(now: datetime, report: Report, number: int, by: Account, is_done: bool) -> None:
    """Say that a step is done, or open again. Raises NoSuchStep, NotReading, WrongState."""
    with writing():
        step = _found(report, number, by)
        if bool(step.done_on) != is_done:
            step.done_on = today(now) if is_done else None
            step.save()
            audit.record(now, "step-done" if is_done else "step-reopened", by, report, step.body)


def remove(now: datetime, report: Report, number: int, by: Account) -> None:
    """Remove a step that was added by mistake. Raises NoSuchStep, NotReading, WrongState."""
    with writing():
        step = _found(report, number, by)
        step.delete_instance()
        audit.record(now, "step-removed", by, report, step.body)


def _columns(now: datetime, report: Report, wanted: Wanted, team_private: bytes | None) -> dict:
    """The row's columns from what is wanted."""
    if team_private is None:
        raise team_keys.NoAccess
    if wanted.body not in BODIES:
        raise NoSuchBody
    if wanted.clock and wanted.clock not in CLOCKS:
        raise NoSuchClock
    if wanted.clock and wanted.from_on is None:
        raise NoFirstDay
    if wanted.from_on is not None and wanted.from_on > today(now):
        raise NotYet
    key = report_words.data_key(report, team_private)
    clock, start = CLOCKS.get(wanted.clock or ""), wanted.from_on
    return {
        "body": wanted.body,
        "clock": wanted.clock or None,
        "from_on": start,
        "due_on": clocks.due_on(clock, start) if clock and start else None,
        "note": vault.seal_with(key, wanted.note, _place(report)) if wanted.note.strip() else None,
    }


def _shown(row: ComplaintStep, day: date, key: bytes | None, report: Report) -> Step:
    return Step(
        row.id,
        row.body,
        name_of(row.body),
        FACTS.get(row.body),
        CLOCKS.get(row.clock),
        row.from_on,
        row.due_on,
        row.done_on,
        clocks.left(row.due_on, day) if row.due_on else None,
        _seen(row),
        vault.open_with(key, row.note, _place(report)) if key and row.note else "",
    )


def _seen(row: ComplaintStep) -> str:
    """Another text for each other content of a step; the note counts as it is sealed, anew with each save."""
    return hashlib.sha256(f"{row.body} {row.clock} {row.from_on} {row.note}".encode()).hexdigest()[:16]


def _found(report: Report, number: int, by: Account) -> ComplaintStep:
    need_reading(report, by)
    step = ComplaintStep.get_or_none((ComplaintStep.id == number) & (ComplaintStep.report == report))
    if step is None:
        raise NoSuchStep
    return step


def _place(report: Report) -> str:
    return f"complaint_step.note.{report.ref}"
