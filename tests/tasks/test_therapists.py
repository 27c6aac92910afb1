"""The yearly letter to therapists, from the day that comes to the mailbox."""

from datetime import UTC, datetime, timedelta

import time_machine

from models.letter import OwedLetter
from models.therapist import Therapist
from rules import rechecks, vetting
from tasks import housekeeping, letters, therapists
from tasks.queue import huey
from tests.browser_client import Browser
from tests.rules.vetted import fresh, listed

MIDNIGHT = datetime(2026, 11, 4)


def ask_again() -> None:
    therapists.ask_again.call_local()


def test_it_is_looked_for_once_an_hour():
    due = [
        hour
        for hour in range(24)
        for minute in range(60)
        if "ask_again" in [task.name for task in huey.read_periodic(MIDNIGHT + timedelta(hours=hour, minutes=minute))]
    ]
    assert due == list(range(24))


def test_the_letter_goes_once_and_its_link_leads_to_the_page(app, make, sink):
    therapist = listed(make, confirmed_on=make.now.date() - timedelta(days=340))
    listed(make)
    ask_again()
    ask_again()
    letters.send_owed.call_local()
    (sent,) = sink.letters
    assert sent.recipient == "rowan@example.org"
    link = next(line for line in sent.body.splitlines() if "/therapists/again/" in line)
    assert link.startswith("http://localhost/")
    page = Browser(app).get(link.removeprefix("http://localhost"))
    assert "Rowan Ash" in page.words() and fresh(therapist).asked_on == make.now.date()


def test_whoever_pauses_before_the_letter_goes_still_has_a_way_back(make, sink):
    therapist = listed(make, confirmed_on=make.now.date() - timedelta(days=340))
    ask_again()
    vetting.pause(make.now, None, therapist)
    letters.send_owed.call_local()
    assert len(sink.letters) == 1


def test_whoever_is_removed_before_the_letter_goes_gets_none(make, sink):
    therapist = listed(make, confirmed_on=make.now.date() - timedelta(days=340))
    ask_again()
    vetting.remove(make.now, make.account("editor"), therapist, "conduct")
    letters.send_owed.call_local()
    assert sink.letters == [] and OwedLetter.get().state == "cancelled"


def test_a_letter_that_came_back_is_noted_before_it_is_deleted(make, secrets):
    therapist = listed(make, confirmed_on=make.now.date() - timedelta(days=340))
    ask_again()
    OwedLetter.update(state="bounced").execute()
    with time_machine.travel((make.now + timedelta(days=2)).replace(tzinfo=UTC)):
        housekeeping.keep_house.call_local()
    assert not OwedLetter.select().exists()
    assert [check.check_name for check in fresh(therapist).checks][-1] == "came-back"
    assert Therapist.get().asked_on is not None and rechecks.note_letters_back(make.now) == 0
