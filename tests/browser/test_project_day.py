"""A project worker's day, from asking to join to the project's end: real pages, letters, paper and keyboard."""

import csv
import re
from io import StringIO
from pathlib import Path

import pytest

from models.codes import HARMS
from tests.browser.conftest import PASSWORD, PHONE
from tests.browser.desk import READER, ROLES, let_in, warn
from tests.browser.keying import Keys
from tests.browser.page_faults import faults
from tests.browser.pdf import Pdf
from tests.browser.walk import go, press, see, sign_in
from tests.live.site import LiveBrowser, LiveSite, until
from tests.sink import Sink

DESK = {"width": 1280, "height": 800}
LEAD, COLLEAGUE = "juno@lantern.example", "kit@lantern.example"
NUMBER = "07700 900842"
QUESTION, ANSWER = "Was it before ten at night?", "Yes, at about nine."
CODE = r"[0-9A-Z]{4}( [0-9A-Z]{4}){3}"
# No letter that somebody sees on a locked phone may say one of these.
TELLING = ("report", "harm", "lantern", "project", "sex", "alert", "warning", "num ", QUESTION.lower())


@pytest.fixture(scope="module")
def mail():
    """The mail server."""
    with Sink() as sink:
        yield sink


@pytest.fixture(scope="module")
def site(tmp_path_factory, weather, mail):
    """A running site with its worker, a manager and two caseworkers; no project yet."""
    live = LiveSite(tmp_path_factory.mktemp("day"), mail.port, hold=1, NUM_EXIT_URL=weather)
    for email, role in ROLES.items():
        live.flask("create-account", "--role", role, "--email", email, "--password", PASSWORD)
    live.start_web()
    live.start_worker()
    yield live
    live.stop()


def letter(mail: Sink, to: str, saying: str) -> str:
    """Wait for a letter to this address that says this, whoever glances at it learns nothing; its first link."""
    found = until(
        lambda: next((one for one in mail.letters if one.recipient == to and saying in one.body), None),
        what=f"a letter to {to} that says {saying}",
    )
    shown = f"{found.message['From']} {found.message['Subject']} {found.body}".lower()
    assert [word for word in TELLING if word in re.sub(r"https?://\S+", "", shown)] == []
    return re.search(r"https?://\S+", found.body)[0]


def ask_to_join(tab) -> None:
    """Somebody who knows nothing of projects finds out and asks, on a phone."""
    tab.goto("/projects/")
    see(tab, "Partner projects")
    go(tab, "Ask to join as a project", "Ask to join as a project")
    tab.fill("[name=organisation]", "Lantern Outreach")
    tab.fill("[name=name]", "Juno")
    tab.fill("[name=email]", LEAD)
    tab.fill("[name=about]", "Outreach on two nights a week")
    press(tab, "Send our request", "Ask to join as a project")
    assert tab.locator("#errors a").count() == 2
    tab.locator("summary", has_text="North West").click()
    tab.get_by_label("Merseyside").check()
    tab.get_by_label("We agree to this").check()
    press(tab, "Send our request", "We have your request")


def accept(tab, invitation: str, name: str) -> None:
    """Open an invitation's link, choose a working name and a password, and sign in."""
    tab.goto(invitation)
    see(tab, "Join Lantern Outreach here")
    tab.fill("[name=name]", name)
    tab.fill("[name=password]", PASSWORD)
    tab.fill("[name=password_again]", PASSWORD)
    press(tab, "Join", "You can sign in now")
    go(tab, "Sign in", "Sign in")


def bring_a_colleague(lead, colleague, mail: Sink) -> None:
    """The lead invites a colleague, who accepts, reads no messages yet, and is given access."""
    go(lead, "Workers", "Workers")
    lead.fill("[name=name]", "Kit")
    lead.fill("[name=email]", COLLEAGUE)
    press(lead, "Invite", "Workers")
    accept(colleague, letter(mail, COLLEAGUE, "/projects/invitation/"), "Kit")
    sign_in(colleague, COLLEAGUE, "Lantern Outreach")
    assert "You wait for access" in colleague.inner_text("main")
    lead.reload()
    see(lead, "Workers")
    press(lead, "Give access", "Workers")
    colleague.locator("header button").click()
    sign_in(colleague, COLLEAGUE, "Lantern Outreach")
    assert "You wait for access" not in colleague.inner_text("main")


