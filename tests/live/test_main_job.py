"""The main job end to end: real HTTP, the real worker, a real mail server."""

import json
import re

import pytest

from tests.hunt import files_below, hunt
from tests.live.site import ROOT, LiveBrowser, LiveSite, until
from tests.sink import Sink

PASSWORD = "three odd lanterns"
STORY = "Wolverinestory: booked an hour by text, then wanted the money back and got loud"
NUMBER = "07700 900842"
SAMPLES = ROOT / "models" / "data" / "samples" / "reports.jsonl"
# address, areas, and whether the alert for West Yorkshire (dangerous, street sector) must reach them
MEMBERS = [
    ("in.area@example.org", ["West Yorkshire"], True),
    ("wider@example.org", ["Yorkshire and the Humber"], True),
    ("everywhere@example.org", ["uk"], True),
    ("elsewhere@example.org", ["Glasgow"], False),
    ("no.area@example.org", [], False),
]


@pytest.fixture
def site(tmp_path):
    sink = Sink()
    live = LiveSite(tmp_path, sink.port, hold=1)
    yield live, sink
    live.stop()
    sink.stop()


def make_account(live: LiveSite, role: str, email: str, areas: list[str] = ()) -> None:
    words = [word for area in areas for word in ("--area", area)]
    live.flask("create-account", "--role", role, "--email", email, "--password", PASSWORD, *words)


def status(live: LiveSite) -> dict:
    return json.loads(live.flask("status", "--json"))


def test_a_report_becomes_a_warning_and_can_be_taken_back(site):
    live, sink = site
    for role, email in (("caseworker", "one@example.org"), ("caseworker", "two@example.org")):
        make_account(live, role, email)
    for email, areas, _ in MEMBERS:
        make_account(live, "member", email, areas)
    assert "180" in live.flask("import-reports", str(SAMPLES))
    assert status(live)["reports"] == 180
    live.start_web()
    live.start_worker()

    # Somebody reports, with nothing but a browser.
    nobody = LiveBrowser(live)
    sent = nobody.submit(
        "/report/",
        {
            "harms": ["robbery"],
            "story": STORY,
            "area": "west-yorkshire",
            "place": "Leeds",
            "when": "this-week",
            "identifiers": NUMBER,
            "permissions": ["alert", "checker"],
        },
    )
    code = "".join(sent.by_id("receipt-code").itertext()).strip()
    assert re.fullmatch(r"[0-9A-Z]{4}( [0-9A-Z]{4}){3}", code)
    assert not nobody.cookies

    # A caseworker reads it, screens it and writes a warning.
    one = LiveBrowser(live).sign_in("one@example.org", PASSWORD)
    waiting = one.get("/staff/reports/")
    ref = re.search(r"R-[0-9A-Z]{8}", waiting.words()).group(0)
    opened = one.submit(f"/staff/reports/{ref}/", action=f"/staff/reports/{ref}/read/")
    assert "Wolverinestory" in opened.words()
    one.submit(f"/staff/reports/{ref}/", action=f"/staff/reports/{ref}/screen/")
    draft = one.submit(f"/staff/reports/{ref}/", action=f"/staff/reports/{ref}/draft/")
    alert = re.search(r"A-[0-9A-Z]{8}", draft.text).group(0)
    page = one.get(f"/staff/alerts/{alert}/")
    asked = one.post(
        f"/staff/alerts/{alert}/ask/",
        page.fields(f"/staff/alerts/{alert}/")
        | {
            "title": "Asked for the money back",
            "what_happened": "Arranged a visit by message. At the end demanded a refund and shouted.",
            "person": "Man, 30 to 35, tall",
            "contact_used": "Mobile ending 42",
            "level": "3",
            "area": "west-yorkshire",
            "harms": ["robbery"],
            "sector": "",
        },
    )
    assert asked.status == 303, asked.words()

    # A second person approves exactly that, and a short hold passes.
    two = LiveBrowser(live).sign_in("two@example.org", PASSWORD)
    approved = two.submit(f"/staff/alerts/{alert}/", action=f"/staff/alerts/{alert}/approve/")
    assert approved.status == 200, approved.words()
    expected = sorted(email for email, _, is_owed in MEMBERS if is_owed)
    until(lambda: len(sink.letters) >= len(expected), 90, "the letters' arrival")
    until(lambda: status(live)["deliveries"].get("sent") == len(expected), what="marking the letters as sent")
    assert sorted(letter.recipient for letter in sink.letters) == expected
    assert len({letter.message_id for letter in sink.letters}) == len(expected)

    # A member finds it by filter, by word and by number.
    member = LiveBrowser(live).sign_in("elsewhere@example.org", PASSWORD)
    assert alert in member.get("/alerts/?area=west-yorkshire&harm=robbery&level=3").text
    assert alert in member.get("/alerts/?q=refund").text
    assert alert not in member.get("/alerts/?q=penguin").text
    assert alert in member.post("/check/", member.get("/check/").fields("/check/") | {"value": "+44 7700 900842"}).text
    assert "Arranged a visit by message" in member.get(f"/alerts/{alert}/").words()

    # The reporter takes `alert` and `checker` back: gone from list, search, checker and queue.
    reporter = LiveBrowser(live)
    reporter.submit("/follow-up/", {"code": code.lower()})
    token = reporter.get("/follow-up/report/").fields("/follow-up/permission/")["csrf_token"]
    for name in ("alert", "checker"):
        reporter.post("/follow-up/permission/", {"csrf_token": token, "name": name, "act": "take-back"})
    assert alert not in member.get("/alerts/").text
    assert alert not in member.get("/alerts/?q=refund").text
    assert member.get(f"/alerts/{alert}/").status == 404
    assert alert not in member.post("/check/", member.get("/check/").fields("/check/") | {"value": NUMBER}).text
    assert status(live)["deliveries"].get("owed", 0) == 0

    live.stop()
    assert len(sink.letters) == len(expected)
    planted = ["Wolverinestory", "7700900842", code.replace(" ", ""), code, "in.area@example.org"]
    assert hunt(files_below(live.folder), planted) == []
