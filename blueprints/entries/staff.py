"""Taking a report down at /staff/reports/new/: a call, a letter, a visit, or what another body passes on."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from blueprints import context, guards
from blueprints.days import today
from blueprints.entries.forms import StaffForm
from blueprints.entries.taking import take
from rules.answers import Arrival
from rules.keyed import shown_code

blueprint = guards.staff_blueprint("entries_staff", __name__, "/reports/new")


@blueprint.route("/", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """Take one report down, and show the code to read aloud or to write into the answer."""
    form = StaffForm()
    if request.method == "GET":
        form.form_id.data, form.received_on.data = context.new_form_id(), today()
        return render_template("entries/staff_new.html", form=form)
    if not form.validate():
        return render_template("entries/staff_new.html", form=form), form.status
    arrival = Arrival(form.channel.data, form.received_on.data, taken_by=context.me())
    sent, status = take(form, arrival)
    if sent is None:
        return render_template("entries/staff_new.html", form=form), status
    has_no_way, code = form.answers().lacks_a_way, shown_code(sent.code)
    return render_template("entries/staff_saved.html", report=sent.report, code=code, has_no_way=has_no_way)
