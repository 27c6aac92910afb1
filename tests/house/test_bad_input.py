"""Bad input at every form: never a broken page, never half a row, and what was typed comes back."""

from datetime import timedelta
from io import BytesIO
from urllib.parse import urlencode

import pytest

from blueprints.context import TAKES_KEYS
from blueprints.tokens import NEEDS_NO_PROOF
from rules.form_ids import new_form_id
from rules.text import clean_line, clean_text
from tests.browser_client import Browser
from tests.house.forms import FORMS, SiteForm
from tests.house.scenery import TOKENS, Scenery, counts_are_whole, stored, token_of, values

EACH = [pytest.param(form, id=form.endpoint) for form in FORMS]
# Mail programs and the way out post what they like, and nothing of it is read.
PROVEN = [one for one in EACH if one.values[0].endpoint not in NEEDS_NO_PROOF]
# Forms with a number of their own, by which a repeat is known.
NUMBERED = (
    "reports.report",
    "professionals.report",
    "packages.ask",
    "accounts.join",
    "entries.paper",
    "entries_staff.new",
)
UNKNOWN = ("nonsense", "xx", "99", "-1", "1e3", "\u0664", "' OR 1=1 --", "<script>", "%(value)s")
LONG = "long words " * 1819
ODD = [
    "a\x00b\x07c\x1b[31md",
    "\u202eabc\u202c\u2066def\u2069",
    "z\u200bero\u200d\ufeff width",
    "<script>alert(1)</script>",
    "{{ 7*7 }} {% raw %} ${7*7} #{7*7}",
    "' OR 1=1 --; DROP TABLE report",
    '=HYPERLINK("http://evil.example","x")',
    "%s %(x)s %% {0} {x}",
    "\ud83d\ude42".encode("utf-16", "surrogatepass").decode("utf-16") * 30,
    "A\u0301" * 500 + "\u0345" * 500,
    "\r\nBcc: everybody@example.org\r\n\r\nx",
]
BROKEN = [
    b"%",
    b"%zz=%zz&=&&&==",
    b"\xff\xfe\xfd=\xc3\x28",
    b"story=%FF%FE%C0%80&name=%ED%A0%80&email=%ED%B0%80",
    b"story=\xed\xa0\x80&harms=\xff&csrf_token=\xff",
    b"csrf_token=%F0%9F%99%82&form_id=%F0%9F%99%82&kept=%F0%9F%99%82&seen=%00",
]


@pytest.fixture
def scenery(app, make) -> Scenery:
    """What stands behind the forms."""
    return Scenery(app, make)


@pytest.fixture
def at(scenery):
    """A function that gives a form's browser, its address, and the fields that it takes."""

    def arrive(form: SiteForm) -> tuple[Browser, str, dict]:
        browser = scenery.browser(form.who)
        good = {name: scenery.filled(str(value)) for name, value in form.good.items()}
        if form.endpoint in NUMBERED:
            good["form_id"] = new_form_id(scenery.secrets, scenery.make.now)
        return browser, scenery.filled(form.path), good | token_of(browser)

    return arrive


def fields_of(form: SiteForm) -> list[str]:
    """All names that the form posts."""
    return list(dict.fromkeys((*form.good, *form.words, *form.secret, *form.choices)))


def said(page, form: SiteForm, name: str) -> bool:
    """Whether the page has a sentence at the field."""
    mark = page.by_id(form.mark(name))
    return mark is not None and len("".join(mark.itertext()).split()) >= 2


def test_the_list_of_forms_is_whole(app):
    posted = {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in rule.methods}
    # The written exception: no form, but JSON of a partner website with its key (tests/blueprints/test_checker_api.py).
    assert {"checker_api.ask"} == TAKES_KEYS
    posted -= TAKES_KEYS
    assert {form.endpoint for form in FORMS} == posted
    assert len(FORMS) == len(posted)


@pytest.mark.parametrize("form", [one for one in EACH if one.values[0].empty])
def test_an_empty_form_comes_back_with_a_sentence_at_each_field(at, form):
    browser, path, _good = at(form)
    before = stored()
    page = browser.post(path, token_of(browser) | dict.fromkeys(fields_of(form), ""))
    assert page.status == 422
    assert [name for name in form.empty if form.mark(name) and not said(page, form, name)] == []
    assert stored() == before


@pytest.mark.parametrize("form", [one for one in EACH if one.values[0].choices])
def test_a_choice_that_is_on_no_list_is_refused_at_its_field(at, form):
    browser, path, good = at(form)
    before = stored()
    for turn, name in enumerate(form.choices):
        for value in UNKNOWN[turn % 3 :: 3]:
            page = browser.post(path, good | {name: value})
            assert (name, value, page.status) == (name, value, form.unknown)
            assert not form.mark(name) or said(page, form, name), (name, value)
            back = values(page)
            assert [good[word] for word in form.words if good.get(word) and good[word] not in back] == []
    assert stored() == before


@pytest.mark.parametrize("form", [one for one in EACH if one.values[0].words or one.values[0].secret])
def test_what_is_too_long_comes_back_whole(at, form):
    browser, path, good = at(form)
    before = stored()
    for name in form.words:
        page = browser.post(path, good | {name: LONG})
        assert (name, page.status, said(page, form, name)) == (name, 413, True)
        assert LONG.strip() in values(page)
    for name in form.secret:
        page = browser.post(path, good | {name: LONG})
        assert (name, page.status, said(page, form, name)) == (name, 413, True)
        assert "long words" not in page.text
    if len(form.words) > 3:
        many = dict.fromkeys(form.words[:4], "x" * 17000)
        page = browser.post(path, good | many)
        assert (page.status, "64,000" in page.words(), "x" * 17_000 in values(page)) == (413, True, True)
    assert stored() == before


