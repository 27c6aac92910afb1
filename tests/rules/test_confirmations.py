"""Confirmed by police."""

import pytest

from models.report import Report
from rules import confirmations, desk


@pytest.fixture
def me(make):
    """The caseworker."""
    return make.account("caseworker")


@pytest.fixture
def report(make, me):
    """A report that I read."""
    report = make.report("new")
    desk.take(make.now, report, me)
    return report


def test_it_is_noted_with_who_and_when_and_taken_back(make, me, report):
    confirmations.confirm(make.now, report, me)
    fresh = Report.get_by_id(report.id)
    assert (fresh.confirmed_on, confirmations.confirmed_by(fresh)) == (make.now.date(), me)
    confirmations.unconfirm(make.now, report, me)
    fresh = Report.get_by_id(report.id)
    assert (fresh.confirmed_on, confirmations.confirmed_by(fresh)) == (None, None)


def test_who_does_not_read_it_cannot(make, me, report):
    with pytest.raises(desk.NotReading):
        confirmations.confirm(make.now, report, make.account("caseworker"))


def test_a_report_about_a_professional_or_an_erased_one_is_not_confirmed(make, me):
    professional = make.report("new", kind="professional", profession="police", harms=[], story="A lantern.")
    desk.take(make.now, professional, me)
    erased = make.report("new")
    desk.take(make.now, erased, me)
    Report.update(state="erased").where(Report.id == erased.id).execute()
    for report in (professional, erased):
        with pytest.raises(desk.WrongState):
            confirmations.confirm(make.now, report, me)
