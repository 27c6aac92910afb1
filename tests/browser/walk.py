"""Going from page to page as people do; every page on the way is looked at."""

from tests.browser.conftest import PASSWORD
from tests.browser.page_faults import faults


def see(tab, heading: str) -> None:
    """Wait for the page with this heading; it has no fault."""
    tab.get_by_role("heading", level=1, name=heading).wait_for()
    assert faults(tab) == [], heading


def press(tab, button: str, heading: str) -> None:
    """Press a button in the page; a page with this heading answers."""
    with tab.expect_navigation():
        tab.locator("main").get_by_role("button", name=button, exact=True).click()
    see(tab, heading)


def go(tab, link: str, heading: str) -> None:
    """Follow a link; a page with this heading answers."""
    with tab.expect_navigation():
        tab.locator("main").get_by_role("link", name=link).first.click()
    see(tab, heading)


def sign_in(tab, email: str, heading: str) -> None:
    """Sign in and land on the page with this heading."""
    tab.goto("/sign-in/")
    tab.fill("[name=email]", email)
    tab.fill("[name=password]", PASSWORD)
    press(tab, "Sign in", heading)
