"""Funded therapy with a therapist, who is told a client code and how many sessions: nothing of the person."""

from datetime import date, datetime
from types import MappingProxyType

from models.account import Account
from models.database import writing
from models.fields import by_chance
from models.package import ENDINGS, Package
from models.report import Report
from models.therapist import Therapist
from rules import N_, Refused, audit, letters, therapists
from rules.keyed import Secrets
from rules.packages import MOST_AT_ONCE, MOST_IN_ALL, NoReason, WrongNumber, fresh, left

LETTER = "therapist-client"
# While it goes on.
RUNNING = ("granted", "matched")
ENDING_NAMES = MappingProxyType(
    {
        "used": N_("All sessions were used"),
        "stopped": N_("The person stopped"),
        "moved": N_("The person goes on with other help"),
        "lost-touch": N_("We lost touch"),
    }
)


class SessionsLeft(Refused):
    """Not all sessions were used."""

    message = N_("Some sessions are left. Note those that were used first, or choose another reason.")


class NotAvailable(Refused):
    """The therapist is not in the directory, or takes no packages."""

    message = N_("Choose a therapist from the list.")


def available(today: date) -> list[Therapist]:
    """Therapists of the directory who take packages, by their listing."""
    return list(therapists.listed(today).where(Therapist.facets.contains(" has:funded ")).order_by(Therapist.id))


def match(secrets: Secrets, now: datetime, package: Package, by: Account, ref: str) -> None:
    """Give the person to a therapist under a fresh client code, and owe the therapist the letter; with another one
    before, that code opens nothing any more. Matched with the same one it stays as it is.

    Raises NotAvailable, NotReading, WrongState.
    """
    therapist = next((one for one in available(now.date()) if one.ref == ref), None)
    if therapist is None:
        raise NotAvailable
    with writing():
        package = fresh(package, by, *RUNNING)
        if package.therapist_id == therapist.id:
            return
        _tell_over(secrets, now, package)
        package.state, package.therapist, package.client_code = "matched", therapist, new_client_code()
        # The first day stays: what an earlier therapist held is entered later.
        package.matched_on = package.matched_on or now.date()
        package.save()
        _tell(secrets, now, package)
        audit.record(now, "package-matched", by, package)


def extend(secrets: Secrets, now: datetime, package: Package, by: Account, sessions: int) -> None:
    """Grant more: `sessions` in all, more than before. The therapist is told.

    Raises WrongNumber, NotReading, WrongState.
    """
    with writing():
        package = fresh(package, by, *RUNNING)
        if not package.sessions_granted < sessions <= min(package.sessions_granted + MOST_AT_ONCE, MOST_IN_ALL):
            raise WrongNumber
        package.sessions_granted = sessions
        package.save()
        _tell(secrets, now, package)
        audit.record(now, "package-extended", by, package)


def end(secrets: Secrets, now: datetime, package: Package, by: Account, how: str) -> None:
    """End it; `how` is a code of ENDINGS. The therapist is told that the code has ended.

    Raises NoReason, SessionsLeft, NotReading, WrongState.
    """
    if how not in ENDINGS:
        raise NoReason
    with writing():
        package = fresh(package, by, *RUNNING)
        if how == "used" and left(package):
            raise SessionsLeft
        _end(now, package, how)
        _tell_over(secrets, now, package)
        audit.record(now, "package-ended", by, package, how)


def reopen(secrets: Secrets, now: datetime, package: Package, by: Account) -> None:
    """Let one go on that was ended by mistake: with the same therapist and code, and the therapist is told so.

    One whose therapist left the directory meanwhile waits for another. Raises NotReading, WrongState.
    """
    with writing():
        package = fresh(package, by, "ended")
        package.ended_on = package.ended_as = None
        if package.therapist is None or package.therapist.state == "removed":
            package.state, package.therapist, package.client_code = "granted", None, None
        else:
            package.state = "matched"
        package.save()
        _tell(secrets, now, package, again=True)
        audit.record(now, "package-reopened", by, package)


def lose_report(now: datetime, report: Report) -> None:
    """The person deletes what they sent: nothing goes on, and the note is gone. Call it inside a transaction.

    Counts stay. The client code stays on what has ended, so that a last invoice can be paid.
    """
    package = Package.get_or_none(Package.report == report)
    if package is None:
        return
    package.note = None
    if package.state in ("ended", "refused"):
        package.save()
        return
    # What the therapist was told stays a code that leads nowhere; what was not sent yet is not.
    letters.cancel_named(package.client_code)
    _end(now, package, "stopped")
    audit.record(now, "package-ended", None, package, "stopped", actor_kind="code")


def lose_therapist(now: datetime, therapist: Therapist, by: Account | None = None) -> int:
    """The directory no longer has this therapist: whoever was with them is matched again. Call it inside a
    transaction; returns how many packages."""
    theirs = list(Package.select().where((Package.therapist == therapist) & (Package.state == "matched")))
    for package in theirs:
        letters.cancel_named(package.client_code)
        package.state, package.therapist, package.client_code = "granted", None, None
        package.save()
        audit.record(now, "package-lost-therapist", by, package, actor_kind=None if by else "worker")
    return len(theirs)


def new_client_code() -> str:
    """Eight characters of Crockford's base 32, such as `C-7KQ2MX4D`; the column refuses a repeat."""
    return f"C-{by_chance(8)}"


def _end(now: datetime, package: Package, how: str) -> None:
    package.state, package.ended_on, package.ended_as = "ended", now.date(), how
    package.save()


def _tell(secrets: Secrets, now: datetime, package: Package, again: bool = False) -> None:
    """Owe the therapist the code and how many sessions are left; nothing of the person. `again`: told before."""
    if package.therapist is None:
        return
    letters.cancel_named(package.client_code)
    said = {"code": package.client_code, "sessions": str(left(package))}
    name = f"{package.client_code} {now.isoformat() if again else package.sessions_granted}"
    letters.owe(secrets, now, LETTER, therapist=package.therapist, contents=said, once=name)


def _tell_over(secrets: Secrets, now: datetime, package: Package) -> None:
    """Owe the therapist that the code has ended."""
    if package.therapist is None or package.client_code is None:
        return
    letters.cancel_named(package.client_code)
    said = {"code": package.client_code, "is_over": "y"}
    # With its time: what was opened again may end again.
    name = f"{package.client_code} over {now.isoformat()}"
    letters.owe(secrets, now, LETTER, therapist=package.therapist, contents=said, once=name)
