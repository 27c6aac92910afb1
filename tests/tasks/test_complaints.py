"""The notice that a day is near, through the real sending loop."""

from datetime import timedelta

import pytest
import time_machine

from models.delivery import Heartbeat
from models.letter import OwedLetter
from models.professional import ComplaintStep
from models.report import Report
from rules import complaints, desk
from tasks import complaints as task
from tasks import mailer
from tests.factories import address_of


@pytest.fixture
def near(make) -> Report:
    """A report that somebody reads, with something due in two days; the hours of reminding began long ago."""
    me = make.account("caseworker", address="tarsier.dates@example.net")
    report = make.report("new", kind="professional")
    desk.take(make.now, report, me)
    day = complaints.today(make.now) + timedelta(days=2)
    ComplaintStep.create(report=report, body="x", due_on=day, added_by=me)
    Heartbeat.create(name="dates near", seen_at=make.now - timedelta(days=90))
    return report


def test_who_reads_it_gets_a_letter_that_says_nothing_of_any_report(sink, near):
    task.remind.call_local()
    assert mailer.send_until_nothing_due().sent == 1
    [letter] = sink.letters
    assert letter.recipient == address_of(ComplaintStep.get().added_by)
    assert near.ref not in letter.raw.decode()
    assert "complaint" not in letter.body
    assert "http://localhost/staff/" in letter.body


def test_run_twice_it_owes_one_letter(near):
    task.remind.call_local()
    task.remind.call_local()
    assert OwedLetter.select().count() == 1


def test_the_next_days_hour_owes_nothing_more(near, make):
    task.remind.call_local()
    with time_machine.travel(make.now + timedelta(days=4)):
        task.remind.call_local()
    assert OwedLetter.select().count() == 1
