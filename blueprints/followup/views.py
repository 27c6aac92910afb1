"""Coming back at /follow-up/: where a report stands, what we may do with it, more words, deletion."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from blueprints import context, errors, kept, quiet, sessions
from blueprints.followup.forms import AddForm, CodeForm
from models.alert import Alert
from models.codes import PERMISSIONS
from rules import deliveries, followup, permissions
from rules.followup import NoSuchCode, NothingAdded
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
        report, inbox_private = followup.open_code(context.secrets(), form.code.data or "")
    except NoSuchCode as problem:
        form.code.errors = [_(problem.message)]
        return render_template("followup/enter.html", form=form), 422
    words = kept.own_words(form.kept.data or "", report)
    sessions.begin("code", {"inbox_key": inbox_private.hex()}, report=report)
    if words:
        return errors.kept_page(*words)
    return redirect(url_for("followup.status"), 303)


@blueprint.get("/report/")
def status() -> ResponseReturnValue:
    """Where the report stands."""
    return _status(AddForm(), 200)


@blueprint.post("/permission/")
def permission() -> ResponseReturnValue:
    """Give a permission or take it back; taken back acts at once, and we say so only when nothing is under way."""
    report, name, act = context.own_report(), request.form.get("name", ""), request.form.get("act")
    if name not in PERMISSIONS or act not in ("give", "take-back"):
        return _status(AddForm(formdata=None), 422, _(UnknownPermission.message))
    if act == "give":
        followup.give(context.now(), report, _inbox_private(), name)
        flash(_("Done. We may do this from now on."))
        return redirect(url_for("followup.status"), 303)
    warned = followup.alerts_of(report)
    followup.take_back(context.now(), report, name)
    flash(
        _("Done. We no longer do this.")
        if _is_quiet(warned)
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
        followup.add(context.now(), context.own_report(), _inbox_private(), form.words.data or "")
    except NothingAdded as problem:
        form.words.errors = [_(problem.message)]
        return _status(form, 422)
    flash(_("Added. A caseworker will read it."))
    return redirect(url_for("followup.status"), 303)


@blueprint.route("/delete/", methods=["GET", "POST"])
def delete() -> ResponseReturnValue:
    """Ask once, then delete for good."""
    if request.method == "GET":
        return render_template("followup/delete.html")
    report = context.own_report()
    warned = followup.alerts_of(report)
    followup.erase(context.now(), report)
    sessions.finish()
    return render_template("followup/deleted.html", is_quiet=_is_quiet(warned))


def _is_quiet(warned: list[Alert]) -> bool:
    """Whether no letter of these alerts is under way any more."""
    return quiet.wait(lambda: any(deliveries.in_flight(alert=alert) for alert in warned))


def _inbox_private() -> bytes:
    """The private half of the report's inbox, which the receipt code opened."""
    opened = context.opened()
    return bytes.fromhex(opened.payload["inbox_key"]) if opened else b""


def _status(form: AddForm, code: int, problem: str = "") -> ResponseReturnValue:
    report = context.own_report()
    page = render_template(
        "followup/status.html",
        form=form,
        problem=problem,
        report=report,
        stands=followup.status(report),
        permissions=PERMISSIONS.values(),
        live=permissions.live_names(report),
        additions=report.additions.count(),
    )
    return page, code
