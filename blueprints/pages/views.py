"""The first page, and the way out."""

from flask import Blueprint, Response, current_app, g, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from blueprints import context, open_form, sessions
from models.database import DatabaseBusy, DatabaseUnwritable, connect, fetch
from rules.phones import tel

blueprint = Blueprint("pages", __name__)


@blueprint.get("/")
def home() -> ResponseReturnValue:
    """Six doors, and when somebody reads what is sent now."""
    return render_template("pages/home.html")


@blueprint.route("/exit", methods=["GET", "POST"])
def leave() -> ResponseReturnValue:
    """End this browser's own session and go to a page that says nothing; a script that left already gets no page."""
    try:
        sessions.finish()
    except (DatabaseBusy, DatabaseUnwritable):
        # Leaving never waits for anything: the cookie goes, and the row dies of its age.
        g.opened, g.new_cookie = None, ""
    open_form.close()
    to = current_app.config["EXIT_URL"]
    response = Response(status=204) if request.method == "POST" else Response(status=303, headers={"Location": to})
    # Chromium drops earlier pages from its memory only when a cookie changed, so one is set for a second.
    response.set_cookie(
        "x", "", max_age=1, httponly=True, secure=current_app.config["SESSION_COOKIE_SECURE"], samesite="Lax"
    )
    # Never "cookies" (it takes the one above with it, and Back shows typed words) nor "cache" (it can take seconds).
    response.headers["Clear-Site-Data"] = '"storage"'
    return response


@blueprint.get("/health")
def health() -> ResponseReturnValue:
    """Whether the site and its database answer; says nothing else."""
    connect()
    fetch("SELECT 1")
    return jsonify(ok=True)


@blueprint.get("/robots.txt")
def robots() -> ResponseReturnValue:
    """Search engines find the first page and help, and nothing else."""
    return _plain("User-agent: *\nAllow: /$\nAllow: /help/\nDisallow: /\n")


@blueprint.get("/.well-known/security.txt")
def security() -> ResponseReturnValue:
    """Whom to tell about a hole (RFC 9116)."""
    config = current_app.config
    contact = f"mailto:{config['OFFICE_EMAIL']}" if config["OFFICE_EMAIL"] else tel(config["OFFICE_PHONE"])
    expires = context.now().replace(month=1, day=1, hour=0, minute=0, second=0)
    expires = expires.replace(year=expires.year + 1)
    return _plain(f"Contact: {contact}\nExpires: {expires.isoformat()}Z\nPreferred-Languages: en\n")


def _plain(text: str) -> Response:
    return Response(text, mimetype="text/plain")
