"""The report form at /report/, and what follows once the receipt code is saved."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from blueprints import code_page, context, open_form, short_form
from blueprints.reports import sending
from blueprints.reports.forms import ReportForm
from rules import locks, reports

blueprint = Blueprint("reports", __name__)


@blueprint.route("/report/", methods=["GET", "POST"])
def report() -> ResponseReturnValue:
    """Show the form; store what was sent and only then show its receipt code."""
    form = ReportForm()
    if request.method == "GET":
        return _page(form, 200)
    if not form.validate():
        return _page(form, form.status)
    return short_form.taken(
        form.answers(),
        form.form_id.data,
        lambda status, problem: _page(form, status, problem),
        lambda: sending.steps_of(form),
    )


@blueprint.post("/report/saved")
def saved() -> ResponseReturnValue:
    """The reporter saved the code, of whatever kind of report: it is not shown again."""
    known = reports.save_code(context.secrets(), request.form.get("proof", ""))
    open_form.close()
    if known is None:
        return code_page.saved_page("harm")
    return code_page.saved_page(known.kind, is_about_num=locks.is_about_num(known))


def _page(form: ReportForm, status: int, problem: Exception | None = None) -> ResponseReturnValue:
    return short_form.page("reports/report.html", form, form.harms, status, problem)
