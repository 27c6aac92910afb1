"""The long form about a professional, at /professionals/more/."""

from flask.typing import ResponseReturnValue

from blueprints import form_steps, long_form
from blueprints.professionals import sending
from blueprints.professionals.steps import IN_ORDER
from blueprints.professionals.views import blueprint

FORM = form_steps.offer(
    form_steps.LongForm(
        kind="professional",
        endpoint="professionals.more",
        short="professionals.report",
        steps=IN_ORDER,
        answers_of=sending.answers_of,
    )
)


@blueprint.route("/professionals/more/", methods=["GET", "POST"])
def more() -> ResponseReturnValue:
    """The step where one is; a post keeps that step and goes on, sends everything, or deletes it."""
    return long_form.answer(FORM)
