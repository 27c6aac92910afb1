"""A warning's day on phones, with script and without: from a report to everybody's letters and a sheet of paper."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PASSWORD, PHONE
from tests.browser.page_faults import faults
from tests.browser.pdf import Pdf
from tests.browser.walk import go, press, see, sign_in
from tests.faults import ledger
from tests.live.site import LiveSite, until
from tests.sink import Sink

READER, EDITOR, MEMBER = "one@example.org", "two@example.org", "member@example.org"
ROLES = {READER: "caseworker", EDITOR: "editor", MEMBER: "member"}
NUMBER, MASKED = "07700 900842", "A mobile ending 42"
BULK = 30
# Letters a second: all of them take longer than two looks of the page, which come every five seconds.
RATE = 2
PAUSED = "All sending is paused"


@pytest.fixture(scope="module")
def mail():
    """The mail server."""
    with Sink() as sink:
        yield sink


@pytest.fixture(scope="module")
def site(tmp_path_factory, weather, mail):
    """A running site with its worker, which sends slowly, and many members; a short hold."""
    folder = tmp_path_factory.mktemp("sending")
    live = LiveSite(folder, mail.port, hold=1, NUM_EXIT_URL=weather, NUM_MAIL_RATE=str(RATE))
    for email, role in ROLES.items():
        words = ("--role", role, "--email", email, "--password", PASSWORD, "--area", "London")
        live.flask("create-account", *words)
    live.flask("bulk-data", "--members", str(BULK))
    live.start_web()
    live.start_worker()
    yield live
    live.stop()


def tell(tab, site) -> str:
    """Somebody tells us what happened in London, with a number, and lets us warn; the report's reference."""
    tab.goto("/report/")
    tab.click("summary >> nth=0")
    tab.locator("details[open] input[type=checkbox]").first.check()
    tab.fill("[name=story]", "He would not pay")
    tab.fill("[name=identifiers]", NUMBER)
    tab.check("[value=alert]")
    tab.click("button:text('Send now') >> nth=1")
    tab.wait_for_selector("#receipt-code")
    [(ref,)] = ledger.rows(site.folder / "data", "SELECT ref FROM report ORDER BY id DESC LIMIT 1")
    return ref


def write(tab, ref: str) -> str:
    """A caseworker takes the report and writes a warning from it, saved but not asked for yet; its reference."""
    sign_in(tab, READER, "Desk")
    go(tab, "Reports", "New reports")
    go(tab, ref, f"Report {ref}")
    press(tab, "I am reading this", f"Report {ref}")
    press(tab, "I have read it", f"Report {ref}")
    press(tab, "Write a warning", "Alert")
    tab.fill("[name=title]", "Loud at the end, left without paying")
    tab.fill("[name=what_happened]", "Arranged a visit by message. Was asked for the money and got loud.")
    tab.fill("[name=contact_used]", MASKED)
    tab.select_option("[name=level]", "3")
    tab.select_option("[name=area]", "uk")
    press(tab, "Save", "Alert")
    return re.search(r"A-[0-9A-Z]{8}", tab.inner_text("h1"))[0]


def enter(tab) -> None:
    """The caseworker signs in on another phone, which may run no script."""
    tab.goto("/sign-in/")
    tab.fill("[name=email]", READER)
    tab.fill("[name=password]", PASSWORD)
    tab.click("main button")
    tab.wait_for_url("**/staff/")


def look_whom_it_reaches(tab, script: bool) -> int:
    """The numbers come in the link's place, or as a page of their own; how many members it would reach."""
    link, address = tab.locator("#audience a"), tab.url
    if script:
        link.click()
        tab.locator("#audience h2", has_text="Who would get it now").wait_for()
        assert tab.url == address and faults(tab) == []
    else:
        link.click()
        tab.wait_for_url("**/audience/")
        assert tab.url.endswith("/audience/")
    shown = tab.inner_text("#audience")
    assert "example.org" not in shown and "Bulk" not in shown
    return int(re.search(r"Members: (\d+)", shown)[1])


def pause(tab) -> None:
    """Stop all sending, asked once."""
    tab.goto("/staff/sending/")
    see(tab, "Sending")
    go(tab, "Pause all sending", "Pause all sending?")
    press(tab, "Pause all sending", "Sending")
    assert PAUSED in tab.inner_text("#sending-paused")


