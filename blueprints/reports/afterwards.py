"""After the long form was sent: its code, and words that another window still had."""

import json
from collections.abc import Mapping

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from blueprints import context, open_form
from blueprints.reports import filling
from blueprints.reports.forms import LateForm
from blueprints.reports.steps import FOR_SOMEBODY, STEPS
from rules import followup, reports
from rules.followup import NothingAdded
from rules.keyed import shown_code
from rules.sessions import Opened
from rules.slow_hash import Busy
from rules.vault import keyed_hash

ADD = "add"


def answer(held: Opened) -> ResponseReturnValue:
    """The code until it is saved; a post with words that were not sent is asked about, so that none are lost."""
    if request.method == "GET":
        return _code_page(held)
    if request.form.get("go") == ADD:
        return _added(held)
    words = _unsent(held)
    if not words:
        return redirect(url_for("reports.more"), 303)
    form = LateForm(formdata=None)
    form.words.data = words
    return _late_page(form, 200)


def mark(fields: Mapping[str, list[str]]) -> str:
    """What stands for one step's answers, to know the same ones again."""
    return keyed_hash(context.secrets().keys.index, "sent step", json.dumps(fields, sort_keys=True), size=16).hex()


def _code_page(held: Opened) -> ResponseReturnValue:
    report = held.row.report
    if report.code_shown_until is None or report.code_shown_until < context.now():
        return render_template("reports/saved.html", is_repeat=True)
    # As on the short form's code page: size alone would tell something of what is compressed.
    g.keep_uncompressed = True
    return render_template(
        "reports/code.html",
        code=shown_code(held.payload["code"]),
        proof=reports.proof_of_code(context.secrets(), report),
        report=report,
        has_no_way=held.payload.get("has_no_way", False),
        is_added=held.payload.get("is_added", False),
    )


def _unsent(held: Opened) -> str:
    """What this page says that the report does not, line by line."""
    code = request.form.get("step", "")
    is_for_somebody = code == FOR_SOMEBODY.code and any(name.startswith("may_") for name in request.form)
    step = FOR_SOMEBODY if is_for_somebody else STEPS.get(code)
    if step is None:
        return ""
    fields = filling.fields_of(filling.posted(step), step)
    if mark(fields) == held.payload.get("sent", {}).get(code):
        return ""
    return "\n".join(filling.lines(step, fields))


def _added(held: Opened) -> ResponseReturnValue:
    """Put the words to the report, as one who comes back with the code would."""
    form = LateForm()
    if not form.validate():
        return _late_page(form, form.status)
    try:
        report, inbox = followup.open_code(context.secrets(), context.now(), held.payload["code"])
        followup.add(context.now(), report, inbox, form.words.data or "")
    except (NothingAdded, Busy) as problem:
        form.words.errors = [_(problem.message)]
        return _late_page(form, 503 if isinstance(problem, Busy) else 422)
    open_form.keep(held, is_added=True)
    return redirect(url_for("reports.more"), 303)


def _late_page(form: LateForm, status: int) -> ResponseReturnValue:
    return render_template("reports/late.html", form=form, proof=open_form.proof()), status
