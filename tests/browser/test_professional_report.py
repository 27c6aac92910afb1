"""A police officer's refusal in Northern Ireland, told on a small phone without script, and come back to."""

from datetime import date, timedelta

import pytest

from models.facts import CLOCKS
from rules.clocks import due_on
from tests.browser.conftest import PHONE
from tests.browser.page_faults import faults

# The links of a page that something else lies on, where a thumb would press the lower end of their first line.
COVERED = """() => [...document.querySelectorAll("main a[href^=http]")].filter(link => {
    link.scrollIntoView({block: "center"});
    const line = link.getClientRects()[0];
    return !link.contains(document.elementFromPoint(line.left + line.width / 2, line.bottom - 3));
}).map(link => link.textContent)"""


@pytest.fixture
def tab(new_tab):
    """A phone of 360 px that runs no script."""
    return new_tab(PHONE, java_script_enabled=False)


def see(tab, heading: str) -> None:
    """Wait for the page with this heading. (What looks for faults on a page needs script.)"""
    tab.get_by_role("heading", level=1, name=heading).wait_for()


def press(tab, button: str, heading: str) -> None:
    """Press a button in the page; a page with this heading answers."""
    with tab.expect_navigation():
        tab.locator("main button:not(.skip)").get_by_text(button, exact=True).first.click()
    see(tab, heading)


def go(tab, link: str, heading: str) -> None:
    """Follow a link; a page with this heading answers."""
    with tab.expect_navigation():
        tab.locator("main").get_by_role("link", name=link).first.click()
    see(tab, heading)


def begin(tab) -> None:
    """From the first page to the steps of the form, with a word on the way."""
    tab.goto("/")
    go(tab, "Tell us about a professional", "Tell us about a professional")
    tab.select_option("[name=profession]", "police")
    tab.select_option("[name=nation]", "northern-ireland")
    tab.check("[name=harms][value=refused]")
    tab.fill("[name=story]", "The officer would not write it down.")
    tab.check("[name=wants][value=not-punished]")
    press(tab, "Add more", "Who it was")


def test_a_refusal_by_police_in_northern_ireland_is_told_and_its_clock_is_seen(tab):
    # The site runs by the real clock.
    today = date.today()  # noqa: DTZ011
    day = today - timedelta(days=40)
    begin(tab)
    for heading in ("What happened", "How it came to that"):
        press(tab, "Go on", heading)
    tab.fill("[name=day]", day.strftime("%d/%m/%Y"))
    press(tab, "Send what I have", "We have it")
    code = tab.inner_text("#receipt-code")
    assert "the first to ask is: Police Ombudsman for Northern Ireland." in tab.inner_text("main")
    press(tab, "I have saved it", "What happens next")

    tab.goto("/follow-up/")
    tab.fill("[name=code]", code)
    press(tab, "Open", "Where it stands")
    last = due_on(CLOCKS["poni"], day)
    stands = tab.inner_text("main")
    assert "Police Ombudsman for Northern Ireland" in stands
    assert f"{last.day} {last:%B %Y} ({(last - today).days} days left)" in stands
    assert "would not write it down" not in stands
    assert "warned" not in stands


def test_the_way_is_read_without_telling_anything(tab):
    tab.goto("/professionals/")
    go(tab, "Where can I complain?", "Where can I complain?")
    tab.select_option("[name=nation]", "northern-ireland")
    tab.select_option("[name=profession]", "police")
    with tab.expect_navigation():
        tab.locator("main form button").first.click()
    see(tab, "Where can I complain?")
    way = tab.inner_text("main")
    assert "First: Police Ombudsman for Northern Ireland" in way
    assert "You do not go to the police first." in way


def test_its_pages_are_as_they_should_be(new_tab):
    tab = new_tab(PHONE)
    tab.goto("/professionals/")
    assert faults(tab) == []
    press_and_look = [
        ("Send now", "Tell us about a professional"),
        ("Add more", "Who it was"),
        ("Go on", "What happened"),
    ]
    for button, heading in press_and_look:
        tab.locator("main button:not(.skip)").get_by_text(button, exact=True).first.click()
        see(tab, heading)
        assert faults(tab) == [], heading


def test_a_thumb_on_the_name_of_a_body_does_not_ring_its_number(new_tab):
    tab = new_tab(PHONE)
    tab.goto("/professionals/routes/?nation=northern-ireland&profession=police")
    assert tab.locator("main a[href^=tel]").count() > 3
    assert tab.evaluate(COVERED) == []
