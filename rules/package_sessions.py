"""Sessions of funded therapy that were used: noted by day, as invoices say, and taken back when wrong."""

from datetime import date, datetime

from models.account import Account
from models.database import writing
from models.package import Package, PackageSession
from rules import N_, Refused, audit
from rules.packages import WrongState, fresh, left

# What ended is still invoiced.
STATES = ("granted", "matched", "ended")


class WrongDay(Refused):
    """A day on which no session of this package can have been."""

    message = N_("Choose a day since they were matched, and not one to come.")


class NoneLeft(Refused):
    """All that was granted is used."""

    message = N_("All sessions that were granted are used. Grant more first.")


def held(package: Package) -> list[PackageSession]:
    """The sessions used, oldest first."""
    return list(package.sessions.order_by(PackageSession.held_on, PackageSession.id))


def use(now: datetime, package: Package, by: Account, held_on: date, seen: int | None) -> None:
    """Note one session; `seen` is how many the page showed (None: unknown), so that a second press notes nothing.

    Raises WrongDay, NoneLeft, NotReading, WrongState.
    """
    with writing():
        package = fresh(package, by, *STATES)
        if package.matched_on is None or package.sessions.count() != seen:
            raise WrongState
        if not package.matched_on <= held_on <= min(now.date(), package.ended_on or now.date()):
            raise WrongDay
        if not left(package):
            raise NoneLeft
        PackageSession.create(package=package, held_on=held_on, noted_by=by)
        audit.record(now, "package-session-used", by, package)


def undo(now: datetime, package: Package, by: Account, session_id: int) -> None:
    """Take back one session that was noted by mistake; one that is gone stays gone. Raises NotReading, WrongState."""
    with writing():
        package = fresh(package, by, *STATES)
        theirs = (PackageSession.id == session_id) & (PackageSession.package == package)
        if PackageSession.delete().where(theirs).execute():
            audit.record(now, "package-session-undone", by, package)
