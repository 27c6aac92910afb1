"""Lessons in lists: by kind of job and nation, with numbers that are right, and nothing that leads nowhere."""

import json

import pytest

from models.database import writing
from models.lesson import Lesson
from rules import lesson_list
from tests.rules import taught


@pytest.fixture
def me(make):
    """The caseworker who writes."""
    return make.account("caseworker")


@pytest.fixture
def have(make, me):
    """A function that publishes lessons of a profession and area."""
    report = taught.read(make, me)
    editor = make.account("editor")

    def rows(number: int, profession: str, area: str | None, state: str = "published") -> None:
        words = json.dumps(taught.WORDS)
        with writing():
            for _one in range(number):
                Lesson.create(
                    report=report,
                    state=state,
                    profession=profession,
                    area=area,
                    words=words,
                    author=me,
                    approver=editor,
                    approved_hash="x",
                    published_on=make.now.date(),
                )

    return rows


def test_each_filter_shows_what_it_says_and_nothing_leads_nowhere(have):
    have(3, "doctor", "england")
    have(2, "police", "scotland")
    have(1, "police", "north-west")
    have(4, "nurse", None)
    everything = lesson_list.browse(None, None, None, 20)
    assert (everything.count, everything.everything) == (10, 10)
    assert list(everything.professions.items()) == [("police", 3), ("doctor", 3), ("nurse", 4)]
    assert everything.nations == {"england": 4, "scotland": 2}
    for code, number in everything.professions.items():
        assert lesson_list.browse(code, None, None, 20).count == number
    police = lesson_list.browse("police", None, None, 20)
    assert police.nations == {"england": 1, "scotland": 2}
    assert lesson_list.browse("police", "scotland", None, 20).professions == {"police": 2}
    assert lesson_list.browse("doctor", "scotland", None, 20).count == 0


@pytest.mark.parametrize("odd", ["butcher", "uk", "'", ""])
def test_a_filter_that_is_none_finds_nothing_and_breaks_nothing(have, odd):
    have(1, "doctor", "england")
    assert lesson_list.browse(odd or None, odd or None, odd, 20).count == (0 if odd else 1)


def test_pages_follow_each_other_and_end(have):
    have(25, "police", "england")
    first = lesson_list.browse("police", None, None, 10)
    second = lesson_list.browse("police", None, first.next_ref, 10)
    last = lesson_list.browse("police", None, second.next_ref, 10)
    refs = [row.ref for page in (first, second, last) for row in page.rows]
    assert (len(set(refs)), last.next_ref) == (25, None)


def test_nothing_unpublished_is_in_the_list(make, me, have):
    taught.asked(make, me)
    taught.saved(make, me)
    have(1, "police", "wales", "withdrawn")
    assert lesson_list.browse(None, None, None, 20).everything == 0
    assert set(lesson_list.on_desk(me)) == {"waiting", "draft", "withdrawn"}
    assert (lesson_list.waiting(me), lesson_list.waiting(make.account("editor"))) == (0, 1)


def test_a_page_takes_two_queries_however_many_there_are(have, queries):
    have(40, "police", "england")
    queries.clear()
    lesson_list.browse("police", "england", None, 10)
    assert len(queries) == 2
