"""Coming back at /follow-up/: where a report stands, what we may do with it, more words, deletion."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from blueprints import context, errors, form_steps, kept, open_form, quiet, sessions
from blueprints.followup import professional, shown
from blueprints.followup.forms import AddForm, CodeForm, MessageForm
from blueprints.message_form import seen
from models.codes import IN_SIGHT, OFFERED, OUTCOMES
from models.form_draft import FormDraft
from rules import Refused, claims, followup, locks, messages, packages, permissions, threads
from rules.followup import NoSuchCode, NothingAdded
from rules.form_ids import FormTooOld
from rules.keyed import read_code
from rules.permissions import UnknownPermission

blueprint = Blueprint("followup", __name__, url_prefix="/follow-up")


@blueprint.route("/", methods=["GET", "POST"])
def enter() -> ResponseReturnValue:
    """Take the code; wrong, expired and deleted ones get the same answer."""
    form = CodeForm()
    if request.method == "GET":
        return render_template("followup/enter.html", form=form)
    if not form.validate():
        return render_template("followup/enter.html", form=form), form.status
    try:
        found, key = followup.open_code(context.secrets(), context.now(), form.code.data or "")
    except NoSuchCode as problem:
        form.code.errors = [_(problem.message)]
        return render_template("followup/enter.html", form=form), 422
    words = kept.own_words(form.kept.data or "", found)
    if isinstance(found, FormDraft):
        open_form.begin(found, key, read_code(form.code.data or "") or "")
    else:
        sessions.begin("code", {"inbox_key": key.hex()}, report=found)
    if words:
        return errors.kept_page(*words)
    there = form_steps.address_of(found) if isinstance(found, FormDraft) else url_for("followup.status")
    return redirect(there, 303)


@blueprint.get("/report/")
def status() -> ResponseReturnValue:
    """Where the report stands."""
    return _status(AddForm(), 200)


@blueprint.post("/permission/")
def permission() -> ResponseReturnValue:
    """Give a permission or take it back; taken back acts at once, and we say so only when nothing is under way."""
    report, name, act = context.own_report(), request.form.get("name", ""), request.form.get("act")
    if name not in OFFERED[report.kind] or act not in ("give", "take-back"):
        return _status(AddForm(formdata=None), 422, _(UnknownPermission.message))
    if act == "give":
        followup.give(context.now(), report, context.inbox_key(), name)
        flash(_("Done. We may do this from now on."))
        return redirect(url_for("followup.status"), 303)
    warned = followup.alerts_of(report)
    followup.take_back(context.now(), report, name)
    flash(
        _("Done. We no longer do this.")
        if quiet.wait_for_report(report, warned)
        else _("Stopping. A few letters may still be on their way.")
    )
    return redirect(url_for("followup.status"), 303)


@blueprint.post("/add/")
def add() -> ResponseReturnValue:
    """Keep more words with the report."""
    form = AddForm()
    if not form.validate():
        return _status(form, form.status)
    try:
        followup.add(context.now(), context.own_report(), context.inbox_key(), form.words.data or "")
    except NothingAdded as problem:
        form.words.errors = [_(problem.message)]
        return _status(form, 422)
    flash(_("Added. A caseworker will read it."))
    return redirect(url_for("followup.status"), 303)


@blueprint.post("/message/")
def message() -> ResponseReturnValue:
    """Write to casework; the same form twice is one message."""
    report, form, secrets, now = context.own_report(), MessageForm(), context.secrets(), context.now()
    if not form.validate():
        return _status(AddForm(formdata=None), form.status, message_form=form)
    try:
        number = context.read_form_id(form.form_id.data)
        messages.from_reporter(secrets, now, report, number, form.message.data or "", seen=seen())
    except Refused as problem:
        if isinstance(problem, FormTooOld):
            form.form_id.data = context.new_form_id()
        form.message.errors = [_(problem.message)]
        return _status(AddForm(formdata=None), 422, message_form=form)
    flash(_("Sent. A caseworker will read it."))
    return redirect(url_for("followup.status"), 303)


@blueprint.post("/messages-read/")
def messages_read() -> ResponseReturnValue:
    """Say that what casework wrote has been read; opening the page does not."""
    messages.note_read(context.now(), context.own_report(), threads.REPORTER, seen=seen())
    return redirect(url_for("followup.status"), 303)


@blueprint.route("/delete/", methods=["GET", "POST"])
def delete() -> ResponseReturnValue:
    """Ask once, then delete for good."""
    if request.method == "GET":
        return render_template("followup/delete.html", kind=context.own_report().kind)
    report = context.own_report()
    warned = followup.alerts_of(report)
    followup.erase(context.now(), report)
    sessions.finish()
    return render_template("followup/deleted.html", is_quiet=quiet.wait_for_report(report, warned))


def _status(
    form: AddForm, code: int, problem: str = "", message_form: MessageForm | None = None
) -> ResponseReturnValue:
    report = context.own_report()
    said = threads.open_thread(report, threads.REPORTER, party_private=context.inbox_key())
    message_form = message_form or MessageForm(formdata=None, form_id=context.new_form_id())
    message_form.seen.data = len(said)
    page = render_template(
        "followup/status.html",
        form=form,
        problem=problem,
        report=report,
        stands=followup.status(report),
        permissions=OFFERED[report.kind].values(),
        near=IN_SIGHT[report.kind],
        is_about_num=locks.is_about_num(report),
        has_outsider=locks.has_independent_reader(),
        live=permissions.live_names(report),
        package=packages.stands(context.secrets(), context.now().date(), report),
        additions=report.additions.count(),
        outcome=OUTCOMES.get(report.outcome),
        said=said,
        has_news=threads.has_news(report, threads.REPORTER),
        message_form=message_form,
        may_claim=claims.may_claim(report),
        warnings=shown.warnings(report),
        **shown.complaint(report),
        way=professional.way(report),
    )
    return page, code
