"""Ticks become sentences that a hospital can read; nothing else is said."""

import pytest

from models.sheet import FIXED, QUESTIONS
from rules.sheet import write


def all_lines(sheet):
    """Every sentence on a sheet."""
    return [*sheet.first, *(line for _heading, lines in sheet.parts for line in lines)]


@pytest.mark.parametrize("code", list(QUESTIONS))
def test_each_tick_alone_says_its_own_sentence_and_no_other(code):
    for tick in QUESTIONS[code].ticks.values():
        lines = all_lines(write({code: [tick.code]}, {}))
        assert [line.lower().rstrip(".") for line in lines] == [tick.sentence.lower().rstrip(".")] * bool(tick.sentence)


def test_what_cannot_wait_stands_first_and_once():
    sheet = write({"happened": ["hit", "strangled"], "now": ["voice"], "asks": ["pain"]}, {})
    assert [line[:14] for line in sheet.first] == ["I was strangle", "My voice has c"]
    assert sheet.parts == (("What happened", ("I was hit, kicked or pushed.",)), ("What I ask for", ("Pain relief.",)))


def test_places_that_hurt_share_a_line():
    assert write({"hurts": ["neck", "belly", "arms"]}, {}).parts == (
        ("Pain or injury", ("Neck or throat, abdomen, arms or hands.",)),
    )


def test_questions_under_one_heading_stand_together():
    sheet = write({"doctor": ["woman"], "care": ["stop"]}, {})
    assert [heading for heading, _lines in sheet.parts] == ["How I would like to be treated"]
    assert len(sheet.parts[0][1]) == 2


def test_what_was_typed_stands_under_its_heading_as_it_is():
    sheet = write({}, {"allergies": " Penicylina <b> ", "interpreter": "Polish", "medicines": "", "more": "x"})
    assert sheet.parts == (
        ("Interpreter", (FIXED["interpreter"].format(language="Polish"),)),
        ("Allergies", ("Penicylina <b>",)),
    )


def test_braces_in_a_language_are_words():
    assert "{0}" in write({}, {"interpreter": "{0}"}).parts[0][1][0]


@pytest.mark.parametrize(
    "ticked", [{}, {"when": []}, {"happened": ["nothing", "hit'"]}, {"other": ["hit"]}, {"doctor": ["any"]}]
)
def test_what_is_on_no_list_or_says_nothing_makes_no_sheet(ticked):
    assert not write(ticked, {"allergies": "  "})
