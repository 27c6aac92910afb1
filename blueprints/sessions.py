"""The session cookie, and Flask's `session` on top of a row kept on the server."""

import secrets as randomness
from contextlib import suppress
from copy import deepcopy

from flask import Flask, Request, Response, current_app, g, request, session
from flask.sessions import SessionInterface, SessionMixin
from peewee import OperationalError

from blueprints import context, cookies
from blueprints.htmx import wants_fragment
from models.account import Account
from models.database import DatabaseBusy, DatabaseUnwritable, connect
from models.report import Report
from rules import sessions


class ServerSession(dict, SessionMixin):
    """Flask's session: what the row's payload holds; without a cookie it is empty and nothing of it is kept."""


class ServerSessions(SessionInterface):
    """Finds the row behind the cookie, and saves what changed. Pages without a cookie get none."""

    def open_session(self, app: Flask, request: Request) -> ServerSession:
        """Look the cookie up; a page without one costs no query."""
        token = request.cookies.get(app.config["SESSION_COOKIE_NAME"])
        g.opened = None
        if token:
            try:
                connect()
                found = sessions.find(context.secrets(), token, context.now())
                # The value of an open form's own cookie is no sign-in.
                g.opened = found if found and found.row.kind != "form" else None
            except (DatabaseBusy, DatabaseUnwritable, OperationalError) as problem:
                # No error page can be made before the request begins; the guard raises it then.
                g.session_problem = problem
        # A deep copy: a flash goes into a list that is already there, and must be seen as a change.
        return ServerSession(deepcopy(g.opened.payload.get("flask", {})) if g.opened else {})

    def save_session(self, app: Flask, session: ServerSession, response: Response) -> None:  # type: ignore[override]
        """Keep what changed, and that the session is in use."""
        opened = g.get("opened")
        if opened is None or response.status_code >= 500:
            return
        if dict(session) != opened.payload.get("flask", {}):
            opened.payload["flask"] = dict(session)
            sessions.save(context.secrets(), opened)
        if request.blueprint == "reports" or (request.blueprint == "followup" and opened.row.account_id):
            # Somebody signed in who reports, or opens with a code what they began: the time would lie beside theirs.
            return
        if request.blueprint == "sending_staff" and wants_fragment():
            # Counts that refresh by themselves are no sign that somebody is there.
            return
        # The answer is worth more than the minute it was given.
        with suppress(DatabaseBusy, DatabaseUnwritable):
            sessions.touch(opened, context.now())


def begin(kind: str, payload: dict, account: Account | None = None, report: Report | None = None) -> str:
    """Start a session for whoever just proved who they are; this browser's old one ends. Returns the cookie's value."""
    finish()
    secrets = context.secrets()
    # Nothing of the session before lives on; the forms' token is made now, so that reading a page never has to write.
    session.clear()
    session["csrf_token"] = randomness.token_hex(20)
    token = sessions.start(secrets, context.now(), kind, payload | {"flask": dict(session)}, account, report)
    g.opened = sessions.find(secrets, token, context.now())
    g.new_cookie = token
    return token


def finish() -> None:
    """End this browser's session, if it has one."""
    if g.get("opened"):
        sessions.end(context.secrets(), g.opened.token)
    g.opened = None
    g.new_cookie = ""


def set_cookie(response: Response) -> Response:
    """Send the cookie that `begin` or `finish` decided on; other answers carry none."""
    return cookies.put(response, current_app.config["SESSION_COOKIE_NAME"], g.get("new_cookie"))
