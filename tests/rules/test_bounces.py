"""Bounces: which letters come back, how days are counted, when letters stop and how they start again."""

from datetime import timedelta

import pytest

from models.account import Account
from models.audit import Audit
from models.bounce import Bounce
from models.database import writing
from models.delivery import Delivery
from models.digest import Digest
from models.letter import OwedLetter
from rules import bounces, deliveries, letters, sending
from rules.sending import TAKEN

DAY = timedelta(days=1)


@pytest.fixture
def now(make):
    """One moment for a whole test."""
    return make.now


@pytest.fixture
def member(make):
    """A member in Leeds."""
    return make.account(areas=["west-yorkshire"])


@pytest.fixture
def owed(make, member, now):
    """A function that owes the member one more alert, on another day."""

    def owe(at=now) -> Delivery:
        alert = make.plain_alert(area="west-yorkshire", level=3, published_at=at)
        deliveries.resolve(alert, at)
        return alert.deliveries.get()

    return owe


def sent(row: Delivery, at) -> Delivery:
    with writing():
        Delivery.update(state="sent", sent_at=at).where(Delivery.id == row.id).execute()
    return row


def state(row: Delivery) -> str:
    return Delivery.get_by_id(row.id).state


def standing(member: Account) -> tuple:
    found = Account.get_by_id(member.id)
    return found.bouncing_since, found.bounce_kind


def come_back(owed, what: str, at) -> None:
    """One letter that went out and came back on a day."""
    assert bounces.note(at, "L", sent(owed(at), at).id, what)


@pytest.mark.parametrize("before", ["owed", "claimed", "sent"])
def test_a_letter_comes_back_wherever_its_row_stands(owed, now, before):
    row = owed()
    with writing():
        Delivery.update(state=before, claimed_by="here.1.a").where(Delivery.id == row.id).execute()
    assert bounces.note(now, "L", row.id, "soft")
    assert state(row) == "bounced"


def test_a_letter_that_came_back_before_it_was_marked_stays_bounced(owed, now):
    row = owed()
    batch = sending.next_batch(now, "here.1.a", {})
    assert bounces.note(now, "L", row.id, "hard")
    sending.next_batch(now, "here.1.a", dict.fromkeys(batch, TAKEN))
    assert state(row) == "bounced"


def test_a_cancelled_letter_that_comes_back_stays_cancelled_and_counts_for_nothing(owed, now, member):
    row = owed()
    deliveries.cancel_account(member)
    assert not bounces.note(now, "L", row.id, "hard")
    assert (state(row), Bounce.select().count()) == ("cancelled", 0)


def test_the_same_bounce_again_changes_nothing_also_on_another_day(owed, now, member):
    row = sent(owed(), now)
    assert bounces.note(now, "L", row.id, "hard")
    for later in (0, 1, 5):
        assert not bounces.note(now + later * DAY, "L", row.id, "hard")
    assert Bounce.select().count() == 1
    assert standing(member) == (None, None)


def test_a_day_keeps_its_worst_and_is_one_day(owed, now, member):
    for what, kept in (("full", "full"), ("soft", "soft"), ("full", "soft"), ("hard", "hard"), ("soft", "hard")):
        come_back(owed, what, now)
        assert [(row.account_id, row.kind, row.day) for row in Bounce.select()] == [(member.id, kept, now.date())]
    assert standing(member) == (None, None)


def test_an_address_that_is_gone_on_two_days_gets_no_more_letters(owed, now, member):
    come_back(owed, "hard", now)
    come_back(owed, "hard", now)
    waits = owed()
    assert (standing(member), state(waits)) == ((None, None), "owed")
    come_back(owed, "hard", now + DAY)
    assert standing(member) == ((now + DAY).date(), "hard")
    assert state(waits) == "cancelled"


def test_five_soft_days_within_14_stop_letters_and_four_do_not(owed, now, member):
    for days in (0, 3, 6, 9):
        come_back(owed, "soft", now + days * DAY)
    assert standing(member) == (None, None)
    come_back(owed, "soft", now + 14 * DAY)
    assert standing(member) == (None, None)
    come_back(owed, "soft", now + 15 * DAY)
    assert standing(member) == ((now + 15 * DAY).date(), "soft")


def test_a_full_mailbox_never_stops_letters_and_is_counted_for_staff(owed, now, member):
    for days in range(20):
        come_back(owed, "full", now + days * DAY)
    assert standing(member) == (None, None)
    assert bounces.full_lately(now + 20 * DAY) == 1
    assert bounces.full_lately(now + 40 * DAY) == 0


def test_a_complaint_stops_letters_at_once_and_the_letter_did_arrive(owed, now, member):
    row, waits = sent(owed(), now), owed()
    assert bounces.note(now, "L", row.id, "complaint")
    assert standing(member) == (now.date(), "complaint")
    assert (state(row), state(waits)) == ("sent", "cancelled")
    assert not bounces.note(now, "L", row.id, "complaint")


def test_who_gets_no_letters_is_owed_none_until_they_start_again(make, owed, now, member):
    come_back(owed, "complaint", now)
    alert = make.plain_alert(area="west-yorkshire", level=3)
    assert deliveries.resolve(alert, now) == 0
    bounces.start_again(now, member)
    assert deliveries.resolve(alert, now) == 1


def test_a_complaint_after_letters_stopped_is_kept_as_the_reason(owed, now, member):
    arrived = sent(owed(), now)
    for days in (0, 1):
        come_back(owed, "hard", now + days * DAY)
    assert bounces.note(now + 2 * DAY, "L", arrived.id, "complaint")
    assert standing(member) == ((now + DAY).date(), "complaint")


