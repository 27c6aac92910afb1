"""Owed letters: owed once, capped, sealed, erased."""

from datetime import timedelta

import pytest

from models.letter import OwedLetter
from rules import letters, sending
from rules.sending import TAKEN

LINK = {"link": "https://example.org/secret-link"}


def owe(make, account, kind="new-password", **more):
    return letters.owe(make.secrets, more.pop("now", make.now), kind, account=account, contents=LINK, **more)


def test_a_letter_is_sealed_while_it_waits_and_erased_when_it_has_gone(make):
    member = make.account(address="planted@example.org")
    letter = owe(make, member)
    row = str(OwedLetter.select().where(OwedLetter.id == letter.id).dicts().get())
    assert "planted" not in row
    assert "secret-link" not in row
    [claimed] = sending.next_batch(make.now, "w", {})
    opened = letters.look_again(make.secrets, letter.id, "w")
    assert (opened.address, opened.contents, opened.kind) == ("planted@example.org", LINK, "new-password")
    assert opened.token == member.letter_token
    sending.next_batch(make.now, "w", {claimed: TAKEN})
    after = OwedLetter.get_by_id(letter.id)
    assert (after.state, after.address, after.contents) == ("sent", None, None)


def test_a_letter_may_go_to_another_address_than_the_accounts(make):
    member = make.account(address="old@example.org")
    letter = owe(make, member, "new-address", address="new@example.org")
    sending.next_batch(make.now, "w", {})
    assert letters.look_again(make.secrets, letter.id, "w").address == "new@example.org"


@pytest.mark.parametrize("kind", letters.CAPPED)
def test_an_address_gets_one_a_day_and_three_in_thirty_days(make, kind):
    member = make.account()
    hours = [0, 1, 23, 25, 30, 50, 75, 24 * 29, 24 * 31]
    owed = [owe(make, member, kind, now=make.now + timedelta(hours=hour)) is not None for hour in hours]
    assert owed == [True, False, False, True, False, True, False, False, True]


def test_five_hundred_requests_for_one_address_owe_one_letter(make):
    member = make.account()
    assert sum(owe(make, member, "confirm-address") is not None for _ in range(500)) == 1


def test_capitals_do_not_make_another_address(make):
    member = make.account()
    assert owe(make, member, "new-address", address="somebody@example.org")
    assert owe(make, member, "new-address", address="Somebody@Example.org") is None


def test_kinds_and_addresses_have_their_own_share(make):
    member = make.account()
    assert owe(make, member, "new-password")
    assert owe(make, member, "already-member")
    assert owe(make, make.account(), "new-password")


def test_all_kinds_together_are_three_a_day_and_six_in_thirty_days(make):
    member = make.account()

    def owed_at(hour: int) -> int:
        later = make.now + timedelta(hours=hour)
        return sum(owe(make, member, kind, now=later) is not None for kind in letters.CAPPED)

    assert [owed_at(hour) for hour in (0, 1, 25, 50, 24 * 29, 24 * 33)] == [3, 0, 3, 0, 0, 3]


def test_a_letter_to_staff_counts_in_no_share(make):
    member = make.account()
    for number in range(8):
        assert owe(make, member, "reports-wait", once=f"reports-wait {number}")
    assert owe(make, member, "new-password")


def test_a_named_letter_is_owed_once(make):
    member = make.account()
    assert owe(make, member, "reports-wait", once="reports-wait 1")
    assert owe(make, member, "reports-wait", once="reports-wait 1") is None
    assert owe(make, member, "reports-wait", once="reports-wait 2")


def test_an_unknown_kind_is_a_mistake(make):
    with pytest.raises(ValueError, match="love-letter"):
        owe(make, make.account(), "love-letter")


def test_a_letter_to_a_closed_account_is_not_sent(make):
    member = make.account()
    letter = owe(make, member)
    sending.next_batch(make.now, "w", {})
    member.state = "closed"
    member.save()
    assert letters.look_again(make.secrets, letter.id, "w") is None


def test_a_cancelled_letter_is_erased(make):
    member = make.account()
    letter = owe(make, member)
    assert letters.cancel_account(member) == 1
    after = OwedLetter.get_by_id(letter.id)
    assert (after.state, after.address, after.contents) == ("cancelled", None, None)


def test_a_letter_nobody_could_take_for_four_days_ends_and_is_erased(make, tmp_path):
    letter = owe(make, make.account())
    sending.recover(make.now + timedelta(days=4, hours=1), tmp_path)
    after = OwedLetter.get_by_id(letter.id)
    assert (after.state, after.address, after.contents) == ("cancelled", None, None)


def test_ended_letters_go_after_thirty_days_and_waiting_ones_stay(make):
    sent, waiting = owe(make, make.account()), owe(make, make.account())
    OwedLetter.update(state="sent").where(OwedLetter.id == sent.id).execute()
    assert letters.clear_old(make.now + timedelta(days=29)) == 0
    assert letters.clear_old(make.now + timedelta(days=31)) == 1
    assert [row.id for row in OwedLetter.select()] == [waiting.id]
