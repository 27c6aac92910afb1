"""Keying identifiers anew at /staff/keying/: some reports for each press, for as long as somebody lets it go on."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from blueprints import context, guards, htmx
from rules import Refused, keying

blueprint = guards.staff_blueprint("keying_staff", __name__, "/keying")


@blueprint.get("/", endpoint="keying")
def keying_anew() -> ResponseReturnValue:
    """How far it is, and the button."""
    return _page()


@blueprint.post("/")
def go_on() -> ResponseReturnValue:
    """Key the next reports. With script the answer presses the button by itself, without it somebody does."""
    said = ""
    try:
        keying.key_some(context.secrets(), context.now(), context.me(), context.team_key())
    except Refused as problem:
        said = _(problem.message)
    if htmx.wants_fragment():
        return _page(said, is_going=not said)
    if said:
        flash(said)
    return redirect(url_for("keying_staff.keying"), 303)


def _page(said: str = "", is_going: bool = False) -> ResponseReturnValue:
    progress = keying.progress(context.secrets())
    has_key = context.team_key() is not None
    return htmx.page_or_fragment(
        "checker/staff_keying.html",
        "checker/_keying.html",
        progress=progress,
        said=said,
        is_going=is_going and progress.left > 0,
        has_key=has_key,
    )
