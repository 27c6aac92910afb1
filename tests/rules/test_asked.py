"""What is asked for an address, from the row to the worker's answer."""

import re
from datetime import timedelta

import pytest

from models.account import Account
from models.letter import OwedLetter
from rules import accounts, asked, deliveries, letters, membership, sending
from rules.membership import Asked
from tests.factories import SITE
from tests.rules.test_membership import kinds

ROSA = Asked("Rosa", "rosa@example.org", ["wales"], "ro")


def waiting() -> int:
    """How many rows the worker has still to answer."""
    return OwedLetter.select().where(OwedLetter.state == asked.STATE).count()


def test_asking_looks_nobody_up_and_the_worker_answers_once(secrets, make):
    asked.ask_to_join(secrets, make.now, ROSA)
    assert Account.select().count() == 0 and kinds() == ["asked-join"]
    assert [asked.answer_all(secrets, make.now, SITE) for _ in range(2)] == [1, 0]
    account = accounts.find(secrets, "rosa@example.org")
    assert (account.state, account.language, account.area_codes) == ("applied", "ro", ["wales"])
    assert accounts.name_of(secrets, account) == "Rosa" and kinds() == ["confirm-address"]


@pytest.mark.parametrize(("role", "owed"), [("member", ["new-password"]), ("caseworker", []), (None, [])])
def test_a_forgotten_password_is_answered_by_the_worker(secrets, make, role, owed):
    if role:
        make.account(role, address="rosa@example.org")
    asked.ask_for_password(secrets, make.now, " Rosa@example.org")
    assert asked.answer_all(secrets, make.now, SITE) == 1
    assert kinds() == owed


def test_the_letters_link_leads_to_the_sites_own_page(secrets, make):
    asked.ask_to_join(secrets, make.now, ROSA)
    asked.answer_all(secrets, make.now, "https://example.org")
    [(_, number)] = sending.next_batch(make.now, "w", {})
    found = letters.look_again(secrets, number, "w").contents["link"]
    assert re.fullmatch(r"https://example\.org/join/confirm/[\w-]{22}/", found)


def test_the_row_holds_nothing_that_can_be_read(secrets, make):
    asked.ask_to_join(secrets, make.now, ROSA)
    row = OwedLetter.select().dicts().get()
    assert row["account"] is None and row["language"] == "en"
    assert not re.search("rosa|example|wales|'ro'", str(row), re.I)


def test_rows_are_of_one_size_for_every_address(secrets, make):
    make.account(address="rosa@example.org")
    for address in ("rosa@example.org", "a.much.longer.name.that.nobody.has@example.org"):
        asked.ask_for_password(secrets, make.now, address)
    assert len({(len(row.address), len(row.contents), len(row.once)) for row in OwedLetter.select()}) == 1


def test_one_row_waits_for_each_address_and_kind_and_the_newest_answers_count(secrets, make):
    for name in ("Rosa", "Rose"):
        asked.ask_to_join(secrets, make.now, Asked(name, "rosa@example.org"))
        asked.ask_for_password(secrets, make.now, "ROSA@example.org")
    assert kinds() == ["asked-join", "asked-password"]
    asked.answer_all(secrets, make.now, SITE)
    assert accounts.name_of(secrets, accounts.find(secrets, "rosa@example.org")) == "Rose"


def test_joining_and_forgetting_on_one_day_give_both_letters(secrets, make):
    make.account(address="rosa@example.org")
    asked.ask_to_join(secrets, make.now, ROSA)
    asked.ask_for_password(secrets, make.now, ROSA.address)
    assert asked.answer_all(secrets, make.now, SITE) == 2
    assert kinds() == ["already-member", "new-password"]


def test_a_hundred_requests_owe_one_letter(secrets, make):
    make.account(address="rosa@example.org")
    for _ in range(100):
        asked.ask_for_password(secrets, make.now, "rosa@example.org")
        asked.answer_all(secrets, make.now, SITE)
    assert kinds() == ["new-password"]


@pytest.mark.parametrize("spoilt", [{"contents": "1.k1.bm90aGluZw=="}, {"address": "x"}, {"address": None}])
def test_a_row_that_does_not_open_holds_up_no_other_and_is_let_go_after_three_days(secrets, make, spoilt):
    now = make.now
    asked.ask_to_join(secrets, now, Asked("Broken", "broken@example.org"))
    OwedLetter.update(**spoilt).execute()
    asked.ask_to_join(secrets, now, ROSA)
    assert asked.answer_all(secrets, now, SITE) == 1
    assert [account.state for account in Account.select()] == ["applied"]
    # Not in the same minute, and then again.
    assert OwedLetter.get(OwedLetter.state == asked.STATE).due_at == now + timedelta(minutes=1)
    assert asked.answer_all(secrets, now + timedelta(days=3), SITE) == 0
    assert waiting() == 1
    assert asked.answer_all(secrets, now + timedelta(days=3, minutes=2), SITE) == 0
    assert waiting() == 0


def test_an_answer_that_fails_half_way_leaves_nothing_behind(secrets, make):
    asked.ask_to_join(secrets, make.now, Asked("Rosa", "rosa@example.org", [["not", "a", "code"]]))
    assert asked.answer_all(secrets, make.now, SITE) == 0
    assert Account.select().count() == 0 and kinds() == ["asked-join"]


def test_a_row_moved_to_another_kind_does_not_open(secrets, make):
    make.account(address="rosa@example.org")
    asked.ask_to_join(secrets, make.now, ROSA)
    OwedLetter.update(kind="asked-password").execute()
    assert asked.answer_all(secrets, make.now, SITE) == 0
    assert waiting() == 1


def test_nothing_takes_such_a_row_for_a_letter(secrets, make, tmp_path):
    asked.ask_to_join(secrets, make.now, ROSA)
    later = make.now + timedelta(days=40)
    assert not sending.is_anything_due(later)
    assert sending.next_batch(later, "w", {}) == []
    sending.recover(later, tmp_path)
    assert letters.clear_old(later) == 0
    assert sum(deliveries.counts().values()) == 0
    assert asked.answer_all(secrets, later, SITE) == 1


VENUE = Asked("The Red Door", "door@example.org", ["wales"], "en", "establishment", "A flat in Neath")


def test_what_somebody_is_and_says_of_their_venue_travels_sealed(secrets, make):
    asked.ask_to_join(secrets, make.now, VENUE)
    row = OwedLetter.select().dicts().get()
    assert not re.search("establishment|Neath|Red Door", str(row), re.I)
    assert asked.answer_all(secrets, make.now, SITE) == 1
    account = accounts.find(secrets, VENUE.address)
    assert account.role == "establishment"
    assert membership.about(secrets, account) == "A flat in Neath" and "Neath" not in account.about


def test_nobody_asks_to_be_staff(secrets, make):
    for role in ("caseworker", "manager", "project-worker", "nonsense"):
        asked.ask_to_join(secrets, make.now, Asked("Rosa", f"{role}@example.org", role=role))
    assert asked.answer_all(secrets, make.now, SITE) == 0
    assert Account.select().count() == 0 and waiting() == 4


def test_a_request_kept_before_the_kinds_is_answered_as_a_members(secrets, make):
    asked._keep(secrets, make.now, asked.JOIN, ROSA.address, {"name": "Rosa", "areas": [], "language": "en"})
    assert asked.answer_all(secrets, make.now, SITE) == 1
    assert accounts.find(secrets, ROSA.address).role == "member"
