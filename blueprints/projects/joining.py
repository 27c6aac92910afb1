"""Joining: an organisation asks at /projects/join/, and a worker accepts an invitation."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from blueprints import context, errors
from blueprints.projects.forms import AcceptForm, AskForm
from blueprints.projects.views import blueprint
from rules import invitations, projects, team_keys
from rules.form_ids import FormTooOld
from rules.links import LinkGone
from rules.passwords import PasswordTooWeak
from rules.projects import Contact
from rules.slow_hash import Busy


@blueprint.route("/join/", methods=["GET", "POST"])
def join() -> ResponseReturnValue:
    """Take an organisation's request; no account is looked at, and the same form twice is one request."""
    form = AskForm()
    if request.method == "GET":
        return _join_page(form, 200, is_new=True)
    if not form.validate():
        return _join_page(form, form.status)
    try:
        number = context.read_form_id(form.form_id.data)
    except FormTooOld as problem:
        form.form_errors.append(_(problem.message))
        return _join_page(form, 422, is_new=True)
    contact = Contact(form.name.data or "", form.email.data or "", form.phone.data or "", form.about.data or "")
    projects.ask(context.secrets(), context.now(), number, form.organisation.data or "", form.areas.data or [], contact)
    return render_template("projects/asked.html")


@blueprint.route("/invitation/<token>/", methods=["GET", "POST"])
def invitation(token: str) -> ResponseReturnValue:
    """The page behind an invitation's link: opening it changes nothing, its button joins the project."""
    form, secrets, now = AcceptForm(), context.secrets(), context.now()
    try:
        link = invitations.look(secrets, now, token)
        if link.used_at is None and (request.method == "GET" or not form.validate()):
            return _invitation_page(form, link.account.project.name, form.status)
        invitations.accept(secrets, now, token, form.name.data or "", form.password.data or "")
    except LinkGone:
        return render_template("projects/invitation_gone.html"), 410
    except (PasswordTooWeak, Busy) as problem:
        form.password.errors = [_(problem.message)]
        return _invitation_page(form, link.account.project.name, errors.status_of(problem))
    return render_template("projects/accepted.html", is_waiting=not team_keys.has_access(link.account))


def _join_page(form: AskForm, status: int, is_new: bool = False) -> ResponseReturnValue:
    if is_new:
        form.form_id.data = context.new_form_id()
    return render_template("projects/join.html", form=form), status


def _invitation_page(form: AcceptForm, project: str, status: int) -> ResponseReturnValue:
    return render_template("projects/invitation.html", form=form, project=project), status
