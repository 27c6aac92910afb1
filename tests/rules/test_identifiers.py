"""Reading, comparing and masking identifiers."""

import csv
import json
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.identifiers import MOST_KEPT, identifiers_within, keys_of, masked, read_identifiers, read_one

TABLE = Path(__file__).parents[1] / "data" / "identifiers.tsv"


def rows():
    """Kind, writing and value of every line of the table."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        next(lines)
        return [(kind, json.loads(written), value) for kind, written, value in lines]


@pytest.mark.parametrize(("kind", "written", "value"), rows())
def test_every_writing_in_the_table_has_its_value(kind, written, value):
    found = read_one(written)
    assert (found.kind, found.value) == (kind, value)


def test_rows_meet_exactly_when_they_are_the_same():
    table = [((kind, value), (kind, set(keys_of(read_one(written))))) for kind, written, value in rows()]
    for (one, (kind, keys)), (other, (other_kind, other_keys)) in combinations(table, 2):
        assert (kind == other_kind and bool(keys & other_keys)) == (one == other)


@pytest.mark.parametrize(
    ("written", "kind", "value"),
    [
        ("٠٧٧٠٠ ٩٠٠١٢٣", "phone", "+447700900123"),
        ("his number: 07700 900123", "phone", "+447700900123"),
        ("+447700900123 ext 5", "phone", "+447700900123"),
        ("353 87 123 4567", "phone", "+353871234567"),
        ("O77OO 9OO l23", "phone", "+447700900123"),
        ("07700–900–123", "phone", "+447700900123"),
        ("reg: AB12 CDE", "plate", "AB12CDE"),
        ("A123 BCD", "plate", "A123BCD"),
        ("ABZ 1234", "plate", "ABZ1234"),
        ("B 123 XYZ", "plate", "B123XYZ"),
        ("AB-123-CD", "plate", "AB123CD"),
        ("dave [at] example [dot] com", "email", "dave@example.com"),
        ("Dave.K+x@Gmail.com", "email", "dave.k+x@gmail.com"),
        ("quiet_man@snapchat", "username", "snapchat/quiet_man"),
        ("Redvan on Instagram", "username", "instagram/redvan"),
        ("https://www.instagram.com/redvan/?hl=en", "username", "instagram/redvan"),
        ("telegram @quiet_man", "username", "telegram/quiet_man"),
        ("https://www.velvetroom.example/profile/Red.Van/?ref=2", "username", "velvetroom.example/red.van"),
        ("https://velvetroom.example/p.php?id=12", "username", "velvetroom.example/p.php?id=12"),
    ],
)
def test_people_write_in_many_ways(written, kind, value):
    found = read_one(written)
    assert (found.kind, found.value, found.written) == (kind, value, written)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "   ",
        "calls himself Dave",
        "1-800-FLOWERS",
        "999",
        "900123",
        "12/11/2026",
        "phone: unknown",
        "redvan",
        "name: Dave",
        "Dave on Tuesday",
        "@redvan",
        "http://x",
    ],
)
def test_what_points_to_nobody_is_not_an_identifier(written):
    assert read_one(written) is None


def test_addresses_at_a_host_that_ignores_dots_meet():
    one, other = read_one("d.a.v.e+work@googlemail.com"), read_one("dave@gmail.com")
    assert set(keys_of(one)) & set(keys_of(other))
    assert not set(keys_of(read_one("d.ave@example.com"))) & set(keys_of(read_one("dave@example.com")))


def test_plates_with_zero_for_o_meet():
    assert keys_of(read_one("OY17OBC")) == keys_of(read_one("0Y170BC"))
    assert keys_of(read_one("A12O BCD")) == keys_of(read_one("A120 BCD"))


def test_the_box_is_split_and_each_is_kept_once():
    known, unknown = read_identifiers(
        "07700 900123, AB12CDE\r\nvelvetroom.example: redvan; 07700900123\n\ncalls himself Dave"
    )
    assert [(one.kind, one.value) for one in known] == [
        ("phone", "+447700900123"),
        ("plate", "AB12CDE"),
        ("username", "velvetroom.example/redvan"),
    ]
    assert unknown == ["calls himself Dave"]


def test_a_sentence_gives_what_stands_in_it_and_is_kept():
    sentence = "rang from 07700 900123 or dave@example.com in a red van AB12 CDE"
    known, others = read_identifiers(sentence)
    assert {one.value for one in known} == {"+447700900123", "dave@example.com", "AB12CDE"}
    assert others == [sentence]


def test_of_a_very_long_box_only_the_first_are_keyed_and_no_word_is_lost():
    numbers = [f"07700 {900000 + n}" for n in range(50)]
    known, others = read_identifiers("\n".join(numbers))
    assert [one.written for one in known] == numbers[:MOST_KEPT]
    assert others == numbers[MOST_KEPT:]
    pieces = ["word " * 2 + "x" * n for n in range(1, 51)]
    assert read_identifiers("\n".join(pieces)) == ([], pieces)


def test_ordinary_words_hold_no_identifier():
    text = (
        "In 20 min he paid 150, about 30-35, at 10 the men left on 12/11/2026, level 3 of 4, mobile ending 61, 07…61."
    )
    assert identifiers_within(text) == []


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("07700 900761", "07…61"),
        ("+33 639 98 67 40", "+33…40"),
        ("dave@example.com", "d…@example.com"),
        ("AB12 CDE", "AB…E"),
        ("velvetroom.example: redvan", "velvetroom.example/r…"),
    ],
)
def test_an_alert_shows_only_a_part(written, shown):
    assert masked(read_one(written)) == shown
    assert identifiers_within(shown) == []


PIECES = st.one_of(
    st.text(max_size=40),
    st.text(alphabet="0123456789+() -.OolI", max_size=20),
    st.text(alphabet="ABOIL019 -.", max_size=10),
    st.from_regex(r"[\w.]{2,12}(: ?@?|/| on |@| @)[\w./?@-]{1,12}", fullmatch=True),
)


@given(PIECES)
def test_reading_a_value_again_gives_the_same_value(text):
    one = read_one(text)
    for first in [*read_identifiers(text)[0], *([one] if one else [])]:
        again = read_one(first.value)
        assert (again.kind, again.value, keys_of(again)) == (first.kind, first.value, keys_of(first))


def shuffled(pieces: str) -> st.SearchStrategy[str]:
    """Text of a shape, with what people put before, between and after: spaces, dashes, marks that nobody sees."""
    odd = st.text(st.sampled_from(" -.\u200b\u202e\u00a0\u2011"), max_size=2)
    return st.tuples(odd, st.from_regex(pieces, fullmatch=True), odd).map("".join)


OF_KIND = {
    "phone": shuffled(r"(\+44 ?\(0\)|0|0044|\+353|\+40|44)[ -]?7[0-9O]{3}[ -]?[0-9lO]{3}[ -]?[0-9]{3}( ext [0-9]{2})?"),
    "email": shuffled(
        r"[A-Za-z][A-Za-z.+]{0,8}[a-z] ?(@|\(at\)) ?(gmail\.com|GoogleMail\.com|example\.org|b\u00fccher\.example)"
    ),
    "plate": shuffled(r"[A-Za-z0O1]{2}[0-9OIl]{2} ?[A-Z01]{3}|[A-Z][0-9]{1,3} ?[A-Z]{3}|[A-Z]{1,3} ?[0-9]{2,4}"),
    "username": shuffled(
        r"@?[A-Za-z_\u0130\u00df\ufb01.]{2,10} ?(@|on) ?(Instagram|snapchat)"
        r"|(www\.)?[a-z]{4,9}\.example/(profile/)?[A-Za-z.]{2,9}"
    ),
}


@pytest.mark.parametrize("kind", OF_KIND)
def test_normalising_twice_is_normalising_once_for_each_kind(kind):
    met = set()

    @given(OF_KIND[kind])
    def same(text):
        one = read_one(text)
        if one is None:
            return
        met.add(one.kind)
        again = read_one(one.value)
        assert (again.kind, again.value, keys_of(again)) == (one.kind, one.value, keys_of(one))

    same()
    assert kind in met


@given(st.text(max_size=300))
def test_any_box_can_be_read(text):
    known, unknown = read_identifiers(text)
    assert all(masked(one) and keys_of(one) for one in known) and all(unknown)
