"""How this site's cookies are sent: to this host alone, not to scripts, gone when the browser closes."""

from flask import Response, current_app


def put(response: Response, name: str, value: str | None) -> Response:
    """Send the cookie, or delete it when the value is empty; None leaves it as it is."""
    if value is None:
        return response
    secure = current_app.config["SESSION_COOKIE_SECURE"]
    if value:
        response.set_cookie(name, value, path="/", secure=secure, httponly=True, samesite="Lax")
    else:
        response.delete_cookie(name, path="/", secure=secure, httponly=True, samesite="Lax")
    return response
