"""Somebody who reads ordinary pages all the while."""

import threading
import time
from collections import Counter

from tests.live.site import LiveBrowser, LiveSite

PAGES = ("/", "/report/", "/sign-in/", "/therapists/")


class Visitor:
    """Reads one page after the other in a thread of its own, from `with` on to its end."""

    def __init__(self, site: LiveSite):
        self.site = site
        self.statuses: Counter[int | str] = Counter()
        self.leaves = threading.Event()
        self.thread = threading.Thread(target=self._read, daemon=True)

    def __enter__(self) -> "Visitor":
        self.thread.start()
        return self

    def __exit__(self, *_problem) -> None:
        self.leaves.set()
        self.thread.join(90)

    def check(self) -> int:
        """Every page so far was answered as ever; returns how many."""
        seen = dict(self.statuses)
        assert set(seen) == {200}, seen
        return seen[200]

    def _read(self) -> None:
        while not self.leaves.is_set():
            for path in PAGES:
                try:
                    self.statuses[LiveBrowser(self.site).get(path).status] += 1
                except OSError as problem:
                    self.statuses[type(problem).__name__] += 1
                time.sleep(0.05)
