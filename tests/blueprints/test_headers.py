"""What every answer carries."""

import pytest
from flask import g

from blueprints import headers

BROWSER = {"Accept-Encoding": "gzip, deflate, br"}
PAGES = ["/", "/help/talk/", "/nothing-here/", "/exit", "/health", "/robots.txt", "/.well-known/security.txt"]


def bytes_on_the_wire(answer) -> int:
    return len(answer.data) + sum(len(name) + len(value) + 4 for name, value in answer.headers)


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_tells_the_browser_what_is_allowed(client, path):
    answer = client.get(path)
    assert answer.headers["Content-Security-Policy"] == headers.CONTENT_RULES
    assert "unsafe" not in headers.CONTENT_RULES
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "Server" not in answer.headers
    assert "Strict-Transport-Security" not in answer.headers


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_never_kept_by_the_browser(client, path):
    kept = path in ("/robots.txt", "/.well-known/security.txt")
    if path != "/help/talk/":
        # How long a help page is kept: test_help.py.
        assert client.get(path).headers["Cache-Control"] == ("public, max-age=86400" if kept else "no-store, private")


def test_https_is_demanded_for_a_year_where_the_site_has_it(app, client, monkeypatch):
    monkeypatch.setitem(app.config, "SESSION_COOKIE_SECURE", True)
    assert client.get("/").headers["Strict-Transport-Security"].startswith("max-age=31536000")


def test_only_public_pages_may_be_found_by_search(client):
    assert "X-Robots-Tag" not in client.get("/help/talk/").headers
    assert client.get("/help/no-such-page/").headers["X-Robots-Tag"] == "noindex"
    assert client.get("/health").headers["X-Robots-Tag"] == "noindex"


def test_nobody_gets_a_cookie_for_reading(client):
    for path in ("/", "/help/hide/", "/nothing-here/"):
        assert "Set-Cookie" not in client.get(path).headers


def test_a_first_and_a_second_visit_weigh_little(app):
    client = app.test_client()
    for path in ("/", "/help/talk/"):
        page = client.get(path, headers=BROWSER)
        sheet, script = (
            client.get(app.jinja_env.globals["asset"](name), headers=BROWSER, buffered=True)
            for name in ("site.css", "site.js")
        )
        assert page.headers["Content-Encoding"] == "br"
        assert bytes_on_the_wire(page) + bytes_on_the_wire(sheet) + bytes_on_the_wire(script) < 6_000
        assert bytes_on_the_wire(page) < 2_500


def test_errors_are_compressed_as_pages_are(app):
    answer = app.test_client().get("/nothing-here/", headers=BROWSER)
    assert answer.status_code == 404
    assert answer.headers["Content-Encoding"] == "br"


def test_answers_that_repeat_what_was_typed_beside_a_secret_stay_uncompressed(app):
    long = "word " * 500
    for path, method in (("/check/", "GET"), ("/check/", "POST"), ("/follow-up/", "POST"), ("/report/", "POST")):
        with app.test_request_context(path, method=method, headers=BROWSER):
            answer = headers._compress(app.response_class(long, mimetype="text/html"))
            assert "Content-Encoding" not in answer.headers, path
    with app.test_request_context("/help/talk/", headers=BROWSER):
        g.keep_uncompressed = True
        assert "Content-Encoding" not in headers._compress(app.response_class(long, mimetype="text/html")).headers
        g.keep_uncompressed = False
        assert "Content-Encoding" in headers._compress(app.response_class(long, mimetype="text/html")).headers


def test_a_whole_page_never_goes_into_the_place_of_a_fragment(client):
    answer = client.get("/nothing-here/", headers={"HX-Request": "true"})
    assert answer.headers["HX-Retarget"] == "body"
    assert "HX-Retarget" not in client.get("/nothing-here/").headers
