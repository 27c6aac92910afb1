"""Cleaning text and taking its words."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.text import clean_line, clean_text, is_sign, words_of

MIXED = st.text(
    alphabet=st.one_of(st.characters(), st.sampled_from("a \n\t\r\u200b\u200c\u200d\u202e\u0301👩🚒می\x00"))
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  one\r\ntwo\rthree\u2028four  ", "one\ntwo\nthree\nfour"),
        ("tab\tstays", "tab\tstays"),
        ("nul\x00 and bell\x07", "nul and bell"),
        ("\u202eback\u202c\u2066wards\u2069\u200f", "backwards"),
        ("zero\u200bwidth\ufeff\u00ad", "zerowidth"),
        ("hid\u200dden\u200c joiners", "hidden joiners"),
        ("half \ud83d a pair", "half  a pair"),
        ("e\u0301", "é"),
        ("👩\u200d🚒 می\u200cخواهم", "👩\u200d🚒 می\u200cخواهم"),
        ("ลูกค้าไม่จ่าย <b>bold</b> {{ 7*7 }} %s", "ลูกค้าไม่จ่าย <b>bold</b> {{ 7*7 }} %s"),
    ],
)
def test_text_is_kept_without_what_hides_in_it(typed, kept):
    assert clean_text(typed) == kept


def test_a_line_has_no_line_ends():
    assert clean_line(" one\r\n two\t\tthree ") == "one two three"


@given(MIXED)
def test_cleaning_twice_is_cleaning_once(text):
    assert clean_text(clean_text(text)) == clean_text(text)
    assert clean_line(clean_line(text)) == clean_line(text)


@given(MIXED)
def test_clean_text_can_be_stored(text):
    clean = clean_text(text)
    assert clean.encode("utf-8").decode("utf-8") == clean
    assert all(c in "\n\t" or unicodedata.category(c) != "Cc" for c in clean)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He DIDN’T pay; didn't!", ["he", "didnt", "pay", "didnt"]),
        ("e-mail at 10:30", ["e", "mail", "at", "10", "30"]),
        ("Mașină ROȘIE, Straße", ["mașină", "roșie", "strasse"]),
        ("他没有付钱", ["他", "没", "有", "付", "钱"]),
        ("ไม่ pay", ["ไ", "ม่", "pay"]),
        ("هَدَّدني بنشر", ["هَدَّدني", "بنشر"]),
        ("ｆｕｌｌ　width zero\u200bwidth", ["full", "width", "zerowidth"]),
        ("", []),
    ],
)
def test_words_have_no_case_and_no_marks(text, words):
    assert words_of(text) == words


def test_signs_of_scripts_without_spaces_are_told_from_words():
    assert [is_sign(word) for word in words_of("他 ม่ pay كلمة")] == [True, True, False, False]


@given(
    st.text(
        alphabet=st.sampled_from("aZ09 \n\t\r\x00\x0b\x7f_'`\u2019\u2018\u201c\u2013\u2026\u00a0\u00a3.,-"), max_size=40
    )
)
def test_plain_text_has_the_words_that_the_long_way_finds(text):
    # One letter that is not ASCII sends all of it the long way.
    assert words_of(text) == words_of(f"{text} é")[:-1]