def resume(tab) -> None:
    """Let everything go again."""
    tab.click("summary:text-is('Start sending again')")
    press(tab, "Send now", "Sending")
    assert tab.locator("#sending-paused").count() == 0


def is_out(tab) -> bool:
    """Whether the hold has passed and the warning's page says so."""
    tab.reload()
    return "Out since" in tab.inner_text("main")


def watch_it_go(tab, total: int, script: bool) -> None:
    """The counts go down to nothing: by themselves, and then nobody asks any more; or by the link."""
    counts, between = tab.locator("#counts"), re.compile(rf"Still to go: (?!{total} of)\d+ of {total}\.")
    done = f"Nothing is left to go, of {total}."
    asked = []
    tab.on("request", lambda request: asked.append(request.url) if "/staff/sending/" in request.url else None)
    if script:
        address = tab.url
        expect(counts).to_contain_text(between, timeout=30_000)
        assert tab.url == address and faults(tab) == []
        expect(counts).to_contain_text(done, timeout=90_000)
        so_far = len(asked)
        tab.wait_for_timeout(6000)
        assert so_far == len(asked) >= 2
    else:
        # Without script the link opens a page of its own with the same counts, and leads to it again.
        until(lambda: between.search(refreshed(tab)), 60, "a part of the letters")
        until(lambda: done in refreshed(tab), 90, "all letters")
        assert "Letters of" in tab.inner_text("h1")
    assert tab.locator("#refresh").count() == 0 and counts.get_attribute("data-hx-get") is None
    sent = tab.locator("#counts dt:text-is('Sent') + dd").inner_text()
    # The look for faults is a script.
    assert int(sent) == total and (not script or faults(tab) == [])


def refreshed(tab) -> str:
    """Press the link, and what the counts say then."""
    with tab.expect_navigation():
        tab.click("#refresh")
    return tab.inner_text("#counts")


def print_sheet(tab, alert: str) -> None:
    """A member prints London's sheet: the warning, its number masked, and what paper must say."""
    sign_in(tab, MEMBER, "Alerts")
    tab.goto("/alerts/sheet/")
    tab.select_option("[name=area]", "london")
    tab.select_option("[name=size]", "a4")
    press(tab, "Show", "A sheet to print")
    sheet = Pdf(tab.pdf(prefer_css_page_size=True))
    assert sheet.sizes() == [(210, 297)]
    [text] = sheet.texts()
    for wanted in (alert, "london/", "Do not forward", MASKED):
        assert wanted in text, wanted
    assert re.sub(r"\D", "", NUMBER) not in re.sub(r"\D", "", text) and "He would not pay" not in text


def test_a_warning_is_written_seen_to_go_paused_and_printed(new_tab, phone, script, site, mail):
    reader, second, member = (new_tab(PHONE) for _ in range(3))
    alert = write(reader, tell(member, site))
    enter(phone)
    phone.goto(f"/staff/alerts/{alert}/")
    total = look_whom_it_reaches(phone, script)
    assert total > BULK
    press(reader, "Save and ask a second person", "Alert")
    assert "Somebody else must approve it" in reader.inner_text("main")

    before = len(mail.letters)
    sign_in(second, EDITOR, "Desk")
    pause(second)
    second.goto(f"/staff/alerts/{alert}/")
    see(second, "Alert")
    press(second, "Approve", "Alert")
    phone.goto(f"/staff/alerts/{alert}/")
    until(lambda: is_out(phone), what="the end of the hold")
    assert f"Still to go: {total} of {total}." in phone.inner_text("#counts")
    assert len(mail.letters) == before

    second.goto("/staff/sending/")
    see(second, "Sending")
    assert f"Still to go: {total} of {total}." in second.locator("tr", has_text=alert).inner_text()
    resume(second)
    watch_it_go(phone, total, script)
    assert len({letter.recipient for letter in mail.letters[before:]}) == len(mail.letters) - before == total
    second.reload()
    see(second, "Sending")
    assert f"Sent: {total}. Came back: 0." in second.locator("tr", has_text=alert).inner_text()
    print_sheet(member, alert)
