"""A partner website asks over real HTTP, as docs/partner-check.md says."""

import http.client
import json
import re
import subprocess

import pytest

from tests.hunt import files_below, hunt
from tests.live.site import ROOT, LiveBrowser, LiveSite
from tests.sink import Sink

PASSWORD = "three odd lanterns"
KNOWN, UNKNOWN = "07700 900842", "07700 900843"
DOCUMENT = ROOT / "docs" / "partner-check.md"


@pytest.fixture
def site(tmp_path):
    sink = Sink()
    live = LiveSite(tmp_path, sink.port, hold=1)
    for role in ("caseworker", "manager"):
        live.flask("create-account", "--role", role, "--email", f"{role}@example.org", "--password", PASSWORD)
    live.start_web()
    yield live
    live.stop()
    sink.stop()


def signed_in(live: LiveSite, role: str) -> LiveBrowser:
    """A browser of this member of staff."""
    browser = LiveBrowser(live)
    browser.submit("/sign-in/", {"email": f"{role}@example.org", "password": PASSWORD})
    return browser


def known_number(live: LiveSite) -> None:
    """A report that names the number, and that a caseworker has read."""
    said = {"harms": ["robbery"], "identifiers": KNOWN, "permissions": ["checker"], "area": "west-yorkshire"}
    LiveBrowser(live).submit("/report/", said)
    desk = signed_in(live, "caseworker")
    path = f"/staff/reports/{re.search(r'R-[0-9A-Z]{8}', desk.get('/staff/reports/').words())[0]}/"
    for act in ("read", "screen"):
        desk.submit(path, {}, action=f"{path}{act}/")


def new_key(live: LiveSite) -> str:
    """A key as a manager reads it from the page."""
    manager, path = signed_in(live, "manager"), "/staff/check-sites/"
    made = manager.submit(path, {"name": "Lantern"}, action=path)
    page = manager.get(made.location) if made.location else made
    return re.search(r"this once: ([\w-]{43}) ", page.words())[1]


def ask(live: LiveSite, key: str, value: str) -> tuple[int, bytes]:
    """One question on a connection of its own; the status and all bytes of the answer with its headers."""
    line = http.client.HTTPConnection("127.0.0.1", live.port, timeout=30)
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    line.request("POST", "/check/api/", json.dumps({"value": value, "person": "w1"}), headers)
    answer = line.getresponse()
    raw = answer.read()
    heads = "".join(f"{name}: {text}\n" for name, text in answer.getheaders() if name != "Date")
    line.close()
    return answer.status, heads.encode() + raw


def test_a_partner_website_asks_and_the_document_is_right(site, tmp_path):
    known_number(site)
    key = new_key(site)
    (status, hit), (other, miss) = ask(site, key, KNOWN), ask(site, key, UNKNOWN)
    assert (status, other, len(hit)) == (200, 200, len(miss))
    assert json.loads(hit[hit.index(b"{") :])["areas"] == ["West Yorkshire"]
    assert json.loads(miss[miss.index(b"{") :])["reports"] == 0
    assert b"Set-Cookie" not in hit and b"no-store" in hit
    assert ask(site, "wrong", KNOWN)[0] == 401
    # Each example of the document, as it stands there.
    answers = [by_curl(site, key, example) for example in examples()]
    assert [answer["status"] for answer in answers] == [200, 422, 401]
    assert answers[0]["told"]["kind"] == "phone"
    assert answers[1]["told"]["error"] and answers[2]["told"]["error"]
    planted = [KNOWN, UNKNOWN, "7700900843", key]
    assert hunt(files_below(tmp_path), planted) == []


def examples() -> list[str]:
    """The commands in the document."""
    return re.findall(r"```sh\n(curl .*?)```", DOCUMENT.read_text(encoding="utf-8"), re.S)


def by_curl(live: LiveSite, key: str, command: str) -> dict:
    """Run one, with this site's address and key in the place of the example's."""
    command = command.replace("https://num.example", live.url).replace("$NUM_KEY", key).strip()
    done = subprocess.run(
        ["bash", "-c", command + " -w '\\n%{http_code}'"], capture_output=True, text=True, timeout=60, check=True
    )
    told, status = done.stdout.rsplit("\n", 1)
    return {"status": int(status), "told": json.loads(told)}
