"""Codes that people read aloud."""

import pytest

from models.fields import ALPHABET, by_chance, spelled


@pytest.mark.parametrize(
    ("number", "length", "code"), [(0, 4, "0000"), (31, 2, "0Z"), (32, 2, "10"), (1 << 40, 8, "00000000")]
)
def test_a_number_is_spelled_with_its_lowest_bits_the_highest_first(number, length, code):
    assert spelled(number, length) == code


def test_no_two_letters_of_a_code_look_alike():
    assert len(ALPHABET) == 32 and not set("ILOU") & set(ALPHABET)


def test_codes_by_chance_are_of_the_alphabet_and_differ():
    codes = {by_chance(8) for _ in range(50)}
    assert len(codes) == 50 and set("".join(codes)) <= set(ALPHABET)
