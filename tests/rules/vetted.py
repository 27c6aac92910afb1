"""Therapists for tests: somebody who applied, somebody vetted, somebody in the directory."""

from datetime import date, datetime, timedelta

from models.account import Account
from models.therapist import CHECKS, Therapist
from rules import therapist_checks, therapists, vetting
from rules.rechecks import Changes
from rules.therapists import Words
from tests.factories import Maker

ADDRESS = "rowan@example.org"
WORDS = Words(
    name="Rowan Ash",
    body="other",
    number="AB 1234",
    ways=("video",),
    languages=("en",),
    price="50",
    wait_weeks=4,
    nations=("scotland",),
    identities=("black",),
    confidentiality="What you say stays here.",
)
# What the words above say of what a therapist may change alone.
SAME = Changes(has_space=False, wait_weeks=4, price="50", sliding=False, free_places=False, takes_packages=False)


def words(make: Maker, **changes) -> Words:
    """Good words; any field of Words may be given."""
    kept = {"insured_until": make.now.date() + timedelta(days=200), **changes}
    return Words(**{**vars(WORDS), **kept})


def applied(make: Maker, address: str = ADDRESS, at: datetime | None = None, **changes) -> Therapist:
    """Somebody who applied."""
    return therapists.apply(make.secrets, at or make.now, words(make, **changes), address, make.form_id())


def checked(make: Maker, by: Account, at: datetime | None = None, **changes) -> Therapist:
    """An applicant with all three checks."""
    therapist = applied(make, **changes)
    for name in CHECKS:
        therapist_checks.check(make.secrets, at or make.now, by, therapist, name, "Looked at it.")
    return therapist


def listed(make: Maker, by: Account | None = None, confirmed_on: date | None = None, **changes) -> Therapist:
    """Somebody in the directory, who last said on `confirmed_on` that all is right."""
    by = by or make.account("editor")
    changes.setdefault("number", f"AB {Therapist.select().count()}")
    therapist = checked(make, by, **changes)
    vetting.put_on_list(make.secrets, make.now, by, therapist)
    if confirmed_on is not None:
        Therapist.update(confirmed_on=confirmed_on).where(Therapist.id == therapist.id).execute()
    return fresh(therapist)


def fresh(therapist: Therapist) -> Therapist:
    """The therapist as stored."""
    return Therapist.get_by_id(therapist.id)
