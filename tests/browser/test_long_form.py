"""The long form on a phone: one address, nothing behind Back, and a line that breaks loses no word."""

WORD = "Wolverineword"
MORE = "/report/more/"


def begin(page) -> None:
    """Press "Add more" on the short form."""
    page.goto("/report/")
    page.fill("[name=story]", f"{WORD} happened")
    page.click("button:text('Add more') >> nth=0")
    page.wait_for_selector("#step")


def go_on(page, to: str) -> None:
    """Press "Go on" and wait for the next step."""
    page.click("#step button:text-is('Go on') >> nth=-1")
    page.wait_for_selector(f"h1:text-is('{to}')")


def text(page) -> str:
    """All that can be read, typed values too."""
    typed = "Array.from(document.querySelectorAll('input,textarea')).map(e => e.value).join(' ')"
    return f"{page.inner_text('body')} {page.evaluate(typed)}"


def test_every_step_stands_at_one_address_and_with_script_is_one_entry(phone, script):
    begin(phone)
    before = phone.evaluate("history.length")
    for to in ("You or somebody else", "Where", "When", "Numbers and names", "The person"):
        go_on(phone, to)
        assert phone.url.endswith(MORE)
    if script:
        assert phone.evaluate("history.length") == before


def test_back_from_a_step_shows_no_step_but_the_one_where_one_is(phone, script):
    begin(phone)
    go_on(phone, "You or somebody else")
    go_on(phone, "Where")
    phone.go_back()
    phone.wait_for_timeout(300)
    heading = phone.inner_text("h1")
    # With script Back leads to the short form, empty; without, to the same address and what stands there now.
    assert heading == ("What happened?" if script else "Where")
    assert WORD not in text(phone)


def test_after_sending_and_saving_the_code_back_shows_neither_words_nor_code(phone):
    begin(phone)
    go_on(phone, "You or somebody else")
    phone.click("button:text('Send what I have')")
    phone.wait_for_selector("#receipt-code")
    code = phone.inner_text("#receipt-code")
    phone.click("button:text('I have saved it')")
    phone.wait_for_url("**/report/saved")
    for _ in range(4):
        phone.go_back()
        phone.wait_for_timeout(250)
        assert WORD not in text(phone)
        assert code not in text(phone)
        if phone.url == "about:blank":
            break
    assert phone.context.cookies() == []


def test_when_the_line_breaks_the_words_stay_and_a_sentence_says_so(phone, script):
    if not script:
        return
    begin(phone)
    phone.fill("[name=story]", f"{WORD} and more")
    phone.context.set_offline(True)
    phone.click("#step button:text-is('Go on') >> nth=-1")
    phone.wait_for_selector("#unsent:not([hidden])")
    assert phone.inner_text("#unsent") == "No connection. Your words are still here. Press again."
    assert phone.input_value("[name=story]") == f"{WORD} and more"
    phone.context.set_offline(False)
    phone.route(f"**{MORE}", lambda route: route.fulfill(status=502, content_type="text/html", body="<h1>Bad</h1>"))
    phone.click("#step button:text-is('Go on') >> nth=-1")
    phone.wait_for_selector("#unsent:not([hidden])")
    assert phone.input_value("[name=story]") == f"{WORD} and more"
    phone.unroute(f"**{MORE}")
    go_on(phone, "You or somebody else")


def test_a_new_step_begins_at_its_heading(phone, script):
    begin(phone)
    go_on(phone, "You or somebody else")
    assert phone.locator("h1").bounding_box()["y"] < 200
    if script:
        assert phone.evaluate("document.activeElement.tagName") == "H1"


def test_the_enter_key_goes_on_and_adds_no_row(phone):
    begin(phone)
    for to in ("You or somebody else", "Where", "When", "Numbers and names"):
        go_on(phone, to)
    phone.fill("[name=value-1]", "07700 900461")
    phone.press("[name=value-1]", "Enter")
    phone.wait_for_selector("h1:text-is('The person')")
    assert phone.url.endswith(MORE)
