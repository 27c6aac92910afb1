"""The checker at /check/: one question, one answer, nothing kept."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from blueprints import context, htmx
from blueprints.checker.forms import CheckForm
from models.codes import AREAS, HARMS
from rules import access, checker, reach, tally

blueprint = Blueprint("checker", __name__, url_prefix="/check")

# Every answer is filled up to a multiple of this many bytes, so that its size does not tell what it says.
BLOCK = 2048
FILLING = Markup("<!--%s-->")


@blueprint.route("/", methods=["GET", "POST"])
def check() -> ResponseReturnValue:
    """The box, and below it the answer to what was typed."""
    form = CheckForm()
    answer = None
    if form.validate_on_submit():
        try:
            answer = checker.check(context.secrets(), form.value.data, reach.readable(context.me()))
        except checker.Unreadable as problem:
            form.value.errors = [_(problem.message)]
    return htmx.page_or_fragment(
        "checker/check.html",
        "checker/_answer.html",
        form.status,
        form=form,
        answer=answer,
        areas=AREAS,
        harms=HARMS,
        may_read=access.may(context.visitor(), "alerts.alert"),
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
