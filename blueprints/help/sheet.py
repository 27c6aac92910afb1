"""A sheet for A&E made from ticks, at /help/after-assault/sheet/: shown once, stored nowhere."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from blueprints.help.sheet_form import SheetForm
from blueprints.help.views import blueprint
from models.sheet import FIXED
from rules.sheet import write


@blueprint.route("/after-assault/sheet/", methods=["GET", "POST"])
def sheet() -> ResponseReturnValue:
    """Ticks, and the sheet that they make; what is posted lives as long as its answer and never is in an address."""
    form = SheetForm()
    if request.method == "GET" or request.form.get("act") == "change":
        return render_template("help/sheet_form.html", form=form)
    if not form.validate():
        return render_template("help/sheet_form.html", form=form), form.status
    made = write(form.ticked(), form.said())
    if not made:
        form.form_errors.append(_("Tick at least one thing."))
        return render_template("help/sheet_form.html", form=form), form.status
    return render_template("help/sheet.html", form=form, made=made, fixed=FIXED, needs_talk="dark" in form.now.data)
