"""Accounts: made, found, signed in, closed; and nothing of a person readable in the file."""

from pathlib import Path

import pytest

from models.account import Account, AccountArea
from models.audit import Audit
from models.database import database
from rules import accounts
from rules.accounts import AddressTaken, WrongPassword
from rules.passwords import PasswordTooWeak
from tests.factories import PASSWORD, address_of


def made(secrets, make, address="Rosa.Sky@Example.org", **more) -> Account:
    """A member called Rosa Sky."""
    account, _ = accounts.create(
        secrets, make.now, role="member", address=address, name="Rosa Sky", password=PASSWORD, **more
    )
    return account


def test_an_account_is_found_by_its_address_however_it_is_typed(secrets, make):
    account = made(secrets, make)
    assert accounts.find(secrets, " rosa.sky@example.ORG ") == account
    assert accounts.find(secrets, "rosa.sk@example.org") is None
    assert accounts.address_of(secrets, account) == "Rosa.Sky@Example.org"
    assert accounts.name_of(secrets, account) == "Rosa Sky"


def test_an_address_has_one_account(secrets, make):
    made(secrets, make)
    with pytest.raises(AddressTaken):
        made(secrets, make, address="rosa.sky@EXAMPLE.org")
    assert Account.select().count() == 1


def test_a_weak_password_makes_no_account(secrets, make):
    with pytest.raises(PasswordTooWeak):
        accounts.create(secrets, make.now, role="member", address="a@example.org", name="A", password="short")
    assert Account.select().count() == 0


def test_the_database_file_holds_no_address_and_no_name_in_plain(secrets, make):
    account = made(secrets, make)
    raw = Path(database.obj.database).read_bytes().lower()
    assert account.ref.encode().lower() in raw
    for word in (b"rosa.sky", b"rosa sky", b"example.org", PASSWORD.encode()):
        assert word not in raw


def test_areas_that_are_none_are_left_out(secrets, make):
    account = made(secrets, make, areas=["leeds?", "merseyside", "merseyside", "wales"])
    assert account.area_codes == ["merseyside", "wales"]


def test_signing_in_takes_the_right_address_and_password(secrets, make):
    account = make.account()
    assert accounts.sign_in(secrets, make.now, address_of(account), PASSWORD).account == account
    for address, password in [(address_of(account), "wrong"), ("nobody@example.org", PASSWORD), ("", "")]:
        with pytest.raises(WrongPassword):
            accounts.sign_in(secrets, make.now, address, password)


@pytest.mark.parametrize("state", ["applied", "confirmed", "refused", "closed"])
def test_only_the_admitted_sign_in(secrets, make, state):
    account = make.account(state=state)
    with pytest.raises(WrongPassword):
        accounts.sign_in(secrets, make.now, address_of(account), PASSWORD)


def test_a_known_and_an_unknown_address_cost_the_same_slow_work(secrets, make):
    account = make.account()
    costs = []
    for address in (address_of(account), "nobody@example.org"):
        before = secrets.slow.runs
        with pytest.raises(WrongPassword):
            accounts.sign_in(secrets, make.now, address, "wrong words here")
        costs.append(secrets.slow.runs - before)
    assert costs == [1, 1]


def test_changing_one_column_leaves_what_others_changed(make):
    account = make.account()
    stale = Account.get_by_id(account.id)
    accounts.change(account, is_paused=True)
    accounts.change(stale, style="full")
    fresh = Account.get_by_id(account.id)
    assert fresh.is_paused and fresh.style == "full"


def test_closing_writes_over_the_person_and_keeps_the_row(secrets, make):
    account = made(secrets, make, areas=["wales"])
    accounts.close(make.now, account, None)
    row = Account.get_by_id(account.id)
    assert row.state == "closed" and row.closed_on == make.now.date()
    assert (row.email, row.name, row.salt, row.verifier, row.public_key, row.private_key) == (
        "",
        "",
        None,
        None,
        None,
        None,
    )
    assert AccountArea.select().count() == 0
    assert accounts.find(secrets, "rosa.sky@example.org") is None
    assert accounts.name_of(secrets, row) == ""


def test_an_address_can_be_used_again_after_closing(secrets, make):
    accounts.close(make.now, made(secrets, make), None)
    assert made(secrets, make).state == "admitted"


def test_making_and_closing_are_in_the_audit_without_words(secrets, make):
    by = make.account("manager")
    account, _ = accounts.create(secrets, make.now, role="editor", address="e@example.org", name="Eva", by=by)
    accounts.close(make.now, account, by)
    acts = [(row.actor, row.action, row.object_id) for row in Audit.select().where(Audit.actor == by.id)]
    assert acts == [(by.id, "account-made", account.id), (by.id, "account-closed", account.id)]
