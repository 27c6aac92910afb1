"""Reading caught letters in the browser."""

import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime
from pathlib import Path

from flask import Blueprint, abort, current_app, render_template
from flask.typing import ResponseReturnValue

blueprint = Blueprint("dev", __name__, url_prefix="/dev/letters")

NAME = re.compile(r"[0-9a-z-]+\.eml")
SHOWN = 100


@blueprint.get("/")
def letters() -> ResponseReturnValue:
    """Caught letters, newest first."""
    paths = sorted(_folder().glob("*.eml"), reverse=True)
    rows = [(path.name, _read(path)) for path in paths[:SHOWN]]
    return render_template("dev/letters.html", letters=rows, count=len(paths))


@blueprint.get("/<name>/")
def letter(name: str) -> ResponseReturnValue:
    """One caught letter."""
    path = _folder() / name
    if not NAME.fullmatch(name) or not path.is_file():
        abort(404)
    return render_template("dev/letter.html", letter=_read(path), source=path.read_text(errors="replace"))


def _folder() -> Path:
    return current_app.config["DATA_DIR"] / "letters"


def _read(path: Path) -> dict:
    """The parts of a letter that are shown; a broken one still shows something."""
    message = message_from_bytes(path.read_bytes(), policy=default)
    assert isinstance(message, EmailMessage)
    body = message.get_body(("plain", "html"))
    try:
        sent_at = parsedate_to_datetime(message["Date"]) if message["Date"] else None
    except ValueError:
        sent_at = None
    return {
        "sender": message["From"] or "",
        "to": message["To"] or "",
        "subject": message["Subject"] or "",
        "sent_at": sent_at,
        "text": body.get_content() if body else "",
    }
