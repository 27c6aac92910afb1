"""The desk for reports about professionals at /staff/professionals/: the list, one report, its steps and its locks."""

from collections.abc import Callable

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from blueprints import complaint_paper, context, guards, paging
from blueprints.forms import read_number
from blueprints.professionals import staff_shown
from blueprints.professionals.staff_forms import HOW, LockForm, StepForm
from models.codes import DETAILS, HARMS_OF, PERMISSIONS, PROFESSIONS
from models.report import Report
from rules import Refused, complaint_letters, complaint_list, complaints, desk, lessons, locks, threads, waiting
from rules.complaints import Wanted

blueprint = guards.staff_blueprint("professionals_staff", __name__, "/professionals")

PAGE = 50
# At which field a refusal stands.
FIELDS = {
    complaints.NoSuchBody: "body",
    complaints.NoSuchClock: "clock",
    complaints.NoFirstDay: "from_on",
    complaints.NotYet: "from_on",
    complaints.StepChanged: "note",
}


@blueprint.context_processor
def _names() -> dict:
    """The code lists, so that templates say codes in words."""
    return {
        "harms": HARMS_OF["professional"],
        "professions": PROFESSIONS,
        "nations": DETAILS["nations"],
        "permission_texts": PERMISSIONS,
        "how_names": HOW,
    }


@blueprint.get("/")
def all_reports() -> ResponseReturnValue:
    """Every report about a professional that is not at an end: danger first, then what waits, then what is due."""
    after = request.args.get("after")
    found = paging.page(complaint_list.reports(context.now(), context.me(), PAGE + 1, after), PAGE)
    return render_template("professionals/staff_all.html", found=found, after=after)


@blueprint.get("/<ref>/")
def report(ref: str) -> ResponseReturnValue:
    """One report: what matters for a complaint, the way it may go, its steps, its letter and its locks."""
    return _page(found_report(ref))


@blueprint.post("/<ref>/step/")
def step(ref: str) -> ResponseReturnValue:
    """Add a step, or change one."""
    found = found_report(ref)
    form = staff_shown.posted_step(found)
    if not form.validate():
        return _page(found, step_form=form), form.status
    wanted = Wanted(form.body.data or "", form.clock.data or None, form.from_on.data, form.note.data or "")
    by, key, number = context.me(), context.team_key(), form.number
    try:
        if number is None:
            complaints.add(context.now(), found, by, wanted, key)
        else:
            complaints.change(context.now(), found, number, by, wanted, key, form.seen.data or "")
    except Refused as problem:
        if isinstance(problem, complaints.StepChanged):
            # Pressed again, it is about what the page shows now.
            now_there = {one.number: one.seen for one in complaints.steps(context.now(), found)}
            form.seen.data = now_there.get(number or 0)
        form[FIELDS.get(type(problem), "body")].errors = [_(problem.message)]
        return _page(found, step_form=form), 422
    flash(_("Saved."))
    return redirect(url_for("professionals_staff.report", ref=ref), 303)


@blueprint.post("/<ref>/step/mark/")
def mark(ref: str) -> ResponseReturnValue:
    """Say that a step is done, or open again, or remove it."""
    found, number = found_report(ref), read_number(request.form.get("step")) or 0
    now, by, act = context.now(), context.me(), request.form.get("act")
    if act == "remove":
        return _done(ref, lambda: complaints.remove(now, found, number, by), _("Removed."))
    said = _("Done, and off what is due.") if act == "done" else _("Open again.")
    return _done(ref, lambda: complaints.mark(now, found, number, by, act == "done"), said)


@blueprint.post("/<ref>/lock/")
def lock(ref: str) -> ResponseReturnValue:
    """Lock the report for whom it is about; who locks themselves out leaves the page."""
    found = found_report(ref)
    if not desk.is_reading(found, context.me()):
        return _page(found), 422
    form = staff_shown.posted_lock()
    if not form.validate():
        return _page(found, lock_form=form), form.status
    try:
        locks.add(context.now(), found, context.me(), **staff_shown.whom(form.whom.data or ""))
    except Refused as problem:
        form.whom.errors = [_(problem.message)]
        return _page(found, lock_form=form), 422
    if desk.find(ref, context.me()) is None:
        flash(_("Locked. You do not find it any more either."))
        return redirect(url_for("professionals_staff.all_reports"), 303)
    flash(_("Locked. They find nothing of it from now on."))
    return redirect(url_for("professionals_staff.report", ref=ref), 303)


@blueprint.post("/<ref>/unlock/")
def unlock(ref: str) -> ResponseReturnValue:
    """End one lock."""
    found, number = found_report(ref), read_number(request.form.get("lock")) or 0
    if not desk.is_reading(found, context.me()):
        return _page(found), 422
    said = _("The lock has ended. They can find it again.")
    return _done(ref, lambda: locks.end(context.now(), found, number, context.me()), said)


def found_report(ref: str) -> Report:
    """The report about a professional with this name, or no page: of one that is about them too."""
    found = desk.find(ref, context.me())
    return found if found is not None and found.kind == "professional" else abort(404)


def _done(ref: str, act: Callable[[], None], said: str) -> ResponseReturnValue:
    """Do one act and go back to the report, saying so or why not."""
    try:
        act()
        flash(said)
    except Refused as problem:
        flash(_(problem.message))
    return redirect(url_for("professionals_staff.report", ref=ref), 303)


def _page(found: Report, step_form: StepForm | None = None, lock_form: LockForm | None = None) -> str:
    """The page of one report; what is sealed is opened for its readers alone, and noted."""
    me, key = context.me(), context.team_key()
    is_mine = desk.is_reading(found, me) and found.state != "erased"
    if not is_mine or key is None:
        return render_template("professionals/staff_closed.html", report=found, is_mine=is_mine, typed=step_form)
    opened = desk.open_report(context.now(), found, me, key)
    letter = complaint_letters.look_for_casework(found, me, key)
    steps = complaints.steps(context.now(), found, key)
    return render_template(
        "professionals/staff_report.html",
        report=found,
        detail=found.professional.first(),
        harm_codes=found.harm_codes,
        opened=opened,
        answers=staff_shown.answers(opened.words),
        steps=steps,
        **staff_shown.ways(found, opened.words, steps),
        step_form=step_form or staff_shown.step_form(found, key),
        letter=letter,
        paper=complaint_paper.on_paper(found, letter) if letter else "",
        permissions=staff_shown.permissions_of(found),
        may_teach=lessons.may_write(found, context.me()),
        locked=staff_shown.locked(found),
        lock_form=lock_form or staff_shown.lock_form(),
        readers=waiting.readers_of(context.secrets(), found),
        unread=len(threads.unread_parties(found)),
    )
