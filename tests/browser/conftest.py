"""A real Chromium against a real site, and a quiet page to leave to."""

import os
import shutil
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import sync_playwright

from tests.live.site import LiveSite

PASSWORD = "three odd lanterns"
PHONE = {"width": 360, "height": 740}


class Weather(BaseHTTPRequestHandler):
    """The neutral page that leaving leads to."""

    def do_GET(self):
        """Say something dull."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<title>Weather</title><h1>Light rain</h1>")

    def log_message(self, *words):
        """Keep quiet."""


@pytest.fixture(scope="session")
def weather():
    """Where leaving leads: another host, as in real life."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Weather)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}/weather"
    server.shutdown()


@pytest.fixture(scope="session")
def site(tmp_path_factory, weather):
    """A running site with a caseworker and a member; no worker, nothing is mailed."""
    live = LiveSite(tmp_path_factory.mktemp("browser"), mail_port=9, NUM_EXIT_URL=weather)
    for role in ("caseworker", "member"):
        live.flask(
            "create-account",
            "--role",
            role,
            "--email",
            f"{role}@example.org",
            "--password",
            PASSWORD,
            "--area",
            "London",
        )
    live.start_web()
    yield live
    live.stop()


@pytest.fixture(scope="session")
def chromium():
    """Debian's Chromium with its Back memory on, as on a phone."""
    path = os.environ.get("NUM_CHROMIUM") or shutil.which("chromium")
    assert path, "Chromium is missing: apt-get install chromium"
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=path,
            args=["--no-sandbox"] if os.geteuid() == 0 else [],
            ignore_default_args=["--disable-back-forward-cache"],
        )
        yield browser
        browser.close()


@pytest.fixture(params=["script", "no-script"])
def script(request) -> bool:
    """Whether the phone runs script."""
    return request.param == "script"


@pytest.fixture
def new_tab(chromium, site):
    """Opens tabs, each a browser of its own; the test fails when one asks another host or its console complains."""
    tabs = []

    def open_tab(size: dict, **more):
        context = chromium.new_context(viewport=size, base_url=site.url, **more)
        page = context.new_page()
        page.strangers, page.complaints = [], []
        page.on(
            "request",
            lambda asked: (
                page.strangers.append(asked.url)
                if not asked.url.startswith((site.url, "data:", "http://localhost"))
                else None
            ),
        )
        page.on("console", lambda said: page.complaints.append(said.text) if said.type == "error" else None)
        tabs.append(page)
        return page

    yield open_tab
    for page in tabs:
        assert page.strangers == []
        assert [text for text in page.complaints if "Content Security Policy" in text] == []
        page.context.close()


@pytest.fixture
def phone(new_tab, script):
    """A phone's tab."""
    return new_tab(PHONE, java_script_enabled=script)
