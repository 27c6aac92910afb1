"""Therapy that we pay for, asked for on a small phone without script, and come back to."""

from tests.browser.conftest import PHONE


def go(tab, link: str, heading: str) -> None:
    """Follow a link of the page; a page with this heading answers."""
    with tab.expect_navigation():
        tab.locator("main").get_by_role("link", name=link).first.click()
    tab.get_by_role("heading", level=1, name=heading).wait_for()


def press(tab, button: str, heading: str) -> None:
    """Press a button of the page; a page with this heading answers."""
    with tab.expect_navigation():
        tab.locator("main button").get_by_text(button, exact=True).first.click()
    tab.get_by_role("heading", level=1, name=heading).wait_for()


def test_a_therapist_is_found_and_paid_therapy_asked_for(site, new_tab):
    site.flask("bulk-data", "--therapists", "60")
    tab = new_tab(PHONE, java_script_enabled=False)
    tab.goto("/therapists/")
    go(tab, "NUM can pay", "Therapists")
    name = tab.inner_text("#found .card a >> nth=0")
    go(tab, name, name)
    go(tab, "Ask for funded therapy", "Therapy that we pay for")
    assert f"You would like {name}." in tab.inner_text("main")
    tab.fill("[name=story]", "I cannot sleep since then.")
    tab.check("[name=ways][value=video]")
    press(tab, "Send now", "We have it")
    code = tab.inner_text("#receipt-code")
    press(tab, "I have saved it", "What happens next")

    tab.goto("/follow-up/")
    tab.fill("[name=code]", code)
    press(tab, "Open", "Where it stands")
    stands = tab.inner_text("main")
    assert "Funded therapy" in stands
    assert "cannot sleep" not in stands and "warned" not in stands
