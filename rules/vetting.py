"""Vetting: from an application to a place in the directory, out of sight for a while, and off the list."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from models.account import Account
from models.database import writing
from models.letter import OwedLetter
from models.therapist import Therapist, TherapistCheck
from rules import N_, Refused, audit, package_matching, therapist_checks, therapists, vault
from rules.keyed import Secrets
from rules.therapist_checks import TOLD, AnsweredAlready
from rules.therapists import Words
from rules.vault import keyed_hash

REFUSALS = ("not-registered", "not-insured", "not-welcoming", "asked-twice", "other")
LEFT = "left"
REMOVALS = (LEFT, "not-confirmed", "registration-ended", "complaint-upheld", "conduct")
# Of these there is nothing that we must know when they ask again.
FORGOTTEN = (LEFT, "not-confirmed")
# Who paused somebody: what staff did, a therapist cannot undo.
BY_STAFF, OWN_WISH = "staff", "own-wish"


class NotReady(Refused):
    """Something is missing before the directory may show them; `missing` are its codes (therapist_checks.missing)."""

    message = N_("Not yet. Look at what is still missing.")

    def __init__(self, missing: list[str]):
        super().__init__()
        self.missing = missing


class SameRegistration(Refused):
    """Another therapist in the directory has this number of this body; `other` says which."""

    message = N_("Somebody in the directory has this registration already.")

    def __init__(self, other: Therapist):
        super().__init__()
        self.other = other


class ChangedMeanwhile(Refused):
    """The therapist or a colleague changed what is kept after this person opened it."""

    message = N_(
        "Somebody else changed this while you wrote. Nothing of yours is saved yet, and nothing is lost. "
        "Where what is kept now differs from yours stands below. Bring the two together, then save again."
    )


def put_on_list(secrets: Secrets, now: datetime, by: Account, therapist: Therapist) -> None:
    """Show an applicant in the directory from today on. Raises NotReady, AnsweredAlready, NotOpened."""
    with writing():
        _show(secrets, now, therapist, "applied", listed_on=now.date())
        audit.record(now, "therapist-listed", by, therapist)


def pause(now: datetime, by: Account | None, therapist: Therapist) -> None:
    """Take somebody out of sight for a while; `by` is None when it is their own wish. Raises AnsweredAlready."""
    with writing():
        _answer(therapist, ("listed",), state="paused", state_why=BY_STAFF if by else OWN_WISH)
        audit.record(now, "therapist-paused", by, therapist)


def resume(secrets: Secrets, now: datetime, by: Account | None, therapist: Therapist) -> None:
    """Show somebody who was paused again; `by` is None when it is their own wish.

    Raises NotReady, NotOpened, AnsweredAlready: that also when it was not they who paused and it is their own wish.
    """
    with writing():
        if by is None and Therapist.get_by_id(therapist.id).state_why != OWN_WISH:
            raise AnsweredAlready
        _show(secrets, now, therapist, "paused")
        audit.record(now, "therapist-resumed", by, therapist)


def remove(now: datetime, by: Account | None, therapist: Therapist, reason: str) -> None:
    """Take somebody off the list for good, for a reason of REMOVALS; what is owed to them is not sent, and whoever was
    with them for a package is matched again.

    Of those FORGOTTEN words, address and checks are deleted. Of others they stay, sealed, so that we know them when
    they ask again. `by` is None when it is their own wish. Raises AnsweredAlready, ValueError.
    """
    if reason not in REMOVALS:
        raise ValueError(reason)
    gone = dict.fromkeys(("listing", "facets", "link_key", "link_until", "news"))
    with writing():
        _answer(therapist, ("listed", "paused"), state="removed", state_why=reason, **gone)
        package_matching.lose_therapist(now, therapist, by)
        if reason in FORGOTTEN:
            _forget(therapist)
        theirs = (OwedLetter.therapist == therapist) & (OwedLetter.state == "owed")
        OwedLetter.update(state="cancelled", address=None, contents=None, once=None).where(theirs).execute()
        audit.record(now, "therapist-removed", by, therapist, reason)


def refuse(now: datetime, by: Account, therapist: Therapist, reason: str) -> None:
    """Say no to an application, for a reason of REFUSALS: its words, address and checks are deleted.

    Raises AnsweredAlready, ValueError.
    """
    if reason not in REFUSALS:
        raise ValueError(reason)
    with writing():
        _answer(therapist, ("applied",), state="refused", state_why=reason)
        _forget(therapist)
        audit.record(now, "therapist-refused", by, therapist, reason)


def fingerprint(secrets: Secrets, therapist: Therapist) -> str:
    """A short text that is another one as soon as somebody changed what is kept of a therapist. Raises NotOpened."""
    kept = str(asdict(therapists.words_of(secrets, therapist)))
    return keyed_hash(secrets.keys.index, "therapist seen", kept, address_of(secrets, therapist), size=16).hex()


def correct(
    secrets: Secrets,
    now: datetime,
    by: Account,
    therapist: Therapist,
    words: Words,
    address: str = "",
    seen: str | None = None,
) -> None:
    """Change what is kept of somebody, and with it at once what the directory shows; without an address theirs stays.

    `seen` is the fingerprint of what `by` began from (None: what is kept now). Raises ChangedMeanwhile,
    AnsweredAlready for somebody refused or removed, SameRegistration when two in the directory would have one.
    """
    key = therapists.registration_key(secrets, words.body, words.number)
    changed: dict[str, Any] = {"registration_key": key, "insured_until": words.insured_until}
    if address:
        changed["email"] = vault.seal(secrets.keys, address, _address(therapist))
    with writing():
        therapist_checks.need_open(therapist)
        if seen is not None and fingerprint(secrets, Therapist.get_by_id(therapist.id)) != seen:
            raise ChangedMeanwhile
        put_words(secrets, therapist, words, **changed)
        twin = therapist_checks.twin_of(therapist)
        if therapist.state == "listed" and twin is not None:
            raise SameRegistration(twin)
        audit.record(now, "therapist-corrected", by, therapist)


def address_of(secrets: Secrets, therapist: Therapist) -> str:
    """Where our letters to them go, for staff alone; empty when it was deleted. Raises NotOpened."""
    return vault.unseal(secrets.keys, therapist.email, _address(therapist)) if therapist.email else ""


def put_words(secrets: Secrets, therapist: Therapist, words: Words, **columns) -> None:
    """Store words, and show them where the directory shows the therapist; call it inside the act's transaction."""
    columns["words"] = therapists.sealed_words(secrets, therapist.ref, words)
    # Where they stand now, and not when the page was opened: a listing must not come back.
    therapist.state = Therapist.get_by_id(therapist.id).state
    if therapist.state in ("listed", "paused"):
        columns |= _shown(words)
    _change(therapist, **columns)


