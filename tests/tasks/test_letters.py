"""The bell, the sweep and the notice to staff."""

import threading
from datetime import datetime, timedelta

from models.database import database
from models.delivery import Delivery
from models.letter import OwedLetter
from models.report import Report
from rules import asked, deliveries, heartbeats
from tasks import alerts, housekeeping, letters
from tasks.queue import huey
from tests.factories import address_of


def ring_in_thread(app) -> threading.Thread:
    """The bell in a thread with its own connection, as in the worker."""

    def run() -> None:
        with app.app_context():
            database.connect(reuse_if_open=True)
            letters.send_owed.call_local()
            database.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def test_the_bell_sends_what_is_owed(make, sink):
    make.account(areas=["london"])
    deliveries.resolve(make.plain_alert(area="london"), make.now)
    letters.send_owed.call_local()
    assert len(sink.letters) == 1


def test_the_bell_rung_twice_sends_once(make, sink):
    make.account(areas=["london"])
    deliveries.resolve(make.plain_alert(area="london"), make.now)
    letters.send_owed.call_local()
    letters.send_owed.call_local()
    assert len(sink.letters) == 1


def test_a_second_bell_starts_no_second_loop_and_is_not_lost(app, make, sink):
    app.config["MAIL_RATE"] = 50.0
    for _ in range(10):
        make.account(areas=["london"])
    deliveries.resolve(make.plain_alert(area="london"), make.now)
    thread = ring_in_thread(app)
    assert sink.begun.wait(10)
    deliveries.resolve(make.plain_alert(area="london"), make.now)
    letters.send_owed.call_local()
    thread.join()
    assert len(sink.letters) == 20
    assert sink.connections == 1


def test_the_sweep_sends_what_nobody_rang_for(make, sink):
    make.account(areas=["london"])
    deliveries.resolve(make.plain_alert(area="london"), make.now)
    letters.sweep.call_local()
    assert [row.state for row in Delivery.select()] == ["sent"]


def test_caseworkers_are_told_of_danger_at_once(make, sink):
    caseworkers = [make.account("caseworker") for _ in range(2)]
    make.report(state="new")
    Report.update(is_in_danger=True).execute()
    letters.tell_staff.call_local()
    letters.tell_staff.call_local()
    assert sink.addresses() == sorted(map(address_of, caseworkers))
    assert len({len(letter.raw) - len(letter.recipient) for letter in sink.letters}) == 1


def test_an_approved_alert_is_released_and_reaches_its_members(make, sink):
    member = make.account(areas=["greater-manchester"])
    make.approved(hold=0)
    alerts.release_due.call_local()
    letters.send_owed.call_local()
    assert sink.addresses() == [address_of(member)]


def test_the_worker_says_that_it_lives(make):
    assert heartbeats.seen_at("worker") is None
    housekeeping.keep_house.call_local()
    assert heartbeats.seen_at("worker") is not None
    housekeeping.keep_house.call_local()


def test_the_bell_answers_what_was_asked_and_sends_it(secrets, make, sink):
    member = make.account()
    for address in (address_of(member), "nobody@example.org"):
        asked.ask_for_password(secrets, make.now, address)
    letters.send_owed.call_local()
    letters.send_owed.call_local()
    assert sink.addresses() == [address_of(member)]
    assert "http://localhost/new-password/" in sink.letters[0].body


def test_who_asks_while_a_long_run_is_sent_is_answered_in_it(app, secrets, make, sink):
    app.config["MAIL_RATE"] = 10.0
    member = make.account()
    for _ in range(30):
        make.account(areas=["london"])
    deliveries.resolve(make.plain_alert(area="london"), make.now)
    thread = ring_in_thread(app)
    assert sink.begun.wait(10)
    asked.ask_for_password(secrets, make.now, address_of(member))
    letters.send_owed.call_local()
    thread.join()
    assert address_of(member) in [letter.recipient for letter in sink.letters][:25]


def test_a_row_that_cannot_be_answered_holds_up_no_letter(secrets, make, sink):
    make.account(areas=["london"])
    asked.ask_for_password(secrets, make.now, "broken@example.org")
    OwedLetter.update(contents="x").execute()
    deliveries.resolve(make.plain_alert(area="london"), make.now)
    letters.send_owed.call_local()
    assert len(sink.letters) == 1


def test_the_sweep_is_due_in_every_minute_of_a_day():
    minutes = [datetime(2026, 11, 4) + timedelta(minutes=number) for number in range(24 * 60)]
    missed = [at for at in minutes if "sweep" not in [task.name for task in huey.read_periodic(at)]]
    assert missed == []
