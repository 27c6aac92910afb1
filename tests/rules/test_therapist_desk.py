"""The staff's list of therapists: what is to do first, and each part of it."""

from datetime import timedelta

import pytest

from models.therapist import Therapist
from rules import rechecks, therapist_checks, therapist_desk, vetting
from rules.rechecks import Changes
from tests.rules.vetted import applied, listed, words


@pytest.fixture
def me(make):
    """An editor."""
    return make.account("editor")


def names(make, part: str, size: int = 50, after: str | None = None) -> list[str]:
    """Who stands in a part, in order."""
    return [row.name for row in therapist_desk.part(make.secrets, make.now.date(), part, size, after)]


def test_who_needs_something_comes_first_and_new_applications_before_all(make, secrets, me):
    today = make.now.date()
    listed(make, me, name="Quiet")
    listed(make, me, name="Ending", insured_until=today + timedelta(days=30))
    listed(make, me, name="Later", insured_until=today + timedelta(days=31))
    bare = listed(make, me, name="Bare")
    vetting.correct(secrets, make.now, me, bare, words(make, name="Bare", number="9", insured_until=None))
    writer = listed(make, me, name="Writer")
    rechecks.answer(secrets, make.now, writer, Changes(True, None, "50", False, False, False), "I moved.")
    listed(make, me, name="Silent", confirmed_on=today - timedelta(days=400))
    applied(make, name="New")
    assert names(make, "to-do") == ["New", "Ending", "Bare", "Writer", "Silent"]
    rows = therapist_desk.part(secrets, today, "to-do", 50)
    assert [row.tasks for row in rows] == [("applied",), ("insurance",), ("insurance",), ("news",), ("unconfirmed",)]
    assert therapist_desk.to_do(today) == 5
    assert [names(make, "to-do", 2), names(make, "to-do", 2, rows[1].ref)] == [["New", "Ending"], ["Bare", "Writer"]]


def test_each_part_holds_its_own_and_is_counted(make, me):
    today = make.now.date()
    applied(make, name="New")
    listed(make, me, name="Quiet")
    listed(make, me, name="Silent", confirmed_on=today - timedelta(days=400))
    vetting.pause(make.now, me, listed(make, me, name="Resting"))
    vetting.remove(make.now, me, listed(make, me, name="Gone"), "conduct")
    vetting.remove(make.now, me, listed(make, me, name="Left"), "left")
    vetting.refuse(make.now, me, applied(make, name="Not"), "other")
    found = {part: names(make, part) for part in therapist_desk.PARTS}
    assert found == {
        "to-do": ["New", "Silent"],
        "applied": ["New"],
        "listed": ["Quiet"],
        "hidden": ["Silent"],
        "paused": ["Resting"],
        "removed": ["Gone", ""],
        "refused": [""],
    }
    assert therapist_desk.counts(today) == {part: len(some) for part, some in found.items()}


def test_a_row_says_which_checks_hold(make, secrets, me):
    therapist = applied(make)
    therapist_checks.check(secrets, make.now, me, therapist, "conversation")
    therapist_checks.check(secrets, make.now, me, therapist, "documents")
    (row,) = therapist_desk.part(secrets, make.now.date(), "applied", 9)
    assert row.done == ("documents", "conversation")
    (row,) = therapist_desk.part(secrets, make.now.date() + timedelta(days=400), "applied", 9)
    assert row.done == ()


def test_an_insurance_of_somebody_paused_is_nothing_to_do(make, me):
    vetting.pause(make.now, me, listed(make, me, insured_until=make.now.date()))
    assert therapist_desk.tasks_of(Therapist.get(), make.now.date()) == ()


def test_an_empty_list_counts_nobody(make):
    assert set(therapist_desk.counts(make.now.date()).values()) == {0}
    assert names(make, "to-do") == []


def test_a_longer_list_takes_no_more_queries(make, secrets, me, queries):
    sent = []
    for _ in range(2):
        for _ in range(3):
            listed(make, me, insured_until=make.now.date())
        queries.clear()
        therapist_desk.part(secrets, make.now.date(), "to-do", 50)
        sent.append(len(queries))
    assert sent[0] == sent[1] == 3
