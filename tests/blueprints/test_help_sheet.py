"""The sheet for A&E, as a phone without script makes it."""

import logging

import pytest

from models.database import Table
from models.sheet import FIXED, QUESTIONS
from tests.browser_client import HTML
from tests.house.source import ROOT

SHEET = "/help/after-assault/sheet/"
TICKED = {
    "happened": ["strangled"],
    "sexual": ["condom-removed"],
    "asks": ["hiv"],
    "wishes": ["no-police"],
    "act": "make",
}


def counts():
    """Rows in every table."""
    found, waiting = {}, [Table]
    while waiting:
        model = waiting.pop()
        waiting += model.__subclasses__()
        if model is not Table and model.table_exists():
            found[model.__name__] = model.select().count()
    return found


def paper(page):
    """The words of the sheet itself."""
    return " ".join("".join(page.by_id("sheet").itertext()).split())


def carried(page):
    """What the page's own form sends, a name as often as it stands there."""
    found = {}
    for field in page.by_id("main").iter(HTML + "input"):
        found.setdefault(field.get("name"), []).append(field.get("value"))
    return found


def ticked(page):
    """The values of every box that is ticked."""
    return {box.get("value") for box in page.tree.iter(HTML + "input") if box.get("checked") is not None}


def test_ticks_become_a_page_in_plain_english(client):
    page = client.submit(SHEET, TICKED)
    assert page.status == 200
    assert page.by_id("sheet").get("lang") == "en"
    words = paper(page)
    assert "Please look at this first I was strangled" in words
    assert "A condom was removed without my consent." in words
    assert "HIV post-exposure prophylaxis (PEP)" in words
    assert "Please do not contact the police without asking me first." in words


def test_the_page_says_nothing_of_sex_work_unless_that_is_ticked(client):
    every = {code: [tick for tick in question.ticks if tick != "sex-work"] for code, question in QUESTIONS.items()}
    every |= {code: values[0] for code, values in every.items() if QUESTIONS[code].kind == "one"}
    page = client.post(SHEET, every | {"act": "make"})
    assert page.status == 200
    assert not [word for word in ("sex work", "escort", "client", "ugly mugs") if word in paper(page).lower()]
    assert "I do sex work." in paper(client.post(SHEET, {"wishes": "sex-work", "act": "make"}))


def test_nothing_is_stored_logged_or_put_in_an_address(client, caplog):
    before = counts()
    with caplog.at_level(logging.DEBUG):
        page = client.submit(SHEET, TICKED | {"allergies": "penicillin", "call_me": "Sparrow"})
    assert page.headers["Cache-Control"] == "no-store, private"
    assert "Set-Cookie" not in page.headers
    assert page.location == ""
    assert counts() == before
    assert "strangled" not in caplog.text and "Sparrow" not in caplog.text


def test_ticks_in_an_address_are_not_read(client):
    page = client.get(SHEET + "?happened=strangled&act=make")
    assert (page.by_id("sheet"), ticked(page)) == (None, set())
    assert page.headers["Cache-Control"] == "no-store, private"


def test_the_way_back_keeps_every_tick_and_word(client):
    said = TICKED | {
        "when": "day",
        "doctor": "woman",
        "language": "pl",
        "allergies": "nuts\nlatex",
        "call_me": "Sparrow",
    }
    page = client.submit(SHEET, said)
    assert "Interpreter I need an interpreter: Polish." in paper(page)
    back = client.post(SHEET, carried(page) | {"act": "change"})
    assert ticked(back) == {"strangled", "condom-removed", "hiv", "no-police", "day", "woman"}
    # Every fold in which something stands is open.
    assert back.text.count("<details open") == 3 and back.text.count("<details") == 4
    again = client.post(SHEET, back.fields() | {"act": "make"})
    assert paper(again) == paper(page)


def test_nothing_ticked_is_said_at_the_top(client):
    page = client.submit(SHEET, {"act": "make", "doctor": "any"})
    assert page.status == 422
    assert "Tick at least one thing." in "".join(page.by_id("errors").itertext())


@pytest.mark.parametrize("field", ["happened", "when", "doctor", "language"])
def test_a_tick_that_is_on_no_list_comes_back_with_the_others(client, field):
    page = client.submit(SHEET, TICKED | {field: "of my own"})
    assert page.status == 422
    assert {"hiv", "no-police"} <= ticked(page)


def test_what_is_typed_is_words_and_never_html(client):
    page = client.submit(SHEET, {"allergies": "<script>alert(1)</script>", "act": "make"})
    assert "<script>alert" not in page.text
    assert "<script>alert(1)</script>" in paper(page)


def test_somebody_in_danger_is_told_to_call_before_and_after(client):
    assert client.get(SHEET).text.count('href="tel:999"') == 2
    assert client.submit(SHEET, TICKED).text.count('href="tel:999"') == 2
    assert client.submit(SHEET, {"asks": "pain", "act": "make"}).text.count('href="tel:999"') == 1


def test_somebody_who_thinks_of_dying_gets_a_number_beside_the_sheet_and_not_on_it(client):
    page = client.submit(SHEET, {"now": "dark", "act": "make"})
    assert 'href="tel:116123"' in page.text
    assert "116" not in paper(page)


def test_paper_shows_the_sheet_alone(client):
    page = client.submit(SHEET, TICKED)
    assert FIXED["title"] in paper(page)
    outside = [one for one in page.by_id("main") if one.get("id") != "sheet"]
    assert {one.get("class") for one in outside} == {"choices"}
    assert "/sheet." in page.text
    assert ".choices,[role=status]{display:none}" in (ROOT / "static" / "sheet.css").read_text(encoding="utf-8")
