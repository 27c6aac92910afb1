"""The list of funded therapy: who waits comes first, and nobody sees what is about them."""

from datetime import timedelta

import pytest

from models.package import Package
from rules import locks, package_list, packages
from tests.rules import packaged


@pytest.fixture
def me(make):
    """The caseworker who looks."""
    return make.account("caseworker")


def test_who_waits_comes_first_and_the_longest_before_the_others(make, me):
    late, soon = packaged.asked(make), packaged.asked(make, story="Two.")
    Package.update(asked_on=make.now.date() - timedelta(days=9)).where(Package.id == soon.id).execute()
    matched, refused = packaged.matched(make, me), packaged.read(make, me, story="No.")
    packages.refuse(make.now, refused, me, "no-money")
    found = package_list.by_state(me)
    assert list(found) == ["asked", "matched", "refused"]
    assert [row.ref for row in found["asked"]] == [soon.report.ref, late.report.ref]
    row = found["matched"][0]
    assert (row.client_code, row.granted, row.used, row.therapist) == (matched.client_code, 6, 0, matched.therapist.ref)
    assert package_list.waiting(me) == 2


def test_what_is_about_somebody_is_not_on_their_list(make, me):
    package = packaged.asked(make)
    locks.add(make.now, package.report, make.account("caseworker"), account=me)
    assert (package_list.by_state(me), package_list.waiting(me)) == ({}, 0)


def test_a_long_list_takes_two_queries(make, me, queries):
    for number in range(5):
        packaged.asked(make, story=f"{number}")
    queries.clear()
    assert len(package_list.by_state(me)["asked"]) == 5
    assert len(queries) == 2
