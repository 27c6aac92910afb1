"""A letter of complaint at /follow-up/letter/: the person makes it, changes it, prints it, or lets us send it."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from blueprints import complaint_paper, context
from blueprints.followup.forms import AgreeForm, OwnLetterForm
from blueprints.followup.views import blueprint
from models.codes import PERMISSIONS
from models.report import Report
from rules import Refused, complaint_letters, complaint_words, followup, permissions
from rules.complaint_words import ChangedMeanwhile, Words

ASKED = (complaint_letters.COMPLAINT, complaint_letters.NAMED)


@blueprint.get("/letter/")
def letter() -> ResponseReturnValue:
    """The letter as it goes out, what may be done with it, and the form that changes it."""
    return _page(_own())


@blueprint.post("/letter/begin/")
def letter_begin() -> ResponseReturnValue:
    """Make the first draft from the person's own answers."""
    report = _own()
    complaint_letters.begin(context.now(), report, _key(report))
    return redirect(url_for("followup.letter"), 303)


@blueprint.post("/letter/")
def letter_save() -> ResponseReturnValue:
    """Change the letter; what a caseworker wrote meanwhile is not overwritten unseen."""
    report, form = _own(), OwnLetterForm()
    if not form.validate():
        return _page(report, form=form), form.status
    words = Words(form.to.data or "", form.text.data or "", form.name.data or "")
    try:
        complaint_letters.save(context.now(), report, _key(report), form.seen, words, bool(form.is_named.data))
    except Refused as problem:
        form.text.errors = [_(problem.message)]
        return _page(report, form=form, is_changed=isinstance(problem, ChangedMeanwhile)), 422
    flash(_("Saved. Nothing has been sent."))
    return redirect(url_for("followup.letter"), 303)


@blueprint.post("/letter/agree/")
def letter_agree() -> ResponseReturnValue:
    """Let us send exactly these words, or not any more; what is ticked with it is allowed in the same act."""
    report, now, is_stop = _own(), context.now(), request.form.get("act") != "send"
    form = _agree_form(report)
    if not form.validate():
        return _page(report, agree_form=form), form.status
    try:
        if is_stop:
            complaint_letters.disagree(now, report)
        else:
            complaint_letters.agree(now, report, _key(report), form.seen, tuple(form.permissions.data or ()))
    except (complaint_letters.NeedsComplaint, complaint_letters.NeedsNamed) as problem:
        form.permissions.errors = [_(problem.message)]
        return _page(report, agree_form=form), 422
    except Refused as problem:
        form.form_errors.append(_(problem.message))
        return _page(report, agree_form=form), 422
    flash(_("Stopped. It is not sent.") if is_stop else _("A caseworker sends it, exactly like this."))
    return redirect(url_for("followup.letter"), 303)


@blueprint.get("/letter/print/")
def letter_paper() -> ResponseReturnValue:
    """The letter alone, for paper."""
    report = _own()
    found = complaint_words.look(report, _key(report))
    if found is None:
        return redirect(url_for("followup.letter"), 303)
    paper = complaint_paper.on_paper(report, found)
    return render_template("professionals/paper.html", paper=paper, back=url_for("followup.letter"))


def _own() -> Report:
    """The report whose code opened this session; only one about a professional has a letter."""
    report = context.own_report()
    return report if report.kind == "professional" else abort(redirect(url_for("followup.status"), 303))


def _key(report: Report) -> bytes:
    return followup.data_key(report, context.inbox_key())


def _agree_form(report: Report, **more) -> AgreeForm:
    """The form to agree with; it offers only what is not allowed yet."""
    live = permissions.live_names(report)
    return AgreeForm(offered=[name for name in ASKED if name not in live], **more)


def _page(
    report: Report,
    form: OwnLetterForm | None = None,
    agree_form: AgreeForm | None = None,
    is_changed: bool = False,
) -> str:
    found = complaint_words.look(report, _key(report))
    if found is None:
        return render_template("followup/letter.html", letter=None, typed=form)
    form = form or OwnLetterForm(formdata=None, data={**vars(found.words), "is_named": found.is_named})
    agree_form = agree_form or _agree_form(report, formdata=None)
    # Pressed again, it is about what the page shows now.
    form.version.data = agree_form.version.data = found.version
    agree_form.version.id = "agree-version"
    if not found.is_named:
        agree_form.leave_out(complaint_letters.NAMED)
    return render_template(
        "followup/letter.html",
        letter=found,
        paper=complaint_paper.on_paper(report, found),
        form=form,
        agree_form=agree_form,
        effects={name: _(PERMISSIONS[name].effect) for name in ASKED},
        is_changed=is_changed,
    )
