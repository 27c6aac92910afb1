"""The proof that a posted form was ours: where the request came from, and a token where there is a session."""

import secrets as randomness
from base64 import urlsafe_b64decode, urlsafe_b64encode

from flask import abort, current_app, g, request
from flask_wtf.csrf import generate_csrf, validate_csrf
from wtforms import ValidationError

# The mail program's one-click unsubscribe comes from anywhere, and leaving harms nobody.
NEEDS_NO_PROOF = {"members.unsubscribe", "pages.leave"}


class NotOurForm(Exception):
    """A posted form whose token is missing, old or of another session; what was typed comes back."""


def token() -> str:
    """A token for this session's forms, masked anew each time so that compressed pages tell nothing.

    Empty without a session.
    """
    if g.get("opened") is None:
        return ""
    plain = generate_csrf().encode()
    pad = randomness.token_bytes(len(plain))
    return urlsafe_b64encode(pad + bytes(a ^ b for a, b in zip(pad, plain, strict=True))).decode()


def check_request() -> None:
    """Refuse an unsafe request that another site made, or whose session token is not right."""
    # Without an endpoint nothing will run: the answer is a 404 or 405 anyway.
    if request.endpoint is None or request.method in ("GET", "HEAD", "OPTIONS") or request.endpoint in NEEDS_NO_PROOF:
        return
    if not _is_from_here():
        abort(403)
    if g.get("opened") is not None:
        _check_token(request.form.get("csrf_token", ""))


def _is_from_here() -> bool:
    """Browsers say where a form came from; very old ones say nothing, then the form's own id or token must do."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    # "null" is what private browsing says for no origin.
    return origin in (None, "null") or origin.rstrip("/") in (
        request.host_url.rstrip("/"),
        current_app.config["SITE_URL"].rstrip("/"),
    )


def _check_token(masked: str) -> None:
    try:
        raw = urlsafe_b64decode(masked.encode())
        half = len(raw) // 2
        plain = bytes(a ^ b for a, b in zip(raw[:half], raw[half:], strict=True)).decode()
        validate_csrf(plain)
    except (ValueError, ValidationError) as problem:
        raise NotOurForm from problem
