"""What every answer carries: the rules for the browser, the cookie, and compression."""

from flask import Flask, Response, current_app, g, request
from flask_compress import Compress

from blueprints import htmx, open_form, sessions

CONTENT_RULES = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
ALWAYS = {
    "Content-Security-Policy": CONTENT_RULES,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
YEAR = "max-age=31536000; includeSubDomains"
# What search engines may keep; everything else asks to be left out.
PUBLIC = {"pages.home", "help.index", "help.page", "pages.robots", "pages.security"}
CACHEABLE = {"pages.robots", "pages.security"}
# Size alone would tell what a compressed answer says when it repeats what was typed beside something secret.
UNCOMPRESSED = {"checker", "checker_api", "followup"}
UNCOMPRESSED_POSTS = {"reports.report", "reports.saved", "professionals.report", "packages.ask"}

compress = Compress()


def send(app: Flask) -> None:
    """Finish every answer, errors among them."""
    app.config.update(
        COMPRESS_REGISTER=False,
        COMPRESS_ALGORITHM=["br", "gzip"],
        COMPRESS_BR_LEVEL=5,
        COMPRESS_LEVEL=6,
        COMPRESS_MIN_SIZE=400,
        COMPRESS_STREAMS=False,
        COMPRESS_EVALUATE_CONDITIONAL_REQUEST=False,
    )
    compress.init_app(app)
    app.after_request(_finish)


def _finish(response: Response) -> Response:
    response.headers.update(ALWAYS)
    if current_app.config["SESSION_COOKIE_SECURE"]:
        response.headers["Strict-Transport-Security"] = YEAR
    if request.endpoint not in PUBLIC or response.status_code >= 400:
        response.headers["X-Robots-Tag"] = "noindex"
    seconds = 86400 if request.endpoint in CACHEABLE else _public_for(response)
    response.headers["Cache-Control"] = f"public, max-age={seconds}" if seconds else "no-store, private"
    return _compress(htmx.place_whole(open_form.set_cookie(sessions.set_cookie(response))))


def _public_for(response: Response) -> int:
    """For how many seconds a browser may keep this page, to read it without a line: as the view says by `g.public_for`,
    and only for somebody without a cookie of ours."""
    if "public_for" not in g or response.status_code != 200:
        return 0
    # Whoever signs in later, or opens a form, gets the page anew.
    response.vary.add("Cookie")
    ours = {current_app.config["SESSION_COOKIE_NAME"], open_form.cookie_name()}
    return 0 if ours & set(request.cookies) else g.public_for


def _compress(response: Response) -> Response:
    """Compress what may be; an answer opts out with `g.keep_uncompressed = True`."""
    if g.get("keep_uncompressed") or request.blueprint in UNCOMPRESSED:
        return response
    if request.method == "POST" and request.endpoint in UNCOMPRESSED_POSTS:
        return response
    # Flask-Compress looks at 2xx only, but a form that comes back with its errors is our longest page.
    status, response.status = response.status, "200 OK"
    response = compress.after_request(response)
    response.status = status
    return response
