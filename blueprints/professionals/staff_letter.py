"""The letter of complaint on the desk: begin it, change it, print it, and say how it went."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from blueprints import complaint_paper, context
from blueprints.professionals.staff import blueprint, found_report
from blueprints.professionals.staff_forms import LetterForm, SentForm
from models.report import Report
from rules import Refused, complaint_letters, desk, permissions
from rules.complaint_words import ChangedMeanwhile, Letter

# At which field a refusal stands.
FIELDS = {
    complaint_letters.NotSaidHow: "how",
    complaint_letters.WrongDay: "on",
    complaint_letters.NotSaidToWhom: "to",
}


@blueprint.get("/<ref>/letter/")
def letter(ref: str) -> ResponseReturnValue:
    """The letter as it goes out, and the form that changes it."""
    return _page(found_report(ref))


@blueprint.post("/<ref>/letter/")
def save(ref: str) -> ResponseReturnValue:
    """Change the letter; other words than those shown are not overwritten."""
    found, form = found_report(ref), LetterForm()
    if not form.validate():
        return _page(found, form=form), form.status
    by, key, to, text = context.me(), context.team_key(), form.to.data or "", form.text.data or ""
    try:
        complaint_letters.save_for_casework(context.now(), found, by, key, form.seen, to, text)
    except Refused as problem:
        form.text.errors = [_(problem.message)]
        return _page(found, form=form, is_changed=isinstance(problem, ChangedMeanwhile)), 422
    flash(_("Saved. The person sees it, and it goes only when they agree to exactly these words."))
    return redirect(url_for("professionals_staff.letter", ref=ref), 303)


@blueprint.post("/<ref>/letter/begin/")
def begin(ref: str) -> ResponseReturnValue:
    """Make the first draft from the person's own answers."""
    try:
        complaint_letters.begin_for_casework(context.now(), found_report(ref), context.me(), context.team_key())
    except Refused as problem:
        flash(_(problem.message))
        return redirect(url_for("professionals_staff.report", ref=ref), 303)
    return redirect(url_for("professionals_staff.letter", ref=ref), 303)


@blueprint.post("/<ref>/letter/sent/")
def sent(ref: str) -> ResponseReturnValue:
    """Say that a caseworker sent it: how, on which day, to whom."""
    found, form = found_report(ref), SentForm()
    if not form.validate():
        return _page(found, sent_form=form), form.status
    by, key, how, to = context.me(), context.team_key(), form.how.data or "", form.to.data or ""
    try:
        complaint_letters.mark_sent(context.now(), found, by, key, form.seen, how, form.on.data, to)
    except Refused as problem:
        form[FIELDS.get(type(problem), "how")].errors = [_(problem.message)]
        return _page(found, sent_form=form), 422
    flash(_("Noted. The person sees how it went."))
    return redirect(url_for("professionals_staff.letter", ref=ref), 303)


@blueprint.get("/<ref>/letter/print/")
def paper(ref: str) -> ResponseReturnValue:
    """The letter alone, for paper."""
    found = found_report(ref)
    shown = _look(found)
    if shown is None:
        return redirect(url_for("professionals_staff.report", ref=ref), 303)
    return render_template(
        "professionals/paper.html",
        paper=complaint_paper.on_paper(found, shown),
        back=url_for("professionals_staff.letter", ref=ref),
    )


def _look(found: Report) -> Letter | None:
    """The letter, for whoever reads the report and has the key; opening it is noted."""
    me, key = context.me(), context.team_key()
    if key is None or found.state == "erased" or not desk.is_reading(found, me):
        return None
    desk.open_report(context.now(), found, me, key)
    return complaint_letters.look_for_casework(found, me, key)


def _page(
    found: Report, form: LetterForm | None = None, sent_form: SentForm | None = None, is_changed: bool = False
) -> str:
    """The page; without a letter, or for somebody who may not open it, what was typed or the report's own page."""
    shown = _look(found)
    if shown is None and form is None and sent_form is None:
        abort(redirect(url_for("professionals_staff.report", ref=found.ref), 303))
    typed = form or sent_form
    words = {"to": shown.words.to, "text": shown.words.text} if shown else {}
    form = form or LetterForm(formdata=None, data=words)
    sent_form = sent_form or SentForm(formdata=None)
    # Pressed again, it is about what the page shows now.
    form.version.data = sent_form.version.data = shown.version if shown else 0
    for field in sent_form:
        field.id = f"sent-{field.name}"
    return render_template(
        "professionals/staff_letter.html",
        report=found,
        letter=shown,
        paper=complaint_paper.on_paper(found, shown) if shown else "",
        form=form,
        sent_form=sent_form,
        typed=typed,
        is_changed=is_changed,
        may_send=permissions.may(found, complaint_letters.COMPLAINT),
        may_name=permissions.may(found, complaint_letters.NAMED),
    )
