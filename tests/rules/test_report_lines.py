"""Reading one line of a file of reports."""

import json
from datetime import date

import pytest

from rules.report_lines import WrongLine, read_line

TODAY = date(2026, 11, 20)
RIGHT = {
    "ref": "old-1",
    "received_on": "2024-05-08",
    "harms": ["theft", "threats"],
    "story": "He took the money and ran.",
    "area": "London",
    "place": "Soho",
    "when": "this-week",
    "identifiers": ["07700 900123", "someone@example.com"],
    "looks": "Tall",
    "sector": "street",
    "permissions": ["alert", "checker"],
    "contact": {"channel": "email", "value": "me@example.com"},
    "on_behalf": False,
}
SECRET = "zebrafinch"


def line(**changes) -> bytes:
    return json.dumps({**RIGHT, **changes}, ensure_ascii=False).encode() + b"\n"


def without(*names) -> bytes:
    return json.dumps({name: value for name, value in RIGHT.items() if name not in names}).encode()


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"[1]", "not one JSON object"),
        (b'"text"', "not one JSON object"),
        (b'{"ref": "x"', "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b'{"ref": ' + b"9" * 5000 + b"}", "not JSON"),
        (line(story="caf\u00e9").decode().encode("latin-1"), "not UTF-8"),
        (without("ref"), "ref is missing"),
        (without("received_on"), "received_on is missing"),
        (without("harms"), "harms is missing"),
        (line(ref=7), "ref is not"),
        (line(ref="  \u200b "), "ref is not"),
        (line(ref="r" * 101), "ref is not"),
        (line(received_on="8 May 2024"), "received_on is not"),
        (line(received_on="2024-02-30"), "received_on is not"),
        (line(received_on="20240508"), "received_on is not"),
        (line(received_on=20240508), "received_on is not"),
        (line(received_on="2027-01-01"), "has not come yet"),
        (line(harms="theft"), "harms is not a list"),
        (line(harms=[["theft"]]), "harms is not a list"),
        (line(harms=[], story=""), "neither a harm nor a story"),
        (line(harms=[], story=" \u200b\n"), "neither a harm nor a story"),
        (line(story=["a"]), "story is not text"),
        (line(story=False), "story is not text"),
        (line(story="a" * 20_001), "story is longer"),
        (
            line(story="a" * 20_000, looks="b" * 20_000, place="c" * 20_000, identifiers=["d" * 5000]),
            "report is longer",
        ),
        (line(area="Atlantis"), "area is no place"),
        (line(area=3), "area is no place"),
        (line(when="someday"), "when is no code"),
        (line(when=["today"]), "when is no code"),
        (line(sector="moon"), "sector is no code"),
        (line(identifiers="07700 900123"), "identifiers is not a list"),
        (line(identifiers=[7700900123]), "identifiers is not a list"),
        (line(identifiers=["a"] * 41), "more than 40"),
        (line(identifiers=["a" * 10_000] * 3), "identifiers are longer"),
        (line(permissions=["alert", "everything"]), "number 2 of permissions"),
        (line(permissions={"alert": True}), "permissions is not a list"),
        (line(contact="me@example.com"), "contact is neither"),
        (line(contact={"channel": "email"}), "contact is neither"),
        (line(contact={"channel": "email", "value": ""}), "contact needs both"),
        (line(on_behalf="yes"), "on_behalf is neither"),
        (line(permission=["alert"]), "a field that is none of"),
    ],
)
def test_a_wrong_line_says_what_is_wrong(raw, reason):
    with pytest.raises(WrongLine, match=reason):
        read_line(raw, TODAY)


@pytest.mark.parametrize(
    "changes",
    [
        {"ref": SECRET * 20},
        {"received_on": SECRET},
        {"harms": [SECRET]},
        {"area": SECRET},
        {"when": SECRET},
        {"sector": SECRET},
        {"permissions": [SECRET]},
        {"contact": {SECRET: SECRET}},
        {"on_behalf": SECRET},
        {SECRET: 1},
        {"story": SECRET * 4000},
    ],
)
def test_a_reason_never_repeats_what_the_line_says(changes):
    with pytest.raises(WrongLine) as caught:
        read_line(line(**changes), TODAY)
    assert SECRET not in caught.value.message


def test_only_name_day_and_harms_are_needed():
    row = read_line(b'{"ref": "x", "received_on": "2024-05-08", "harms": ["theft"]}', TODAY)
    assert (row.answers.permissions, row.answers.area, row.answers.maker) == ((), None, {})


def test_hidden_characters_and_broken_halves_are_taken_out():
    row = read_line(line(story="a\0b\u202ec", identifiers=["\u202ez"]), TODAY)
    assert (row.answers.story, row.answers.identifiers) == ("abc", "z")
    row = read_line(line(story="HALF").replace(b"HALF", b"ab\\ud800c"), TODAY)
    assert row.answers.story == "abc"


def test_a_story_may_be_as_long_as_on_the_form():
    story = "\u0e25" * 20_000
    raw = json.dumps({**RIGHT, "story": story, "looks": story, "place": story}).encode()
    assert read_line(raw, TODAY).answers.story == story
