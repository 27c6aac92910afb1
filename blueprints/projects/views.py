"""Partner projects at /projects/: what they are, a project's own reports, and one of them."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from blueprints import context, paging, quiet
from blueprints.message_form import MessageForm, seen
from models.codes import HARMS, OUTCOMES, PERMISSIONS
from models.report import Report
from rules import Refused, access, followup, messages, project_desk, threads
from rules.answers import HOLDS_BACK, PERSON
from rules.form_ids import FormTooOld
from rules.permissions import UnknownPermission

blueprint = Blueprint("projects", __name__, url_prefix="/projects")

PAGE = 50
STANDS = {
    "waiting": _l("Waits for a caseworker"),
    "reading": _l("A caseworker is reading it"),
    "read": _l("A caseworker has read it"),
    "warned": _l("Members were warned"),
}


@blueprint.context_processor
def _names() -> dict:
    """The code lists, so that templates say codes in words."""
    return {
        "harms": HARMS,
        "outcomes": OUTCOMES,
        "permission_texts": PERMISSIONS,
        "stands": {code: str(text) for code, text in STANDS.items()},
    }


@blueprint.get("/")
def home() -> ResponseReturnValue:
    """A project worker's own reports, what waits first; for everybody else what partner projects are."""
    me = context.account()
    project = me.project if me and me.role == access.PROJECT else None
    if project is None:
        return render_template("projects/about.html")
    after = request.args.get("after")
    return render_template(
        "projects/home.html",
        project=project,
        has_key=context.project_key() is not None,
        waiting=[] if after else project_desk.with_messages(project),
        found=paging.page(project_desk.reports(project, PAGE + 1, after), PAGE),
        after=after,
    )


@blueprint.get("/reports/<ref>/")
def report(ref: str) -> ResponseReturnValue:
    """One report of the project: where it stands, what the person lets us do, messages about it."""
    return _page(_found(ref), _fresh_form(), 200)


@blueprint.post("/reports/<ref>/message/")
def message(ref: str) -> ResponseReturnValue:
    """Write to casework about a report; the same form twice is one message."""
    found, form = _found(ref), MessageForm()
    if not form.validate():
        return _page(found, form, form.status)
    secrets, now = context.secrets(), context.now()
    try:
        number = context.read_form_id(form.form_id.data)
        messages.from_project(secrets, now, found, context.me(), number, form.words.data or "", seen=seen())
    except Refused as problem:
        if isinstance(problem, FormTooOld):
            form.form_id.data = context.new_form_id()
        form.words.errors = [_(problem.message)]
        return _page(found, form, 422)
    flash(_("Sent. A caseworker will read it."))
    return redirect(url_for("projects.report", ref=ref), 303)


@blueprint.post("/reports/<ref>/read/")
def read(ref: str) -> ResponseReturnValue:
    """Say that what casework wrote has been read; opening the page does not."""
    found = _found(ref)
    try:
        messages.note_read(context.now(), found, threads.PROJECT, context.me(), seen())
    except Refused as problem:
        flash(_(problem.message))
    return redirect(url_for("projects.report", ref=ref), 303)


@blueprint.post("/reports/<ref>/permission/")
def permission(ref: str) -> ResponseReturnValue:
    """Take a permission back because the person said so; it acts at once."""
    found, name = _found(ref), request.form.get("name", "")
    warned = followup.alerts_of(found)
    try:
        project_desk.take_back(context.now(), found, name, context.me())
    except UnknownPermission as problem:
        return _page(found, _fresh_form(), 422, _(problem.message))
    except Refused as problem:
        flash(_(problem.message))
        return redirect(url_for("projects.report", ref=ref), 303)
    is_quiet = quiet.wait_for_report(found, warned)
    flash(_("Done. We no longer do this.") if is_quiet else _("Stopping. A few letters may still be on their way."))
    return redirect(url_for("projects.report", ref=ref), 303)


def _found(ref: str) -> Report:
    """One of the project's reports, or the same 404 as for one that never was."""
    try:
        return project_desk.find(context.own_project(), ref)
    except project_desk.NotYours:
        abort(404)


def _fresh_form() -> MessageForm:
    return MessageForm(formdata=None, form_id=context.new_form_id())


def _page(found: Report, form: MessageForm, status: int, problem: str = "") -> ResponseReturnValue:
    """The page of one report. `problem` is why a permission was not taken back."""
    private = context.project_key()
    said = threads.open_thread(found, threads.PROJECT, party_private=private) if private else []
    form.seen.data = len(said)
    page = render_template(
        "projects/report.html",
        own=project_desk.own(found),
        permissions=project_desk.permissions_of(found),
        may_narrow=found.claimed_on is None,
        widens=HOLDS_BACK,
        said_by_person=PERSON,
        has_key=private is not None,
        said=said,
        form=form,
        problem=problem,
    )
    return page, status
