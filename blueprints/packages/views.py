"""Asking for funded therapy at /therapists/package/: private, with or without an account, one question enough."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from peewee import OperationalError

from blueprints import short_form
from blueprints.days import today
from blueprints.packages.asked import is_ref
from blueprints.packages.forms import AskForm
from models.database import DatabaseBusy, DatabaseUnwritable
from rules import therapists

blueprint = Blueprint("packages", __name__)


@blueprint.route("/therapists/package/", methods=["GET", "POST"])
def ask() -> ResponseReturnValue:
    """Show the form; store what was asked and only then show its receipt code."""
    form = AskForm()
    if request.method == "GET":
        wanted = request.args.get("therapist", "")
        form.therapist.data = wanted if is_ref(wanted) else ""
        return _page(form, 200)
    if not form.validate():
        return _page(form, form.status)
    return short_form.taken(form.answers(), form.form_id.data, lambda status, problem: _page(form, status, problem))


def _page(form: AskForm, status: int, problem: Exception | None = None) -> ResponseReturnValue:
    name = _name_of(form.therapist.data or "")
    return short_form.page("packages/ask.html", form, form.story, status, problem, name=name)


def _name_of(ref: str) -> str:
    """The name of a therapist of the directory; nothing when there is none, or no database just now."""
    if not is_ref(ref):
        return ""
    try:
        return therapists.named(today(), ref)
    except (DatabaseBusy, DatabaseUnwritable, OperationalError):
        return ""
