"""One journey on a phone, with script and without: report, come back, read, check."""

import re

PASSWORD = "three odd lanterns"


def test_a_person_reports_comes_back_and_changes_their_mind(phone):
    phone.goto("/")
    phone.click("main a[href$='/report/']")
    phone.click("summary >> nth=0")
    phone.locator("details[open] input[type=checkbox]").first.check()
    phone.fill("[name=story]", "He would not pay")
    phone.fill("[name=identifiers]", "07700 900456")
    phone.check("[value=alert]")
    phone.check("[value=checker]")
    phone.click("button:text('Send now') >> nth=1")
    code = phone.inner_text("#receipt-code")
    assert re.fullmatch(r"[0-9A-Z]{4}( [0-9A-Z]{4}){3}", code)
    phone.click("button:text('I have saved it')")
    assert code not in phone.content()
    phone.click("main a[href$='/follow-up/']")
    phone.fill("[name=code]", code.lower().replace(" ", ""))
    phone.click("main button")
    assert "waits for a caseworker" in phone.inner_text("main")
    phone.fill("[name=words]", "He rang again")
    phone.click("button:text('Add this')")
    assert "You added something" in phone.inner_text("main")
    phone.locator("li", has_text="Warn members").locator("button").click()
    assert "Done" in phone.inner_text("main")
    phone.click("main a[href$='/delete/']")
    phone.click("button:text('Delete it for good')")
    assert "Deleted" in phone.inner_text("main")
    phone.goto("/follow-up/")
    phone.fill("[name=code]", code)
    phone.click("main button")
    assert "opens nothing" in phone.inner_text("main")


def test_an_empty_form_comes_back_with_a_sentence_that_leads_to_the_field(phone, script):
    phone.goto("/report/")
    phone.click("button:text('Send now') >> nth=0")
    assert phone.locator("#errors a").count() >= 1
    phone.click("#errors a >> nth=0")
    assert "#" in phone.url


def test_a_member_reads_filters_and_checks(phone):
    phone.goto("/sign-in/")
    phone.fill("[name=email]", "member@example.org")
    phone.fill("[name=password]", PASSWORD)
    phone.click("main button")
    phone.wait_for_url("**/alerts/")
    phone.fill("[name=q]", "nothing like this")
    phone.click("main button >> nth=0")
    phone.wait_for_url(re.compile("q=nothing"))
    assert "No alert fits" in phone.inner_text("#count")
    phone.goto("/check/")
    phone.fill("[name=value]", "07700 900999")
    phone.click("main button >> nth=0")
    phone.locator("#answer", has_text="Nothing in our records").wait_for()
    phone.click("header button")
    phone.goto("/alerts/")
    assert "/sign-in/" in phone.url
