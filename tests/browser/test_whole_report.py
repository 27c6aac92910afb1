"""A report of all blocks, with two rows where rows repeat, arrives whole; also over a line that is cut at each step."""

import re

from tests.browser.conftest import PASSWORD
from tests.faults import ledger
from tests.live.site import LiveBrowser

# Answers that are no words of their own.
TYPED = {"value-1": "07700 900813", "value-2": "lamp@example.org", "day": "2020-11-04", "plate-1": "AB12 CDE"}
# Chosen here, so that the words of every answer are to be seen on the desk.
CHOSEN = {"contact_how": "text", "who": "friend", "knows": "yes"}
ROWS = ("numbers", "person", "vehicle")
STEPS = 15


def code_of(step: str, name: str) -> str:
    """A word that no other field holds."""
    return f"Wolverine{step}{name.replace('_', '').replace('-', '')}"


def fill(tab) -> set[str]:
    """Answer every question of the step; the words that must arrive."""
    step, words = tab.input_value("#step [name=step]"), set()
    folds = tab.locator("#step details:not([open]):has([name]:not(button)) > summary")
    while folds.count():
        folds.first.click()
    for field in tab.locator("#step :is(textarea, input:not([type=hidden]), select)").all():
        name, kind = field.get_attribute("name"), field.get_attribute("type")
        if field.evaluate("e => e.tagName") == "SELECT":
            values = field.locator("option").evaluate_all("all => all.map(one => one.value)")
            # A number that is only a part, or of a kind that cannot be looked up, would stand elsewhere.
            plain = "" if re.match("sure|plate_sure|kind", name) else values[-1]
            chosen = "person" if step == "permissions" else CHOSEN.get(name, plain)
            field.select_option(chosen)
            words |= {field.locator("option:checked").inner_text()} if chosen and chosen != "person" else set()
        elif kind in ("checkbox", "radio"):
            field.check()
        else:
            text = TYPED.get(name, code_of(step, name))
            field.fill(text)
            words |= {text} - {TYPED["day"]}
    return words


def press(tab, button: str, is_cut: bool) -> None:
    """Press a button of the step; with `is_cut` the first press meets no network, and a second one does."""
    found = tab.locator(f"#step button:text-is('{button}') >> nth=-1")
    if is_cut:
        typed = "Array.from(document.querySelectorAll('#step input, #step textarea')).map(e => e.value + e.checked)"
        before = tab.evaluate(typed)
        tab.context.set_offline(True)
        found.click()
        tab.wait_for_selector("#unsent:not([hidden])")
        assert tab.evaluate(typed) == before
        tab.context.set_offline(False)
    with tab.expect_response(lambda answer: answer.request.method == "POST"):
        found.click()


def walk(tab, is_cut: bool) -> tuple[set[str], str]:
    """From the short form to the overview; every word that was said, and the code that stood on each step."""
    tab.goto("/report/")
    tab.click("button:text('Add more') >> nth=0")
    said, codes, walked = set(), set(), []
    while True:
        fresh = "".join(f":not([value={step}])" for step in walked)
        tab.wait_for_selector(f"#step [name=step]{fresh}", state="attached")
        step = tab.input_value("#step [name=step]")
        codes.add(tab.inner_text("#step .code.ref"))
        if step == "all":
            break
        said |= fill(tab)
        if step in ROWS:
            press(tab, "Add another", is_cut)
            tab.wait_for_selector("#step [name$='-2']", state="attached")
            said |= fill(tab)
        walked.append(step)
        press(tab, "Go on", is_cut)
    assert (len(walked), len(codes)) == (STEPS, 1)
    assert tab.locator("#step li:has-text('filled in')").count() == STEPS
    return said, codes.pop()


def open_on_desk(site) -> str:
    """The newest report as its caseworker reads it, with the way to reach the person."""
    [(ref,)] = ledger.rows(site.folder / "data", "SELECT ref FROM report ORDER BY id DESC LIMIT 1")
    reader, path = LiveBrowser(site).sign_in("caseworker@example.org", PASSWORD), f"/staff/reports/{ref}/"
    reader.submit(path, action=f"{path}read/")
    shown = reader.submit(path, {"reason": "asked"}, action=f"{path}contact/")
    return reader.get(path).words() + shown.words()


def test_a_report_of_all_blocks_arrives_whole_with_one_code_and_back_shows_no_step(phone, script, site):
    counted = "SELECT (SELECT COUNT(*) FROM report), (SELECT COUNT(*) FROM form_draft)"
    [(reports, drafts)] = ledger.rows(site.folder / "data", counted)
    said, code = walk(phone, is_cut=script)
    press(phone, "Send", is_cut=script)
    phone.wait_for_selector("#receipt-code")
    assert phone.inner_text("#receipt-code") == code
    assert ledger.rows(site.folder / "data", counted) == [(reports + 1, drafts)]
    seen = open_on_desk(site)
    assert len(said) > 60
    assert sorted(word for word in said if word not in seen) == []
    assert "4 November 2020" in re.sub(r"\s+", " ", seen)
    for _ in range(STEPS + 4):
        phone.go_back()
        phone.wait_for_timeout(100)
        assert phone.locator("#step").count() == 0
        assert "Wolverine" not in phone.content()
        if phone.url == "about:blank":
            break
