"""The list of reports about professionals: its order, its pages, what it says, and who finds what."""

from datetime import date, timedelta

import pytest

from models.facts import FACTS
from models.professional import ComplaintStep
from models.report import Report
from rules import complaint_list, complaints, desk, locks

BODY = next(one for code, one in FACTS.items() if code in complaints.BODIES)


@pytest.fixture
def me(make):
    return make.account("caseworker")


@pytest.fixture
def one(make):
    """A function that makes a report about a professional, with something due in so many days."""

    def one(state: str = "screened", due: int | None = None, **answers) -> Report:
        report = make.report(state, kind="professional", **{"harms": ("refused",), **answers})
        if due is not None:
            day = complaints.today(make.now) + timedelta(days=due)
            ComplaintStep.create(report=report, body=BODY.code, due_on=day)
        return report

    return one


def refs(make, me, size: int = 50, after: str | None = None) -> list[str]:
    return [row.ref for row in complaint_list.reports(make.now, me, size, after)]


def in_order(one) -> list[str]:
    """Reports as the list must show them, made in another order."""
    made = {
        "none": one(),
        "far": one(due=200),
        "new": one("new", received_on=date(2026, 2, 1)),
        "danger": one(is_in_danger=True),
        "near": one(due=3),
        "older": one("new", received_on=date(2026, 1, 1)),
        "danger-new": one("new", is_in_danger=True),
        "over": one(due=-3),
        "new-near": one("new", due=5, received_on=date(2026, 3, 1)),
    }
    order = ("danger-new", "danger", "new-near", "older", "new", "over", "near", "far", "none")
    return [made[name].ref for name in order]


def test_danger_comes_first_then_what_waits_then_the_next_day(make, me, one):
    expected = in_order(one)
    assert refs(make, me) == expected


@pytest.mark.parametrize("size", [1, 2, 4])
def test_pages_join_without_a_gap(make, me, one, size):
    expected = in_order(one)
    found = refs(make, me, size)
    while more := refs(make, me, size, found[-1]):
        found += more
    assert found == expected


def test_it_says_who_did_what_what_we_may_do_and_what_is_due(make, me, one):
    one(due=-2, profession="doctor", nation="wales", permissions=["complaint", "peer_lesson", "contact"])
    [row] = complaint_list.reports(make.now, me, 50)
    assert (row.profession, row.nation, row.harms) == ("doctor", "wales", ("refused",))
    assert row.permissions == ("complaint", "peer_lesson")
    assert (row.due_at, row.left) == (BODY.name, -2)


def test_the_next_day_is_that_of_the_first_open_step(make, me, one):
    report = one(due=9)
    for days, is_done in ((4, False), (1, True)):
        day = complaints.today(make.now) + timedelta(days=days)
        ComplaintStep.create(report=report, body=BODY.code, due_on=day, done_on=day if is_done else None)
    assert complaint_list.reports(make.now, me, 50)[0].left == 4


def test_other_kinds_and_what_is_at_an_end_are_not_in_it(make, me, one):
    make.report("new")
    one("closed")
    erased, told = one(), one()
    Report.update(state="erased").where(Report.id == erased.id).execute()
    Report.update(outcome="apology").where(Report.id == told.id).execute()
    kept = one("closed", due=4)
    assert refs(make, me) == [kept.ref]
    Report.update(has_addition=True).where(Report.id == told.id).execute()
    assert refs(make, me) == [told.ref, kept.ref]


def test_whom_it_is_about_finds_it_not_in_the_list(make, me, one):
    other, mine = one("new"), one("new")
    locks.add(make.now, mine, make.account("caseworker"), account=me)
    assert refs(make, me) == [other.ref]
    assert complaint_list.urgent(make.now, me) == 1


def test_what_waits_or_is_overdue_is_counted(make, me, one):
    one("new")
    one(due=-1)
    one(due=0)
    one(due=5)
    assert complaint_list.urgent(make.now, me) == 2


def test_a_long_list_costs_no_more_queries_than_a_short_one(make, me, one, queries):
    one("new", due=1)
    desk.take(make.now, Report.get(), me)
    counts = []
    for _ in range(2):
        del queries[:]
        complaint_list.reports(make.now, me, 50)
        counts.append(len(queries))
        for _ in range(5):
            one("new", due=2, permissions=["complaint"])
    assert counts[0] == counts[1] <= 5
