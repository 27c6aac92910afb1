"""The list of alerts, its deep pages, filters and searches as the number of alerts grows: whole pages over HTTP.

Three sites stand beside each other and are asked in turn, so that whatever else the machine does slows all alike.
"""

import http.client
import shutil
import statistics
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from models import database
from models.alert import Alert
from tests.live.site import LiveBrowser, LiveSite

SIZES, ROUNDS = (1_000, 10_000, 100_000), 60
# How much slower a page may be at the largest size than at the smallest.
LIST, SEARCH = 1.5, 5.0
ADDRESS, PASSWORD = "one@example.org", "three odd lanterns"
ALL: dict[str, tuple[float, list[dict[str, str]]]] = {
    "the list": (LIST, [{}]),
    "area": (LIST, [{"area": code} for code in ("england", "greater-manchester", "kent", "uk")]),
    "level": (LIST, [{"level": code} for code in ("nuisance", "risky", "dangerous")]),
    "what happened": (LIST, [{"harm": code} for code in ("threats", "rape", "time-wasting")]),
    "month": (LIST, [{"month": code} for code in ("2026-08", "2025-03")]),
    "kind of work": (LIST, [{"sector": "street"}]),
    "three filters": (LIST, [{"area": "england", "level": "risky", "harm": "threats"}]),
    "a word": (SEARCH, [{"q": text} for text in ("knife", "red", "lantern")]),
    "words": (SEARCH, [{"q": text} for text in ("red car", "police bridge hat")]),
    "first letters": (SEARCH, [{"q": text} for text in ("k", "bo", "pho")]),
    "a phrase": (SEARCH, [{"q": text} for text in ('"red car"', '"police bridge" hat')]),
    "what he does": (SEARCH, [{"q": "knife money", "said": "1"}]),
    "words, filters": (SEARCH, [{"q": "knife", "area": "england", "level": "risky"}]),
}


@dataclass
class Site:
    """One site with so many alerts, a member signed in, and the reference of an alert near the end of the list."""

    live: LiveSite
    cookie: str
    deep: str
    connection: http.client.HTTPConnection

    def get(self, chosen: dict[str, str]) -> float:
        """Milliseconds of one page."""
        began = time.perf_counter()
        self.connection.request("GET", f"/alerts/?{urlencode(chosen)}", headers={"Cookie": self.cookie})
        answer = self.connection.getresponse()
        answer.read()
        assert answer.status == 200, f"{chosen} answered {answer.status}"
        return (time.perf_counter() - began) * 1000


def measure(folder: Path) -> bool:
    """Print milliseconds by size, of first and of deep pages; whether all targets were reached."""
    home = folder / "alerts"
    shutil.rmtree(home, ignore_errors=True)
    sites: list[Site] = []
    try:
        for size in SIZES:
            sites.append(_filled(home / str(size), size))
            print(f"  {size:,} alerts: the first search, which makes the index, takes {_first(sites[-1]):.1f} s")
        rows = {}
        for name, (most, asked) in ALL.items():
            rows[name, most] = _medians(sites, asked)
            rows[f"{name}, deep", most] = _medians(sites, asked, is_deep=True)
    finally:
        for site in sites:
            site.live.stop()
    return _print(rows)


def _filled(home: Path, size: int) -> Site:
    home.mkdir(parents=True)
    live = LiveSite(home, mail_port=9)
    live.flask("bulk-data", "--alerts", str(size))
    live.flask("create-account", "--role", "member", "--email", ADDRESS, "--password", PASSWORD)
    database.bind(f"sqlite:///{home}/data/num.db")
    database.connect()
    deep = Alert.published().limit(1).offset(size - 50).get().ref
    database.database.close()
    live.start_web()
    browser = LiveBrowser(live)
    answer = browser.submit("/sign-in/", {"email": ADDRESS, "password": PASSWORD})
    assert answer.status in (200, 303), answer.status
    cookie = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    return Site(live, cookie, deep, http.client.HTTPConnection("127.0.0.1", live.port, timeout=120))


def _first(site: Site) -> float:
    return site.get({"q": "knife"}) / 1000


def _medians(sites: list[Site], asked: list[dict[str, str]], is_deep: bool = False) -> list[float]:
    """Of each site, asked in turn."""
    taken: list[list[float]] = [[] for _site in sites]
    for _ in range(ROUNDS):
        for chosen in asked:
            for site, own in zip(sites, taken, strict=True):
                own.append(site.get(chosen | {"after": site.deep} if is_deep else chosen))
    return [statistics.median(own) for own in taken]


def _print(rows: dict[tuple[str, float], list[float]]) -> bool:
    """The table; whether every page kept to its target."""
    print(f"  {'milliseconds a page':24}" + "".join(f"{size:>10,}" for size in SIZES) + f"{'ratio':>8}{'target':>8}")
    is_good = True
    for (name, most), found in rows.items():
        ratio = found[-1] / found[0]
        is_good = is_good and ratio <= most
        figures = "".join(f"{one:10.2f}" for one in found)
        print(f"  {name:24}{figures}{ratio:8.2f}{most:8.1f}{'' if ratio <= most else '  MISSED'}")
    return is_good