def key_in_three_forms(tab) -> dict[str, str]:
    """Three forms on paper, one after another; the code of each report by its reference."""
    keys = Keys(tab)
    assert keys.at() == "received_on"
    keys.write(harm_numbers="10 24", story="He would not pay and shouted.", place="Bootle", area="Mersey")
    keys.write(identifiers=NUMBER, looks="Tall, beard", may_alert="Y", may_checker="S", maker_name="Juno")
    keys.send("Enter")
    first = keys.saved(1)
    # What is kept from the first form, and a number that stands on no form.
    assert (tab.input_value("[name=area]"), tab.input_value("[name=maker_name]")) == ("merseyside", "Juno")
    keys.write(harm_numbers="999")
    keys.send("Enter")
    see(tab, "Enter paper forms")
    keys.to("a")
    keys.keyboard.press("Enter")
    keys.write(harm_numbers="")
    keys.keyboard.press("Control+a")
    keys.keyboard.press("Delete")
    for name in ("summary", "harms"):
        keys.to(name)
        keys.keyboard.press("Space")
    keys.write(story="She left at once.")
    # The rarer permissions are folded.
    keys.to("summary")
    keys.keyboard.press("Space")
    keys.write(may_research="U")
    keys.to("button")
    keys.send("Space")
    second = keys.saved(2)
    keys.write(harm_numbers="24")
    keys.send("Enter")
    codes = dict([first, second, keys.saved(3)])
    assert len(codes) == len(set(codes.values())) == 3
    assert [code for code in codes.values() if not re.fullmatch(CODE, code)] == []
    return codes


def print_sheets(tab) -> dict[str, Pdf]:
    """The sheet of warnings as a printer gets it, by size."""
    printed = {}
    for size in ("A4", "A5"):
        tab.select_option("[name=size]", size.lower())
        press(tab, "Show", "A sheet to print")
        printed[size] = Pdf(tab.pdf(prefer_css_page_size=True))
    return printed


def check_sheets(printed: dict[str, Pdf], site) -> None:
    """One page of the right size, with the warning, and of numbers to ring the office's alone."""
    for size, paper in (("A4", (210, 297)), ("A5", (148, 210))):
        assert printed[size].sizes() == [paper]
        [text] = printed[size].texts()
        for wanted in (
            "DANGEROUS Merseyside",
            "Loud at the end, left without paying",
            "A mobile ending 42",
            "Do not forward",
        ):
            assert wanted in text, size
        digits = [re.sub(r"\D", "", run) for run in re.findall(r"\+?\d[\d ()-]{7,}\d", text.replace(site.url, ""))]
        assert digits == ["01616299861"], size
        assert [word for word in ("Leave this site", "Bootle", "beard", "Juno", "lantern") if word in text] == []


def write_to_and_fro(lead, reader, ref: str, mail: Sink) -> None:
    """A caseworker asks about a report, the project answers, the caseworker reads it."""
    reader.goto(f"/staff/reports/{ref}/")
    go(reader, "Messages", "Messages about")
    reader.fill("#words-project", QUESTION)
    with reader.expect_navigation():
        reader.locator("section", has_text="With the project").get_by_role("button", name="Send it").click()
    see(reader, "Messages about")
    # The letter leads to the door; who is inside already goes on from there.
    lead.goto(letter(mail, LEAD, "A message waits"))
    lead.locator("header").get_by_role("link", name="Project").click()
    see(lead, "Lantern Outreach")
    assert "Messages that wait" in lead.inner_text("main")
    go(lead, ref, ref)
    assert QUESTION in lead.inner_text("main")
    lead.fill("[name=words]", ANSWER)
    press(lead, "Send the message", ref)
    go(lead, "Your reports", "Lantern Outreach")
    assert "Messages that wait" not in lead.inner_text("main")
    reader.reload()
    see(reader, "Messages about")
    assert ANSWER in reader.inner_text("main")


def check_figures(tab) -> None:
    """Three reports, one of them a warning, two messages: on the page and in the table."""
    go(tab, "Figures", "Figures for")
    assert tab.locator("tbody tr", has_text="All").first.inner_text().split() == ["All", "3", "1", "0", "2"]
    with tab.expect_download() as saved:
        tab.get_by_role("link", name="Save as a table").click()
    text = Path(saved.value.path()).read_text("utf-8-sig")
    head, *months, total = csv.reader(StringIO(text, newline=""))
    assert len(months) == 12 and {len(row) for row in months} == {len(head)}
    row = dict(zip(head, total, strict=True))
    by_number = {harm.number: f"Accounts of harm: {harm.name}" for harm in HARMS.values()}
    wanted = {"Reports received": "3", "Members warned": "1", "Messages": "2", "Area: Merseyside": "3"}
    wanted |= {by_number[1]: "1", by_number[10]: "1", by_number[24]: "2"}
    assert {name: row.get(name) for name in wanted} == wanted
    for column, number in enumerate(total[1:], 1):
        assert sum(int(month[column]) for month in months) == int(number), head[column]


