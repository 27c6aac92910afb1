"""A reporter's answer, at /follow-up/warning/, to a warning shown before it goes out."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from blueprints import context, errors
from blueprints.followup import shown
from blueprints.followup.forms import AnswerForm
from blueprints.followup.views import blueprint
from models.codes import AREAS, GENDERS, HARMS
from models.report import Report
from rules import Refused, messages, shown_first

SAID = {
    shown_first.FINE: lambda: _("Thank you. It can go out like this."),
    shown_first.OBJECTS: lambda: _("Stopped. It does not go out with this text."),
}


@blueprint.context_processor
def _names() -> dict:
    """The code lists, so that a warning says codes in words."""
    return {"areas": AREAS, "genders": GENDERS, "harms": HARMS}


@blueprint.post("/warning/")
def warning() -> ResponseReturnValue:
    """Take the answer to exactly the text that was on the page; a reason goes to casework as a message."""
    report, form = context.own_report(), AnswerForm()
    if not form.validate():
        return _page(report, form, form.status)
    secrets, now, says, why = context.secrets(), context.now(), form.says.data or "", form.why.data or ""
    if says not in shown_first.ANSWERS:
        form.says.errors = [_("Press one of the two buttons.")]
        return _page(report, form, 422)
    try:
        number = context.read_form_id(form.form_id.data) if why else None
        shown_first.answer(secrets, now, report, form.shown.data or "", says)
        if number:
            messages.from_reporter(secrets, now, report, number, why)
    except (shown_first.TextChanged, shown_first.GoneOut) as problem:
        form.shown.errors = [_(problem.message)]
        return _page(report, form, 422)
    except Refused as problem:
        form.form_id.data = context.new_form_id()
        form.why.errors = [_(problem.message)]
        return _page(report, form, 422)
    flash(SAID[says]())
    return redirect(url_for("followup.status"), 303)


def _page(report: Report, form: AnswerForm, code: int) -> ResponseReturnValue:
    """The warning as it is now with what was typed; when none is left, what was typed as words to add."""
    problems = [str(sentence) for field in form for sentence in field.errors]
    found = shown.warnings(report, form)
    if found:
        return render_template("followup/warning.html", form=form, warnings=found), code
    if form.why.data:
        return errors.kept_page(url_for("followup.add"), [("words", form.why.data)], text=" ".join(problems)), code
    flash(" ".join(problems) or _(shown_first.TextChanged.message))
    return redirect(url_for("followup.status"), 303)
