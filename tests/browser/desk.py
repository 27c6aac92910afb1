"""What the desk does on a project's day: a manager lets it in, caseworkers make a warning of a report."""

from tests.browser.walk import go, press, see, sign_in

BOSS, READER, SECOND = "boss@example.org", "one@example.org", "two@example.org"
ROLES = {BOSS: "manager", READER: "caseworker", SECOND: "caseworker"}


def let_in(tab) -> None:
    """A manager rings them, has the agreement and lets them in."""
    sign_in(tab, BOSS, "Desk")
    go(tab, "Projects", "Projects")
    go(tab, "Lantern Outreach", "Lantern Outreach")
    press(tab, "Let them in", "Lantern Outreach")
    assert tab.locator("#agreement_on-error").count() == 1
    tab.fill("[name=agreement_on]", "2026-01-05")
    press(tab, "Let them in", "Lantern Outreach")
    assert "We sent the first invitation" in tab.inner_text("main")


def warn(reader, second, ref: str, number: str) -> None:
    """A caseworker reads the report and writes a warning; a second one approves it."""
    go(reader, "Reports", "New reports")
    go(reader, ref, f"Report {ref}")
    press(reader, "I am reading this", f"Report {ref}")
    press(reader, "I have read it", f"Report {ref}")
    press(reader, "Write a warning", "Alert")
    reader.fill("[name=title]", "Loud at the end, left without paying")
    reader.fill("[name=what_happened]", "Arranged a visit by message. Was asked for the money and got loud.")
    # The whole number does not leave.
    reader.fill("[name=contact_used]", number)
    reader.select_option("[name=level]", "3")
    press(reader, "Save and ask a second person", "Alert")
    assert reader.locator("#contact_used-error").count() == 1
    reader.fill("[name=contact_used]", "A mobile ending 42")
    press(reader, "Save and ask a second person", "Alert")
    sign_in(second, SECOND, "Desk")
    second.goto(reader.url.replace("ask/", ""))
    see(second, "Alert")
    press(second, "Approve", "Alert")
