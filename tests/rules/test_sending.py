"""Claiming, looking again, marking, and putting right what dead workers left."""

from datetime import date, timedelta

import pytest

from models.account import Account
from models.alert import Alert
from models.database import writing
from models.delivery import Delivery
from rules import deliveries, last_look, letters, sending
from rules.sending import MAY_NOT_GO, NO_ANSWER, TAKEN
from rules.spool import Spool

NAME = "here.1.a"


@pytest.fixture
def now(make):
    """One moment for a whole test."""
    return make.now


@pytest.fixture
def members(make):
    """Three members in Leeds."""
    return [make.account(areas=["west-yorkshire"]) for _ in range(3)]


@pytest.fixture
def alert(make, now, members):
    """An alert owed to the three."""
    alert = make.plain_alert(area="west-yorkshire", level=3)
    deliveries.resolve(alert, now)
    return alert


def rows() -> list[Delivery]:
    return list(Delivery.select().order_by(Delivery.id))


def states() -> list[str]:
    return [row.state for row in rows()]


def claim(now, most: int = 100, name: str = NAME):
    return sending.next_batch(now, name, {}, most)


def test_a_claimed_row_is_nobody_elses(now, alert):
    first = claim(now, most=2)
    assert len(first) == 2
    assert len(claim(now, name="here.2.b")) == 1
    assert states() == ["claimed"] * 3
    assert {row.claimed_by for row in rows()} == {NAME, "here.2.b"}


def test_one_transaction_marks_the_last_batch_and_claims_the_next(now, alert):
    batch = claim(now, most=2)
    nxt = sending.next_batch(now, NAME, {batch[0]: TAKEN}, 2)
    assert nxt == [("L", rows()[1].id), ("L", rows()[2].id)]
    assert states() == ["sent", "claimed", "claimed"]
    assert rows()[0].sent_at == now
    assert sending.next_batch(now, NAME, dict.fromkeys(nxt, TAKEN)) == []
    assert states() == ["sent"] * 3


def test_what_was_claimed_and_not_begun_is_owed_again_as_it_was(now, alert):
    before = [(row.due_at, row.attempts, row.is_possibly_twice) for row in rows()]
    claim(now)
    assert sending.next_batch(now, NAME, {}, 0) == []
    assert states() == ["owed"] * 3
    assert [(row.due_at, row.attempts, row.is_possibly_twice) for row in rows()] == before


def test_refusals_for_now_come_back_after_1_2_5_15_30_60_and_60_minutes(now, alert):
    Delivery.delete().where(Delivery.id != rows()[0].id).execute()
    now = now
    for minutes in (1, 2, 5, 15, 30, 60, 60):
        [row] = sending.next_batch(now, NAME, {})
        assert sending.next_batch(now, NAME, {row: 451}) == []
        assert rows()[0].due_at == now + timedelta(minutes=minutes)
        assert sending.next_batch(now + timedelta(minutes=minutes, seconds=-1), NAME, {}) == []
        now += timedelta(minutes=minutes)
    assert rows()[0].refusal == "451"
    assert states() == ["owed"]


def test_a_full_mailbox_is_a_refusal_for_now(now, alert):
    batch = claim(now, most=1)
    sending.next_batch(now, NAME, {batch[0]: 552}, 0)
    assert states() == ["owed"] * 3


def test_a_refused_address_bounces_with_the_code_alone(now, alert):
    batch = claim(now, most=1)
    sending.next_batch(now, NAME, {batch[0]: 550}, 0)
    assert states() == ["bounced", "owed", "owed"]
    assert rows()[0].refusal == "550"


def test_without_an_answer_it_goes_again_and_is_marked(now, alert):
    batch = claim(now, most=1)
    sending.next_batch(now, NAME, {batch[0]: NO_ANSWER}, 0)
    assert rows()[0].is_possibly_twice
    assert rows()[0].due_at == now + timedelta(minutes=1)
    assert states() == ["owed"] * 3


