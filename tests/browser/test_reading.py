"""A member looks for warnings on a phone, with and without script, and prints sheets; every page is looked at."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.pdf import Pdf
from tests.browser.walk import press, see, sign_in


@pytest.fixture(scope="module")
def alerts(site):
    """Warnings of the last three years."""
    site.flask("bulk-data", "--alerts", "1500")


def count(tab) -> str:
    """How many the list says there are."""
    return tab.inner_text("#count").split(" · ")[0]


def test_a_member_looks_for_words_and_narrows_the_list(phone, script, alerts):
    sign_in(phone, "member@example.org", "Alerts")
    phone.goto("/alerts/")
    see(phone, "Alerts")
    everything = count(phone)
    if script:
        phone.click("#q")
        phone.keyboard.type('"red knife"', delay=30)
        phone.wait_for_url("**q=%22red*knife%22**")
        assert phone.evaluate("document.activeElement.id") == "q"
    else:
        phone.fill("#q", '"red knife"')
        press(phone, "Show", "Alerts")
    expect(phone.locator("#count")).not_to_contain_text(everything)
    found = count(phone)
    assert found.endswith("alerts")
    if script:
        phone.check("#said")
        phone.wait_for_url("**said=**")
        phone.select_option("#level", "dangerous")
        phone.wait_for_url("**level=dangerous**")
    else:
        phone.check("#said")
        phone.select_option("#level", "dangerous")
        press(phone, "Show", "Alerts")
    phone.reload()
    see(phone, "Alerts")
    assert count(phone) != found and phone.input_value("#q") == '"red knife"' and phone.is_checked("#said")
    assert phone.input_value("#level") == "dangerous"


@pytest.mark.parametrize(("size", "paper"), [("a4", (210, 297)), ("a5", (148, 210))])
@pytest.mark.parametrize("whom", ["workers", "everybody"])
def test_every_page_of_a_sheet_says_what_it_is_and_no_more_than_it_should(new_tab, alerts, size, paper, whom):
    phone = new_tab(PHONE)
    sign_in(phone, "member@example.org", "Alerts")
    phone.goto(f"/alerts/sheet/?area=uk&days=30&size={size}&whom={whom}")
    see(phone, "A sheet to print")
    sheet = Pdf(phone.pdf(prefer_css_page_size=True))
    pages = sheet.texts()
    assert set(sheet.sizes()) == {paper} and len(pages) > 1
    for number, text in enumerate(pages, 1):
        assert "Do not forward" in text and "uk/" in text and f"{number}/{len(pages)}" in text
        assert "Leave this site" not in text and "member" not in text
    words = " ".join(pages)
    assert next(mark for mark in ("▲", "◆", "●") if mark in words) == "▲" and "DANGEROUS" in words
    if whom == "everybody":
        assert max(text.count("The person:") for text in pages) <= 4 and "Ring us: 0161 629 9861" in pages[-1]
