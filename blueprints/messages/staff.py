"""Messages about one report at /staff/messages/: with its reporter, with its project, and what came of it."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from blueprints import context, guards
from blueprints.message_form import MessageForm, seen
from blueprints.messages.forms import OutcomeForm
from models.codes import OUTCOMES
from models.message import PARTIES
from models.report import Report
from rules import Refused, desk, message_notices, messages, outcomes, threads
from rules.form_ids import FormTooOld
from tasks.letters import send_owed

blueprint = guards.staff_blueprint("messages_staff", __name__, "/messages")


@blueprint.get("/<ref>/")
def both(ref: str) -> ResponseReturnValue:
    """What was written to and fro, for whoever reads the report."""
    found = _found(ref)
    return _page(found, {}, OutcomeForm(formdata=None, kind=found.kind), 200)


@blueprint.post("/<ref>/<any(reporter, project):party>/")
def write(ref: str, party: str) -> ResponseReturnValue:
    """Write to one party; the same form twice is one message."""
    found, form = _found(ref), MessageForm()
    outcome = OutcomeForm(formdata=None, kind=found.kind)
    if not form.validate():
        return _page(found, {party: form}, outcome, form.status)
    secrets, now, key = context.secrets(), context.now(), context.team_key()
    try:
        number = context.read_form_id(form.form_id.data)
        words = form.words.data or ""
        messages.from_casework(secrets, now, found, party, context.me(), number, words, team_private=key, seen=seen())
    except Refused as problem:
        if isinstance(problem, FormTooOld):
            form.form_id.data = context.new_form_id()
        form.words.errors = [_(problem.message)]
        return _page(found, {party: form}, outcome, 422)
    send_owed()
    flash(_("Sent."))
    return redirect(url_for("messages_staff.both", ref=ref), 303)


@blueprint.post("/<ref>/<any(reporter, project):party>/read/")
def read(ref: str, party: str) -> ResponseReturnValue:
    """Say that what a party wrote has been read; opening the page does not."""
    found = _found(ref)
    try:
        messages.note_read(context.now(), found, party, context.me(), seen())
    except Refused as problem:
        flash(_(problem.message))
    return redirect(url_for("messages_staff.both", ref=ref), 303)


@blueprint.post("/<ref>/outcome/")
def outcome(ref: str) -> ResponseReturnValue:
    """Tell what came of the report."""
    found = _found(ref)
    form = OutcomeForm(kind=found.kind)
    if not form.validate():
        return _page(found, {}, form, form.status)
    try:
        outcomes.tell(context.now(), found, context.me(), form.outcome.data or "")
    except Refused as problem:
        form.outcome.errors = [_(problem.message)]
        return _page(found, {}, form, 422)
    flash(_("Told. They see it when they come back."))
    return redirect(url_for("messages_staff.both", ref=ref), 303)


@blueprint.post("/<ref>/outcome/take-back/")
def no_outcome(ref: str) -> ResponseReturnValue:
    """Tell no outcome any more."""
    try:
        outcomes.take_back(context.now(), _found(ref), context.me())
    except Refused as problem:
        flash(_(problem.message))
    return redirect(url_for("messages_staff.both", ref=ref), 303)


def _found(ref: str) -> Report:
    return desk.find(ref, context.me()) or abort(404)


def _page(found: Report, typed: dict[str, MessageForm], outcome_form: OutcomeForm, status: int) -> ResponseReturnValue:
    """The page; what is sealed is opened for the report's readers alone, and noted. `typed` are forms to show again."""
    me, key = context.me(), context.team_key()
    is_mine = desk.is_reading(found, me)
    said = messages.look(context.now(), found, me, key) if is_mine and key and found.state != "erased" else None
    if said is not None and found.outcome in OUTCOMES and outcome_form.outcome.data is None:
        outcome_form.outcome.data = found.outcome
    parties = [party for party in PARTIES if said and (said[party] or threads.is_reachable(found, party))]
    page = render_template(
        "messages/staff_both.html",
        report=found,
        is_mine=is_mine,
        has_key=key is not None,
        said=said,
        parties=parties,
        writable=[party for party in parties if threads.is_reachable(found, party)],
        unread=threads.unread_parties(found),
        forms={party: _form(party, typed.get(party), len(said[party])) for party in parties} if said else {},
        typed=typed,
        way=message_notices.way(found, key) if said is not None and key else None,
        outcome_form=outcome_form,
        outcomes=OUTCOMES,
    )
    return page, status


def _form(party: str, typed: MessageForm | None, shown: int) -> MessageForm:
    """A party's form, as it was typed or fresh; two stand on one page, so each has its own ids."""
    form = typed or MessageForm(formdata=None, form_id=context.new_form_id())
    form.seen.data = shown
    for field in form:
        field.id = f"{field.name}-{party}"
    return form
