"""What two reports share, from their opened words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import likeness
from rules.identifiers import read_identifiers
from rules.likeness import Shared, often_said, shared
from rules.likeness_marks import Marks, marks_of
from rules.report_words import Met, Words


def marks(box: str = "", **said) -> Marks:
    """What a report is compared by, with what stands in the box for numbers."""
    known, unread = read_identifiers(box)
    met = tuple(Met(one.kind, one.value, one.written, b"") for one in known)
    return marks_of(Words(identifiers=met, unread=tuple(unread), **said))


def person(**fields: str) -> dict:
    """Details of the long form about one person."""
    return {"person": {f"{name}-1": [text] for name, text in fields.items()}}


@pytest.mark.parametrize(
    ("one", "two", "found"),
    [
        ("AB12 CDE", "ab12cde", [Shared("identifier", "AB12 CDE")]),
        ("AB12 CDE", "AB12", [Shared("plate", "AB12")]),
        ("AB12 CDE", "ends 12 CDE", [Shared("plate", "12CDE")]),
        # O is 0 there and I is 1, and it is shown as the first report has it.
        ("KO11 OIX", "K011", [Shared("plate", "KO11")]),
        # Where and when it was given out, which thousands share; with one letter more it is a part.
        ("AB12 CDE", "AB12 XYZ", []),
        ("AB12 CDE", "AB12 CYZ", [Shared("plate", "AB12C")]),
        ("AB12 CDE", "CDE", []),
        ("07700 900461", "+44 7700 900461", [Shared("identifier", "07700 900461")]),
        ("07700 900461", "ends 900461", [Shared("number", "900461")]),
        ("07700 900461", "starts 07700 90", [Shared("number", "770090")]),
        # Whole numbers of one network begin alike.
        ("07700 900461", "07700 900987", []),
        ("07700 900461", "07911 900461", [Shared("number", "900461")]),
        ("07700 900461", "ends 00461", []),
    ],
)
def test_numbers_and_plates_and_parts_of_them(one, two, found):
    assert shared(marks(one), marks(two)) == found


def test_parts_stand_in_the_long_form_and_in_the_story_too():
    long = marks_of(Words(details={"vehicle": {"plate-1": ["B12 CD"]}, "numbers": {"value-2": ["00 46 1900"]}}))
    assert shared(marks("AB12 CDE"), long) == [Shared("plate", "B12CD")]
    assert likeness.holding(likeness.read_fragment("461900"), long) == ["00 46 1900"]
    told = marks(story="His reg was something like AB12 C and he rang from 07700 900461.")
    assert shared(marks("AB12 CDE\n07700 900461"), told) == [Shared("number", "7700900461"), Shared("plate", "AB12C")]


@pytest.mark.parametrize(
    ("one", "two", "found"),
    [
        (
            "He asked whether I had seen the lighthouse keeper's daughter, then left.",
            "“Have you seen the Lighthouse keepers’ daughter then?” he said.",
            ["seen the lighthouse keepers daughter then"],
        ),
        # Four words; words that everybody writes; and two among them that not everybody does.
        ("the lighthouse keepers daughter", "the lighthouse keepers daughter", []),
        ("He said he would call me again later", "and he said he would call me again", []),
        ("He asked me to wear a raincoat", "he asked me to wear a raincoat today", ["he asked me to wear a raincoat"]),
        ("He asked me to bring money back", "he asked me to bring money back", []),
        ("他说他会带着红色的雨伞来找我", "那个人说他会带着红色的雨伞来", ["说 他 会 带 着 红 色 的 雨 伞 来"]),
    ],
)
def test_five_words_in_a_row_that_not_everybody_writes(one, two, found):
    assert shared(marks(story=one), marks(story=two)) == [Shared("words", run) for run in found]


def test_what_he_says_is_held_against_every_story():
    says = marks_of(Words(details=person(says="Are you the lady from the bakery on Sundays?")))
    assert [one.kind for one in shared(marks(story="He wrote: are you the lady from the bakery on Sundays"), says)] == [
        "words"
    ]


def test_descriptions_are_alike_by_three_rare_words_and_half_of_the_shorter_one():
    one = marks(looks="Tall man with a spider tattoo on his neck, gold tooth, smells of paint.")
    two = marks(looks="Spider on the neck, gold tooth. White, about 40, brown hair.")
    assert shared(one, two) == [Shared("looks", "gold, neck, spider, tooth")]
    assert shared(one, marks(looks="A gold tooth, tall, brown hair, a white shirt")) == []
    # Three of the shorter one's nine are too few, where the other has as many.
    many = "lisp limp freckles signet ring kilt turban piercings bracelet"
    assert shared(marks(looks=f"spider neck gold {many}"), one) == []
    long = marks_of(Words(details=person(looks="gold tooth", marks="spider tattoo", says="never words of looks")))
    assert [one.kind for one in shared(one, long)] == ["looks"]


def test_words_that_many_reports_have_are_not_rare():
    alike = [
        marks(looks="spider neck gold tooth", story="we met by the lighthouse near Lantern Lane") for _ in range(4)
    ]
    few = often_said(alike[:3])
    assert {one.kind for one in shared(alike[0], alike[1], few)} == {"looks", "words"}
    assert shared(alike[0], alike[1], often_said(alike)) == []


def test_what_is_about_the_reporter_is_not_compared():
    own = {"you": {"working_name-1": ["Sparrow of Lantern Lane by the sea"]}, "what": {"felt": ["risky"]}}
    assert marks_of(Words(place="12 Lantern Lane, by the sea, near the light", details=own)) == Marks()


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("900461", ["07700 900461"]),
        ("07700 9", ["07700 900461"]),
        ("+44 7700", ["07700 900461"]),
        ("12cd", ["AB12 CDE"]),
        ("AB 12", ["AB12 CDE"]),
        ("999999", []),
        ("ZZ99", []),
    ],
)
def test_a_part_that_somebody_looks_for(typed, written):
    assert likeness.holding(likeness.read_fragment(typed), marks("AB12 CDE\n07700 900461")) == written


@pytest.mark.parametrize("typed", ["", "12345", "AB1", "...", "1234", "ب٣", "'; --"])
def test_too_short_a_part_is_none(typed):
    assert likeness.read_fragment(typed) is None


TEXTS = st.text(st.sampled_from("ab12 07lighthouse-keeper's\n他说"), max_size=60)


@given(TEXTS, TEXTS)
def test_sharing_is_the_same_from_both_sides(one, two):
    here, there = marks(one, story=one, looks=two), marks(two, story=two, looks=one)
    kinds = {found.kind for found in shared(here, there)}
    assert kinds == {found.kind for found in shared(there, here)}
    assert shared(here, there) == shared(here, there)


@given(st.text(max_size=200))
def test_any_text_can_be_compared(text):
    found = marks(
        text, story=text, looks=text, details=person(says=text, looks=text) | {"vehicle": {"plate-1": [text]}}
    )
    assert {one.kind for one in shared(found, found)} <= {"identifier", "number", "plate", "words", "looks"}
    likeness.read_fragment(text)
