"""What the page shows of a warning that its reporter wants to see before it goes out."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from blueprints import context
from blueprints.followup.forms import AnswerForm
from models.report import Report
from rules import browse, complaint_words, complaints, shown_first
from rules.browse import Reading


@dataclass
class Warned:
    """A warning as members will read it, how its reporter stands to it, and the form they answer with."""

    alert: Reading
    says: str
    until: datetime | None
    seen: str
    form: AnswerForm


def complaint(report: Report) -> dict[str, Any]:
    """How a complaint about a professional stands, for its reporter: the steps and the letter, never a note."""
    if report.kind != "professional":
        return {}
    return {"steps": complaints.steps(context.now(), report), "letter": complaint_words.find(report)}


def warnings(report: Report, typed: AnswerForm | None = None) -> list[Warned]:
    """The warnings that wait for this reporter; what was typed stays with the text it was about or the first one."""
    found = [
        Warned(
            browse.preview(one.alert, one.words),
            one.says,
            one.until,
            one.seen,
            AnswerForm(formdata=None, form_id=context.new_form_id()),
        )
        for one in shown_first.to_show(context.secrets(), context.now(), report)
    ]
    if found and typed is not None:
        about = next((one for one in found if one.seen == typed.shown.data), found[0])
        about.form = typed
    for number, one in enumerate(found):
        one.form.shown.data = one.seen
        # The form for messages on the same page has a field of this name.
        one.form.form_id.id = "warning-form_id"
        for field in one.form if number else ():
            # Two forms on one page: their fields need names of their own to be pointed at.
            field.id = f"{field.id}-{number}"
            field.label.field_id = field.id
    return found