def end_the_colleagues_access(lead, colleague) -> None:
    """The colleague is signed in; the next click leads out."""
    lead.goto("/projects/workers/")
    see(lead, "Workers")
    card = lead.locator("article", has_text="Kit")
    card.locator("summary").click()
    card.get_by_role("link", name="End access").click()
    see(lead, "End the access of Kit?")
    press(lead, "End it now", "Workers")
    assert "Kit" not in lead.inner_text("main")
    go(colleague, "Check a number", "Sign in")


def end_the_project(boss, lead, reader, refs: list[str]) -> None:
    """The manager ends it: its worker is out at once, and its reports stand on the desk as before."""
    boss.reload()
    see(boss, "Lantern Outreach")
    go(boss, "End this project", "End Lantern Outreach?")
    press(boss, "End it now", "Lantern Outreach")
    lead.locator("header").get_by_role("link", name="My page").click()
    see(lead, "Sign in")
    lead.fill("[name=email]", LEAD)
    lead.fill("[name=password]", PASSWORD)
    press(lead, "Sign in", "Sign in")
    assert lead.locator("#errors").count() == 1
    reader.goto("/staff/reports/")
    see(reader, "New reports")
    assert [ref for ref in refs[1:] if ref not in reader.inner_text("main")] == []
    for ref in refs:
        reader.goto(f"/staff/reports/{ref}/")
        see(reader, f"Report {ref}")
        assert "Lantern Outreach" in reader.inner_text("main")


def test_a_project_workers_day(new_tab, site, mail):
    lead, colleague, boss, reader, second = (new_tab(size) for size in (PHONE, PHONE, DESK, DESK, DESK))
    ask_to_join(lead)
    let_in(boss)
    accept(lead, letter(mail, LEAD, "/projects/invitation/"), "Juno")
    sign_in(lead, LEAD, "Lantern Outreach")
    bring_a_colleague(lead, colleague, mail)

    lead.set_viewport_size(DESK)
    lead.goto("/projects/enter/")
    see(lead, "Enter paper forms")
    codes = key_in_three_forms(lead)
    lead.set_viewport_size(PHONE)
    refs = list(codes)

    sign_in(reader, READER, "Desk")
    warn(reader, second, refs[0], NUMBER)
    letter(mail, LEAD, "/alerts/")
    lead.goto("/projects/")
    see(lead, "Lantern Outreach")
    assert "Members were warned" in lead.locator("tr", has_text=refs[0]).inner_text()
    go(lead, "Print a sheet", "A sheet to print")
    check_sheets(print_sheets(lead), site)

    lead.goto("/projects/")
    write_to_and_fro(lead, reader, refs[0], mail)
    check_figures(lead)
    end_the_colleagues_access(lead, colleague)
    end_the_project(boss, lead, reader, refs)


def test_a_person_takes_a_report_over_and_the_project_sees_two(new_tab, site):
    site.flask(
        *("create-account", "--role", "project-worker", "--project", "Quay Clinic", "--area", "Merseyside"),
        *("--email", "ona@quay.example", "--password", PASSWORD),
    )
    worker = LiveBrowser(site).sign_in("ona@quay.example", PASSWORD)
    form = {"harm_numbers": "10", "may_alert": "person", "may_local_project": "person"}
    codes = [worker.submit("/projects/enter/", form).by_id("receipt-code").text for _form in range(3)]
    lead, person = new_tab(DESK), new_tab(PHONE)
    sign_in(lead, "ona@quay.example", "Quay Clinic")
    assert lead.locator("main tbody tr").count() == 3
    person.goto("/follow-up/")
    person.fill("[name=code]", codes[1])
    person.locator("main button").click()
    person.get_by_role("link", name="Is it yours?").click()
    see(person, "Is it yours?")
    press(person, "Show me my new code", "Your new code")
    fresh = person.inner_text("#receipt-code")
    assert re.fullmatch(CODE, fresh) and fresh not in codes
    person.locator("[value=local_project]").uncheck()
    person.get_by_role("button", name="I have written it down. It is mine").click()
    person.get_by_text("Only your new code opens it now").wait_for()
    assert faults(person) == []
    lead.reload()
    see(lead, "Quay Clinic")
    assert lead.locator("main tbody tr").count() == 2
