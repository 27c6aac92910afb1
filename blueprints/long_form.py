"""A long form at one address for all its steps, until its code is saved; whichever kind of report it is for."""

from flask import abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from blueprints import code_page, context, form_after, form_filling, form_steps, htmx, kept, open_form
from blueprints.form_pages import closed_page, delete_page, step_page
from blueprints.form_steps import DELETE, OVERVIEW, LongForm, Step
from blueprints.forms import Form
from blueprints.short_form import UNABLE
from models.form_draft import FormDraft
from rules import form_drafts
from rules.form_drafts import AlreadySent, Content, DraftChanged, DraftFull, DraftGone
from rules.form_ids import FormTooOld
from rules.reports import AlreadySaved, NothingSaid
from rules.sessions import Opened
from tasks.letters import tell_staff

SEND, ONE_MORE, SETTLE, DROP, BEGIN = "send", "more-row", "settle", "drop", "begin"


def answer(long_form: LongForm) -> ResponseReturnValue:
    """The step where one is; a post keeps that step and goes on, sends everything, or deletes it."""
    held = open_form.opened()
    begun = (held.row.form_draft or held.row.report) if held else None
    is_other = begun is not None and begun.kind != long_form.kind
    if held is not None and request.method == "POST" and (is_other or not open_form.is_from(held)):
        return _closed(long_form, is_known=False)
    if begun is not None and is_other:
        # A browser holds one form open, of whatever kind.
        return redirect(form_steps.address_of(begun), 303)
    if held is not None and held.row.report_id:
        return form_after.answer(long_form, held)
    draft = held.row.form_draft if held else None
    if held is None or draft is None or draft.expires_at < context.now():
        return _closed(long_form)
    key = bytes.fromhex(held.payload["draft_key"])
    if request.method == "GET":
        return _here(long_form, held, form_drafts.look(draft, key))
    try:
        return _posted(long_form, held, draft, key)
    except DraftGone:
        # Sent or deleted in another window since this page was asked for.
        held = open_form.opened()
        return form_after.answer(long_form, held) if held and held.row.report_id else _closed(long_form)


def _posted(long_form: LongForm, held: Opened, draft: FormDraft, key: bytes) -> ResponseReturnValue:
    """Keep the posted step, then do what the button says. Raises DraftGone."""
    code, go = request.form.get("step", ""), request.form.get("go", "")
    content = form_drafts.look(draft, key)
    step, form = long_form.step(code, content), None
    if step is None and code not in (OVERVIEW, DELETE):
        abort(404)
    if step is not None:
        form = form_filling.posted(step)
        if not form.validate():
            return step_page(long_form, held, content, step, form=form, status=form.status)
    try:
        if step is not None and form is not None:
            content = _saved(draft, key, step, form, content, go)
        if go == DROP:
            form_drafts.drop(context.now(), draft)
            open_form.close()
            return render_template("long_form/dropped.html", long_form=long_form)
        if go == SEND:
            return _sent(long_form, held, key, step, form)
        return _gone_on(long_form, held, content, step, go)
    except DraftFull as problem:
        return step_page(long_form, held, content, step, form=form, status=413, problem=problem)
    except UNABLE as problem:
        return step_page(long_form, held, content, step, form=form, status=503, problem=problem)


def _saved(draft: FormDraft, key: bytes, step: Step, form: Form, before: Content, go: str) -> Content:
    """Keep one step; with "settle", what another window had written in it is let go."""
    seen = request.form.get("seen", 0, type=int)
    content = form_drafts.save(context.now(), draft, key, step.code, form_filling.fields_of(form, step), seen)
    g.met_another = len(content.earlier.get(step.code, ())) > len(before.earlier.get(step.code, ()))
    return form_drafts.settle(context.now(), draft, key, step.code) if go == SETTLE else content


def _gone_on(long_form: LongForm, held: Opened, content: Content, step: Step | None, go: str) -> ResponseReturnValue:
    """Show the step that the button leads to; this one again when it says something about what was saved."""
    here = step.code if step else OVERVIEW
    is_known = go in long_form.by_code or go in (OVERVIEW, DELETE)
    to = go if is_known and not g.get("met_another") else here
    open_form.keep(held, step=to, has_more=go == ONE_MORE)
    if htmx.wants_fragment():
        return _here(long_form, held, content)
    return redirect(url_for(long_form.endpoint), 303)


def _sent(long_form: LongForm, held: Opened, key: bytes, step: Step | None, form: Form | None) -> ResponseReturnValue:
    """Send what the draft holds now; then this address shows the code. Raises DraftGone."""
    draft = form_drafts.find(context.now(), held.row.form_draft.code_key)
    if draft is None:
        raise DraftGone
    content = form_drafts.look(draft, key)
    answers = long_form.answers_of(content)
    # Noted first, so that a second press of the same button is known as one.
    marks = {code: form_after.mark(fields) for code, fields in content.steps.items()}
    open_form.keep(held, sent=marks, has_no_way=answers.lacks_a_way)
    try:
        opened = form_drafts.Opened(draft, key, held.payload["code"])
        sent = form_drafts.finish(context.secrets(), context.now(), opened, answers)
    except AlreadySaved:
        return code_page.saved_page(answers.kind, is_about_num=answers.is_about_num, is_repeat=True)
    except (NothingSaid, DraftChanged) as problem:
        return step_page(long_form, held, content, step, form=form, status=422, problem=problem)
    if sent.report.is_in_danger and not sent.is_repeat:
        tell_staff()
    return redirect(url_for(long_form.endpoint), 303)


def _here(long_form: LongForm, held: Opened, content: Content) -> ResponseReturnValue:
    """The page where one is."""
    code = held.payload.get("step", long_form.first)
    if code == DELETE:
        return delete_page(long_form, held, content)
    step = long_form.step(code, content)
    return step_page(long_form, held, content, step, has_more=held.payload.get("has_more", False))


def _closed(long_form: LongForm, is_known: bool = True) -> ResponseReturnValue:
    """The page's form is not open here: what was typed is kept until the code is there, or begins another.

    The cookie stays: it says later whose words they were. `is_known` is false where another's form is open instead.
    """
    if request.method == "GET":
        return closed_page(long_form)
    step = long_form.by_code.get(request.form.get("step", ""))
    if request.form.get("go") == BEGIN and step is not None:
        return _begun_again(long_form, step)
    fields = _typed()
    if {name for name, _value in fields} <= {"step", "draft_proof"}:
        return redirect(url_for(long_form.endpoint), 303)
    return closed_page(long_form, fields, is_known=is_known)


def _begun_again(long_form: LongForm, step: Step) -> ResponseReturnValue:
    """Begin another draft with the one step that was typed."""
    form, fields = form_filling.posted(step), _typed()
    if not form.validate():
        return closed_page(long_form, fields, form.status)
    try:
        form_id = context.read_form_id(request.form.get("form_id"))
        first = {step.code: form_filling.fields_of(form, step)}
        opened = form_drafts.start(context.secrets(), context.now(), form_id, first, long_form.kind)
    except (FormTooOld, AlreadySent):
        return closed_page(long_form, fields, 422)
    except UNABLE:
        return closed_page(long_form, fields, 503)
    open_form.begin(opened.draft, opened.key, opened.code)
    return redirect(url_for(long_form.endpoint), 303)


def _typed() -> list[tuple[str, str]]:
    """What was posted of the step itself."""
    return [(name, value) for name, value in kept.kept_fields() if name not in ("go", "seen", "form_id") and value]