@pytest.mark.parametrize("form", PROVEN)
def test_more_than_a_megabyte_gets_a_short_page(app, at, form):
    browser, path, _good = at(form)
    before = stored()
    page = browser.post(path, data=b"story=" + b"x" * 1_000_001, content_type="application/x-www-form-urlencoded")
    assert (page.status, app.config["OFFICE_PHONE"] in page.text, len(page.text) < 4_000) == (413, True, True)
    assert stored() == before


@pytest.mark.parametrize("form", PROVEN)
def test_only_forms_are_taken(at, form):
    browser, path, good = at(form)
    before = stored()
    for body, kind in (('{"story": "x"}', "application/json"), ("[1, 2]", "application/json"), ("x", "text/plain")):
        page = browser.post(path, data=body, content_type=kind)
        assert (kind, page.status, "Office" in page.words()) == (kind, 415, True)
    files = {name: (BytesIO(b"x"), "x.png") for name in fields_of(form) or ["story"]}
    page = browser.post(path, good | files, content_type="multipart/form-data")
    assert page.status == 415
    page = browser.post(path, data=b"--x\r\nnonsense", content_type="multipart/form-data")
    assert page.status < 500
    if form.who != "nobody" or form.empty:
        assert stored() == before


@pytest.mark.parametrize("form", EACH)
def test_a_body_that_is_broken_breaks_nothing(at, form):
    browser, path, good = at(form)
    before = stored()
    for body in BROKEN:
        page = browser.post(path, data=body, content_type="application/x-www-form-urlencoded")
        assert page.status < 500, body
        page = browser.post(path, data=urlencode(good).encode() + b"&" + body + b"&" + body)
        assert page.status < 500, body
    if form.empty and not form.good:
        assert stored() == before
    assert counts_are_whole()


@pytest.mark.parametrize("form", [one for one in EACH if fields_of(one.values[0])])
def test_odd_words_are_taken_as_words_or_shown_back(at, form):
    browser, path, good = at(form)
    names = fields_of(form)
    for turn, odd in enumerate(ODD):
        browser.app.extensions["num_limits"].reset()
        for name in names[turn % len(names) :: len(ODD)]:
            page = browser.post(path, good | {name: odd})
            assert page.status in (200, 303, 404, 422), (name, odd, page.status)
            if page.status == 422 and name in form.words:
                assert {clean_text(odd), clean_line(odd), odd} & values(page), (name, odd)
        page = browser.post(path, good | dict.fromkeys(form.words, odd))
        assert page.status in (200, 303, 404, 422), odd
    assert counts_are_whole()


@pytest.mark.parametrize("form", [one for one in EACH if fields_of(one.values[0])])
def test_repeated_keys_break_nothing(at, form):
    browser, path, good = at(form)
    for name in fields_of(form):
        page = browser.post(path, good | {name: [good.get(name, "uk"), good.get(name, "uk"), "nonsense", ""]})
        assert page.status in (200, 303, 404, 422), name
    assert counts_are_whole()


@pytest.mark.parametrize("form", [one for one in PROVEN if one.values[0].who != "nobody"])
@pytest.mark.parametrize("token", ["missing", "garbage", "another"])
def test_a_form_with_a_wrong_token_changes_nothing_and_comes_back(app, at, scenery, form, token):
    browser, path, good = at(form)
    other = Browser(app).sign_in(scenery.make.account("member"))
    wrong = {"missing": {}, "garbage": {"csrf_token": "\u2603=nonsense"}, "another": token_of(other)}[token]
    fields = {name: value for name, value in good.items() if name not in TOKENS} | wrong
    typed = dict.fromkeys(form.words, "Words that I typed, and more.")
    before = stored()
    page = browser.post(path, fields | typed)
    # Nobody is signed in to a long form: whose page it is, only its code tells.
    assert page.status == (401 if form.endpoint in ("reports.more", "professionals.more") else 400)
    assert stored() == before
    if form.words and not form.secret:
        assert set(typed.values()) <= values(page)
        assert browser.post(path, page.fields(path)).status in (303, 422, 200)


@pytest.mark.parametrize("form", [one for one in EACH if one.values[0].endpoint in NUMBERED])
@pytest.mark.parametrize("form_id", ["", "garbage", "\u2603", "A" * 52, "73 hours old", "of tomorrow"])
def test_an_old_form_comes_back_with_its_words_and_a_new_id(at, scenery, form, form_id):
    browser, path, good = at(form)
    now = scenery.make.now
    made_at = {"73 hours old": now - timedelta(hours=73), "of tomorrow": now + timedelta(days=1)}.get(form_id)
    old = new_form_id(scenery.secrets, made_at) if made_at else form_id
    before = stored()
    typed = {form.words[0]: "Words that I typed."}
    page = browser.post(path, good | typed | {"form_id": old})
    assert (page.status, "Words that I typed." in values(page)) == (422, True)
    assert stored() == before
    assert browser.post(path, page.fields(path if path == "/join/" else None)).status == 200
