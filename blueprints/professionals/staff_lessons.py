"""The desk for lessons at /staff/professionals/lessons/: writing one beside the report, and the second person."""

from collections.abc import Callable

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from blueprints import context, guards
from blueprints.professionals.lesson_forms import LessonForm
from models.codes import AREAS, PROFESSIONS
from models.lesson import Lesson
from rules import Refused, desk, lesson_content, lesson_list, lessons

blueprint = guards.staff_blueprint("lessons_staff", __name__, "/professionals/lessons")

STATES = {
    "waiting": _l("Waits for a second person"),
    "draft": _l("Being written"),
    "published": _l("Members read them"),
    "withdrawn": _l("Taken down"),
}


@blueprint.get("/")
def all_lessons() -> ResponseReturnValue:
    """Lessons by state: those that wait first."""
    found = {
        state: [(one, lesson_content.read(context.secrets(), one).words["title"]) for one in rows]
        for state, rows in lesson_list.on_desk(context.me()).items()
    }
    return render_template(
        "professionals/staff_lessons.html", found=found, states=STATES, professions=PROFESSIONS, areas=AREAS
    )


@blueprint.post("/from/<ref>/")
def begin(ref: str) -> ResponseReturnValue:
    """Begin a lesson from a report."""
    report = desk.find(ref, context.me()) or abort(404)
    try:
        lesson = lessons.begin(context.secrets(), context.now(), report, context.me())
    except Refused as problem:
        flash(_(problem.message))
        return redirect(url_for("reports_staff.report", ref=ref), 303)
    return redirect(url_for("lessons_staff.lesson", ref=lesson.ref), 303)


@blueprint.route("/<ref>/", methods=["GET", "POST"])
def lesson(ref: str) -> ResponseReturnValue:
    """One lesson: the form while it is written, the text for the second person, what members read."""
    found = _found(ref)
    if request.method == "GET":
        return _page(found, _filled(found))
    return _saved(found, lambda: None, _("Saved."))


@blueprint.post("/<ref>/ask/")
def ask(ref: str) -> ResponseReturnValue:
    """Save what the form holds and ask a second person."""
    found = _found(ref)
    at = (context.secrets(), context.now())
    return _saved(
        found,
        lambda: lessons.ask(*at, found, context.me()),
        _("Saved. Now somebody else must read and approve it."),
    )


@blueprint.post("/<ref>/approve/")
def approve(ref: str) -> ResponseReturnValue:
    """Approve exactly the text that was on the page: members read it from now on."""
    found, seen = _found(ref), request.form.get("seen", "")
    return _done(
        ref,
        lambda: lessons.approve(context.secrets(), context.now(), found, context.me(), seen),
        _("Approved. Members can read it now."),
    )


@blueprint.post("/<ref>/send-back/")
def send_back(ref: str) -> ResponseReturnValue:
    """Give it back to whoever wrote it."""
    found = _found(ref)
    return _done(ref, lambda: lessons.send_back(context.now(), found, context.me()), _("Sent back."))


@blueprint.post("/<ref>/withdraw/")
def withdraw(ref: str) -> ResponseReturnValue:
    """Take it down; its words are deleted."""
    found = _found(ref)
    return _done(ref, lambda: lessons.withdraw(context.now(), found, context.me()), _("Taken down."))


def _found(ref: str) -> Lesson:
    """The lesson, unless the report behind it is about whoever asks."""
    found = Lesson.get_or_none(Lesson.ref == ref) or abort(404)
    return found if lessons.may_open(found, context.me()) else abort(404)


def _done(ref: str, act: Callable[[], None], said: str) -> ResponseReturnValue:
    """Do one act and go back to the lesson, with what was done or why not."""
    try:
        act()
    except Refused as problem:
        said = _(problem.message)
    flash(said)
    return redirect(url_for("lessons_staff.lesson", ref=ref), 303)


def _saved(found: Lesson, then: Callable[[], None], said: str) -> ResponseReturnValue:
    """Save the posted form and do what comes then; when something refuses, the page comes back as it was typed."""
    form = LessonForm()
    if not form.validate():
        return _page(found, form), form.status
    chosen = (form.profession.data or "", form.area.data or None)
    now, secrets = context.now(), context.secrets()
    try:
        form.note_stops(lessons.save(secrets, now, found, context.me(), form.words(), *chosen, context.team_key()))
        then()
    except Refused as problem:
        if isinstance(problem, lessons.Incomplete):
            form.note_missing()
        return _page(Lesson.get_by_id(found.id), form, _(problem.message)), 422
    flash(said)
    return redirect(url_for("lessons_staff.lesson", ref=found.ref), 303)


def _filled(found: Lesson) -> LessonForm:
    """The form with what is stored and what must be changed in it."""
    content = lesson_content.read(context.secrets(), found)
    form = LessonForm(formdata=None, data={**content.words, "profession": found.profession, "area": found.area or ""})
    form.note_stops(content.findings or ())
    return form


def _page(found: Lesson, form: LessonForm, problem: str = "") -> str:
    """The page of one lesson; the report beside it opens for a caseworker who reads it, and that is noted."""
    me, key, report = context.me(), context.team_key(), found.report
    is_writer = report is not None and lessons.may_write(report, me)
    is_open = is_writer and found.state in lessons.UNFINISHED
    opened = desk.open_report(context.now(), report, me, key) if is_open and key else None
    return render_template(
        "professionals/staff_lesson.html",
        lesson=found,
        report=report if is_writer else None,
        state=STATES[found.state],
        is_writer=is_writer,
        is_author=me.id in lessons.writers(found),
        has_key=key is not None,
        opened=opened,
        form=form,
        problem=problem,
        words=lesson_content.read(context.secrets(), found).words,
        seen=lesson_content.hash_of(context.secrets(), found),
        professions=PROFESSIONS,
        areas=AREAS,
    )
