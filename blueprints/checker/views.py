"""The checker at /check/: up to 20 questions, an answer to each, nothing kept."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from blueprints import context, htmx
from blueprints.checker.forms import CheckForm
from models.codes import AREAS, HARMS
from rules import Refused, access, askings, checker, reach, tally
from rules.grades import GRADES
from rules.slow_hash import Busy

blueprint = Blueprint("checker", __name__, url_prefix="/check")

# Every answer is filled up to a multiple of this many bytes, so that its size does not tell what it says.
BLOCK = 2048
FILLING = Markup("<!--%s-->")


@blueprint.route("/", methods=["GET", "POST"])
def check() -> ResponseReturnValue:
    """The box, and below it the answer to each line that was typed."""
    form = CheckForm()
    lines: list[checker.Line] = []
    if form.validate_on_submit():
        try:
            lines = _answered(form.value.data or "")
        except Busy:
            raise
        except Refused as problem:
            form.value.errors = [_(problem.message)]
    me, today = context.me(), context.now().date()
    return htmx.page_or_fragment(
        "checker/check.html",
        "checker/_answer.html",
        form.status,
        form=form,
        lines=lines,
        areas=AREAS,
        harms=HARMS,
        grades=GRADES,
        may_read=access.may(context.visitor(), "alerts.alert"),
        few_until=me.probation_until if access.is_on_probation(me, today) else None,
    )


@blueprint.post("/plan/")
def plan() -> ResponseReturnValue:
    """Whether the answer changed a plan: counted, tied to nobody and to nothing that was checked."""
    tally.count(context.now(), "check", request.form.get("answer", ""))
    if htmx.wants_fragment():
        return htmx.page_or_fragment("checker/_plan.html", "checker/_plan.html", is_thanked=True)
    flash(_("Thank you. We counted that, without your name."))
    return redirect(url_for("checker.check"), 303)


@blueprint.app_template_filter()
def filled(block: Markup) -> Markup:
    """The block with a comment behind it, a multiple of BLOCK bytes long."""
    missing = -len((block + FILLING % "").encode()) % BLOCK
    return block + FILLING % ("." * missing)


def _answered(text: str) -> list[checker.Line]:
    """Each line with its answer, counted for who asks again and again. Raises Unreadable, TooManyLines, Busy.

    Where no line at all can be read, the page says so at the box.
    """
    me, now, secrets = context.me(), context.now(), context.secrets()
    lines = checker.check_lines(secrets, now.date(), text, reach.readable(me))
    if not any(line.answer for line in lines):
        raise checker.Unreadable
    askings.note(secrets, now, me, [line.answer.mark for line in lines if line.answer])
    return lines
