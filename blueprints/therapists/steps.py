"""The steps of vetting on the staff's side: a check, a note, shown, paused, shown again, refused, removed."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from blueprints import context
from blueprints.therapists.staff import blueprint, found, page
from blueprints.therapists.vetting_forms import CheckForm, NewsForm, NoteForm, RefuseForm, RemoveForm
from models.therapist import Therapist
from rules import Refused, rechecks, therapist_checks, therapist_desk, vetting


@blueprint.post("/<ref>/check/")
def check(ref: str) -> ResponseReturnValue:
    """Note a check of today."""
    row, form = found(ref), CheckForm()
    if not form.validate():
        return page(row, form.status, check=form)
    with _telling(_("Noted.")):
        said = (form.check_name.data, form.note.data or "")
        therapist_checks.check(context.secrets(), context.now(), context.me(), row, *said)
    return _back(row)


@blueprint.post("/<ref>/note/")
def note(ref: str) -> ResponseReturnValue:
    """Keep what casework told."""
    row, form = found(ref), NoteForm()
    if not form.validate():
        return page(row, form.status, note=form)
    with _telling(_("Noted.")):
        therapist_checks.tell(context.secrets(), context.now(), context.me(), row, form.told.data or "")
    return _back(row)


@blueprint.post("/<ref>/news/")
def news(ref: str) -> ResponseReturnValue:
    """What they wrote is dealt with."""
    row = found(ref)
    with _telling(_("Dealt with, and deleted.")):
        rechecks.note_news_read(context.now(), context.me(), row, NewsForm().seen.data or "")
    return _back(row)


@blueprint.post("/<ref>/confirm/")
def confirm(ref: str) -> ResponseReturnValue:
    """They told us in another way than by the link that all of it is right."""
    row = found(ref)
    with _telling(_("Noted. They are asked again in eleven months.")):
        rechecks.confirm_for(context.now(), context.me(), row)
    return _back(row)


@blueprint.post("/<ref>/list/")
def put_on_list(ref: str) -> ResponseReturnValue:
    """Show an applicant in the directory."""
    row = found(ref)
    with _telling(_("Shown in the directory from now on. Write to them that they are.")):
        vetting.put_on_list(context.secrets(), context.now(), context.me(), row)
    return _back(row)


@blueprint.post("/<ref>/pause/")
def pause(ref: str) -> ResponseReturnValue:
    """Take somebody out of sight for a while."""
    row = found(ref)
    with _telling(_("Paused. Nobody sees them now.")):
        vetting.pause(context.now(), context.me(), row)
    return _back(row)


@blueprint.post("/<ref>/resume/")
def resume(ref: str) -> ResponseReturnValue:
    """Show somebody again."""
    row = found(ref)
    with _telling(_("Shown in the directory again.")):
        vetting.resume(context.secrets(), context.now(), context.me(), row)
    return _back(row)


@blueprint.route("/<ref>/remove/", methods=["GET", "POST"])
def remove(ref: str) -> ResponseReturnValue:
    """Take somebody off the list for a reason."""
    row, form = found(ref), RemoveForm()
    if request.method == "GET" or not form.validate():
        return _ask(row, form, "therapists/staff_remove.html")
    with _telling(_("Off the list.")):
        vetting.remove(context.now(), context.me(), row, form.reason.data)
    return _back(row)


@blueprint.route("/<ref>/refuse/", methods=["GET", "POST"])
def refuse(ref: str) -> ResponseReturnValue:
    """Say no to an application for a reason."""
    row, form = found(ref), RefuseForm()
    if request.method == "GET" or not form.validate():
        return _ask(row, form, "therapists/staff_refuse.html")
    with _telling(_("Not listed. What they told us is deleted.")):
        vetting.refuse(context.now(), context.me(), row, form.reason.data)
    return _back(row)


@contextmanager
def _telling(done: str) -> Iterator[None]:
    """Say what was done, or why the rule said no."""
    try:
        yield
    except Refused as problem:
        flash(_(problem.message))
    else:
        flash(done)


def _ask(row: Therapist, form: RemoveForm | RefuseForm, template: str) -> ResponseReturnValue:
    name = therapist_desk.name_of(context.secrets(), row)
    return render_template(template, therapist=row, name=name or row.ref, form=form), form.status


def _back(row: Therapist) -> ResponseReturnValue:
    return redirect(url_for("therapists_staff.therapist", ref=row.ref), 303)
