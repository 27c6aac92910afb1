"""The list of funded therapy: who waits first, then what runs, then what has ended; in two queries."""

from dataclasses import dataclass
from datetime import date

from models.account import Account
from models.package import Package
from models.report import Report
from models.therapist import Therapist
from rules import locks, packages

# As a caseworker works: what waits for an answer, for a therapist, for sessions; then what is over.
ORDER = ("asked", "granted", "matched", "ended", "refused")


@dataclass(frozen=True)
class Row:
    """One package in the list: dates, numbers and codes, never a word of the person."""

    ref: str
    state: str
    asked_on: date
    granted: int
    used: int
    client_code: str | None
    therapist: str | None
    ended_as: str | None


def by_state(by: Account, most_over: int = 50) -> dict[str, list[Row]]:
    """Every package that is open to this account, by state in ORDER; the longest waiting first, and of those that are
    over at most `most_over`, the newest first."""
    found = list(
        Package.select(Package, Report, Therapist)
        .join(Report)
        .switch(Package)
        .left_outer_join(Therapist)
        .where(locks.open_to(by))
        .order_by(Package.asked_on, Package.id)
    )
    counts = packages.used(found)
    rows: dict[str, list[Row]] = {state: [] for state in ORDER}
    for one in found:
        row = Row(
            one.report.ref,
            one.state,
            one.asked_on,
            one.sessions_granted or 0,
            counts[one.id],
            one.client_code,
            one.therapist.ref if one.therapist else None,
            one.ended_as,
        )
        rows[one.state].append(row)
    for state in ("ended", "refused"):
        rows[state] = rows[state][::-1][:most_over]
    return {state: some for state, some in rows.items() if some}


def waiting(by: Account) -> int:
    """How many wait for an answer or for a therapist."""
    open_ones = Package.select().join(Report).where(locks.open_to(by))
    return open_ones.where(Package.state.in_(("asked", "granted"))).count()
