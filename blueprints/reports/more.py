"""The long form at /report/more/."""

from flask.typing import ResponseReturnValue

from blueprints import form_steps, long_form
from blueprints.reports import sending
from blueprints.reports.steps import FOR_SOMEBODY, IN_ORDER
from blueprints.reports.views import blueprint

FORM = form_steps.offer(
    form_steps.LongForm(
        kind="harm",
        endpoint="reports.more",
        short="reports.report",
        steps=IN_ORDER,
        answers_of=sending.answers_of,
        for_somebody=FOR_SOMEBODY,
        is_for_somebody=lambda content: bool(sending.maker_of(content)),
    )
)


@blueprint.route("/report/more/", methods=["GET", "POST"])
def more() -> ResponseReturnValue:
    """The step where one is; a post keeps that step and goes on, sends everything, or deletes it."""
    return long_form.answer(FORM)
