"""Somebody looks for a therapist on a phone: by box and links, with script and without; nothing is kept of it."""

import re

from tests.browser.page_faults import faults

DIRECTORY = "/therapists/"


def test_a_video_therapist_in_glasgow_who_works_with_racial_trauma_and_has_space(site, phone, script):
    site.flask("bulk-data", "--therapists", "300")
    asked = []
    phone.on("request", lambda request: asked.append((request.resource_type, request.method)))
    phone.goto(DIRECTORY)
    phone.fill("#place", "Glasgow")
    phone.click("button:text-is('Show')")
    phone.wait_for_url("**/?place=Glasgow")
    everybody = number(phone)
    for text, part in (
        ("Video", "how=video"),
        ("Works with racial trauma", "has=race-aware"),
        ("Has space now", "has=space"),
    ):
        beside = phone.locator(f"#therapist-list .stay li:has(a:text-is('{text}'))").inner_text()
        phone.click(f"#therapist-list .stay a:text-is('{text}')")
        phone.wait_for_url(f"**{part}")
        if script:
            assert focused(phone) == part.replace("=", "-")
        assert number(phone) == int(re.findall(r"\d+", beside)[-1])
    assert 0 < number(phone) < everybody
    assert "Video anywhere in Scotland" in phone.inner_text("#found [role=status]")
    look_over(phone, script)
    lines = phone.locator("#found .card").all_inner_texts()
    assert lines and all("Video" in line and "Has space now" in line and "racial trauma" in line for line in lines)

    phone.click("summary:text-is('More filters')")
    assert phone.is_visible("summary:text-is('Language')")
    look_over(phone, script)
    phone.evaluate("document.querySelector('#count').isTheSame = true")
    phone.click("#therapist-list .stay a:has-text('Has space now')")
    phone.wait_for_url(lambda address: "space" not in address)
    if script:
        assert (focused(phone), phone.is_visible("summary:text-is('Language')")) == ("has-space", True)
    else:
        phone.click("summary:text-is('More filters')")
    phone.click("summary:text-is('Language')")
    choice = phone.locator("#folded details[open] a").first
    chosen = choice.get_attribute("id")
    choice.click()
    phone.wait_for_url(f"**{chosen.replace('-', '=', 1)}")
    assert phone.is_visible("summary:text-is('Language')")
    if script:
        assert focused(phone) == chosen
        assert phone.evaluate("document.querySelector('#count').isTheSame")
    look_over(phone, script)
    phone.click("#found .card a")
    phone.wait_for_url(re.compile(r"/therapists/T-[0-9A-Z]+/$"))
    assert "racial trauma" in phone.inner_text("main")
    look_over(phone, script)
    assert phone.context.cookies() == []
    assert {method for _, method in asked} == {"GET"}


def look_over(page, script: bool) -> None:
    """Nothing is wrong with the page; what looks for faults needs script."""
    if script:
        assert faults(page) == []


def focused(page) -> str:
    """The id of what has the focus, once htmx has put it back."""
    return page.get_attribute(":focus", "id")


def number(page) -> int:
    """How many the page says there are."""
    return int(re.findall(r"\d+", page.inner_text("#found [role=status]"))[0])
