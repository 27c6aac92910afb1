"""A project's workers at /projects/workers/: who is there, who waits, and what a lead does about it."""

from collections.abc import Callable

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from blueprints import context, outside
from blueprints.projects.forms import InviteForm
from blueprints.projects.views import blueprint
from models.account import Account
from rules import Refused, accounts, invitations, leads, project_workers, team_keys
from rules.roles import WroteAlready
from tasks.letters import send_owed


@blueprint.get("/workers/", endpoint="workers")
def all_workers() -> ResponseReturnValue:
    """Colleagues by their working names; only a lead gets the buttons."""
    return _page(InviteForm(formdata=None), 200)


@blueprint.post("/workers/invite/")
def invite() -> ResponseReturnValue:
    """Invite a colleague; the page is the same whether or not the address is known here."""
    form = InviteForm()
    if not form.validate():
        return _page(form, form.status)
    secrets, now, link_to = context.secrets(), context.now(), outside.link_to(invitations.INVITATION)
    try:
        project_workers.invite(secrets, now, context.me(), form.name.data or "", form.email.data or "", link_to)
    except WroteAlready as problem:
        form.email.errors = [_(problem.message)]
        return _page(form, 422)
    except Refused as problem:
        return _page(form, 409, _(problem.message))
    return _done(_("Invited. The letter’s link is good for two weeks."))


@blueprint.post("/workers/<ref>/cancel/")
def cancel(ref: str) -> ResponseReturnValue:
    """Take an invitation back."""
    account = _colleague(ref)
    done = _("Taken back. The link in the letter does not work any more.")
    return _act(lambda: project_workers.cancel(context.now(), context.me(), account), done)


@blueprint.post("/workers/<ref>/access/")
def give_access(ref: str) -> ResponseReturnValue:
    """Give a colleague the project's key."""
    account, key = _colleague(ref), context.project_key()
    done = _("Given. It works when they sign in the next time.")
    return _act(lambda: project_workers.give_access(context.now(), context.me(), account, key), done)


@blueprint.post("/workers/<ref>/lead/")
def make_lead(ref: str) -> ResponseReturnValue:
    """Make a colleague a lead too."""
    account = _colleague(ref)
    return _act(lambda: project_workers.make_lead(context.now(), context.me(), account), _("They are a lead now."))


@blueprint.post("/workers/<ref>/password/")
def renew(ref: str) -> ResponseReturnValue:
    """Take a colleague's password away and send a link for another."""
    account, link_to = _colleague(ref), outside.link_to("new-password")
    done = _("Their old password is gone. We sent them a link; afterwards they need access again.")
    return _act(lambda: project_workers.renew(context.secrets(), context.now(), context.me(), account, link_to), done)


@blueprint.route("/workers/<ref>/end/", methods=["GET", "POST"])
def end_access(ref: str) -> ResponseReturnValue:
    """Ask once, then end a colleague's access at once."""
    account, problem = _colleague(ref), ""
    if request.method == "POST":
        try:
            project_workers.end_access(context.now(), context.me(), account)
        except Refused as refused:
            problem = _(refused.message)
        else:
            return _done(_("Ended. They are signed out everywhere."))
    name = accounts.name_of(context.secrets(), account)
    return render_template("projects/worker_end.html", account=account, name=name, problem=problem), (
        409 if problem else 200
    )


def _colleague(ref: str) -> Account:
    """Somebody of one's own project; anybody else is not found, as nobody is."""
    return project_workers.find(context.own_project(), ref) or abort(404)


def _act(act: Callable[[], object], said: str) -> ResponseReturnValue:
    """Do one act and say so, or show the page with why not."""
    try:
        act()
    except Refused as problem:
        return _page(InviteForm(formdata=None), 409, _(problem.message))
    return _done(said)


def _done(words: str) -> ResponseReturnValue:
    send_owed()
    flash(words)
    return redirect(url_for("projects.workers"), 303)


def _page(form: InviteForm, status: int, problem: str = "") -> ResponseReturnValue:
    project, me, secrets = context.own_project(), context.me(), context.secrets()
    without = {account.id for account in team_keys.waiting(project.ref)}
    page = render_template(
        "projects/workers.html",
        project=project,
        me=me,
        form=form,
        problem=problem,
        has_key=context.project_key() is not None,
        rows=[
            (account, accounts.name_of(secrets, account), account.id in without) for account in leads.workers(project)
        ],
        invited=[(account, accounts.name_of(secrets, account)) for account in invitations.waiting(project)],
    )
    return page, status
