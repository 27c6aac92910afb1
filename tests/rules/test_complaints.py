"""Steps of a complaint: what is due when, who may change them, and who sees what."""

from datetime import date, timedelta

import pytest

from models.audit import Audit
from models.facts import FACTS
from models.professional import ComplaintStep
from models.report import Report
from rules import complaints, desk, followup, locks, team_keys
from rules.complaints import Wanted
from tests.rules.complaining import BODY, YEAR

NUMBER = next(code for code in FACTS if code not in complaints.BODIES)


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """A clock of a year from a final answer, whatever the file of facts holds."""
    monkeypatch.setattr(complaints, "CLOCKS", {YEAR.code: YEAR})


@pytest.fixture
def me(make):
    """The caseworker who reads it."""
    return make.account("caseworker")


@pytest.fixture
def report(make, me) -> Report:
    """A report about a professional that `me` reads."""
    report = make.report("new", kind="professional", harms=("refused",))
    desk.take(make.now, report, me)
    return report


def add(make, report, me, **wanted):
    """Add a step, a year from yesterday unless told otherwise."""
    before = complaints.today(make.now) - timedelta(days=1)
    wanted = {"body": BODY, "clock": YEAR.code, "from_on": before, **wanted}
    return complaints.add(make.now, report, me, Wanted(**wanted), make.team())


def test_a_step_is_due_when_its_clock_says(make, me, report):
    add(make, report, me, from_on=date(2024, 2, 29))
    [step] = complaints.steps(make.now, report)
    assert (step.due_on, step.left < 0) == (date(2025, 2, 28), True)
    assert (step.body, step.name) == (BODY, FACTS[BODY].name)


def test_a_step_without_a_clock_is_due_on_no_day(make, me, report):
    add(make, report, me, clock=None, from_on=None)
    [step] = complaints.steps(make.now, report)
    assert (step.due_on, step.left) == (None, None)


@pytest.mark.parametrize(
    ("wanted", "problem"),
    [
        ({"from_on": date.max}, complaints.NotYet),
        ({"from_on": None}, complaints.NoFirstDay),
        ({"body": "nobody"}, complaints.NoSuchBody),
        ({"body": NUMBER}, complaints.NoSuchBody),
        ({"clock": "never"}, complaints.NoSuchClock),
    ],
)
def test_a_step_that_cannot_be_is_refused(make, me, report, wanted, problem):
    with pytest.raises(problem):
        add(make, report, me, **wanted)
    assert ComplaintStep.select().count() == 0


def test_the_day_that_has_not_come_is_the_offices_day(make, me, report):
    tomorrow = complaints.today(make.now) + timedelta(days=1)
    with pytest.raises(complaints.NotYet):
        add(make, report, me, from_on=tomorrow)
    add(make, report, me, from_on=tomorrow - timedelta(days=1))


def test_what_is_open_stands_before_what_is_done_by_the_day_it_is_due(make, me, report):
    late = add(make, report, me, note="late")
    soon = add(make, report, me, from_on=date(2024, 5, 1), note="soon")
    done = add(make, report, me, from_on=date(2023, 5, 1), note="done")
    complaints.mark(make.now, report, done.id, me, True)
    assert [step.number for step in complaints.steps(make.now, report)] == [soon.id, late.id, done.id]
    complaints.mark(make.now, report, done.id, me, False)
    assert complaints.steps(make.now, report)[0].number == done.id


def test_a_note_is_sealed_and_opens_for_casework_alone(make, me, report):
    add(make, report, me, note="Ring them on Monday.")
    assert "Monday" not in ComplaintStep.get().note
    assert complaints.steps(make.now, report)[0].note == ""
    assert complaints.steps(make.now, report, make.team())[0].note == "Ring them on Monday."


def test_a_changed_day_is_reminded_of_anew(make, me, report):
    step = add(make, report, me)
    ComplaintStep.update(reminded_on=make.now.date()).execute()
    same = Wanted(BODY, YEAR.code, step.from_on, "a note")
    complaints.change(make.now, report, step.id, me, same, make.team())
    assert ComplaintStep.get().reminded_on is not None
    complaints.change(make.now, report, step.id, me, Wanted(BODY, YEAR.code, date(2026, 1, 1)), make.team())
    row = ComplaintStep.get()
    assert (row.reminded_on, row.due_on, row.note) == (None, date(2027, 1, 1), None)


def test_what_a_colleague_noted_meanwhile_is_not_overwritten_unseen(make, me, report):
    step = add(make, report, me, note="Mine")
    [shown] = complaints.steps(make.now, report)
    theirs = Wanted(BODY, YEAR.code, step.from_on, "Theirs")
    complaints.change(make.now, report, step.id, me, theirs, make.team(), shown.seen)
    with pytest.raises(complaints.StepChanged):
        complaints.change(make.now, report, step.id, me, Wanted(BODY, note="Older"), make.team(), shown.seen)
    assert complaints.steps(make.now, report, make.team())[0].note == "Theirs"


def test_a_step_can_be_removed(make, me, report):
    step = add(make, report, me)
    complaints.remove(make.now, report, step.id, me)
    assert complaints.steps(make.now, report) == []
    with pytest.raises(complaints.NoSuchStep):
        complaints.mark(make.now, report, step.id, me, True)


def test_a_step_of_another_report_is_not_found_here(make, me, report):
    other = make.report("new", kind="professional", story="x")
    desk.take(make.now, other, me)
    step = add(make, other, me)
    with pytest.raises(complaints.NoSuchStep):
        complaints.remove(make.now, report, step.id, me)
    assert ComplaintStep.select().count() == 1


def test_who_does_not_read_the_report_changes_no_step(make, me, report):
    step, other = add(make, report, me), make.account("caseworker")
    with pytest.raises(desk.NotReading):
        add(make, report, other)
    with pytest.raises(desk.NotReading):
        complaints.mark(make.now, report, step.id, other, True)
    with pytest.raises(team_keys.NoAccess):
        complaints.add(make.now, report, me, Wanted(BODY), None)


def test_a_lock_ends_it_for_who_read_the_report(make, me, report):
    step = add(make, report, me)
    locks.add(make.now, report, make.account("caseworker"), account=me)
    with pytest.raises(desk.WrongState):
        complaints.mark(make.now, report, step.id, me, True)
    with pytest.raises(desk.WrongState):
        add(make, report, me)


def test_only_a_report_about_a_professional_has_steps(make, me):
    harm = make.report("new")
    desk.take(make.now, harm, me)
    with pytest.raises(desk.WrongState):
        add(make, harm, me)


def test_deleting_the_report_deletes_its_steps(make, me, report):
    add(make, report, me, note="x")
    followup.erase(make.now, report)
    assert ComplaintStep.select().count() == 0
    assert Audit.select().where(Audit.action == "report-erased").count() == 1
