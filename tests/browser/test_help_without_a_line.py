"""Help when the line is gone: what was opened once is read again from what the browser kept."""

import pytest
from playwright.sync_api import Error

from tests.browser.conftest import PASSWORD, PHONE

DANGER = "/help/danger/"


def shown(page) -> str:
    """The page's heading, and that its style sheet is there too."""
    assert page.evaluate("getComputedStyle(document.getElementById('exit')).position") == "fixed"
    return page.inner_text("h1")


def open_twice(page) -> None:
    """Go from the index to a page and back, as a thumb does."""
    page.goto("/help/")
    page.click(f"main a[href='{DANGER}']")
    page.wait_for_url(f"**{DANGER}")
    page.click("main a[href='/help/']")
    page.wait_for_url("**/help/")


def test_what_was_opened_is_read_again_by_link_and_by_address(new_tab):
    page = new_tab(PHONE)
    open_twice(page)
    page.context.set_offline(True)
    page.click(f"main a[href='{DANGER}']")
    page.wait_for_url(f"**{DANGER}")
    assert shown(page) == "In danger now"
    page.click("main a[href='/help/']")
    page.wait_for_url("**/help/")
    assert shown(page) == "Help"
    page.goto(DANGER)
    assert shown(page) == "In danger now"
    # What was never opened is not there; reloading asks the line, and the address typed again still finds the page.
    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
        page.goto("/help/law/")
    other = page.context.new_page()
    other.goto(DANGER)
    assert shown(other) == "In danger now"
    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
        other.reload()
    other = page.context.new_page()
    other.goto(DANGER)
    assert shown(other) == "In danger now"
    page.context.set_offline(False)


def test_who_signs_in_gets_the_page_anew_and_leaves_none_behind(new_tab):
    page = new_tab(PHONE)
    open_twice(page)
    page.goto("/sign-in/")
    page.fill("[name=email]", "member@example.org")
    page.fill("[name=password]", PASSWORD)
    page.click("main button")
    page.wait_for_url("**/")
    page.goto(DANGER)
    assert page.is_visible("text=Sign out")
    page.context.set_offline(True)
    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
        page.goto(DANGER)
    page.context.set_offline(False)
