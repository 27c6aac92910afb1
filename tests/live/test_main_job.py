"""The main job end to end: real HTTP, the real worker, a real mail server."""

import json
import re
import subprocess
import sys

import pytest

from tests.faults import ledger
from tests.hunt import files_below, hunt
from tests.live.site import ROOT, LiveBrowser, LiveSite, until
from tests.sink import Sink

PASSWORD = "three odd lanterns"
STORY = "Wolverinestory: booked an hour by text, then wanted the money back and got loud"
NUMBER = "07700 900842"
SAMPLES = ROOT / "models" / "data" / "samples" / "reports.jsonl"
UNKNOWN = "Nothing in our records"
# The worker's own release, without the worker: what it releases is owed, and nobody sends it yet.
RELEASE = """
from models.database import connect
from tasks.worker import alerts, app
with app.app_context():
    connect()
    alerts.release_due.call_local()
"""
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


def send_report(live: LiveSite, **answers) -> str:
    """Somebody reports, with nothing but a browser; the receipt code."""
    nobody = LiveBrowser(live)
    plain = {"harms": ["robbery"], "story": STORY, "area": "west-yorkshire", "place": "Leeds", "when": "this-week"}
    sent = nobody.submit("/report/", plain | answers)
    code = "".join(sent.by_id("receipt-code").itertext()).strip()
    assert re.fullmatch(r"[0-9A-Z]{4}( [0-9A-Z]{4}){3}", code)
    assert not nobody.cookies
    return code


def write_alert(one: LiveBrowser) -> str:
    """A caseworker reads the report that waits, screens it, writes a warning and asks a second person; its ref."""
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
    return alert


def approve(two: LiveBrowser, alert: str) -> None:
    """A second person approves exactly what was asked about."""
    approved = two.submit(f"/staff/alerts/{alert}/", action=f"/staff/alerts/{alert}/approve/")
    assert approved.status == 200, approved.words()


def take_back(live: LiveSite, code: str, *names: str) -> None:
    """The reporter comes back with the code and takes permissions back."""
    reporter = LiveBrowser(live)
    reporter.submit("/follow-up/", {"code": code.lower()})
    token = reporter.get("/follow-up/report/").fields("/follow-up/permission/")["csrf_token"]
    for name in names:
        answer = reporter.post("/follow-up/permission/", {"csrf_token": token, "name": name, "act": "take-back"})
        assert answer.status == 303, answer.words()


def check_number(member: LiveBrowser, value: str) -> str:
    """What the checker answers a member."""
    return member.post("/check/", member.get("/check/").fields("/check/") | {"value": value}).text


def letters_of(live: LiveSite, alert: str) -> list[str]:
    """The states of an alert's letters in the ledger."""
    its = f"SELECT d.state FROM delivery d JOIN alert a ON a.id = d.alert_id WHERE a.ref = '{alert}'"
    return [state for (state,) in ledger.rows(live.folder / "data", its)]


def release(live: LiveSite, alert: str) -> list[str]:
    """Release what is due while no worker runs; the states of the alert's letters."""
    subprocess.run([sys.executable, "-c", RELEASE], cwd=ROOT, env=live.env, check=True, timeout=60)
    return letters_of(live, alert)


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

    code = send_report(live, identifiers=NUMBER, permissions=["alert", "checker"])
    one = LiveBrowser(live).sign_in("one@example.org", PASSWORD)
    two = LiveBrowser(live).sign_in("two@example.org", PASSWORD)
    alert = write_alert(one)

    # A second person approves, and a short hold passes.
    approve(two, alert)
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
    found = check_number(member, "+44 7700 900842")
    assert alert in found and UNKNOWN not in found
    assert "Arranged a visit by message" in member.get(f"/alerts/{alert}/").words()

    # The reporter takes `alert` back, then `checker`: gone from list and search, then from the checker.
    take_back(live, code, "alert")
    assert alert not in member.get("/alerts/").text
    assert alert not in member.get("/alerts/?q=refund").text
    assert member.get(f"/alerts/{alert}/").status == 404
    found = check_number(member, NUMBER)
    assert alert not in found and "Reported once" in found
    take_back(live, code, "checker")
    assert UNKNOWN in check_number(member, NUMBER)

    # Another one is taken back while its letters are owed: not one of them leaves.
    other_code = send_report(live, permissions=["alert"])
    other = write_alert(one)
    live.kill("worker")
    approve(two, other)
    until(lambda: release(live, other), what="the release")
    assert letters_of(live, other) == ["owed"] * len(expected)
    take_back(live, other_code, "alert")
    assert letters_of(live, other) == ["cancelled"] * len(expected)
    live.start_worker()
    live.flask("send-owed")
    assert letters_of(live, other) == ["cancelled"] * len(expected)

    live.stop()
    assert len(sink.letters) == len(expected)
    planted = ["Wolverinestory", "7700900842", code.replace(" ", ""), code, other_code, "in.area@example.org"]
    assert hunt(files_below(live.folder), planted) == []
