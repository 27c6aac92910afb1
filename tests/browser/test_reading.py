"""A member looks for warnings on a phone, with and without script, and prints sheets."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PASSWORD, PHONE
from tests.browser.page_faults import faults
from tests.browser.pdf import Pdf

PHRASE = '"red knife"'


@pytest.fixture(scope="module")
def alerts(site):
    """Warnings of the last three years."""
    site.flask("bulk-data", "--alerts", "1500")


def press(tab, button: str) -> None:
    """Press a button in the page and wait for the next page."""
    with tab.expect_navigation():
        tab.locator("main").get_by_role("button", name=button, exact=True).click()


def sign_in(tab) -> None:
    """Sign in as a member."""
    tab.goto("/sign-in/")
    tab.fill("[name=email]", "member@example.org")
    tab.fill("[name=password]", PASSWORD)
    press(tab, "Sign in")


def count(tab) -> str:
    """How many the list says there are."""
    return tab.inner_text("#count").split(" · ")[0]


def test_a_member_looks_for_words_and_narrows_the_list(phone, script, alerts):
    sign_in(phone)
    phone.goto("/alerts/")
    everything = count(phone)
    if script:
        phone.click("#q")
        phone.keyboard.type(PHRASE, delay=30)
        expect(phone.locator("#count")).not_to_contain_text(everything)
        assert phone.evaluate("document.activeElement.id") == "q", "the list comes without taking the box away"
    else:
        phone.fill("#q", PHRASE)
        press(phone, "Show")
    found = count(phone)
    assert found.endswith("alerts") and found != everything
    phone.check("#said")
    phone.select_option("#level", "dangerous")
    if script:
        phone.wait_for_url("**said=**level=dangerous**")
        assert faults(phone) == []
    else:
        press(phone, "Show")
    phone.reload()
    assert count(phone) not in (found, everything)
    assert phone.input_value("#q") == PHRASE and phone.is_checked("#said")
    assert phone.input_value("#level") == "dangerous"


@pytest.mark.parametrize(("size", "paper"), [("a4", (210, 297)), ("a5", (148, 210))])
@pytest.mark.parametrize("whom", ["workers", "everybody"])
def test_every_page_of_a_sheet_says_what_it_is_and_no_more_than_it_should(new_tab, alerts, size, paper, whom):
    tab = new_tab(PHONE)
    sign_in(tab)
    tab.goto(f"/alerts/sheet/?area=uk&days=30&size={size}&whom={whom}")
    assert faults(tab) == []
    sheet = Pdf(tab.pdf(prefer_css_page_size=True))
    pages = sheet.texts()
    assert set(sheet.sizes()) == {paper} and len(pages) > 1
    for number, text in enumerate(pages, 1):
        assert "Do not forward" in text and "uk/" in text and f"{number} / {len(pages)}" in text
        assert "Leave this site" not in text and "member" not in text
    assert "▲ DANGEROUS" in pages[0]
    if whom == "everybody":
        assert max(text.count("The person:") for text in pages) <= 4 and "Ring us: 0161 629 9861" in pages[-1]
