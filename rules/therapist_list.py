"""The list of therapists that everybody may read: a page of it and the number behind every filter, in two queries."""

from datetime import date

from models.database import fetch
from models.directory_codes import REACHED, SPOKEN, THERAPY
from models.therapist import Therapist, TherapistCheck
from rules import N_, directory_index
from rules.directory import Group, Query
from rules.directory_index import Found, Index, index
from rules.therapists import Words, listed, shown

# With every filter beside them they stay well below 6 kB.
PAGE = 10
GROUPS = (
    Group("how", N_("How"), THERAPY["ways"]),
    Group("has", N_("Most asked for"), THERAPY["has"], is_many=True),
    Group("who", N_("Who they are"), THERAPY["identities"], is_many=True),
    Group("knows", N_("What they know well"), THERAPY["experience"], is_many=True),
    Group("language", N_("Language"), SPOKEN),
    Group("price", N_("Price for one session"), THERAPY["prices"]),
    Group("wait", N_("Waiting time"), THERAPY["waits"]),
    Group("approach", N_("Way of working"), THERAPY["approaches"], is_many=True),
    Group("access", N_("Access"), THERAPY["access"], is_many=True),
)


def find(today: date, query: Query, after: str | None = None) -> tuple[Found, list[tuple[str, Words]]]:
    """Therapists who fit, PAGE of them after the one with this reference, and what they say of themselves.

    Who has space comes first; within both halves the order changes every day. An unknown reference starts at the top.
    """
    found = directory_index.find(_index(today), GROUPS, REACHED, query, after, PAGE)
    listings = dict(Therapist.select(Therapist.ref, Therapist.listing).where(Therapist.ref.in_(found.refs)).tuples())
    return found, [(ref, shown(listings[ref])) for ref in found.refs if listings.get(ref)]


def one(today: date, ref: str) -> tuple[Therapist, Words, dict[str, date]] | None:
    """A therapist whom everybody may see, and the last day of each check; None for anybody else."""
    found = listed(today).where(Therapist.ref == ref).first()
    if found is None or not found.listing:
        return None
    checks = TherapistCheck.select().where(TherapistCheck.therapist == found).order_by(TherapistCheck.checked_on)
    return found, shown(found.listing), {check.check_name: check.checked_on for check in checks}


def _index(today: date) -> Index:
    sql, values = listed(today).select(Therapist.ref, Therapist.facets).where(Therapist.facets.is_null(False)).sql()
    return index(tuple(fetch(sql, tuple(values))), f"{today}", "has:space")
