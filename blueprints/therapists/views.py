"""The therapists' directory at /therapists/: the list with its filters, one therapist, and asking to stand in it."""

from typing import Any

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from blueprints import context, directories, htmx
from models.directory_codes import REACHED, SPOKEN, THERAPY
from models.facts import FACTS
from rules import directory, therapist_list

blueprint = Blueprint("therapists", __name__, url_prefix="/therapists")

# What most people look for first; the other filters are folded.
IN_SIGHT = ("how", "has")
LISTS: dict[str, Any] = {"therapy": THERAPY, "spoken": SPOKEN, "reached": REACHED, "facts": FACTS}


@blueprint.get("/")
def all_therapists() -> ResponseReturnValue:
    """The list, whoever has space first: a page, or for the filters the part that changes."""
    query = directory.parse(therapist_list.GROUPS, request.args.items(multi=True))
    after = request.args.get("after")
    found, rows = therapist_list.find(context.now().date(), query, after)
    return htmx.page_or_fragment(
        "therapists/all_therapists.html",
        "therapists/_therapist_list.html",
        found=found,
        rows=rows,
        filters=directories.filters(therapist_list.GROUPS, IN_SIGHT, query, found),
        how=query.code_of(directory.HOW),
        after=after,
        **LISTS,
    )


@blueprint.get("/<ref>/")
def therapist(ref: str) -> ResponseReturnValue:
    """One therapist: what they say of themselves, what we checked, and how to reach them."""
    found = therapist_list.one(context.now().date(), ref) or abort(404)
    row, words, checks = found
    return render_template("therapists/therapist.html", therapist=row, words=words, checks=checks, **LISTS)
