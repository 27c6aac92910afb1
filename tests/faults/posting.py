"""Forms posted several times at once over a bad line: some requests and some answers are cut at any byte."""

import random
import re
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from tests.faults import ledger
from tests.faults.reporting import site_for_reports
from tests.live.site import LiveBrowser, LiveSite

CODE = re.compile(rb'id="receipt-code"[^>]*>([^<]+)<')
# Forms under way at one time; each of them posts up to five times at once.
FORMS_AT_ONCE = 6


@dataclass
class Outcome:
    """What came of one form: each code that an answer showed, and how many posts were cut."""

    codes: set[str] = field(default_factory=set)
    cut: int = 0
    posts: int = 0


def post_again_and_again(folder: Path, forms: int, seed: int) -> None:
    """Post so many forms two to five times each, at once and cut: one report and one code for each.

    Every second one is a long form: begun with "add more", then sent, both of them posted again and again.
    """
    with site_for_reports(folder) as site, ThreadPoolExecutor(FORMS_AT_ONCE) as threads:
        outcomes = list(threads.map(lambda number: one_form(site, number, seed), range(forms)))
        assert [len(outcome.codes) for outcome in outcomes] == [1] * forms
        assert len(set().union(*(outcome.codes for outcome in outcomes))) == forms
        assert sum(outcome.cut for outcome in outcomes) >= forms / 2, "the line was not bad"
        counted = "SELECT COUNT(*), COUNT(DISTINCT code_key), COUNT(DISTINCT form_key) FROM report"
        assert ledger.rows(folder / "data", counted) == [(forms, forms, forms)]
        assert ledger.rows(folder / "data", "SELECT COUNT(*) FROM form_draft") == [(0,)]
        assert "Traceback" not in site.log("web")


def one_form(site: LiveSite, number: int, seed: int) -> Outcome:
    """Fill in one form and post it over the bad line until an answer came whole."""
    chance = random.Random(f"{seed} {number}")
    outcome = Outcome()
    browser = LiveBrowser(site)
    fields = browser.get("/report/").fields() | {"story": f"Lantern {number} went dark", "harms": ["threats"]}
    path = "/report/"
    if number % 2:
        begun = fields | {"act": "more"}
        for _answer in answers(site, path, begun, browser, chance, outcome):
            pass
        assert browser.post(path, begun).status == 303
        path = "/report/more/"
        fields = browser.get(path).fields() | {"go": "send"}
    for answer in answers(site, path, fields, browser, chance, outcome):
        outcome.codes.update(shown.decode().strip() for shown in CODE.findall(answer))
    # What was cut is sent again by the person, until it is answered.
    page = browser.post(path, fields)
    if page.status == 303:
        page = browser.get(path)
    assert page.status == 200, page.words()
    outcome.codes.add("".join(page.by_id("receipt-code").itertext()).strip())
    return outcome


def answers(
    site: LiveSite, path: str, fields: dict, browser: LiveBrowser, chance: random.Random, outcome: Outcome
) -> Iterator[bytes]:
    """What came back of two to five posts sent at the same moment."""
    request = as_sent(site, path, fields, browser)
    lines = [chance.choice(("whole", "request cut", "answer cut")) for _ in range(chance.randint(2, 5))]
    places = [chance.randrange(len(request)) if line == "request cut" else chance.randrange(2000) for line in lines]
    outcome.posts += len(lines)
    outcome.cut += sum(line != "whole" for line in lines)
    with ThreadPoolExecutor(len(lines)) as at_once:
        yield from at_once.map(lambda line, place: over(site, request, line, place), lines, places)


def as_sent(site: LiveSite, path: str, fields: dict, browser: LiveBrowser) -> bytes:
    """The bytes of one post."""
    body = urlencode(fields, doseq=True).encode()
    cookies = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    head = [
        f"POST {path} HTTP/1.1",
        f"Host: 127.0.0.1:{site.port}",
        "Sec-Fetch-Site: same-origin",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
        "Connection: close",
        *([f"Cookie: {cookies}"] if cookies else []),
    ]
    return ("\r\n".join(head) + "\r\n\r\n").encode() + body


def over(site: LiveSite, request: bytes, line: str, place: int) -> bytes:
    """Send a request; on a bad line it ends at `place`, or the answer is read no further than that."""
    got = b""
    with suppress(OSError), socket.create_connection(("127.0.0.1", site.port), 60) as wire:
        wire.sendall(request[:place] if line == "request cut" else request)
        while line != "request cut" and (piece := wire.recv(65536)):
            got += piece
            if line == "answer cut" and len(got) > place:
                return b""
    return got
