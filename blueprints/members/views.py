"""Stopping letters at /unsubscribe/<token>."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from blueprints import quiet
from rules import unsubscribing

blueprint = Blueprint("members", __name__)


@blueprint.route("/unsubscribe/<token>", methods=["GET", "POST"])
def unsubscribe(token: str) -> ResponseReturnValue:
    """GET only shows a button, because mail scanners open links. POST stops, also from a mail program (RFC 8058)."""
    if request.method == "GET":
        return render_template("members/unsubscribe.html", state="ask")
    account = unsubscribing.stop(token)
    # "Done" must be true when we say it, so it waits for a letter that is being sent this moment.
    is_quiet = account is None or quiet.wait(lambda: unsubscribing.is_under_way(account))
    return render_template("members/unsubscribe.html", state="done" if is_quiet else "stopping")
