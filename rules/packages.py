"""Funded therapy: who gets how many sessions, why, and where that stands for the person who asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from models.account import Account
from models.database import writing
from models.package import Package, PackageSession
from models.report import Report
from models.therapist import Therapist
from rules import N_, Refused, access, audit, desk, report_words, team_keys, therapists, vault
from rules.keyed import Secrets

# Sessions that are granted at once and in all, and pence for one.
MOST_AT_ONCE, MOST_IN_ALL, MOST_PENCE = 24, 48, 50_000
# Why there is no funded therapy, as the person is told.
REFUSALS = MappingProxyType(
    {
        "no-money": N_("We have no money for this at the moment. You may ask again."),
        "other-help": N_("Other help may fit you better. A caseworker can say what."),
        "not-for": N_("This money is for people who sell or sold sex in the UK."),
        "no-answer": N_("We could not reach you. You may ask again."),
    }
)


class WrongState(Refused):
    """The package has moved on since the page was opened."""

    message = N_("This has changed since you opened the page. Look again.")


class WrongNumber(Refused):
    """Sessions or a price outside of what is granted."""

    message = N_("Grant 1 to 24 sessions at a time, 48 in all, at up to £500 each.")


class NoReason(Refused):
    """A reason from the list is needed."""

    message = N_("Choose a reason.")


class NoWords(Refused):
    """An empty note."""

    message = N_("Write the note first.")


@dataclass(frozen=True)
class Stands:
    """Where a package stands, for the person: `left` counts sessions, `told` is why not."""

    state: str
    granted: int = 0
    left: int = 0
    told: str = ""
    ref: str = ""
    therapist: therapists.Words | None = None
    is_listed: bool = False
    client_code: str = ""


def find(ref: str, by: Account) -> Package | None:
    """The package that a report with this name asks for, if it is there for this account."""
    report = desk.find(ref, by)
    return Package.get_or_none(Package.report == report) if report is not None else None


def note(now: datetime, package: Package, by: Account, team_private: bytes | None, words: str) -> None:
    """Add to the note why somebody gets it or not, with the day; sealed with the report's key, so casework alone reads.

    Raises NoWords, NotReading, NoAccess, NotOpened, WrongState.
    """
    if not words.strip():
        raise NoWords
    if team_private is None:
        raise team_keys.NoAccess
    with writing():
        package = fresh(package, by)
        before = _opened_note(package, team_private)
        line = f"{now:%Y-%m-%d}: {words.strip()}"
        if before == line or before.endswith(f"\n\n{line}"):
            # The button was pressed twice.
            return
        lines = "\n\n".join([*[before] * bool(before), line])
        key = report_words.data_key(package.report, team_private)
        package.note = vault.seal_with(key, lines, _place(package))
        package.save()
        audit.record(now, "package-noted", by, package)


def read_note(package: Package, team_private: bytes) -> list[tuple[date, str]]:
    """What was noted, each with its day, oldest first. Raises NotOpened."""
    lines: list[tuple[date, str]] = []
    for part in filter(None, _opened_note(package, team_private).split("\n\n")):
        start, _colon, words = part.partition(": ")
        day = _day(start)
        if day is not None:
            lines.append((day, words))
        elif lines:
            lines[-1] = (lines[-1][0], f"{lines[-1][1]}\n\n{part}")
    return lines


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _opened_note(package: Package, team_private: bytes) -> str:
    """The whole note as it is sealed; empty when there is none."""
    if package.note is None:
        return ""
    return vault.open_with(report_words.data_key(package.report, team_private), package.note, _place(package))


def grant(now: datetime, package: Package, by: Account, sessions: int, pence: int) -> None:
    """Grant 1 to 24 sessions at so many pence each; a no may become a yes.

    Raises WrongNumber, NotReading, WrongState.
    """
    if not (1 <= sessions <= MOST_AT_ONCE and 0 <= pence <= MOST_PENCE):
        raise WrongNumber
    with writing():
        package = fresh(package, by, "asked", "refused")
        package.state, package.granted_on = "granted", now.date()
        package.sessions_granted, package.pence_per_session = sessions, pence
        package.ended_on = package.ended_as = None
        package.save()
        audit.record(now, "package-granted", by, package)


def refuse(now: datetime, package: Package, by: Account, reason: str) -> None:
    """Grant nothing; `reason` is a code of REFUSALS and is told to the person.

    Raises NoReason, NotReading, WrongState.
    """
    if reason not in REFUSALS:
        raise NoReason
    with writing():
        package = fresh(package, by, "asked")
        package.state, package.ended_on, package.ended_as = "refused", now.date(), reason
        package.save()
        audit.record(now, "package-refused", by, package, reason)


def used(packages: Iterable[Package]) -> dict[int, int]:
    """How many sessions were used, by the package's id, in one query."""
    ids = [one.id for one in packages]
    found: dict[int, int] = dict.fromkeys(ids, 0)
    for row in PackageSession.select(PackageSession.package).where(PackageSession.package.in_(ids)):
        found[row.package_id] += 1
    return found


def left(package: Package) -> int:
    """Sessions that are granted and not used."""
    return (package.sessions_granted or 0) - used([package])[package.id]


def stands(secrets: Secrets, today: date, report: Report) -> Stands | None:
    """Where the package of a report stands; None for a report of another kind. `is_listed`: their page can be read.

    Raises NotOpened.
    """
    package = Package.get_or_none(Package.report == report) if report.kind == "package" else None
    if package is None:
        return None
    found = Stands(package.state, package.sessions_granted or 0, left(package), REFUSALS.get(package.ended_as, ""))
    if package.state != "matched":
        return found
    therapist = package.therapist
    words = therapists.shown(therapist.listing) if therapist.listing else therapists.words_of(secrets, therapist)
    return Stands(
        found.state,
        found.granted,
        found.left,
        ref=therapist.ref,
        therapist=words,
        is_listed=therapists.listed(today).where(Therapist.id == therapist.id).exists(),
        client_code=package.client_code,
    )


def fresh(package: Package, by: Account, *states: str) -> Package:
    """The row as it is now, in one of these states (none named: any), for a caseworker who reads its report.

    Call it inside a transaction. Raises NotReading, WrongState.
    """
    found = Package.get_by_id(package.id)
    if by.role != access.CASEWORKER or not desk.is_reading(found.report, by):
        raise desk.NotReading
    if found.report.state == "erased" or (states and found.state not in states):
        raise WrongState
    return found


def _place(package: Package) -> str:
    return f"package.note.{package.report.ref}"
