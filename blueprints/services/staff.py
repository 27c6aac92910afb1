"""The desk of local services at /staff/help/services/: add, change, check, take off the list and put back."""

from collections.abc import Sequence

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms import Field

from blueprints import context, guards
from blueprints.forms import differing
from blueprints.services.forms import ServiceForm
from models.codes import AREAS
from models.help_page import Service
from rules import services
from rules.form_ids import FormTooOld

blueprint = guards.staff_blueprint("services_staff", __name__, "/help/services")


@blueprint.get("/")
def all_services() -> ResponseReturnValue:
    """Every service, the longest unchecked first, those off the list last."""
    return render_template("services/staff_all.html", rows=services.for_staff(), areas=AREAS)


@blueprint.route("/new/", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """Add a service; the same form twice is one."""
    form = ServiceForm()
    if request.method == "GET":
        return _page(form, None, 200, is_new=True)
    if not form.validate():
        return _page(form, None, form.status)
    try:
        number = context.read_form_id(form.form_id.data)
    except FormTooOld as problem:
        form.form_errors.append(_(problem.message))
        return _page(form, None, 422, is_new=True)
    services.add(context.now(), context.me(), form.told(), number)
    flash(_("Added. Everybody can see it now."))
    return redirect(url_for("services_staff.all_services"), 303)


@blueprint.route("/<ref>/", methods=["GET", "POST"])
def service(ref: str) -> ResponseReturnValue:
    """Change what is told of a service."""
    found = _found(ref)
    if request.method == "GET":
        return _page(_stored(found), found, 200)
    form = ServiceForm()
    if not form.validate():
        return _page(form, found, form.status)
    try:
        services.change(context.now(), context.me(), found, form.told(), form.seen.data or "")
    except services.ChangedMeanwhile as problem:
        # Now they have been shown what the other changed, so the next save is meant.
        now_there = _stored(_found(ref))
        form.seen.data = now_there.seen.data
        form.form_errors.append(_(problem.message))
        return _page(form, found, 422, theirs=differing(now_there, form))
    flash(_("Saved, and noted as checked today."))
    return redirect(url_for("services_staff.all_services"), 303)


@blueprint.post("/<ref>/check/")
def check(ref: str) -> ResponseReturnValue:
    """Somebody looked at all of it today."""
    services.check(context.now(), context.me(), _found(ref))
    flash(_("Noted as checked today."))
    return redirect(url_for("services_staff.all_services"), 303)


@blueprint.post("/<ref>/off/")
def off(ref: str) -> ResponseReturnValue:
    """Take it off the list."""
    services.take_off(context.now(), context.me(), _found(ref))
    flash(_("Off the list. You can put it back below."))
    return redirect(url_for("services_staff.all_services"), 303)


@blueprint.post("/<ref>/on/")
def on(ref: str) -> ResponseReturnValue:
    """Put it back on the list."""
    services.put_back(context.now(), context.me(), _found(ref))
    flash(_("On the list again, and noted as checked today."))
    return redirect(url_for("services_staff.all_services"), 303)


def _found(ref: str) -> Service:
    return Service.get_or_none(Service.ref == ref) or abort(404)


def _stored(found: Service) -> ServiceForm:
    form = ServiceForm.of(services.told_of(found))
    form.seen.data = services.fingerprint(found)
    return form


def _page(
    form: ServiceForm, found: Service | None, status: int, is_new: bool = False, theirs: Sequence[Field] = ()
) -> ResponseReturnValue:
    if is_new:
        form.form_id.data = context.new_form_id()
    return render_template("services/staff_service.html", form=form, service=found, theirs=theirs), status
