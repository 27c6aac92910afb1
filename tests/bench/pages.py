"""The home page, the list of alerts and the therapists beside a bare Flask on the same web server."""

import http.client
import shutil
import socket
import statistics
import subprocess
import time
from pathlib import Path

from tests.live.site import BIN, ROOT, LiveBrowser, LiveSite, free_port, until

ALERTS, THERAPISTS, REQUESTS, ROUNDS = 10_000, 1_000, 600, 5
ADDRESS, PASSWORD = "one@example.org", "three odd lanterns"
CHOSEN = "place=Glasgow&how=video&has=space&has=race-aware"


def measure(folder: Path) -> bool:
    """Print pages a second and the ratios."""
    home = folder / "pages"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    site, port = LiveSite(home, mail_port=9), free_port()
    waitress = [str(BIN / "waitress-serve"), f"--listen=127.0.0.1:{port}", "--threads=32"]
    hello = subprocess.Popen([*waitress, "--call", "tests.bench.hello:create_app"], cwd=ROOT)
    try:
        site.flask("bulk-data", "--members", "0", "--alerts", str(ALERTS), "--identifiers", "0")
        site.flask("bulk-data", "--therapists", str(THERAPISTS))
        site.flask("create-account", "--role", "member", "--email", ADDRESS, "--password", PASSWORD)
        site.start_web()
        browser = LiveBrowser(site)
        answer = browser.submit("/sign-in/", {"email": ADDRESS, "password": PASSWORD})
        assert answer.status in (200, 303), answer.status
        cookie = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
        until(lambda: _can_reach(port), what="the bare Flask's first answer")
        wanted = {
            "bare Flask": (port, "/", ""),
            "home page": (site.port, "/", ""),
            "list of alerts": (site.port, "/alerts/", cookie),
            "therapists": (site.port, "/therapists/", ""),
            "therapists, chosen": (site.port, f"/therapists/?{CHOSEN}", ""),
        }
        rates: dict[str, list[float]] = {name: [] for name in wanted}
        for _ in range(ROUNDS):
            for name, (of, path, with_cookie) in wanted.items():
                rates[name].append(_rate(of, path, with_cookie))
    finally:
        hello.terminate()
        hello.wait()
        site.stop()
    bare = statistics.median(rates["bare Flask"])
    print(f"  {'pages a second':18}{'median':>10}{'ratio':>8}")
    for name, found in rates.items():
        print(f"  {name:18}{statistics.median(found):10.0f}{statistics.median(found) / bare:8.2f}")
    return True


def _rate(port: int, path: str, cookie: str) -> float:
    """Pages a second over one kept connection."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"Cookie": cookie} if cookie else {}
    began = time.perf_counter()
    for _ in range(REQUESTS):
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        assert answer.status == 200, f"{path} answered {answer.status}"
        answer.read()
    connection.close()
    return REQUESTS / (time.perf_counter() - began)


def _can_reach(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), 1):
            return True
    except OSError:
        return False
