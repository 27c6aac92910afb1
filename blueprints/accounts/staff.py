"""The manager's desk at /staff/accounts/, and giving access to sealed reports."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from blueprints import context, guards, outside
from blueprints.accounts.forms import ROLE_NAMES, NewAccountForm, RoleForm
from models.account import Account
from rules import Refused, access, accounts, roles, team_keys
from rules.accounts import AddressTaken
from rules.team_keys import LastHolder, NoAccess
from tasks.letters import send_owed

blueprint = guards.staff_blueprint("accounts_staff", __name__, "/accounts")


@blueprint.get("/")
def all_accounts() -> ResponseReturnValue:
    """All accounts but members': working names, roles and states; no address is ever listed."""
    # Those who asked to join and wait, or were refused, are the caseworkers' alone.
    shown = Account.select().where((Account.role != access.MEMBER) & Account.state.in_(("invited", "admitted")))
    rows = [
        (account, accounts.name_of(context.secrets(), account)) for account in shown.order_by(Account.role, Account.id)
    ]
    members = Account.admitted().where(Account.role == access.MEMBER).count()
    return render_template("accounts/staff_all.html", rows=rows, role_names=ROLE_NAMES, members=members)


@blueprint.route("/new/", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """Make an account; the first password is chosen behind a link that only its owner gets."""
    form = NewAccountForm()
    if request.method == "GET" or not form.validate():
        return render_template("accounts/staff_new.html", form=form), form.status
    secrets, now, link_to = context.secrets(), context.now(), outside.link_to("new-password")
    try:
        roles.invite(secrets, now, context.me(), form.role.data, form.name.data or "", form.email.data or "", link_to)
    except (AddressTaken, roles.WroteAlready) as problem:
        form.email.errors = [_(problem.message)]
        return render_template("accounts/staff_new.html", form=form), 422
    send_owed()
    flash(_("Made. We sent them a link to choose a password."))
    return redirect(url_for("accounts_staff.all_accounts"), 303)


@blueprint.route("/<ref>/", methods=["GET", "POST"])
def change(ref: str) -> ResponseReturnValue:
    """One account: its role, whether it is frontline, a new password link, and the way to closing it."""
    account = _account(ref)
    form = RoleForm(data={"role": account.role})
    if request.method == "GET":
        return _change_page(account, form, 200)
    try:
        done = _act(account, form, request.form.get("act", ""))
    except Refused as problem:
        form.form_errors.append(_(problem.message))
        return _change_page(account, form, 409)
    if not done:
        if not form.errors:
            form.form_errors.append(_("Press one of the buttons below."))
        return _change_page(account, form, 422)
    send_owed()
    flash(done)
    return redirect(url_for("accounts_staff.change", ref=ref), 303)


@blueprint.route("/<ref>/close/", methods=["GET", "POST"])
def close(ref: str) -> ResponseReturnValue:
    """Ask once, then close an account; its sessions end at once."""
    account = _account(ref)
    problem = ""
    if request.method == "POST":
        try:
            roles.close(context.now(), context.me(), account)
        except (roles.NotYourself, LastHolder) as refused:
            problem = _(refused.message)
        else:
            flash(_("Closed."))
            return redirect(url_for("accounts_staff.all_accounts"), 303)
    name = accounts.name_of(context.secrets(), account)
    return render_template(
        "accounts/staff_close.html", account=account, name=name, problem=problem
    ), 409 if problem else 200


@blueprint.get("/access/", endpoint="access")
def wait_for_access() -> ResponseReturnValue:
    """Caseworkers who wait for access; only somebody who has it can give it."""
    return _access_page("")


@blueprint.post("/access/<ref>/")
def give_access(ref: str) -> ResponseReturnValue:
    """Seal the team's key to a colleague."""
    team_key = context.team_key()
    to = next((account for account in team_keys.waiting() if account.ref == ref), None)
    if team_key is None:
        return _access_page(_(NoAccess.message)), 403
    if to is not None:
        team_keys.give(context.now(), context.me(), to, team_key)
        flash(_("Given. It works when they sign in the next time."))
    return redirect(url_for("accounts_staff.access"), 303)


def _act(account: Account, form: RoleForm, act: str) -> str:
    """Do what the button says; the words for the page, or nothing when the form was not right."""
    secrets, now, me, link_to = context.secrets(), context.now(), context.me(), outside.link_to("new-password")
    if act == "role" and form.validate():
        roles.change_role(secrets, now, me, account, form.role.data, link_to)
        return _("Saved. They have to sign in again.")
    if act == "frontline":
        roles.mark_frontline(now, me, account, not account.is_frontline)
        return _("Saved.")
    if act == "renew":
        roles.renew(secrets, now, me, account, link_to)
        return _("Their old password is gone. We sent them a link to choose another.")
    return ""


def _account(ref: str) -> Account:
    """The account at this address; closed ones cannot be changed."""
    found = Account.get_or_none((Account.ref == ref) & (Account.state != "closed"))
    if found is None:
        abort(404)
    return found


def _change_page(account: Account, form: RoleForm, status: int) -> ResponseReturnValue:
    page = render_template(
        "accounts/staff_account.html",
        account=account,
        name=accounts.name_of(context.secrets(), account),
        form=form,
        role_names=ROLE_NAMES,
        is_me=account.id == context.me().id,
        may_be_frontline=account.role == access.PRACTITIONER,
    )
    return page, status


def _access_page(problem: str) -> str:
    rows = [(account, accounts.name_of(context.secrets(), account)) for account in team_keys.waiting()]
    return render_template(
        "accounts/staff_access.html", rows=rows, problem=problem, has_access=context.team_key() is not None
    )
