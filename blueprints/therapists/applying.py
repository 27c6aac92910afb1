"""Asking to stand in the directory, at /therapists/apply/."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from blueprints import context
from blueprints.therapists.forms import TherapistForm
from blueprints.therapists.views import blueprint
from rules import therapists
from rules.form_ids import FormTooOld


@blueprint.route("/apply/", methods=["GET", "POST"])
def apply() -> ResponseReturnValue:
    """Take an application, sealed; the same form twice is one, and nobody is told whether a number is known to us."""
    form = TherapistForm()
    if request.method == "GET":
        return _page(form, 200, is_new=True)
    if not form.validate():
        return _page(form, form.status)
    try:
        number = context.read_form_id(form.form_id.data)
    except FormTooOld as problem:
        form.form_errors.append(_(problem.message))
        return _page(form, 422, is_new=True)
    therapists.apply(context.secrets(), context.now(), form.words(), form.email.data or "", number)
    return render_template("therapists/applied.html")


def _page(form: TherapistForm, status: int, is_new: bool = False) -> ResponseReturnValue:
    if is_new:
        form.form_id.data = context.new_form_id()
    return render_template("therapists/apply.html", form=form), status
