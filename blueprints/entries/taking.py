"""Taking one keyed form: what a caseworker's and a project's page do alike."""

from flask import g
from flask_babel import gettext as _

from blueprints import context, errors
from blueprints.entries.told import ToldForm
from rules import Refused, reports
from rules.answers import Arrival
from rules.form_ids import FormTooOld
from tasks.letters import tell_staff


def take(form: ToldForm, arrival: Arrival) -> tuple[reports.Sent | None, int]:
    """Store what was keyed in; without a report the form says why, and the number is the answer's status."""
    try:
        form_id = context.read_form_id(form.form_id.data)
        sent = reports.send(context.secrets(), context.now(), form.answers(), form_id, arrival)
    except reports.NothingSaid as problem:
        form[form.first].errors = [_(problem.message)]
        return None, 422
    except Refused as problem:
        if isinstance(problem, FormTooOld):
            form.form_id.data = context.new_form_id()
        form.form_errors.append(_(problem.message))
        return None, errors.status_of(problem)
    if sent.report.is_in_danger and not sent.is_repeat:
        tell_staff()
    # A code stands on the page: its size must not tell what it says.
    g.keep_uncompressed = True
    return sent, 200
