"""Figures of funded therapy for funders: by year and month, without numbers that could point to a person."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from statistics import median

from peewee import fn

from models.package import ENDINGS, Package, PackageSession
from rules.calendar_years import days_of, since
from rules.small_numbers import hidden

# What is counted, in the order of the table; each stands in the month in which it was.
COLUMNS = ("asked", "granted", "refused", "ended", "waiting_days", "sessions_granted", "sessions_used", "pence")
# Whose people a column counts where it counts something else than people.
_OF = {"sessions_granted": "granted", "waiting_days": "granted", "sessions_used": "used", "pence": "used"}
_PEOPLE = ("asked", "granted", "refused", "ended", "used")
_ANSWERED = ("granted", "refused")
# A column of which nothing is shown, its total neither.
WHOLE = (frozenset(range(12)), True)

# A number, or None where it is hidden.
Shown = float | None


@dataclass(frozen=True)
class Year:
    """One year: twelve months, January first, and all of them together; `endings` by code of ENDINGS."""

    year: int
    months: tuple[Mapping[str, Shown], ...]
    total: Mapping[str, Shown]
    endings: Mapping[str, Shown]


@dataclass
class _Month:
    """The packages counted in a month, by what happened, and the numbers that go with them."""

    people: dict[str, set[int]] = field(default_factory=lambda: {name: set() for name in _PEOPLE})
    sessions_granted: int = 0
    sessions_used: int = 0
    pence: int = 0
    waits: list[int] = field(default_factory=list)


def years(today: date) -> list[int]:
    """The years with figures, newest first: from the first request to today."""
    first = Package.select(fn.MIN(Package.asked_on)).scalar()
    return since(first, today)


def figures(year: int) -> Year:
    """All figures of a year, in two queries; money in pence, waiting in days from asking to a yes (median).

    ValueError for a year before 1 or after 9999.
    """
    months = tuple(_Month() for _month in range(12))
    endings: dict[str, set[int]] = {code: set() for code in ENDINGS}
    first, last = days_of(year)
    is_in = _in_year(first, last)
    rows = {row.id: row for row in Package.select()}
    for row in rows.values():
        _count(row, months, endings, is_in)
    for session in PackageSession.select().where(PackageSession.held_on.between(first, last)):
        month = months[session.held_on.month - 1]
        month.people["used"].add(session.package_id)
        month.sessions_used += 1
        month.pence += rows[session.package_id].pence_per_session or 0
    return _shown(year, months, endings, {row.id for row in rows.values() if _is_waiting(row, last)})


def _is_waiting(row: Package, day: date) -> bool:
    """Whether somebody had asked by this day and had no answer yet."""
    answered_on = row.granted_on or (row.ended_on if row.state == "refused" else None)
    return row.asked_on <= day and (answered_on is None or answered_on > day)


def _in_year(first: date, last: date) -> Callable[[date | None], bool]:
    return lambda day: day is not None and first <= day <= last


def _count(
    row: Package, months: tuple[_Month, ...], endings: dict[str, set[int]], is_in: Callable[[date | None], bool]
) -> None:
    """One package in the months in which something of it happened."""
    if is_in(row.asked_on):
        months[row.asked_on.month - 1].people["asked"].add(row.id)
    if is_in(row.granted_on):
        month = months[row.granted_on.month - 1]
        month.people["granted"].add(row.id)
        month.sessions_granted += row.sessions_granted or 0
        month.waits.append((row.granted_on - row.asked_on).days)
    if is_in(row.ended_on):
        months[row.ended_on.month - 1].people["refused" if row.state == "refused" else "ended"].add(row.id)
        if row.state == "ended" and row.ended_as in endings:
            endings[row.ended_as].add(row.id)


def _shown(year: int, months: tuple[_Month, ...], endings: dict[str, set[int]], waiting: set[int]) -> Year:
    """The numbers that may be seen."""
    hides = {name: hidden([month.people[name] for month in months]) for name in _PEOPLE}
    kinds, is_kinds_hidden = hidden(list(endings.values()))
    if is_kinds_hidden or hides["ended"][1]:
        # The same total stands over both: what one must hide the other must not add up to.
        kinds, hides["ended"] = frozenset(range(len(endings))), WHOLE
    totals = _together(months)
    if not any(hides[name][1] for name in ("asked", *_ANSWERED)):
        # What was asked less what was answered is who still waits.
        places, is_nobody = hidden([*(totals.people[name] for name in _ANSWERED), waiting])
        # With nobody in the others nothing changed since the year before, which hides it.
        hides |= {name: WHOLE for place, name in enumerate(_ANSWERED) if place in places and not is_nobody}
    return Year(
        year,
        tuple(
            {name: None if place in hides[_OF.get(name, name)][0] else _number(month, name) for name in COLUMNS}
            for place, month in enumerate(months)
        ),
        {name: None if hides[_OF.get(name, name)][1] else _number(totals, name) for name in COLUMNS},
        {code: None if place in kinds else len(ids) for place, (code, ids) in enumerate(endings.items())},
    )


def _number(month: _Month, name: str) -> Shown:
    if name == "waiting_days":
        return median(month.waits) if month.waits else 0
    return len(month.people[name]) if name in month.people else getattr(month, name)


def _together(months: tuple[_Month, ...]) -> _Month:
    total = _Month()
    for month in months:
        for name, ids in month.people.items():
            total.people[name] |= ids
        total.sessions_granted += month.sessions_granted
        total.sessions_used += month.sessions_used
        total.pence += month.pence
        total.waits += month.waits
    return total