def test_texts_to_a_phone_go_on(owed, now, member):
    row = owed()
    with writing():
        text = Delivery.create(alert=row.alert, account=member, channel="text", due_at=now)
    bounces.note(now, "L", sent(row, now).id, "complaint")
    assert state(text) == "owed"


def test_a_digest_that_comes_back_takes_what_it_gathered_along(owed, now, member):
    row = sent(owed(), now)
    with writing():
        digest = Digest.create(account=member, day=now.date(), due_at=now, state="sent", sent_at=now)
        Delivery.update(digest=digest).where(Delivery.id == row.id).execute()
    assert bounces.note(now, "D", digest.id, "hard")
    assert (state(row), Digest.get().state) == ("bounced", "bounced")
    assert Bounce.select().count() == 1


def test_an_owed_letter_that_comes_back_just_ends(secrets, now, member):
    letter = letters.owe(secrets, now, "new-password", account=member, contents={"link": "https://x/y"})
    assert bounces.note(now, "O", letter.id, "hard")
    found = OwedLetter.get_by_id(letter.id)
    assert (found.state, found.address, found.contents) == ("bounced", None, None)
    assert Bounce.select().count() == 0


@pytest.mark.parametrize(
    ("kind", "number", "what"), [("L", 99, "hard"), ("X", 1, "hard"), ("L", 1, "odd"), ("O", 9, "soft")]
)
def test_what_is_about_no_row_changes_nothing(owed, now, kind, number, what):
    row = owed()
    assert not bounces.note(now, kind, number, what)
    assert (state(row), Bounce.select().count()) == ("owed", 0)


def test_a_letter_to_somebody_who_left_comes_back_without_a_count(owed, now, member):
    row = sent(owed(), now)
    with writing():
        Account.update(state="closed").where(Account.id == member.id).execute()
    assert bounces.note(now, "L", row.id, "hard")
    assert (state(row), Bounce.select().count(), standing(member)) == ("bounced", 0, (None, None))


def refused(owed, now, code: int) -> Delivery:
    row = owed(now)
    batch = sending.next_batch(now, "here.1.a", {})
    sending.next_batch(now, "here.1.a", dict.fromkeys(batch, code), 0)
    return row


def test_an_address_that_the_mail_server_refuses_counts_like_one_that_came_back(owed, now, member):
    row = refused(owed, now, 550)
    assert (state(row), [one.kind for one in Bounce.select()]) == ("bounced", ["hard"])
    assert not bounces.note(now, "L", row.id, "hard")
    refused(owed, now + DAY, 553)
    assert standing(member) == ((now + DAY).date(), "hard")


@pytest.mark.parametrize(("code", "counted"), [(554, []), (451, []), (552, ["full"])])
def test_a_refusal_that_is_not_about_the_address_counts_against_nobody(owed, now, code, counted):
    refused(owed, now, code)
    assert [one.kind for one in Bounce.select()] == counted


def test_a_mark_of_a_row_that_is_not_ours_counts_for_nothing(owed, now):
    owed()
    batch = sending.next_batch(now, "there.9.z", {})
    sending.next_batch(now, "here.1.a", dict.fromkeys(batch, 550), 0)
    assert Bounce.select().count() == 0


def test_starting_again_counts_anew(owed, now, member):
    for days in (0, 1):
        come_back(owed, "hard", now + days * DAY)
    bounces.start_again(now + 2 * DAY, member)
    assert (standing(member), Bounce.select().count()) == ((None, None), 0)
    come_back(owed, "hard", now + 2 * DAY)
    assert standing(member) == (None, None)


def test_staff_start_again_after_a_bounce_and_not_after_a_complaint(make, owed, now, member):
    caseworker = make.account("caseworker")
    come_back(owed, "complaint", now)
    before = Audit.select().count()
    with pytest.raises(bounces.Complained):
        bounces.start_again(now, member, caseworker)
    assert standing(member) == (now.date(), "complaint")
    assert Audit.select().count() == before
    bounces.start_again(now, member)
    assert standing(member) == (None, None)


def test_starting_again_where_nothing_stopped_leaves_the_days(make, owed, now, member):
    come_back(owed, "hard", now)
    bounces.start_again(now, member, make.account("caseworker"))
    assert Bounce.select().count() == 1


def test_an_old_soft_day_is_forgotten_when_a_letter_of_a_week_later_has_arrived(owed, now):
    come_back(owed, "soft", now)
    sent(owed(now), now + 3 * DAY)
    assert bounces.forget_old(now + 20 * DAY) == 0
    sent(owed(now + 8 * DAY), now + 8 * DAY)
    assert bounces.forget_old(now + 12 * DAY) == 0
    assert bounces.forget_old(now + 14 * DAY) == 1


def test_a_hard_day_is_kept_for_30_days_whatever_arrived(owed, now):
    come_back(owed, "hard", now)
    sent(owed(now + 8 * DAY), now + 8 * DAY)
    assert bounces.forget_old(now + 30 * DAY) == 0
    assert bounces.forget_old(now + 31 * DAY) == 1


def test_the_list_of_who_gets_no_letters_has_pages_newest_first(make, now):
    dates = [now.date() - timedelta(days=days) for days in (3, 1, 1, 2)]
    made = [make.account(bouncing_since=one, bounce_kind="hard") for one in dates]
    make.account()
    make.account(state="closed", bouncing_since=dates[0])
    order = [made[place].ref for place in (2, 1, 3, 0)]
    assert [one.ref for one in bounces.stopped(10)] == order
    assert [one.ref for one in bounces.stopped(2)] == order[:2]
    assert [one.ref for one in bounces.stopped(2, order[1])] == order[2:]
    assert [one.ref for one in bounces.stopped(2, "unknown")] == order[:2]
