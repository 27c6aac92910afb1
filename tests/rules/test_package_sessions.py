"""Sessions that were used: on a day that can be, never more than granted, and taken back when wrong."""

from datetime import timedelta

import pytest

from models.package import Package, PackageSession
from rules import desk, followup, package_matching, package_sessions, packages
from rules.package_sessions import NoneLeft, WrongDay, held, undo, use
from tests.rules import packaged

DAY = timedelta(days=1)


@pytest.fixture
def me(make):
    """The caseworker who notes them."""
    return make.account("caseworker")


@pytest.fixture
def package(make, me):
    """Two sessions granted, matched ten days ago."""
    found = packaged.matched(make, me, sessions=2)
    Package.update(matched_on=make.now.date() - 10 * DAY).where(Package.id == found.id).execute()
    return packaged.fresh(found)


def test_each_session_is_one_less(make, secrets, me, package):
    today = make.now.date()
    use(make.now, package, me, today - DAY, 0)
    use(make.now, package, me, today, 1)
    assert [(one.held_on, one.noted_by) for one in held(package)] == [(today - DAY, me), (today, me)]
    assert packages.stands(secrets, make.now.date(), package.report).left == 0
    with pytest.raises(NoneLeft):
        use(make.now, package, me, today, 2)
    package_matching.extend(secrets, make.now, package, me, 3)
    use(make.now, package, me, today, 2)
    assert packages.left(packaged.fresh(package)) == 0


@pytest.mark.parametrize("days", [-11, 1, 400])
def test_a_day_before_they_were_matched_or_to_come_is_refused(make, me, package, days):
    with pytest.raises(WrongDay):
        use(make.now, package, me, make.now.date() + days * DAY, 0)
    assert PackageSession.select().count() == 0


@pytest.mark.parametrize("days", [-10, 0])
def test_the_day_of_the_match_and_today_are_right(make, me, package, days):
    use(make.now, package, me, make.now.date() + days * DAY, 0)
    assert len(held(package)) == 1


def test_a_second_press_notes_nothing(make, me, package):
    use(make.now, package, me, make.now.date(), 0)
    with pytest.raises(packages.WrongState):
        use(make.now, package, me, make.now.date(), 0)
    assert len(held(package)) == 1


def test_a_mistake_is_taken_back_and_only_there(make, me, package):
    other = packaged.matched(make, me)
    for one in (package, other):
        use(make.now, one, me, make.now.date(), 0)
    number = held(package)[0].id
    undo(make.now, other, me, number)
    assert len(held(package)) == 1
    undo(make.now, package, me, number)
    undo(make.now, package, me, number)
    assert (held(package), len(held(other))) == ([], 1)


def test_nothing_is_used_before_a_therapist_is_found(make, me):
    package = packaged.granted(make, me)
    with pytest.raises(packages.WrongState):
        use(make.now, package, me, make.now.date(), 0)


def test_what_ended_is_still_invoiced_up_to_its_end(make, me, package):
    package_matching.end(make.secrets, make.now, package, me, "moved")
    later = make.now + 3 * DAY
    with pytest.raises(WrongDay):
        use(later, package, me, later.date(), 0)
    use(later, package, me, make.now.date(), 0)
    assert len(held(package)) == 1


def test_another_therapist_leaves_what_was_used(make, me, package):
    use(make.now, package, me, make.now.date(), 0)
    package_matching.match(make.secrets, make.now, package, me, packaged.therapist(make).ref)
    assert packages.left(packaged.fresh(package)) == 1
    # What the first therapist invoices late is still of this package.
    use(make.now, package, me, make.now.date() - 9 * DAY, 1)


def test_only_a_caseworker_who_reads_the_report_notes_sessions(make, me, package):
    by = make.account("caseworker")
    use(make.now, package, me, make.now.date(), 0)
    for act in (
        lambda: use(make.now, package, by, make.now.date(), 1),
        lambda: undo(make.now, package, by, held(package)[0].id),
    ):
        with pytest.raises(desk.NotReading):
            act()
    followup.erase(make.now, package.report)
    with pytest.raises(desk.NotReading):
        use(make.now, package, me, make.now.date(), 1)
    assert [one.held_on for one in package_sessions.held(package)] == [make.now.date()]
