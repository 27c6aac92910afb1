"""After a long form was sent: its code, and words that another window still had."""

import json
from collections.abc import Mapping

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField

from blueprints import code_page, context, form_filling, open_form
from blueprints.form_steps import LongForm, Step
from blueprints.forms import Form
from rules import followup, locks
from rules.followup import NothingAdded
from rules.sessions import Opened
from rules.slow_hash import Busy
from rules.vault import keyed_hash

ADD = "add"


class LateForm(Form):
    """Words that were still in another window when the report was sent."""

    words = TextAreaField(_l("What you wrote"), description=_l("Caseworkers read this. Nobody else does."))


def answer(long_form: LongForm, held: Opened) -> ResponseReturnValue:
    """The code until it is saved; a post with words that were not sent is asked about, so that none are lost."""
    if request.method == "GET":
        return _code_page(held)
    if request.form.get("go") == ADD:
        return _added(long_form, held)
    words = _unsent(long_form, held)
    if not words:
        return redirect(url_for(long_form.endpoint), 303)
    form = LateForm(formdata=None)
    form.words.data = words
    return _late_page(long_form, form, 200)


def mark(fields: Mapping[str, list[str]]) -> str:
    """What stands for one step's answers, to know the same ones again."""
    return keyed_hash(context.secrets().keys.index, "sent step", json.dumps(fields, sort_keys=True), size=16).hex()


def _code_page(held: Opened) -> ResponseReturnValue:
    report = held.row.report
    if report.code_shown_until is None or report.code_shown_until < context.now():
        return code_page.saved_page(report.kind, is_about_num=locks.is_about_num(report), is_repeat=True)
    said = {name: held.payload.get(name, False) for name in ("has_no_way", "is_added")}
    return code_page.code_page(held.payload["code"], report, **said)


def _unsent(long_form: LongForm, held: Opened) -> str:
    """What this page says that the report does not, line by line."""
    code = request.form.get("step", "")
    step = _step(long_form, code)
    if step is None:
        return ""
    fields = form_filling.fields_of(form_filling.posted(step), step)
    if mark(fields) == held.payload.get("sent", {}).get(code):
        return ""
    return "\n".join(form_filling.lines(step, fields))


def _step(long_form: LongForm, code: str) -> Step | None:
    """The step that was posted: what was ticked for somebody else has other fields."""
    other = long_form.for_somebody
    if other is not None and code == other.code and any(name.startswith("may_") for name in request.form):
        return other
    return long_form.by_code.get(code)


def _added(long_form: LongForm, held: Opened) -> ResponseReturnValue:
    """Put the words to the report, as one who comes back with the code would."""
    form = LateForm()
    if not form.validate():
        return _late_page(long_form, form, form.status)
    try:
        report, inbox = followup.open_code(context.secrets(), context.now(), held.payload["code"])
        followup.add(context.now(), report, inbox, form.words.data or "")
    except (NothingAdded, Busy) as problem:
        form.words.errors = [_(problem.message)]
        return _late_page(long_form, form, 503 if isinstance(problem, Busy) else 422)
    open_form.keep(held, is_added=True)
    return redirect(url_for(long_form.endpoint), 303)


def _late_page(long_form: LongForm, form: LateForm, status: int) -> ResponseReturnValue:
    return render_template("long_form/late.html", long_form=long_form, form=form, proof=open_form.proof()), status
