"""People who asked to join, at /staff/members/."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from blueprints import context, guards
from blueprints.members.forms import RefuseForm
from models.account import Account, AccountArea
from models.codes import AREAS
from rules import accounts, membership
from rules.membership import NotWaiting
from tasks.letters import send_owed

blueprint = guards.staff_blueprint("members_staff", __name__, "/members")

SHOWN = 50


@blueprint.get("/")
def waiting() -> ResponseReturnValue:
    """Who confirmed their address and waits, oldest first; no address is shown."""
    found = list(Account.waiting().limit(SHOWN + 1))
    is_more, found = len(found) > SHOWN, found[:SHOWN]
    areas = AccountArea.codes_of(found)
    rows = [(account, *_told(account, areas[account.id])) for account in found]
    return render_template("members/staff_waiting.html", rows=rows, is_more=is_more)


@blueprint.post("/<ref>/admit/")
def admit(ref: str) -> ResponseReturnValue:
    """Let somebody in; the letter says so."""
    try:
        membership.admit(context.secrets(), context.now(), _account(ref), context.me())
    except NotWaiting as problem:
        flash(_(problem.message))
    else:
        send_owed()
        flash(_("Let in. We wrote to them."))
    return redirect(url_for("members_staff.waiting"), 303)


@blueprint.route("/<ref>/refuse/", methods=["GET", "POST"])
def refuse(ref: str) -> ResponseReturnValue:
    """Say no for a reason."""
    account, form = _account(ref), RefuseForm()
    if request.method == "GET" or not form.validate():
        name, areas = _told(account, account.area_codes)
        return render_template(
            "members/staff_refuse.html", account=account, name=name, areas=areas, form=form
        ), form.status
    try:
        membership.refuse(context.now(), account, context.me(), form.reason.data)
    except NotWaiting as problem:
        flash(_(problem.message))
    else:
        flash(_("Not let in. Nobody was written to."))
    return redirect(url_for("members_staff.waiting"), 303)


def _account(ref: str) -> Account:
    found = Account.get_or_none((Account.ref == ref) & (Account.role == "member"))
    if found is None:
        abort(404)
    return found


def _told(account: Account, areas: list[str]) -> tuple[str, list[str]]:
    """The working name and the names of the areas."""
    return accounts.name_of(context.secrets(), account), [AREAS[code].name for code in areas]
