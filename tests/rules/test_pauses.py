"""Pauses: what still goes, who is told, and that letters go on afterwards."""

from datetime import timedelta

import pytest

from models.audit import Audit
from models.delivery import Delivery
from models.letter import OwedLetter
from models.sending_pause import SendingPause
from rules import deliveries, letters, pauses, sending

NAME = "here.1.a"


@pytest.fixture
def owed(make, secrets):
    """One row of every kind of the ledger, due tomorrow at the latest; returns that moment."""
    now, later = make.now, make.now + timedelta(days=1)
    make.account(areas=["london"], phone="sealed", text_level=1)
    make.account(areas=["london"], cadence="daily")
    deliveries.resolve(make.plain_alert(area="london"), now, has_texts=True)
    letters.owe(secrets, now, "new-password", account=make.account(), contents={"link": "https://x/y"})
    return later


def kinds(now) -> list[str]:
    rows = sending.next_batch(now, NAME, {}, texts_a_month=10)
    sending.next_batch(now, NAME, {}, 0)
    return [kind for kind, _ in rows]


def test_a_pause_by_staff_stops_everything_and_going_on_lets_it_go(make, owed):
    manager = make.account("manager")
    assert kinds(owed) == ["O", "T", "L", "D"]
    pauses.pause(owed, manager)
    assert pauses.current().by_id == manager.id
    assert (kinds(owed), sending.is_anything_due(owed)) == ([], False)
    assert pauses.resume(owed, manager) == 1
    assert pauses.current() is None
    assert kinds(owed) == ["O", "T", "L", "D"]


def test_a_pause_marks_what_was_under_way(make, owed):
    rows = sending.next_batch(owed, NAME, {}, texts_a_month=10)
    pauses.pause(owed, make.account("manager"))
    assert sending.next_batch(owed, NAME, dict.fromkeys(rows, 250)) == []
    assert {row.state for row in [*Delivery.select(), *OwedLetter.select()]} == {"sent"}


def test_after_refusals_owed_letters_still_go(owed, secrets):
    pauses.stop_for_refusals(secrets, owed)
    assert kinds(owed) == ["O"]
    assert sending.is_anything_due(owed)


def test_the_pause_by_staff_stands_before_the_other_and_one_press_ends_both(make, owed, secrets):
    manager = make.account("manager")
    pauses.stop_for_refusals(secrets, owed)
    pauses.pause(owed, manager)
    assert (pauses.current().why, kinds(owed)) == ("staff", [])
    assert pauses.resume(owed, manager) == 2
    assert pauses.resume(owed, manager) == 0
    assert {row.ended_by_id for row in SendingPause.select()} == {manager.id}


def test_a_second_pause_is_the_first(make, secrets):
    manager = make.account("manager")
    assert pauses.pause(make.now, manager) == pauses.pause(make.now, manager)
    assert SendingPause.select().count() == 1
    with pytest.raises(ValueError, match="weather"):
        pauses.pause(make.now, manager, "weather")


def test_each_manager_is_told_once_a_day(make, secrets):
    managers = [make.account("manager") for _ in range(2)]
    make.account("caseworker")
    now = make.now.replace(hour=1)
    assert pauses.stop_for_refusals(secrets, now) == 2
    assert {row.account_id for row in OwedLetter.select()} == {one.id for one in managers}
    pauses.resume(now, managers[0])
    assert pauses.stop_for_refusals(secrets, now + timedelta(hours=20)) == 0
    assert pauses.stop_for_refusals(secrets, now + timedelta(days=1)) == 2


def test_who_paused_and_why_stands_in_the_audit(make, secrets):
    manager = make.account("manager")
    pauses.stop_for_refusals(secrets, make.now)
    pauses.pause(make.now, manager)
    pauses.resume(make.now, manager)
    rows = Audit.select().where(Audit.action.startswith("sending-")).order_by(Audit.id)
    found = [(row.action, row.actor, row.actor_kind, row.reason) for row in rows]
    assert found == [
        ("sending-paused", None, "worker", "refusals"),
        ("sending-paused", manager.id, "manager", "staff"),
        *[("sending-resumed", manager.id, "manager", None)] * 2,
    ]
