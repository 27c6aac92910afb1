"""Effect: of those who said whether a warning or a check changed a plan, which share it did; by month and by year.

What is counted are answers, not people: an answer belongs to nobody, so nobody can tell how many gave more than one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import count

from peewee import fn

from models.tally import Tally
from rules.calendar_years import since
from rules.small_numbers import LEAST, hidden, rounded
from rules.tally import SUBJECTS


@dataclass(frozen=True)
class Answers:
    """How many answered, and which share of them said yes in whole per cent; None where nobody did."""

    answered: int
    share: int | None


@dataclass(frozen=True)
class Year:
    """One year by subject of `tally.SUBJECTS`: twelve months, January first, and all together; None is hidden."""

    year: int
    months: Mapping[str, tuple[Answers | None, ...]]
    total: Mapping[str, Answers | None]


def years(today: date) -> list[int]:
    """The years with answers, newest first: from the first to today."""
    first = Tally.select(fn.MIN(Tally.month)).where(Tally.subject.in_(SUBJECTS)).scalar()
    return since(date.fromisoformat(f"{first}-01") if first else None, today)


def figures(year: int) -> Year:
    """The answers of a year, in one query; of fewer than five nothing is shown, and no total gives them away."""
    counted = _counted(f"{year:04d}-01", f"{year:04d}-12")
    months, total = {}, {}
    for subject in SUBJECTS:
        own = [counted.get((subject, f"{year:04d}-{month:02d}"), (0, 0)) for month in range(1, 13)]
        places, is_total_hidden = hidden(_apart([yes + no for yes, no in own]))
        months[subject] = tuple(None if place in places else _answers(*one) for place, one in enumerate(own))
        everything = tuple(map(sum, zip(*own, strict=True)))
        total[subject] = None if is_total_hidden else _answers(*everything)
    return Year(year, months, total)


def of_last_year(today: date) -> Mapping[str, Answers]:
    """By subject, of the last twelve whole months, as everybody may read it: rounded down to fives, in one query.

    Without the subjects that too few answered.
    """
    counted = _counted(f"{today.year - 1:04d}-{today.month:02d}", f"{today:%Y-%m}", before=True)
    found = {}
    for subject in SUBJECTS:
        yes, no = (sum(one[place] for (of, _month), one in counted.items() if of == subject) for place in (0, 1))
        if yes + no >= LEAST:
            found[subject] = Answers(rounded(yes + no), rounded(100 * yes // (yes + no)))
    return found


def _counted(first: str, last: str, before: bool = False) -> dict[tuple[str, str], tuple[int, int]]:
    """Yes and no by subject and month, from the first month to the last or the one `before` it."""
    is_in = (Tally.month >= first) & ((Tally.month < last) if before else (Tally.month <= last))
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for row in Tally.select().where(is_in & Tally.subject.in_(SUBJECTS)):
        yes, no = found.get((row.subject, row.month), (0, 0))
        more = (row.count, 0) if row.answer == "yes" else (0, row.count)
        found[row.subject, row.month] = (yes + more[0], no + more[1])
    return found


def _apart(sizes: list[int]) -> list[set[int]]:
    """So many answers each, as if every answer were of another person."""
    numbers = count()
    return [{next(numbers) for _answer in range(size)} for size in sizes]


def _answers(yes: int, no: int) -> Answers:
    answered = yes + no
    return Answers(answered, (200 * yes + answered) // (2 * answered) if answered else None)
