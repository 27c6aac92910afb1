"""Small numbers: whoever knows the rule and has every other number still cannot tell one."""

from collections import defaultdict
from itertools import count, product

import pytest

from rules.small_numbers import hidden, rounded, rounded_total


def people(*sizes: int) -> list[set[int]]:
    """Cells of so many people each, nobody in two of them."""
    number = count()
    return [{next(number) for _one in range(size)} for size in sizes]


def seen(*sizes: int) -> tuple[tuple[int | None, ...], int | None]:
    """A row as it is shown: its cells, and its total."""
    gone, is_total_hidden = hidden(people(*sizes))
    cells = tuple(None if place in gone else size for place, size in enumerate(sizes))
    return cells, None if is_total_hidden else sum(sizes)


@pytest.mark.parametrize(
    ("sizes", "shown"),
    [
        ((0, 0, 0), ((0, 0, 0), 0)),
        ((5, 0, 12), ((5, 0, 12), 17)),
        # Alone it would be the total less the others.
        ((3, 9, 20), ((None, None, 20), 32)),
        # Two small ones would be the rest of the total, and 4 and 4 the only two that make 8.
        ((4, 4, 5, 20), ((None, None, None, 20), 33)),
        ((1, 6, 6, 9), ((None, None, None, 9), 22)),
        ((2, 0, 0), ((None, None, None), None)),
        ((3, 4, 0), ((None, None, None), None)),
    ],
)
def test_beside_a_small_number_a_larger_one_is_hidden_or_everything(sizes, shown):
    assert seen(*sizes) == shown


@pytest.mark.parametrize(("cells", "most"), [(2, 22), (3, 17), (4, 13)])
def test_no_hidden_number_can_be_told_by_who_tries_every_row(cells, most):
    rows = defaultdict(list)
    for sizes in product(range(most + 1), repeat=cells):
        if sum(sizes) <= most:
            rows[seen(*sizes)].append(sizes)
    for (shown, _total), same in rows.items():
        for place in range(cells):
            assert shown[place] is not None or len({sizes[place] for sizes in same}) > 1


def test_the_same_people_in_several_months_are_not_many():
    same = {1, 2, 3}
    assert hidden([same, same, set(range(4, 10)), set()]) == (frozenset({0, 1, 2}), False)
    assert hidden([same, same, same, same]) == (frozenset(range(4)), True)


@pytest.mark.parametrize(("number", "shown"), [(0, 0), (4, 0), (5, 5), (9, 5), (10, 10), (104, 100)])
def test_numbers_for_many_are_rounded_down_to_fives(number, shown):
    assert rounded(number) == shown


@pytest.mark.parametrize(("cells", "most"), [(1, 14), (2, 14), (3, 9), (5, 9)])
def test_a_rounded_total_says_nothing_of_a_rounded_number(cells, most):
    rows = defaultdict(list)
    for numbers in product(range(most + 1), repeat=cells):
        rows[tuple(map(rounded, numbers)), rounded_total(numbers)].append(numbers)
    for (shown, _total), same in rows.items():
        for place, least in enumerate(shown):
            assert {numbers[place] for numbers in same} == set(range(least, least + 5))
