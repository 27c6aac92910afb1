"""Staff see it go: counts by kind and state, and what is wrong with sending at a given time."""

from datetime import timedelta

import pytest

from models.account import Account
from models.database import fetch, writing
from models.delivery import Delivery
from models.digest import Digest
from rules import deliveries, heartbeats, letters, pauses, sending_desk
from rules.sending_desk import Counts

MINUTE = timedelta(minutes=1)


@pytest.fixture
def now(make):
    """One moment for a whole test, with a worker that was just seen."""
    heartbeats.beat(make.now, "worker")
    return make.now


@pytest.fixture
def alert(make, now):
    """An alert owed to five members."""
    for _ in range(5):
        make.account(areas=["west-yorkshire"])
    alert = make.plain_alert(area="west-yorkshire", level=3)
    deliveries.resolve(alert, now)
    return alert


def mark(**states: str) -> None:
    """Put the deliveries, in order, into states; `gathered` and `texts` change what they are."""
    rows = list(Delivery.select().order_by(Delivery.id))
    with writing():
        for row, state in zip(rows, states.values(), strict=False):
            Delivery.update(state=state).where(Delivery.id == row.id).execute()


def test_one_alerts_letters_are_counted_by_state(alert, make, now):
    mark(a="sent", b="sent", c="claimed", d="bounced")
    other = make.plain_alert(area="west-yorkshire", level=3)
    deliveries.resolve(other, now)
    going = sending_desk.of_alert(alert)
    assert going.letters == Counts(owed=1, claimed=1, sent=2, bounced=1)
    assert (going.all.unsent, going.all.total) == (2, 5)


def test_what_is_gathered_and_what_goes_to_phones_is_counted_apart(alert, now):
    first, second = list(Delivery.select().order_by(Delivery.id).limit(2))
    with writing():
        digest = Digest.create(account=first.account, day=now.date(), due_at=now)
        Delivery.update(digest=digest).where(Delivery.id == first.id).execute()
        Delivery.update(channel="text", state="sent").where(Delivery.id == second.id).execute()
    going = sending_desk.of_alert(alert)
    assert (going.letters, going.gathered, going.texts) == (Counts(owed=3), Counts(owed=1), Counts(sent=1))
    assert going.all == Counts(owed=4, sent=1)


def test_all_together_hold_what_is_owed_and_what_ended_in_the_last_week(alert, now):
    mark(a="sent", b="cancelled", c="claimed")
    assert sending_desk.of_all(now).all == Counts(owed=2, claimed=1, sent=1, cancelled=1)
    assert sending_desk.of_all(now + timedelta(days=8)).all == Counts(owed=2, claimed=1)


def test_recent_alerts_are_counted_newest_first(alert, make, now):
    newer = make.plain_alert(area="west-yorkshire", level=3, published_at=now + MINUTE)
    make.draft()
    mark(a="sent", b="bounced")
    assert sending_desk.recent(now + MINUTE) == [(newer, Counts()), (alert, Counts(owed=3, sent=1, bounced=1))]


def test_digests_and_other_letters_are_counted(secrets, make, now):
    member = make.account()
    letters.owe(secrets, now, "new-password", account=member, contents={"link": "https://x/y"})
    with writing():
        Digest.create(account=member, day=now.date(), due_at=now, state="sent")
        Digest.create(account=member, day=now.date() - timedelta(days=9), due_at=now - timedelta(days=9), state="sent")
    assert sending_desk.other_letters(now) == {"digests": Counts(sent=1), "owed": Counts(owed=1)}


def test_it_takes_as_many_queries_for_one_alert_as_for_ten(alert, make, now, queries):
    def asked() -> int:
        queries.clear()
        sending_desk.stands(now)
        sending_desk.of_all(now)
        sending_desk.recent(now)
        sending_desk.other_letters(now)
        return len(queries)

    before = asked()
    for _ in range(9):
        deliveries.resolve(make.plain_alert(area="west-yorkshire", level=3), now)
    assert asked() == before == 9


def test_the_oldest_due_letter_is_found_by_the_index_alone(now):
    plan = " ".join(str(row) for row in fetch("EXPLAIN QUERY PLAN " + sending_desk._OLDEST))
    assert plan.count("USING COVERING INDEX") == 4
    assert "SCAN delivery" not in plan


def test_nothing_is_wrong_while_the_worker_lives_and_letters_go(alert, now):
    assert sending_desk.alarm(now + 4 * MINUTE) == ""


def test_a_worker_that_is_silent_for_five_minutes_is_told(now):
    assert sending_desk.alarm(now + timedelta(minutes=4, seconds=59)) == ""
    found = sending_desk.stands(now + 5 * MINUTE)
    assert (found.wrong, found.since) == ("silent", now)


def test_a_worker_that_never_was_is_silent(make):
    found = sending_desk.stands(make.now)
    assert (found.wrong, found.since) == ("silent", None)


def test_a_letter_that_waits_15_minutes_is_told(alert, now):
    for minutes, wrong in ((14, ""), (15, "waits"), (60, "waits")):
        heartbeats.beat(now + minutes * MINUTE, "worker")
        assert sending_desk.alarm(now + minutes * MINUTE) == wrong


def test_a_letter_whose_time_has_not_come_does_not_wait(alert, now):
    with writing():
        Delivery.update(due_at=now + 90 * MINUTE).execute()
    heartbeats.beat(now + 100 * MINUTE, "worker")
    assert sending_desk.alarm(now + 100 * MINUTE) == ""
    assert sending_desk.oldest_due_at(now + 80 * MINUTE) is None


def test_what_is_gathered_waits_from_its_letters_hour_on(alert, now):
    with writing():
        for account in Account.select().where(Account.role == "member"):
            digest = Digest.create(account=account, day=now.date(), due_at=now + 600 * MINUTE)
            Delivery.update(digest=digest).where(Delivery.account == account).execute()
    heartbeats.beat(now + 614 * MINUTE, "worker")
    assert sending_desk.alarm(now + 614 * MINUTE) == ""
    heartbeats.beat(now + 615 * MINUTE, "worker")
    assert sending_desk.alarm(now + 615 * MINUTE) == "waits"


def test_while_staff_paused_sending_nothing_is_said_of_what_waits(make, alert, now):
    pause = pauses.pause(now, make.account("manager"))
    heartbeats.beat(now + 60 * MINUTE, "worker")
    found = sending_desk.stands(now + 60 * MINUTE)
    assert (found.wrong, found.pause) == ("", pause)
    assert sending_desk.alarm(now + 90 * MINUTE) == "silent"


def test_a_pause_for_refusals_is_told_until_somebody_resumes(make, alert, now):
    pauses.pause(now, None, "refusals")
    found = sending_desk.stands(now + MINUTE)
    assert (found.wrong, found.since) == ("refusals", now)
    pauses.resume(now + 2 * MINUTE, make.account("manager"))
    assert sending_desk.alarm(now + 3 * MINUTE) == ""
