"""Signing in and out, asking to join, and choosing a password by a link."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from blueprints import context, errors, kept, open_form, sessions
from blueprints.accounts.forms import ForgottenForm, JoinForm, PasswordForm, SignInForm
from models.account import Account
from rules import access, accounts, asked, membership, new_passwords
from rules.form_ids import FormTooOld
from rules.links import LinkGone, look
from rules.membership import Asked
from rules.passwords import PasswordTooWeak
from rules.sessions import kind_for
from rules.slow_hash import Busy
from tasks.letters import send_owed

blueprint = Blueprint("accounts", __name__)

# Where those land who are no staff; everybody else sees on their own page what they may do.
FIRST_PAGES = {access.MEMBER: "/alerts/", access.FRONTLINE: "/alerts/", access.PROJECT: "/projects/"}


@blueprint.route("/sign-in/", methods=["GET", "POST"])
def sign_in() -> ResponseReturnValue:
    """Sign in; a wrong password and an unknown address get the same answer after the same work."""
    form = SignInForm()
    if request.method == "GET":
        form.next.data = local_path(request.args.get("next", ""))
        return render_template("accounts/sign_in.html", form=form)
    if not form.validate():
        return render_template("accounts/sign_in.html", form=form), form.status
    try:
        done = accounts.sign_in(context.secrets(), context.now(), form.email.data or "", form.password.data or "")
    except (accounts.WrongPassword, Busy) as problem:
        form.form_errors.append(_(problem.message))
        return render_template("accounts/sign_in.html", form=form), errors.status_of(problem)
    words = kept.own_words(form.kept.data or "", done.account)
    sessions.begin(kind_for(done.account), done.payload, account=done.account)
    if done.account.bouncing_since:
        flash(_("Our e-mails to you came back, so we stopped. My page says what you can do."))
    if words:
        return errors.kept_page(*words)
    return redirect(_next_page(done.account, local_path(form.next.data or "")), 303)


@blueprint.post("/sign-out/")
def sign_out() -> ResponseReturnValue:
    """End this browser's session, and its hold on a form."""
    sessions.finish()
    open_form.close()
    return redirect(url_for("pages.home"), 303)


@blueprint.route("/join/", methods=["GET", "POST"])
def join() -> ResponseReturnValue:
    """Take a request to join; the answer and the work are the same for known and unknown addresses."""
    form = JoinForm()
    if request.method == "GET":
        return _join_page(form, 200, is_new=True)
    if not form.validate():
        return _join_page(form, form.status)
    try:
        context.read_form_id(form.form_id.data)
    except FormTooOld as problem:
        form.form_errors.append(_(problem.message))
        return _join_page(form, 422, is_new=True)
    wanted = Asked(
        form.name.data or "",
        form.email.data or "",
        form.areas.data or [],
        form.language.data,
        form.role.data,
        form.about.data or "",
    )
    asked.ask_to_join(context.secrets(), context.now(), wanted)
    send_owed()
    return render_template("accounts/joined.html")


@blueprint.route("/join/confirm/<token>/", methods=["GET", "POST"])
def confirm(token: str) -> ResponseReturnValue:
    """The page behind the letter's link: opening it changes nothing, its button confirms and sets the password."""
    form, secrets, now = PasswordForm(), context.secrets(), context.now()
    try:
        if look(secrets, now, "confirm-address", token).used_at is not None:
            return render_template("accounts/confirmed.html")
        if request.method == "GET" or not form.validate():
            return render_template("accounts/confirm.html", form=form), form.status
        membership.confirm(secrets, now, token, form.password.data or "")
    except LinkGone as problem:
        return _gone(problem, url_for("accounts.join"))
    except (PasswordTooWeak, Busy) as problem:
        return _not_taken("accounts/confirm.html", form, problem)
    return render_template("accounts/confirmed.html")


@blueprint.route("/forgotten/", methods=["GET", "POST"])
def forgotten() -> ResponseReturnValue:
    """Ask for a link to choose a new password; the answer and the work are the same for every address."""
    form = ForgottenForm()
    if request.method == "GET" or not form.validate():
        return render_template("accounts/forgotten.html", form=form), form.status
    asked.ask_for_password(context.secrets(), context.now(), form.email.data or "")
    send_owed()
    return render_template("accounts/forgotten_done.html")


@blueprint.route("/new-password/<token>/", methods=["GET", "POST"])
def new_password(token: str) -> ResponseReturnValue:
    """The page behind the letter's link: its button sets the password and ends all sessions."""
    form, secrets, now = PasswordForm(), context.secrets(), context.now()
    try:
        if new_passwords.look(secrets, now, token).used_at is not None:
            return render_template("accounts/new_password_done.html")
        if request.method == "GET" or not form.validate():
            return render_template("accounts/new_password.html", form=form), form.status
        new_passwords.choose(secrets, now, token, form.password.data or "")
    except LinkGone as problem:
        return _gone(problem, url_for("accounts.forgotten"))
    except (PasswordTooWeak, Busy) as problem:
        return _not_taken("accounts/new_password.html", form, problem)
    return render_template("accounts/new_password_done.html")


def local_path(path: str) -> str:
    """The path if it leads to a page of this site, else nothing; browsers read a backslash as a slash."""
    is_local = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable() and "\\" not in path
    return path if is_local else ""


def _next_page(account: Account, path: str) -> str:
    if not path:
        kind = access.kind_of(account.role, account.is_frontline)
        path = "/staff/" if kind in access.STAFF else FIRST_PAGES.get(kind, "/account/")
    return request.script_root + path


def _join_page(form: JoinForm, status: int, is_new: bool = False) -> ResponseReturnValue:
    if is_new:
        form.form_id.data = context.new_form_id()
    return render_template("accounts/join.html", form=form), status


def _not_taken(page: str, form: PasswordForm, problem: PasswordTooWeak | Busy) -> ResponseReturnValue:
    """The password page again, with what was wrong."""
    form.password.errors = [_(problem.message)]
    return render_template(page, form=form), errors.status_of(problem)


def _gone(problem: LinkGone, again: str) -> ResponseReturnValue:
    """A link that is used up or too old, and where to get another."""
    return render_template("accounts/link_gone.html", text=_(problem.message), again=again), 410
