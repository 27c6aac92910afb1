"""People who report over real HTTP while something is broken."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.live.site import LiveBrowser, LiveSite, free_port


@dataclass(frozen=True)
class Answer:
    """What came back for a report."""

    status: int
    seconds: float
    words: str
    code: str
    has_words: bool


@contextmanager
def site_for_reports(folder: Path) -> Iterator[LiveSite]:
    """A web server that can take reports: somebody in the casework team has a key."""
    site = LiveSite(folder, mail_port=free_port())
    try:
        site.flask(
            "create-account", "--role", "caseworker", "--email", "desk@example.org", "--password", "three odd lanterns"
        )
        site.start_web()
        yield site
    finally:
        site.stop()


class Reporter:
    """Somebody with the form open, who sends the same words until they are taken."""

    def __init__(self, site: LiveSite, story: str):
        self.site, self.story = site, story.strip()
        self.fields = LiveBrowser(site).get("/report/").fields() | {"story": self.story, "harms": ["threats"]}

    def send(self) -> Answer:
        """Send the form as it stands."""
        began = time.monotonic()
        page = LiveBrowser(self.site).post("/report/", self.fields)
        found = page.by_id("receipt-code") if page.status == 200 else None
        code = "".join(found.itertext()).strip() if found is not None else ""
        words = page.words()
        return Answer(page.status, time.monotonic() - began, words, code, " ".join(self.story.split()) in words)

    def is_form_open(self) -> bool:
        """Whether the form itself can be read."""
        return LiveBrowser(self.site).get("/report/").status == 200
