"""The form about a professional, at /professionals/: private, and one answer is enough."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from blueprints import days, short_form
from blueprints.professionals import sending
from blueprints.professionals.forms import ProfessionalForm
from models.database import connect
from rules import therapists
from rules.form_drafts import Content

blueprint = Blueprint("professionals", __name__)


@blueprint.route("/professionals/", methods=["GET", "POST"])
def report() -> ResponseReturnValue:
    """Show the form; store what was sent and only then show its receipt code."""
    form = ProfessionalForm()
    if request.method == "GET":
        _name_therapist(form, request.args.get("therapist", ""))
        return _page(form, 200)
    if not form.validate():
        return _page(form, form.status)
    steps = sending.steps_of(form)
    return short_form.taken(
        sending.answers_of(Content(steps)),
        form.form_id.data,
        lambda status, problem: _page(form, status, problem),
        lambda: steps,
    )


def _name_therapist(form: ProfessionalForm, ref: str) -> None:
    """Fill in whom it is about when somebody comes from the therapist's page; any other name is nobody's."""
    if not ref:
        return
    connect()
    name = therapists.named(days.today(), ref)
    if name:
        form.profession.data = "therapist"
        form.name.data = name


def _page(form: ProfessionalForm, status: int, problem: Exception | None = None) -> ResponseReturnValue:
    return short_form.page("professionals/report.html", form, form.harms, status, problem)
