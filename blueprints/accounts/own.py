"""One's own page at /account/: a pause, another address, another password, leaving."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from blueprints import context, errors, outside, quiet, sessions
from blueprints.accounts import own_page
from blueprints.accounts.forms import AddressForm, ChangePasswordForm
from blueprints.accounts.views import blueprint
from rules import (
    accounts,
    deliveries,
    links,
    membership,
    new_passwords,
    project_workers,
    team_keys,
    unsubscribing,
    wishes,
)
from rules.passwords import NotYourPassword, PasswordTooWeak
from rules.sessions import kind_for
from rules.slow_hash import Busy
from tasks.letters import send_owed


@blueprint.get("/account/")
def own() -> ResponseReturnValue:
    """The page with everything one may change."""
    return own_page.shown()


@blueprint.post("/account/pause/")
def pause() -> ResponseReturnValue:
    """Stop all warnings by e-mail, or start them again; says "paused" only when no letter is under way."""
    me = context.me()
    act = request.form.get("act")
    if act not in ("pause", "resume"):
        return own_page.shown(422, problem=_(wishes.UnknownWish.message))
    if act == "resume":
        wishes.resume(me)
        flash(_("E-mails are on again, from the next warning on."))
        return redirect(url_for("accounts.own"), 303)
    wishes.pause(me)
    is_quiet = quiet.wait(lambda: deliveries.in_flight(account=me))
    flash(
        _("Paused. No e-mail comes until you go on.")
        if is_quiet
        else _("Stopping. One e-mail may still be on its way.")
    )
    return redirect(url_for("accounts.own"), 303)


@blueprint.route("/account/address/", methods=["GET", "POST"])
def address() -> ResponseReturnValue:
    """Ask to move to another address; the link that moves goes there."""
    form = AddressForm()
    if request.method == "GET" or not form.validate():
        return render_template("accounts/address.html", form=form), form.status
    link_to = outside.link_to("new-address")
    password, new = form.password.data or "", form.email.data or ""
    try:
        wishes.ask_new_address(context.secrets(), context.now(), context.me(), password, new, link_to)
    except (NotYourPassword, Busy) as problem:
        form.password.errors = [_(problem.message)]
        return render_template("accounts/address.html", form=form), errors.status_of(problem)
    except wishes.AskedTooOften as problem:
        form.email.errors = [_(problem.message)]
        return render_template("accounts/address.html", form=form), 422
    send_owed()
    flash(_("We sent a link to the new address. Press it within a day to move."))
    return redirect(url_for("accounts.own"), 303)


@blueprint.route("/account/address/<token>/", methods=["GET", "POST"])
def confirm_address(token: str) -> ResponseReturnValue:
    """The page behind the letter's link: opening it changes nothing, its button moves."""
    secrets, now = context.secrets(), context.now()
    try:
        link = links.look(secrets, now, "new-address", token)
        if request.method == "GET" and link.used_at is None:
            return render_template("accounts/confirm_address.html")
        wishes.confirm_new_address(secrets, now, token)
    except (links.LinkGone, accounts.AddressTaken) as problem:
        return render_template(
            "accounts/link_gone.html", text=_(problem.message), again=url_for("accounts.address")
        ), 410
    send_owed()
    return render_template("accounts/address_moved.html")


@blueprint.route("/account/password/", methods=["GET", "POST"])
def password() -> ResponseReturnValue:
    """Change the password; other sessions end, this one is begun anew."""
    form, me = ChangePasswordForm(), context.me()
    if request.method == "GET" or not form.validate():
        return render_template("accounts/password.html", form=form), form.status
    old, new = form.old_password.data or "", form.password.data or ""
    try:
        new_passwords.change(context.secrets(), context.now(), me, old, new)
    except (NotYourPassword, PasswordTooWeak, Busy) as problem:
        field = form.old_password if isinstance(problem, NotYourPassword) else form.password
        field.errors = [_(problem.message)]
        return render_template("accounts/password.html", form=form), errors.status_of(problem)
    opened = context.opened()
    kept = {name: value for name, value in opened.payload.items() if name != "flask"} if opened else {}
    sessions.begin(kind_for(me), kept, account=me)
    flash(_("Saved. Everywhere else you are signed out."))
    return redirect(url_for("accounts.own"), 303)


@blueprint.route("/account/leave/", methods=["GET", "POST"])
def leave() -> ResponseReturnValue:
    """Ask once, then close the account; says "nothing more is sent" only when no letter is under way."""
    me = context.me()
    if request.method == "GET":
        return _leave_page("", 200)
    try:
        membership.close(context.now(), me, me)
    except team_keys.LastHolder as problem:
        return _leave_page(_(problem.message), 409)
    sessions.finish()
    is_quiet = quiet.wait(lambda: unsubscribing.is_under_way(me))
    return render_template("accounts/left.html", is_quiet=is_quiet)


def _leave_page(problem: str, status: int) -> ResponseReturnValue:
    """Who leaves a project is told who reads its messages then."""
    me = context.me()
    is_last = me.project_id is not None and not project_workers.others(me)
    return render_template("accounts/leave.html", problem=problem, project=me.project, is_last=is_last), status
