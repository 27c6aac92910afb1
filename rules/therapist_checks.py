"""What staff note of a therapist: the three checks, what casework told, and what still stands before the directory."""

from dataclasses import dataclass, field
from datetime import date, datetime

from models.account import Account
from models.database import writing
from models.therapist import CHECKS, Therapist, TherapistCheck
from rules import N_, Refused, audit, clocks, vault
from rules.keyed import Secrets
from rules.therapists import KEPT_MONTHS

# What is noted beside the three checks: what casework told, and that a letter came back.
TOLD, CAME_BACK = "told", "came-back"
# Before the directory shows somebody: each check within twelve months, an insurance that holds, no twin.
INSURANCE, TWIN = "insurance", "twin"


class AnsweredAlready(Refused):
    """A colleague, or the therapist, changed where they stand a moment before."""

    message = N_("Somebody was quicker. Look at the page again.")


@dataclass(frozen=True)
class Noted:
    """One check or note, opened; `by` is None for what the site noted itself and for an account that is gone."""

    name: str
    on: date
    by: Account | None
    note: str = field(repr=False)


def check(secrets: Secrets, now: datetime, by: Account, therapist: Therapist, name: str, note: str = "") -> None:
    """Note that one of CHECKS was done today, by whom, with a note sealed by the server's key.

    Raises ValueError for another name, AnsweredAlready for somebody who was refused or removed.
    """
    if name not in CHECKS:
        raise ValueError(name)
    with writing():
        need_open(therapist)
        _note(now, by, therapist, name, vault.seal(secrets.keys, note, _place(therapist)))
        audit.record(now, "therapist-checked", by, therapist, name)


def tell(secrets: Secrets, now: datetime, by: Account, therapist: Therapist, note: str) -> None:
    """Keep what casework told of a therapist, sealed by the server's key; of somebody removed too."""
    with writing():
        _note(now, by, therapist, TOLD, vault.seal(secrets.keys, note, _place(therapist)))
        audit.record(now, "therapist-noted", by, therapist)


def note_letter_back(now: datetime, therapist: Therapist) -> None:
    """Note that a mail server would not take a letter to them."""
    with writing():
        _note(now, None, therapist, CAME_BACK, None)
        audit.record(now, "therapist-letter-back", None, therapist, actor_kind="worker")


def of(secrets: Secrets, therapist: Therapist) -> list[Noted]:
    """All checks and notes of a therapist, newest first. Raises NotOpened."""
    found = TherapistCheck.select(TherapistCheck, Account).left_outer_join(Account)
    place = _place(therapist)
    return [
        Noted(
            row.check_name,
            row.checked_on,
            row.checked_by,
            vault.unseal(secrets.keys, row.note, place) if row.note else "",
        )
        for row in found.where(TherapistCheck.therapist == therapist).order_by(TherapistCheck.id.desc())
    ]


def missing(therapist: Therapist, today: date) -> list[str]:
    """What stands between somebody and the directory, in the order in which it is done; empty when nothing does."""
    done = {row.check_name for row in therapist.checks if holds(row.checked_on, today)}
    lacking = [name for name in CHECKS if name not in done]
    lacking += [INSURANCE] * (therapist.insured_until is None or therapist.insured_until < today)
    return lacking + [TWIN] * (twin_of(therapist) is not None)


def holds(checked_on: date, today: date) -> bool:
    """Whether a check of that day still counts: until the same day twelve months later, that day among them."""
    return today <= clocks.months_after(checked_on, KEPT_MONTHS)


def twin_of(therapist: Therapist) -> Therapist | None:
    """Another row with the same number of the same body that is in the directory."""
    return next((row for row in same_registration(therapist) if row.state == "listed"), None)


def same_registration(therapist: Therapist) -> list[Therapist]:
    """All others with the same number of the same body, those who were removed among them, oldest first."""
    if therapist.registration_key is None:
        return []
    same = (Therapist.registration_key == therapist.registration_key) & (Therapist.id != therapist.id)
    return list(Therapist.select().where(same).order_by(Therapist.id))


def need_open(therapist: Therapist) -> None:
    """Refuse to act on somebody who was refused or removed. Raises AnsweredAlready."""
    open_ones = Therapist.state.in_(("applied", "listed", "paused"))
    if not Therapist.select().where((Therapist.id == therapist.id) & open_ones).exists():
        raise AnsweredAlready


def _note(now: datetime, by: Account | None, therapist: Therapist, name: str, sealed: str | None) -> None:
    TherapistCheck.create(therapist=therapist, check_name=name, checked_on=now.date(), checked_by=by, note=sealed)


def _place(therapist: Therapist) -> str:
    return f"therapist_check.note.{therapist.ref}"
