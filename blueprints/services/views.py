"""Local services at /help/services/: where else there is help, by area, with the same filters as the therapists."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from blueprints import context, directories, htmx
from models.codes import AREAS
from models.directory_codes import SERVICES, SPOKEN
from rules import directory, services

blueprint = Blueprint("services", __name__, url_prefix="/help/services")

# What most people look for first; the other filters are folded.
IN_SIGHT = ("kind",)


@blueprint.get("/")
def all_services() -> ResponseReturnValue:
    """The list: a page, or for the filters the part that changes."""
    query = directory.parse(services.GROUPS, request.args.items(multi=True))
    after = request.args.get("after")
    found, rows = services.find(context.now().date(), query, after)
    return htmx.page_or_fragment(
        "services/all_services.html",
        "services/_service_list.html",
        found=found,
        rows=rows,
        filters=directories.filters(services.GROUPS, IN_SIGHT, query, found),
        after=after,
        areas=AREAS,
        lists=SERVICES,
        spoken=SPOKEN,
    )
