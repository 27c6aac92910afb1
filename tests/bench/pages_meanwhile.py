"""Ordinary pages while the worker sends as fast as it can, beside the same pages when it rests."""

import http.client
import shutil
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench.mail_server import smtp_sink
from tests.bench.pages import ADDRESS, PASSWORD
from tests.faults import ledger
from tests.faults.act import act
from tests.live.site import LiveBrowser, LiveSite, until

MEMBERS, ALERTS, PAGES, TARGET = 40_000, 1_000, 400, 3
# Somebody reads: a page, a moment, another page.
PAUSE_SECONDS = 0.02


def measure(folder: Path) -> bool:
    """Print the median and the 95th percentile of both; whether the ratio of these is within the target."""
    home = folder / "pages meanwhile"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    with smtp_sink(folder) as port:
        site = LiveSite(home, port)
        try:
            site.flask("bulk-data", "--members", str(MEMBERS), "--alerts", str(ALERTS), "--identifiers", "0")
            site.flask("create-account", "--role", "member", "--email", ADDRESS, "--password", PASSWORD)
            site.start_web()
            site.start_worker()
            browser = LiveBrowser(site).sign_in(ADDRESS, PASSWORD)
            cookie = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
            _read(site, cookie, lambda seen: seen >= 60)
            idle = _read(site, cookie, lambda seen: seen >= PAGES)
            act(site, "owe", 1, 0)
            act(site, "ring")
            until(lambda: ledger.states(site.folder / "data").get("sent"), 60, "the first letter")
            began, before = time.monotonic(), ledger.states(site.folder / "data")["sent"]
            busy = _read(site, cookie, lambda seen: seen >= PAGES)
            states, seconds = ledger.states(site.folder / "data"), time.monotonic() - began
        finally:
            site.stop()
    is_busy = states.get("owed", 0) + states.get("claimed", 0) > 0
    ratio = _worst(busy) / _worst(idle)
    print(f"  {'milliseconds a page':28}{'median':>10}{'95th':>10}")
    for name, took in (("the worker rests", idle), ("the worker sends", busy)):
        print(f"  {name:28}{statistics.median(took) * 1e3:10.1f}{_worst(took) * 1e3:10.1f}")
    print(
        f"  meanwhile {(states['sent'] - before) / seconds:.0f} letters a second; {len(busy)} pages; ratio {ratio:.2f}"
    )
    if not is_busy:
        print("  !! the worker was through before the pages were")
    is_good = ratio <= TARGET and is_busy
    print(f"  target at most {TARGET}: {'reached' if is_good else 'MISSED'}")
    return is_good


def _read(site: LiveSite, cookie: str, is_enough: Callable[[int], bool]) -> list[float]:
    """Read pages over one connection until it is enough; the seconds that each took."""
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=60)
    took: list[float] = []
    while not is_enough(len(took)):
        for path, headers in (("/", {}), ("/alerts/", {"Cookie": cookie}), ("/therapists/", {}), ("/report/", {})):
            began = time.perf_counter()
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            answer.read()
            took.append(time.perf_counter() - began)
            assert answer.status == 200, f"{path} answered {answer.status}"
            time.sleep(PAUSE_SECONDS)
    connection.close()
    return took


def _worst(took: list[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(took, n=20)[-1]