def _show(secrets: Secrets, now: datetime, therapist: Therapist, was: str, **columns) -> None:
    """Into the directory, from the state they must be in; whoever does it vouches for all of it today."""
    fresh = Therapist.get_by_id(therapist.id)
    lacking = therapist_checks.missing(fresh, now.date()) if fresh.state == was else []
    if lacking:
        raise NotReady(lacking)
    if fresh.state == was:
        columns |= _shown(therapists.words_of(secrets, fresh))
    _answer(therapist, (was,), state="listed", state_why=None, confirmed_on=now.date(), **columns)


def _shown(words: Words) -> dict[str, str]:
    """The columns that everybody may read."""
    return {"listing": therapists.listing_of(words), "facets": therapists.facets_of(words)}


def _forget(therapist: Therapist) -> None:
    """Delete all that tells who somebody is.

    What casework told stays, with the key of the registration: leaving and asking again must not wipe it out.
    """
    theirs = TherapistCheck.therapist == therapist
    told = theirs & (TherapistCheck.check_name == TOLD)
    TherapistCheck.delete().where(theirs & (TherapistCheck.check_name != TOLD)).execute()
    nothing = dict.fromkeys(("form_key", "insured_until", "listing", "facets", "news"))
    if not TherapistCheck.select().where(told).exists():
        nothing["registration_key"] = None
    _change(therapist, words="", email="", **nothing)


def _answer(therapist: Therapist, was: tuple[str, ...], **columns) -> None:
    """Only the first of two answers counts, also when two colleagues press at once."""
    as_it_was = (Therapist.id == therapist.id) & Therapist.state.in_(was)
    if Therapist.update(**columns).where(as_it_was).execute() == 0:
        raise AnsweredAlready
    _put(therapist, columns)


def _change(therapist: Therapist, **columns) -> None:
    Therapist.update(**columns).where(Therapist.id == therapist.id).execute()
    _put(therapist, columns)


def _put(therapist: Therapist, columns: dict) -> None:
    for column, value in columns.items():
        setattr(therapist, column, value)


def _address(therapist: Therapist) -> str:
    return f"therapist.email.{therapist.ref}"
