"""People who asked to join, at /staff/members/."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from blueprints import context, guards
from blueprints.members.forms import AdmitForm, RefuseForm, admit_form
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
    rows = [(account, *_told(account, areas[account.id]), admit_form(account)) for account in found]
    return render_template("members/staff_waiting.html", rows=rows, is_more=is_more)


@blueprint.post("/<ref>/admit/")
def admit(ref: str) -> ResponseReturnValue:
    """Let somebody in, as what they asked for or as the caseworker chose; the letter says so."""
    account, form = _account(ref), AdmitForm()
    if not form.validate():
        flash(str(form.role.errors[0]))
        return redirect(url_for("members_staff.waiting"), 303)
    try:
        membership.admit(context.secrets(), context.now(), account, context.me(), form.role.data)
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
        name, about, areas = _told(account, account.area_codes)
        return render_template(
            "members/staff_refuse.html", account=account, name=name, about=about, areas=areas, form=form
        ), form.status
    try:
        membership.refuse(context.now(), account, context.me(), form.reason.data)
    except NotWaiting as problem:
        flash(_(problem.message))
    else:
        flash(_("Not let in. Nobody was written to."))
    return redirect(url_for("members_staff.waiting"), 303)


def _account(ref: str) -> Account:
    found = Account.get_or_none((Account.ref == ref) & Account.role.in_(membership.KINDS))
    if found is None:
        abort(404)
    return found


def _told(account: Account, areas: list[str]) -> tuple[str, str, list[str]]:
    """The working name, what they say of themselves, and the names of the areas."""
    secrets = context.secrets()
    return accounts.name_of(secrets, account), membership.about(secrets, account), [AREAS[code].name for code in areas]
