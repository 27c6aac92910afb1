"""Keys to find rows by, and receipt codes."""

import pytest

from rules import keyed
from rules.keyed import read_code, shown_code


def test_an_identifier_has_one_key_and_each_kind_its_own(secrets):
    assert keyed.index_key(secrets, "phone", "+447700900123") == keyed.index_key(secrets, "phone", "+447700900123")
    assert keyed.index_key(secrets, "phone", "x") != keyed.index_key(secrets, "plate", "x")
    assert len(keyed.index_key(secrets, "phone", "x")) == 16


def test_a_members_address_is_found_whatever_its_case(secrets):
    assert keyed.email_key(secrets, " Anna@Example.org ") == keyed.email_key(secrets, "anna@example.org")


def test_a_code_has_80_bits_and_no_letter_that_is_misread(secrets):
    code = keyed.receipt_code(secrets, b"f" * 16, b"content")
    assert len(code) == 16
    assert not set(code) & set("ILOU")


def test_the_same_form_and_content_give_the_same_code_and_other_content_another(secrets):
    code = keyed.receipt_code(secrets, b"f" * 16, b"content")
    assert keyed.receipt_code(secrets, b"f" * 16, b"content") == code
    assert keyed.receipt_code(secrets, b"f" * 16, b"contents") != code
    assert keyed.receipt_code(secrets, b"g" * 16, b"content") != code


@pytest.mark.parametrize(
    "typed", ["0123 4567 89AB CDEF", "o123-4567-89ab-cdef", " 0l23456789abcdef ", "0i23 4567 89AB CDEF"]
)
def test_a_code_is_read_as_people_type_it(typed):
    assert read_code(typed) == "0123456789ABCDEF"


@pytest.mark.parametrize("typed", ["", "0123", "0123456789ABCDEFG", "0123 4567 89AB CDE!", "é123456789ABCDEF"])
def test_what_cannot_be_a_code_is_none(typed):
    assert read_code(typed) is None


def test_a_code_is_shown_in_four_groups_that_read_back():
    assert shown_code("0123456789ABCDEF") == "0123 4567 89AB CDEF"
    assert read_code(shown_code("0123456789ABCDEF")) == "0123456789ABCDEF"


def test_a_password_gives_two_keys_that_differ(secrets):
    verifier, wrapping = keyed.password_keys(secrets, "three odd lanterns", b"s" * 16)
    assert verifier != wrapping
    assert len(verifier) == len(wrapping) == 32
