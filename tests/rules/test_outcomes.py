"""Outcomes: told by who reads the report, changed, taken back."""

import pytest

from models.audit import Audit
from models.codes import OUTCOMES
from models.report import KINDS, Report
from rules import desk, followup, outcomes
from rules.outcomes import NoSuchOutcome


@pytest.fixture
def me(make):
    return make.account("caseworker")


@pytest.fixture
def report(make, me):
    report = make.report("new")
    desk.take(make.now, report, me)
    return report


def told():
    row = Report.get()
    return row.outcome, row.outcome_on


@pytest.mark.parametrize("kind", KINDS)
def test_every_outcome_is_told_of_the_kinds_it_fits_and_of_no_other(make, me, kind):
    report = make.report("new", kind=kind, harms=(), story="x")
    desk.take(make.now, report, me)
    for code, outcome in OUTCOMES.items():
        if kind in outcome.kinds:
            outcomes.tell(make.now, report, me, code)
            assert told() == (code, make.now.date())
        else:
            with pytest.raises(NoSuchOutcome):
                outcomes.tell(make.now, report, me, code)


def test_an_outcome_may_be_changed_and_taken_back(make, me, report):
    outcomes.tell(make.now, report, me, "kept")
    outcomes.tell(make.now, report, me, "warned")
    assert told()[0] == "warned"
    outcomes.take_back(make.now, report, me)
    assert told() == (None, None)


def test_telling_the_same_again_changes_nothing(make, me, report):
    outcomes.tell(make.now, report, me, "kept")
    outcomes.tell(make.now, report, me, "kept")
    assert Audit.select().where(Audit.action == "outcome-told").count() == 1
    outcomes.take_back(make.now, report, me)
    outcomes.take_back(make.now, report, me)
    assert Audit.select().where(Audit.action == "outcome-taken-back").count() == 1


def test_only_codes_of_the_list_by_somebody_who_reads_the_report(make, me, report):
    with pytest.raises(NoSuchOutcome):
        outcomes.tell(make.now, report, me, "won")
    with pytest.raises(NoSuchOutcome):
        outcomes.tell(make.now, report, me, "")
    other = make.account("caseworker")
    with pytest.raises(desk.NotReading):
        outcomes.tell(make.now, report, other, "kept")
    with pytest.raises(desk.NotReading):
        outcomes.take_back(make.now, report, other)
    assert told() == (None, None)


def test_nothing_is_told_of_a_report_that_was_deleted(make, me, report):
    followup.erase(make.now, report)
    with pytest.raises(desk.NotReading):
        outcomes.tell(make.now, report, me, "kept")
