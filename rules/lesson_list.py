"""Lessons in lists: what members browse by kind of job and nation, and what lies on the desk."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from models.account import Account
from models.codes import AREAS, PROFESSIONS
from models.lesson import Lesson
from models.report import Report
from rules import locks
from rules.directory import nation_of

# What comes first among the kinds of job: what was asked for most.
FIRST = "police"


@dataclass(frozen=True)
class Told:
    """A published lesson as members read it."""

    ref: str
    profession: str
    area: str | None
    published_on: date
    words: Mapping[str, str]


@dataclass(frozen=True)
class Found:
    """One page of lessons; how many fit in all; and how many each other choice would give, nothing that gives none."""

    rows: list[Told]
    next_ref: str | None
    count: int
    professions: Mapping[str, int]
    nations: Mapping[str, int]
    everything: int


def browse(profession: str | None, nation: str | None, after: str | None, size: int) -> Found:
    """Published lessons of a profession and nation (None for all), newest first, `size` of them after this one.

    Two queries, however many there are. An unknown reference starts at the top.
    """
    rows = list(Lesson.published().select(Lesson.id, Lesson.ref, Lesson.profession, Lesson.area).tuples())
    known = [(number, ref, job, nation_of(area) if area in AREAS else None) for number, ref, job, area in rows]
    fit = [row for row in known if profession in (None, row[2]) and nation in (None, row[3])]
    start = next((place + 1 for place, row in enumerate(fit) if row[1] == after), 0)
    shown = fit[start : start + size]
    told = {one.id: one for one in Lesson.select().where(Lesson.id.in_([row[0] for row in shown]))}
    jobs = Counter(job for _, _, job, where in known if nation in (None, where))
    where = Counter(where for _, _, job, where in known if where and profession in (None, job))
    return Found(
        [_told(told[row[0]]) for row in shown if row[0] in told],
        shown[-1][1] if len(fit) > start + size else None,
        len(fit),
        {code: jobs[code] for code in _professions() if jobs[code]},
        {code: where[code] for code in AREAS if where[code]},
        len(known),
    )


def on_desk(by: Account) -> dict[str, list[Lesson]]:
    """Lessons by state, the newest first, those that wait for a second person before all; none about this account."""
    rows = Lesson.select().left_outer_join(Report).where(Lesson.report.is_null() | locks.open_to(by))
    found: dict[str, list[Lesson]] = {state: [] for state in ("waiting", "draft", "published", "withdrawn")}
    for one in rows.order_by(Lesson.id.desc()):
        found[one.state].append(one)
    return {state: some for state, some in found.items() if some}


def waiting(by: Account) -> int:
    """How many wait for a second person who is not their author."""
    others = Lesson.author.is_null() | (Lesson.author != by)
    rows = Lesson.select().join(Report).where((Lesson.state == "waiting") & others & locks.open_to(by))
    return rows.count()


def _professions() -> list[str]:
    return sorted(PROFESSIONS, key=lambda code: code != FIRST)


def _told(row: Lesson) -> Told:
    return Told(row.ref, row.profession, row.area, row.published_on, json.loads(row.words))
