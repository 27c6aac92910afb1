"""Leaving, then Back: nothing that was typed, sent or read can be brought back."""

import pytest
from playwright.sync_api import Error

WORD = "Wolverineword"
PASSWORD = "three odd lanterns"
BACKS = 3


def back(page) -> None:
    """Back through the page's own history, as a thumb does it."""
    try:
        page.evaluate("history.back()")
    except Error as gone:
        # The page that was asked is already left.
        assert "context was destroyed" in str(gone)
    page.wait_for_timeout(350)


def leave(page, how: str) -> None:
    """Leave by the link at the foot, or by pressing Shift three times."""
    if how == "link":
        page.click("#exit")
    else:
        for _ in range(3):
            page.keyboard.press("Shift")
    page.wait_for_url("**/weather")
    assert "Light rain" in page.content()


def shown(page) -> str:
    """All that can be read on the page now, typed values too; read again when it was replaced meanwhile."""
    try:
        return _read(page)
    except Error as problem:
        if "context was destroyed" not in str(problem):
            raise
        page.wait_for_load_state()
        return _read(page)


def _read(page) -> str:
    values = page.evaluate(
        "Array.from(document.querySelectorAll('input:not([type=hidden]),textarea')).map(e => e.value).join(' ')"
    )
    visible = page.evaluate("document.documentElement.hidden ? '' : document.body.innerText")
    return f"{page.title()} {visible} {values}"


def ways(script: bool) -> list[str]:
    return ["link", "shift"] if script else ["link"]


def type_words(page) -> None:
    page.goto("/report/")
    page.fill("[name=story]", f"{WORD} happened")


def type_about_a_professional(page) -> None:
    page.goto("/professionals/")
    page.fill("[name=story]", f"{WORD} happened")


def ask_for_therapy(page) -> None:
    page.goto("/therapists/package/")
    page.fill("[name=story]", f"{WORD} happened")


def go_astray(page) -> None:
    """Typed words, then an address that does not exist."""
    type_words(page)
    assert WORD in shown(page)
    page.goto("/no/such/page")


def send_wrong(page) -> None:
    """An error page: the words are right, another field is far too long."""
    type_words(page)
    page.fill("[name=looks]", "x" * 20_100)
    page.click("button:text('Send now') >> nth=0")
    page.wait_for_selector("#errors")


def send(page) -> str:
    type_words(page)
    page.click("button:text('Send now') >> nth=0")
    page.wait_for_selector("#receipt-code")
    return page.inner_text("#receipt-code")


def save_code(page) -> str:
    code = send(page)
    page.click("button:text('I have saved it')")
    page.wait_for_url("**/report/saved")
    return code


def open_by_code(page) -> str:
    code = save_code(page)
    page.goto("/follow-up/")
    page.fill("[name=code]", code)
    page.click("main button")
    page.wait_for_url("**/follow-up/report/")
    page.fill("[name=words]", WORD)
    return code


def add_too_late(page) -> str:
    """The words shown back, because the session ended while they were typed."""
    code = open_by_code(page)
    page.context.clear_cookies()
    page.click("form[action='/follow-up/add/'] button")
    page.wait_for_selector("pre.box")
    return code


def add_from_an_old_page(page) -> str:
    """The words kept on a page that sends them again, because the form's token is not right."""
    code = open_by_code(page)
    page.evaluate("document.querySelector(\"form[action='/follow-up/add/'] [name=csrf_token]\").value = 'x'")
    page.click("form[action='/follow-up/add/'] button")
    page.wait_for_selector("[role=alert]")
    return code


def go_to_the_long_form(page) -> None:
    """Words in two steps of the long form: one saved, one typed."""
    type_words(page)
    page.click("button:text('Add more') >> nth=0")
    page.wait_for_selector("#step")
    page.click("#step button:text-is('Go on') >> nth=-1")
    page.wait_for_selector("#step [name=name]")
    page.fill("#step [name=name]", WORD)


def send_the_long_form(page) -> str:
    """Its code on the page, not saved yet."""
    go_to_the_long_form(page)
    page.click("button:text('Send what I have')")
    page.wait_for_selector("#receipt-code")
    return page.inner_text("#receipt-code")


def check_signed_in(page) -> None:
    page.goto("/sign-in/")
    page.fill("[name=email]", "member@example.org")
    page.fill("[name=password]", PASSWORD)
    page.click("main button")
    page.goto("/check/")
    page.fill("[name=value]", WORD)


# Each way to a page, what it shows last, and the page that its session opens.
BEFORE = [
    (type_words, WORD, None),
    (type_about_a_professional, WORD, None),
    (ask_for_therapy, WORD, None),
    (go_astray, "no page here", None),
    (send_wrong, WORD, None),
    (send, "", None),
    (save_code, "What happens next", None),
    (open_by_code, WORD, "/follow-up/report/"),
    (add_too_late, WORD, "/follow-up/report/"),
    (add_from_an_old_page, WORD, "/follow-up/report/"),
    (go_to_the_long_form, WORD, "/report/more/"),
    (send_the_long_form, "", "/report/more/"),
    (check_signed_in, WORD, "/account/"),
]


@pytest.mark.parametrize(("before", "last", "own_page"), BEFORE, ids=[row[0].__name__ for row in BEFORE])
def test_after_leaving_back_shows_no_word(phone, script, before, last, own_page):
    for how in ways(script):
        code = before(phone)
        assert (last or code) in shown(phone)
        leave(phone, how)
        for step in range(BACKS):
            back(phone)
            seen = shown(phone)
            assert WORD not in seen, f"{step + 1} back, {phone.url}"
            assert code is None or code not in seen, f"{step + 1} back, {phone.url}"
            if phone.url == "about:blank":
                break
        if own_page:
            phone.goto(own_page)
            is_closed = phone.inner_text("h1") == "No form is open here"
            is_shut = phone.url.split("?")[0].endswith(("/sign-in/", "/follow-up/"))
            assert is_closed or is_shut, "the session outlived the exit"


def test_back_can_fail_here_at_all(phone, script):
    """Without leaving, Back does bring typed words back on a page of somebody else's making: the test can see it."""
    if not script:
        return
    phone.goto("/robots.txt")
    phone.evaluate("document.body.innerHTML = '<textarea></textarea>'")
    phone.fill("textarea", WORD)
    phone.goto("/help/talk/")
    back(phone)
    assert phone.url.endswith("/robots.txt")


def test_titles_in_the_history_say_nothing(phone):
    titles = set()
    for path in ("/", "/report/", "/follow-up/", "/join/", "/sign-in/", "/help/talk/", "/no/such/page"):
        phone.goto(path)
        titles.add(phone.title())
    assert not [title for title in titles for word in ("eport", "lert", "arm", "NUM", "olice", "work") if word in title]


def test_the_way_out_is_first_in_tab_order_and_never_covered(phone, script):
    phone.goto("/report/")
    phone.keyboard.press("Tab")
    assert phone.evaluate("document.activeElement.id") == "exit"
    for top in (0, 600, 5000):
        phone.evaluate(f"window.scrollTo(0, {top})")
        box = phone.locator("#exit").bounding_box()
        hit = phone.evaluate(
            f"document.elementFromPoint({box['x'] + box['width'] / 2}, {box['y'] + box['height'] / 2}).id"
        )
        assert hit == "exit" and box["height"] >= 44


def test_nothing_is_kept_in_the_browser(phone, script):
    send(phone)
    assert phone.context.cookies() == []
    if script:
        kept = phone.evaluate("[localStorage.length, sessionStorage.length]")
        assert kept == [0, 0]
