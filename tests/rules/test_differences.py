"""What differs between two texts."""

from time import process_time

from rules.differences import GONE, NEW, SAME, between


def test_the_same_text_differs_in_nothing():
    assert between("a\nb", "a\nb") == []


def test_changed_words_stand_beside_each_other():
    assert between("Ring us on Monday.", "Ring us on Tuesday.") == [
        [(SAME, "Ring us on "), (GONE, "Monday."), (NEW, "Tuesday.")]
    ]


def test_a_line_that_came_and_one_that_went_are_shown_with_what_is_around_them():
    assert between("a\nb\nc", "a\nc\nd") == [
        [(SAME, "a")],
        [(GONE, "b")],
        [(SAME, "c")],
        [(NEW, "d")],
    ]


def test_what_stayed_far_away_is_left_out():
    same = "\n".join(f"line {number}" for number in range(40))
    found = between(f"{same}\nold", f"{same}\nnew")
    assert found == [[(SAME, "line 39")], [(GONE, "old"), (NEW, "new")]]


def test_all_words_of_both_texts_are_there():
    old, new = "one two\nthree", "one four\n\nthree five"
    pieces = [piece for line in between(old, new) for piece in line]
    assert "".join(text for kind, text in pieces if kind != NEW).split() == old.split()
    assert "".join(text for kind, text in pieces if kind != GONE).split() == new.split()


def test_long_texts_of_the_same_few_words_are_compared_in_no_time():
    old, new = "a b " * 5_000, "b a c " * 3_300
    began = process_time()
    pieces = [piece for line in between(old, new) for piece in line]
    assert process_time() - began < 5, "it was more than a minute"
    assert "".join(text for kind, text in pieces if kind != GONE).split() == new.split()
