"""Small numbers: what is counted of fewer than five people is not shown, and no total gives it away.

The idea of hiding a second number beside the first is that of "Handbook on Statistical Disclosure Control" (secondary
suppression).
"""

from collections.abc import Sequence, Set

LEAST = 5
STEP = 5


def hidden(cells: Sequence[Set[int]]) -> tuple[frozenset[int], bool]:
    """Which cells of a row are hidden, by place, and whether its total is; each cell is the set of people counted.

    An empty cell is shown. Beside a small cell a larger one is hidden, with all of its size, so that whoever takes
    what is shown from the total (and knows this rule) can tell no small cell. Where there is none the total is hidden,
    and with it every cell, because another table may have the same total.
    """
    group = {place for place, cell in enumerate(cells) if 0 < len(cell) < LEAST}
    if not group:
        return frozenset(), False
    while not _is_safe([cells[place] for place in group]):
        rest = {place: len(cell) for place, cell in enumerate(cells) if len(cell) >= LEAST and place not in group}
        if not rest:
            return frozenset(range(len(cells))), True
        group |= {place for place, size in rest.items() if size == min(rest.values())}
    return frozenset(group), False


def _is_safe(group: Sequence[Set[int]]) -> bool:
    """Whether a larger cell is among these, and each of them could hold five of the people who are in them together."""
    is_mixed = any(len(cell) >= LEAST for cell in group)
    return is_mixed and len(set().union(*group)) - (len(group) - 1) >= LEAST


def rounded(count: int) -> int:
    """A count as it is shown to many: down to a multiple of five; 0 stands for nobody to four."""
    return count - count % STEP


def rounded_total(counts: Sequence[int]) -> int:
    """The sum beside counts that are shown `rounded`, all of them, those of nobody too; down to a multiple of five,
    and lower where it would say of any of them more than its own number does."""
    least = sum(map(rounded, counts))
    # All others could be four more than they show, and this one none more.
    return min(rounded(sum(counts)), rounded(least + (STEP - 1) * (len(counts) - 1)))
