"""Pages of a long form: one step, the overview, the question before deleting, and the one when no form is open."""

from flask import make_response, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from blueprints import context, form_filling, htmx, kept, open_form
from blueprints.form_steps import OVERVIEW, LongForm, Step
from blueprints.forms import Form
from models.codes import PERMISSIONS
from rules import Refused
from rules.form_drafts import Content
from rules.keyed import shown_code
from rules.sessions import Opened


def step_page(
    long_form: LongForm,
    held: Opened,
    content: Content,
    step: Step | None,
    form: Form | None = None,
    status: int = 200,
    problem: Exception | None = None,
    has_more: bool = False,
) -> ResponseReturnValue:
    """One step, or without one the overview; `form` has what was typed when it could not be kept as it is."""
    if step is not None and form is None:
        form = form_filling.kept(step, content.steps.get(step.code, {}), has_more)
    return _page(
        long_form,
        held,
        content,
        status,
        step=step,
        code=step.code if step else OVERVIEW,
        form=form,
        parts=form_filling.parts(form, step) if step and form else [],
        has_room=bool(step and form and step.row and form_filling.has_room(form, step)),
        effects={one.code: one.effect for one in PERMISSIONS.values()},
        next=long_form.after(step.code) if step else OVERVIEW,
        earlier=form_filling.replaced(step, content) if step else [],
        problem=_(problem.message) if isinstance(problem, Refused) else "",
        asks_again=_asks_again(long_form, content),
    )


def delete_page(long_form: LongForm, held: Opened, content: Content) -> ResponseReturnValue:
    """Ask once before what was begun is deleted."""
    return _page(long_form, held, content, 200, is_deleting=True)


def closed_page(
    long_form: LongForm, fields: list[tuple[str, str]] | None = None, status: int = 401, is_known: bool = True
) -> ResponseReturnValue:
    """This form is not open in this browser, or another is: a box for the code, and a way to begin; what was typed goes
    with both, with the code only where `is_known` whose words they are."""
    sealed = kept.seal_kept(context.secrets().keys, kept.kept_path(), fields, context.now()) if fields else ""
    page = render_template(
        "long_form/closed.html",
        long_form=long_form,
        fields=fields or [],
        sealed=sealed,
        form_id=context.new_form_id(),
        status=status,
        # Without the cookie nobody knows whose words these are, and a code does not bring them along.
        is_known=is_known and bool(open_form.token()),
    )
    return make_response(page, status if fields else 200)


def _page(long_form: LongForm, held: Opened, content: Content, status: int, **more) -> ResponseReturnValue:
    return htmx.page_or_fragment(
        "long_form/more.html",
        "long_form/_step.html",
        status,
        long_form=long_form,
        steps=long_form.steps,
        filled={code for code, fields in content.steps.items() if fields},
        version=content.version,
        shown_code=shown_code(held.payload["code"]),
        proof=open_form.proof(),
        is_fragment=htmx.wants_fragment(),
        is_unable=status == 503,
        **more,
    )


def _asks_again(long_form: LongForm, content: Content) -> bool:
    """Whether permissions were ticked before somebody said that it is about somebody else."""
    other = long_form.for_somebody
    ticked = content.steps.get(other.code, {}) if other else {}
    return "permissions" in ticked and long_form.is_for_somebody(content)
