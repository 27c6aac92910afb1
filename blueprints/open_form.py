"""The long form that this browser holds open: a cookie of its own, apart from any sign-in, and its forms' proof."""

from contextlib import suppress
from hmac import compare_digest

from flask import Response, current_app, g, request

from blueprints import context, cookies
from models.database import DatabaseBusy, DatabaseUnwritable, connect
from models.form_draft import FormDraft
from rules import sessions
from rules.vault import keyed_hash


def cookie_name() -> str:
    """The cookie's name; browsers keep a `__Host-` one to this host and to https."""
    return "__Host-f" if current_app.config["SESSION_COOKIE_SECURE"] else "f"


def token() -> str:
    """The cookie's value as this answer leaves it; empty when no form is open."""
    value = g.get("form_cookie")
    return request.cookies.get(cookie_name(), "") if value is None else value


def opened() -> sessions.Opened | None:
    """The session that holds a form draft, or the report it became; None when nothing is open."""
    value = token()
    found = sessions.find(context.secrets(), value, context.now()) if value else None
    # A sign-in's value in this cookie opens nothing.
    return found if found and found.row.kind == "form" else None


def begin(draft: FormDraft, key: bytes, code: str) -> None:
    """Hold this draft open in this browser; one that was open before is closed, and stays behind its own code."""
    close()
    payload = {"draft_key": key.hex(), "code": code}
    g.form_cookie = sessions.start(context.secrets(), context.now(), "form", payload, form_draft=draft)


def keep(held: sessions.Opened, **changes: object) -> None:
    """Note something in the session, and that it is in use."""
    if {**held.payload, **changes} != held.payload:
        held.payload.update(changes)
        sessions.save(context.secrets(), held)
    sessions.touch(held, context.now())


def close() -> None:
    """End this browser's hold on its form, whoever is signed in here; the draft stays for whoever has the code."""
    value = token()
    if not value:
        return
    g.form_cookie = ""
    # Leaving never waits for anything: the cookie goes, and the row dies of its age.
    with suppress(DatabaseBusy, DatabaseUnwritable):
        connect()
        sessions.end(context.secrets(), value)


def set_cookie(response: Response) -> Response:
    """Send the cookie that `begin` or `close` decided on; other answers carry none."""
    return cookies.put(response, cookie_name(), g.get("form_cookie"))


def proof() -> str:
    """What the open form's pages carry: which form they belong to, for this cookie's value changes; or nothing."""
    held = opened()
    return _proof(held) if held else ""


def is_from(held: sessions.Opened) -> bool:
    """Whether the posted page belongs to the form that is open here, and not to another person's or another site's."""
    return compare_digest(request.form.get("draft_proof", "").encode(), _proof(held).encode())


def _proof(held: sessions.Opened) -> str:
    return keyed_hash(context.secrets().keys.index, "draft form", held.payload["code"], size=16).hex()