def test_what_may_not_go_any_more_is_cancelled(now, alert):
    batch = claim(now, most=1)
    sending.next_batch(now, NAME, {batch[0]: MAY_NOT_GO}, 0)
    assert states() == ["cancelled", "owed", "owed"]


def test_a_mark_of_a_row_that_is_not_ours_changes_nothing(now, alert):
    batch = claim(now, name="there.9.z")
    sending.next_batch(now, NAME, dict.fromkeys(batch, TAKEN), 0)
    assert states() == ["claimed"] * 3


CHANGES = {
    "paused": {"is_paused": True},
    "unsubscribed": {"cadence": "none"},
    "closed": {"state": "closed"},
    "no letters arrive": {"bouncing_since": date(2026, 11, 1)},
    "other role": {"role": "drop-in"},
    "practitioner": {"role": "practitioner"},
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_nothing_goes_to_a_member_who_changed_at_the_last_moment(now, alert, members, change):
    [(_, first), *_] = claim(now)
    assert last_look.at_delivery(first, NAME) is not None
    with writing():
        Account.update(**change).where(Account.id == members[0].id).execute()
    assert last_look.at_delivery(first, NAME) is None


def test_nothing_goes_of_an_alert_withdrawn_at_the_last_moment(now, alert):
    [(_, first), *_] = claim(now)
    with writing():
        Alert.update(state="withdrawn").where(Alert.id == alert.id).execute()
    assert last_look.at_delivery(first, NAME) is None


def test_looking_again_gives_what_the_letter_needs(now, alert, members):
    [(_, first), *_] = claim(now)
    ready = last_look.at_delivery(first, NAME)
    who = members[0]
    wanted = (who.id, who.ref, who.email, who.letter_token, "nudge", "en", "updates", "update")
    assert (tuple(ready.member), ready.alert_id, ready.kind) == (wanted, alert.id, "alert")
    assert last_look.at_delivery(first, "somebody.else") is None


def test_a_dead_workers_notes_are_believed(now, alert, tmp_path):
    notes = Spool(tmp_path, NAME)
    answered, begun, _untouched = claim(now)
    notes.start(answered)
    notes.done(answered, TAKEN)
    notes.start(begun)
    assert sending.recover(now, tmp_path) == 0
    assert states() == ["claimed"] * 3
    notes.close()
    assert sending.recover(now, tmp_path) == 1
    assert states() == ["sent", "owed", "owed"]
    assert [row.is_possibly_twice for row in rows()] == [False, True, False]
    assert [row.due_at <= now for row in rows()] == [True] * 3
    assert list(tmp_path.iterdir()) == []
    assert len(claim(now)) == 2


def test_another_computers_claim_is_free_after_ten_minutes(now, alert, tmp_path):
    claim(now, name="there.9.z")
    assert sending.recover(now + timedelta(minutes=9), tmp_path) == 0
    assert states() == ["claimed"] * 3
    assert sending.recover(now + timedelta(minutes=11), tmp_path) == 3
    assert states() == ["owed"] * 3
    assert all(row.is_possibly_twice for row in rows())


def test_an_alert_older_than_seven_days_is_not_sent(now, alert, tmp_path):
    sending.recover(now + timedelta(days=6, hours=23), tmp_path)
    assert states() == ["owed"] * 3
    sending.recover(now + timedelta(days=7, hours=1), tmp_path)
    assert states() == ["cancelled"] * 3


def test_somebody_who_waits_for_a_link_does_not_queue_behind_an_alert(now, secrets, alert, members):
    for member in members:
        letters.owe(secrets, now, "new-password", account=member, contents={"link": "https://x/y"})
    assert [kind for kind, _ in claim(now, most=4)] == ["O", "O", "O", "L"]


def test_letters_do_not_starve_alerts(now, secrets, alert, members):
    for number in range(40):
        letters.owe(secrets, now, "reports-wait", account=members[0], once=str(number))
    kinds = [kind for kind, _ in claim(now, most=12)]
    assert kinds == ["O"] * 10 + ["L"] * 2
