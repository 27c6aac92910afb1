"""The guards before every view: the policy table, and the forms' proof."""

from flask import Blueprint, Flask, abort, g, redirect, request, url_for

from blueprints import context, tokens
from models.database import DatabaseBusy, DatabaseUnwritable, connect
from rules import access

NEEDS_NO_DATABASE = {
    "pages.home",
    "help.index",
    "help.page",
    "reports.report",
    "professionals.report",
    "packages.ask",
    "pages.robots",
    "pages.security",
}

# What browsers call a form; nothing when it is empty.
FORMS = {"", "application/x-www-form-urlencoded", "multipart/form-data"}


class NotSignedIn(Exception):
    """Somebody without a session posted to a page that needs one; what was typed is kept for after sign-in.

    `by_code`: the page is a reporter's, who comes back with the receipt code.
    """

    def __init__(self, by_code: bool = False):
        self.by_code = by_code


def guard(app: Flask) -> None:
    """Put the guards before every view and refuse to start when an endpoint is missing in the policy table."""
    missing = access.unnamed(set(app.view_functions))
    if missing:
        raise RuntimeError(f"rules/access.py does not name: {', '.join(sorted(missing))}")
    app.before_request(_look_only)
    app.before_request(_open_database)
    app.before_request(_check_policy)
    app.before_request(_check_kind)
    app.before_request(tokens.check_request)


def staff_blueprint(name: str, import_name: str, prefix: str) -> Blueprint:
    """A blueprint below /staff/ whose views staff roles alone reach, whatever the table says by mistake."""
    blueprint = Blueprint(name, import_name, url_prefix=f"/staff{prefix}")
    blueprint.before_request(_check_staff)
    return blueprint


def _look_only() -> None:
    """HEAD asks what GET would answer and does no more: views know GET and POST, and took it for POST otherwise.

    The answer goes without its body all the same; the server looks at what was asked.
    """
    if request.method == "HEAD":
        request.method = "GET"


def _check_policy():
    """The policy table, for every request that reaches a view."""
    if request.endpoint is None or access.may(context.visitor(), request.endpoint):
        return None
    if context.account() is not None:
        abort(403)
    if request.method == "POST":
        raise NotSignedIn(access.may(access.CODE, request.endpoint))
    if access.may(access.CODE, request.endpoint):
        return redirect(url_for("followup.enter"), 303)
    return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")), 303)


def _check_kind() -> None:
    """Take forms alone: no files, no JSON. Who leaves by `exit` or `unsubscribe` need not even send a form.

    The written exception is what a partner website asks with its key: no form of a browser can be of this type, and no
    cookie is read there, so nobody's browser can be made to ask. The other guards stand before it as before any view.
    """
    if request.endpoint in context.TAKES_KEYS and request.mimetype == "application/json":
        return
    if request.method != "POST" or request.endpoint is None or request.endpoint in tokens.NEEDS_NO_PROOF:
        return
    if request.mimetype not in FORMS or request.files:
        abort(415)


def _check_staff() -> None:
    found = context.account()
    if found is None or found.role not in access.STAFF:
        abort(403)


def _open_database() -> None:
    """Open this thread's database connection; the form and help are shown without one, and leaving needs none."""
    if request.endpoint == "pages.leave":
        return
    try:
        if "session_problem" in g:
            raise g.session_problem
        connect()
    except (DatabaseBusy, DatabaseUnwritable):
        if request.method != "GET" or request.endpoint not in NEEDS_NO_DATABASE:
            raise
