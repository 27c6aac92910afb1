"""Words that were posted and not taken yet: shown back, or sealed until the person has signed in again."""

import json
from datetime import datetime, timedelta

from flask import current_app, request
from werkzeug.exceptions import RequestEntityTooLarge

from blueprints import context, open_form
from models.account import Account
from models.form_draft import FormDraft
from models.report import Report
from rules import sessions
from rules.vault import Keys, NotOpened, seal, unseal

PLACE = "kept.words.form"
GOOD_FOR = timedelta(hours=24)
NEVER_KEPT = {"csrf_token", "kept"}


def has_password() -> bool:
    """Whether the posted form holds a password; then it is typed again and never shown back."""
    return any("password" in name for name in _posted())


def kept_fields() -> list[tuple[str, str]]:
    """What was posted to this page, in order, without passwords and tokens; empty when it could not be read."""
    return [
        (name, value)
        for name, values in _posted().items()
        for value in values
        if name not in NEVER_KEPT and "password" not in name
    ]


def kept_path() -> str:
    """The address that the form was posted to, as a path of this site."""
    # Two slashes at the front would be another site's address.
    return "/" + f"{request.script_root}{request.full_path}".rstrip("?").lstrip("/")


def seal_kept(keys: Keys, path: str, fields: list[tuple[str, str]], now: datetime) -> str:
    """Path and fields sealed by the server's key, for a hidden field of the sign-in form."""
    return seal(keys, json.dumps([now.isoformat(), path, fields], ensure_ascii=False), PLACE)


def open_kept(keys: Keys, sealed: str, now: datetime) -> tuple[str, list[tuple[str, str]]] | None:
    """Path and fields again; None when it is not ours or older than a day."""
    try:
        made_at, path, fields = json.loads(unseal(keys, sealed, PLACE))
    except (NotOpened, ValueError):
        return None
    if now - datetime.fromisoformat(made_at) > GOOD_FOR:
        return None
    return path, [(name, value) for name, value in fields]


def own_words(sealed: str, owner: Account | Report | FormDraft) -> tuple[str, list[tuple[str, str]]] | None:
    """Path and fields kept when this browser's session ran out, if that session was this owner's: a sign-in's, a
    code's, or an open form's."""
    names = (current_app.config["SESSION_COOKIE_NAME"], open_form.cookie_name())
    held = [request.cookies[name] for name in names if name in request.cookies]
    if not sealed or all(sessions.holder(context.secrets(), old) != owner for old in held):
        return None
    return open_kept(context.secrets().keys, sealed, context.now())


def _posted() -> dict[str, list[str]]:
    try:
        return request.form.to_dict(flat=False)
    except RequestEntityTooLarge:
        return {}
