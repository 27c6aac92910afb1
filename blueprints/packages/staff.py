"""The desk for funded therapy at /staff/therapists/packages/: who waits, and what a caseworker decides about one."""

from collections.abc import Callable

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from blueprints import context, guards
from blueprints.days import today
from blueprints.forms import Form, read_number
from blueprints.packages.forms import EndForm, ExtendForm, GrantForm, NoteForm, RefuseForm, SessionForm
from blueprints.packages.staff_shown import STATES, match_form, offered, page
from models.package import Package
from rules import Refused, desk, package_list, package_matching, package_sessions, packages
from rules.package_matching import RUNNING
from tasks.letters import send_owed

blueprint = guards.staff_blueprint("packages_staff", __name__, "/therapists/packages")


@blueprint.get("/")
def all_packages() -> ResponseReturnValue:
    """Everybody who asked: those who wait first."""
    return render_template("packages/staff_all.html", found=package_list.by_state(context.me()), states=STATES)


@blueprint.get("/<ref>/")
def package(ref: str) -> ResponseReturnValue:
    """One package: what was asked, where it stands, and what can be done."""
    return page(_found(ref))


@blueprint.post("/<ref>/note/")
def note(ref: str) -> ResponseReturnValue:
    """Add to the note why somebody gets it or not."""
    found, form = _found(ref), NoteForm()
    words = form.words.data or ""
    return _do(
        found, "note", form, lambda: packages.note(context.now(), found, context.me(), context.team_key(), words)
    )


@blueprint.post("/<ref>/grant/")
def grant(ref: str) -> ResponseReturnValue:
    """Grant sessions at a price."""
    found, form = _found(ref), GrantForm()
    return _do(
        found,
        "grant",
        form,
        lambda: packages.grant(context.now(), found, context.me(), form.sessions.data or 0, form.pence),
    )


@blueprint.post("/<ref>/refuse/")
def refuse(ref: str) -> ResponseReturnValue:
    """Say no, with a sentence that the person reads."""
    found, form = _found(ref), RefuseForm()
    return _do(
        found, "refuse", form, lambda: packages.refuse(context.now(), found, context.me(), form.reason.data or "")
    )


@blueprint.post("/<ref>/match/")
def match(ref: str) -> ResponseReturnValue:
    """Choose a therapist, who is told a code."""
    found, form = _found(ref), match_form(offered())
    at = (context.secrets(), context.now())
    return _do(
        found,
        "match",
        form,
        lambda: package_matching.match(*at, found, context.me(), form.therapist.data or ""),
        is_letter=True,
    )


@blueprint.post("/<ref>/session/")
def session(ref: str) -> ResponseReturnValue:
    """Note a session that was used."""
    found, form = _found(ref), SessionForm()
    seen = read_number(form.seen.data)
    return _do(
        found,
        "session",
        form,
        lambda: package_sessions.use(context.now(), found, context.me(), form.held_on.data or today(), seen),
    )


@blueprint.post("/<ref>/session/undo/")
def undo(ref: str) -> ResponseReturnValue:
    """Take back a session that was noted by mistake."""
    found, number = _found(ref), read_number(request.form.get("number")) or 0
    return _do(found, "", None, lambda: package_sessions.undo(context.now(), found, context.me(), number))


@blueprint.post("/<ref>/extend/")
def extend(ref: str) -> ResponseReturnValue:
    """Grant more sessions."""
    found, form = _found(ref), ExtendForm()
    at = (context.secrets(), context.now())
    return _do(
        found,
        "extend",
        form,
        lambda: package_matching.extend(*at, found, context.me(), form.in_all.data or 0),
        is_letter=True,
    )


@blueprint.route("/<ref>/end/", methods=["GET", "POST"])
def end(ref: str) -> ResponseReturnValue:
    """Ask once before it ends, and how it ended."""
    found, form = _found(ref), EndForm()
    if request.method == "POST" and form.validate():
        try:
            package_matching.end(context.secrets(), context.now(), found, context.me(), form.how.data or "")
        except Refused as problem:
            form.how.errors = [_(problem.message)]
        else:
            send_owed()
            flash(_("Saved."))
            return _back(found)
    elif request.method == "GET" and not (desk.is_reading(found.report, context.me()) and found.state in RUNNING):
        return _back(found)
    status = 422 if form.how.errors else form.status
    return render_template("packages/staff_end.html", form=form, package=found, left=packages.left(found)), status


@blueprint.post("/<ref>/reopen/")
def reopen(ref: str) -> ResponseReturnValue:
    """Let one go on that was ended by mistake."""
    found, at = _found(ref), (context.secrets(), context.now())
    return _do(found, "", None, lambda: package_matching.reopen(*at, found, context.me()), is_letter=True)


def _found(ref: str) -> Package:
    return packages.find(ref, context.me()) or abort(404)


def _back(found: Package) -> ResponseReturnValue:
    return redirect(url_for("packages_staff.package", ref=found.report.ref), 303)


def _do(
    found: Package, name: str, form: Form | None, act: Callable[[], None], is_letter: bool = False
) -> ResponseReturnValue:
    """Do one act and go back to the package; what was typed wrong comes back at its field."""
    if form is not None and not form.validate():
        return page(found, {name: form}), form.status
    try:
        act()
    except Refused as problem:
        if form is None:
            flash(_(problem.message))
        else:
            field = next(one for one in form if one.type != "HiddenField")
            field.errors = [_(problem.message)]
            return page(packages.find(found.report.ref, context.me()) or abort(404), {name: form}), 422
    else:
        flash(_("Saved."))
    if is_letter:
        send_owed()
    return _back(found)
