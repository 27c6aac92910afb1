"""A form on one page that becomes a report: sent at once, or gone on with as a draft of the long form."""

from collections.abc import Callable, Mapping

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from peewee import OperationalError
from wtforms import Field

from blueprints import code_page, context, form_steps, open_form
from blueprints.forms import Form
from models.codes import PERMISSIONS
from models.database import DatabaseBusy, DatabaseUnwritable
from rules import Refused, form_drafts, reports
from rules.answers import Answers
from rules.form_drafts import AlreadySent
from rules.form_ids import FormId, FormTooOld
from rules.reports import AlreadySaved, NothingSaid
from rules.slow_hash import Busy
from rules.team_keys import NoTeamKey
from tasks.letters import tell_staff

MORE = "more"
UNABLE = (Busy, NoTeamKey, DatabaseBusy, DatabaseUnwritable, OperationalError)

# The form's page: with what status, and what went wrong.
Page = Callable[[int, Exception | None], ResponseReturnValue]
# What was answered, as the first steps of the long form.
Steps = Callable[[], Mapping[str, form_drafts.Fields]]


def taken(answers: Answers, form_id: str | None, page: Page, steps: Steps | None = None) -> ResponseReturnValue:
    """Store what was sent and only then show its receipt code. With `steps`, the button "Add more" begins the long form
    instead, and nothing is sent yet."""
    try:
        number = context.read_form_id(form_id)
        if steps and request.form.get("act") == MORE:
            return _begun(answers.kind, number, steps())
        sent = reports.send(context.secrets(), context.now(), answers, number)
    except AlreadySaved:
        return code_page.saved_page(answers.kind, is_about_num=answers.is_about_num, is_repeat=True)
    except (NothingSaid, FormTooOld, AlreadySent) as problem:
        return page(422, problem)
    except UNABLE as problem:
        return page(503, problem)
    if sent.report.is_in_danger and not sent.is_repeat:
        tell_staff()
    return code_page.code_page(sent.code, sent.report, has_no_way=answers.lacks_a_way)


def page(
    template: str, form: Form, first: Field, status: int, problem: Exception | None = None, **more
) -> ResponseReturnValue:
    """The form with what was typed, a fresh form id where the old one cannot be used, and what went wrong.

    That nothing was said stands at the field `first`.
    """
    if status == 200 or isinstance(problem, (FormTooOld, AlreadySent)):
        form.form_id.data = context.new_form_id()
    if isinstance(problem, NothingSaid):
        first.errors = [problem.message]
    message = problem.message if isinstance(problem, Refused) and not isinstance(problem, NothingSaid) else None
    effects = {one.code: one.effect for one in PERMISSIONS.values()}
    return render_template(template, form=form, effects=effects, status=status, message=message, **more), status


def _begun(kind: str, number: FormId, steps: Mapping[str, form_drafts.Fields]) -> ResponseReturnValue:
    """Go on with more questions: what is typed already is kept a day."""
    opened = form_drafts.start(context.secrets(), context.now(), number, steps, kind)
    open_form.begin(opened.draft, opened.key, opened.code)
    return redirect(form_steps.address_of(opened.draft), 303)
