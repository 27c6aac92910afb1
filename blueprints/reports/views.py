"""The report form at /report/, and the page with the receipt code."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from peewee import OperationalError

from blueprints import context, open_form
from blueprints.reports import sending
from blueprints.reports.forms import ReportForm
from models.codes import PERMISSIONS
from models.database import DatabaseBusy, DatabaseUnwritable
from rules import Refused, form_drafts, reports
from rules.form_drafts import AlreadySent
from rules.form_ids import FormId, FormTooOld
from rules.keyed import shown_code
from rules.reports import AlreadySaved, NothingSaid
from rules.slow_hash import Busy
from rules.team_keys import NoTeamKey
from tasks.letters import tell_staff

blueprint = Blueprint("reports", __name__)

MORE = "more"
UNABLE = (Busy, NoTeamKey, DatabaseBusy, DatabaseUnwritable, OperationalError)


@blueprint.route("/report/", methods=["GET", "POST"])
def report() -> ResponseReturnValue:
    """Show the form; store what was sent and only then show its receipt code."""
    form = ReportForm()
    if request.method == "GET":
        return _page(form, 200)
    if not form.validate():
        return _page(form, form.status)
    answers = form.answers()
    try:
        form_id = context.read_form_id(form.form_id.data)
        if request.form.get("act") == MORE:
            return _begin_long(form, form_id)
        sent = reports.send(context.secrets(), context.now(), answers, form_id)
    except AlreadySaved:
        return render_template("reports/saved.html", is_repeat=True)
    except (NothingSaid, FormTooOld, AlreadySent) as problem:
        return _page(form, 422, problem)
    except UNABLE as problem:
        return _page(form, 503, problem)
    if sent.report.is_in_danger and not sent.is_repeat:
        tell_staff()
    return render_template(
        "reports/code.html",
        code=shown_code(sent.code),
        proof=reports.proof_of_code(context.secrets(), sent.report),
        report=sent.report,
        has_no_way=answers.lacks_a_way,
    )


@blueprint.post("/report/saved")
def saved() -> ResponseReturnValue:
    """The reporter saved the code: it is not shown again."""
    reports.save_code(context.secrets(), request.form.get("proof", ""))
    open_form.close()
    return render_template("reports/saved.html", is_repeat=False)


def _begin_long(form: ReportForm, form_id: FormId) -> ResponseReturnValue:
    """Go on with more questions: what is typed already is kept a day, and nothing is sent yet."""
    opened = form_drafts.start(context.secrets(), context.now(), form_id, sending.steps_of(form))
    open_form.begin(opened.draft, opened.key, opened.code)
    return redirect(url_for("reports.more"), 303)


def _page(form: ReportForm, status: int, problem: Exception | None = None) -> ResponseReturnValue:
    """The form with what was typed, a fresh form id where the old one cannot be used, and what went wrong."""
    if status == 200 or isinstance(problem, (FormTooOld, AlreadySent)):
        form.form_id.data = context.new_form_id()
    if isinstance(problem, NothingSaid):
        form.harms.errors = [problem.message]
    message = problem.message if isinstance(problem, Refused) and not isinstance(problem, NothingSaid) else None
    effects = {one.code: one.effect for one in PERMISSIONS.values()}
    page = render_template("reports/report.html", form=form, effects=effects, status=status, message=message)
    return page, status
