"""Pages for when something went wrong. None needs the database, and what was typed comes back."""

import secrets as randomness
import sys
import traceback
from types import TracebackType

from flask import Flask, Response, current_app, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from peewee import OperationalError
from werkzeug.exceptions import HTTPException, InternalServerError, SecurityError

from blueprints import context, kept
from blueprints.guards import NotSignedIn
from blueprints.tokens import NotOurForm
from models.database import DatabaseBusy, DatabaseUnwritable, named
from rules import Refused
from rules.slow_hash import Busy

# Heading, and what to do next. The office number stands below each.
TEXTS = {
    400: (_l("That did not arrive whole"), _l("Go back and send it again.")),
    403: (_l("This page is not open to you"), _l("Go to the first page, or sign in with another account.")),
    404: (
        _l("There is no page here"),
        _l("The address may be mistyped or the page may have moved. Try the first page."),
    ),
    405: (_l("This address does not work that way"), _l("Go to the first page and start from there.")),
    413: (
        _l("That is too long for us to take"),
        _l("Nothing was sent. Go back, make it shorter and send again, or ring us and tell us."),
    ),
    415: (_l("We cannot read that"), _l("This site takes no files. Go back, and write it in the form or ring us.")),
    422: (_l("That could not be done"), _l("Go back and try again.")),
    429: (_l("That was too many times"), _l("Wait a few minutes and try again. If it cannot wait, ring us.")),
    500: (_l("Something broke on our side"), _l("It is not your fault. Wait a minute and try again, or ring us.")),
    503: (_l("We cannot take this right now"), _l("Wait a minute and send again, or ring us.")),
}
# Of who has read more than one person needs, by where.
READ_ENOUGH = {
    "alerts.alert": _l(
        "You opened as many alerts as one person may: 60 in an hour, 300 in a day. It is there so that nobody can copy "
        "all of them, and nothing is wrong with your account. You can go on in an hour. The list stays open."
    ),
    "alerts.sheet": _l(
        "You made as many sheets as one person may: 20 in an hour, 60 in a day. It is there so that nobody can copy "
        "all alerts, and nothing is wrong with your account. You can go on in an hour."
    ),
}
KEPT = {429, 500, 503}


def handle(app: Flask) -> None:
    """Answer every error with a page, and log none of its words."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(InternalServerError, _broken)
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(DatabaseBusy, _not_now)
    app.register_error_handler(DatabaseUnwritable, _not_now)
    app.register_error_handler(NotOurForm, _not_our_form)
    app.register_error_handler(NotSignedIn, _not_signed_in)
    # Flask's own way writes the whole trace, and an exception's text may be somebody's words.
    app.log_exception = _log_nothing  # type: ignore[method-assign]


def kept_page(path: str, fields: list[tuple[str, str]], heading: str = "", text: str = "", number: str = "") -> str:
    """The page that shows posted words back, ready to be sent to the same address again."""
    return render_template(
        "errors/kept.html",
        path=path,
        fields=fields,
        heading=heading or _("Your words are still here"),
        text=text or _("Nothing was sent yet. Look through them and send."),
        number=number,
    )


def status_of(problem: Refused) -> int:
    """503 when too much is going on, so that it may be sent again as it is; 422 for any other no."""
    return 503 if isinstance(problem, Busy) else 422


def _answer(status: int, text: str = "", number: str = "") -> Response:
    heading, advice = TEXTS.get(status) or TEXTS[500 if status >= 500 else 400]
    if status in KEPT and request.method == "POST" and kept.kept_fields() and not kept.has_password():
        page = kept_page(kept.kept_path(), kept.kept_fields(), str(heading), text or str(advice), number)
    else:
        page = render_template("errors/page.html", heading=heading, text=text or advice, number=number)
    response = make_response(page, status)
    if status == 503:
        response.headers["Retry-After"] = "60"
    return response


def _http(error: HTTPException) -> ResponseReturnValue:
    """A refusal with a number of its own; redirects that Flask makes pass through."""
    if error.code is None or error.code < 400:
        return error.get_response()
    if isinstance(error, SecurityError):
        # A made-up host: no address of ours can be written into a page for it.
        return Response("400\n", 400, mimetype="text/plain")
    response = _answer(error.code, _read_enough(error.code))
    if error.code == 405:
        response.headers["Allow"] = dict(error.get_headers()).get("Allow", "GET")
    return response


def _read_enough(status: int) -> str:
    return str(READ_ENOUGH.get(request.endpoint or "", "")) if status == 429 else ""


def _refused(error: Refused) -> ResponseReturnValue:
    """A rule's no that the view did not expect."""
    return _answer(status_of(error), _(error.message))


def _not_now(error: Exception) -> ResponseReturnValue:
    """The database did not take it; nothing was written."""
    _log(sys.exc_info()[2], error, randomness.token_hex(4))
    return _answer(503)


def _broken(error: InternalServerError) -> ResponseReturnValue:
    """A mistake of ours: the log gets where, the person gets a number to tell us."""
    cause = error.original_exception or error
    if isinstance(cause, OperationalError):
        cause = named(cause)
    if isinstance(cause, DatabaseBusy | DatabaseUnwritable):
        return _not_now(cause)
    number = randomness.token_hex(4)
    _log(cause.__traceback__, cause, number)
    return _answer(500, number=number)


def _not_our_form(error: NotOurForm) -> ResponseReturnValue:
    """The form's token is old or of another session: the words come back with a fresh one."""
    fields = kept.kept_fields()
    if not fields or kept.has_password():
        return _answer(400, _("This page was open for too long. Go back, load it again and send again."))
    text = _("This page was open for a long time, so nothing was sent yet. Look through it and send again.")
    return make_response(kept_page(kept.kept_path(), fields, text=text), 400)


def _not_signed_in(error: NotSignedIn) -> ResponseReturnValue:
    """The session ended while somebody wrote: they sign in on this page and go on where they were."""
    fields = kept.kept_fields()
    sealed = kept.seal_kept(context.secrets().keys, kept.kept_path(), fields, context.now()) if fields else ""
    page = render_template("errors/signed_out.html", fields=fields, sealed=sealed, by_code=error.by_code)
    return make_response(page, 401)


def _log_nothing(exc_info: object) -> None:
    """In the place of Flask's own log line; `_broken` writes ours."""


def _log(trace: TracebackType | None, error: BaseException, number: str) -> None:
    """Class, file and line alone."""
    frames = traceback.extract_tb(trace)
    place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "?"
    current_app.logger.error("%s at %s, number %s", type(error).__qualname__, place, number)
