"""Lessons at /professionals/lessons/: what experiences with professionals taught, by kind of job and nation."""

from flask import request
from flask.typing import ResponseReturnValue

from blueprints import htmx
from blueprints.professionals.views import blueprint
from models.codes import AREAS, PROFESSIONS
from rules import lesson_list

PAGE = 10


@blueprint.get("/professionals/lessons/")
def lessons() -> ResponseReturnValue:
    """The list, newest first: a page, or for the filters the part that changes."""
    profession, nation = request.args.get("profession") or None, request.args.get("nation") or None
    found = lesson_list.browse(profession, nation, request.args.get("after"), PAGE)
    return htmx.page_or_fragment(
        "professionals/lessons.html",
        "professionals/_lesson_list.html",
        found=found,
        chosen={name: code for name, code in (("profession", profession), ("nation", nation)) if code},
        professions=PROFESSIONS,
        areas=AREAS,
    )
