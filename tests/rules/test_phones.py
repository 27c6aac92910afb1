"""Telephone numbers as links, and found in what somebody typed."""

import pytest

from rules import phones

KNOWN = ("999", "101", "55", "0303 123 1113", "116 123")


@pytest.mark.parametrize(
    ("number", "address"),
    [("0303 123 1113", "tel:+443031231113"), ("999", "tel:999"), ("+44 161 629 9861", "tel:+441616299861")],
)
def test_a_number_is_an_address_that_any_phone_dials(number, address):
    assert phones.tel(number) == address


@pytest.mark.parametrize(
    "text",
    [
        "0303 123 1113",
        "(0303) 123-1113",
        "0303.123.1113",
        "+44 (0)303 123 1113",
        "+44 303 1231113",
        "０３０３ １２３ １１１３",
        "0161\u00a0496\u00a00000",
        "+353 1 496 0000",
        "0161–496\u20110000",
        "999",
        "116123",
    ],
)
def test_a_typed_number_is_found_however_it_is_written(text):
    assert len(phones.typed(f"Ring {text} today.", KNOWN)) == 1
    assert len(phones.typed(text, KNOWN)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "01.02.2026",
        "2026-11-04",
        "in 2003 and 2026",
        "£1000",
        "1000 people",
        "55 years",
        "18 or 21",
        "section 106(1)",
        "9,990",
        "0.5%",
        "A999",
    ],
)
def test_other_figures_are_no_numbers_to_ring(text):
    assert phones.typed(text, KNOWN) == []


def test_what_is_pressed_is_not_rung():
    assert [phones.is_rung(number) for number in KNOWN] == [True, True, False, True, True]
