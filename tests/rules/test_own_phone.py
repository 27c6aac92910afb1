"""Texts to a member's own phone."""

import json

import pytest

from models.account import Account
from models.database import fetch
from models.delivery import Delivery
from rules import deliveries, membership, own_phone, vault
from rules.own_phone import NotALevel, NotAMobile


@pytest.mark.parametrize("typed", ["07700 900461", "+44 7700 900461", "0044 7700 900461", "(07700) 900-461"])
def test_a_mobile_is_read_as_people_write_it_and_sealed(make, typed):
    account = make.account()
    own_phone.want_texts(make.secrets, account, typed, 3)
    row = Account.get_by_id(account.id)
    assert vault.unseal(make.secrets.keys, row.phone, f"account.phone.{row.ref}") == "+447700900461"
    assert (row.text_level, own_phone.ending(make.secrets, row)) == (3, "461")
    assert "900461" not in json.dumps(fetch("SELECT phone FROM account"))


@pytest.mark.parametrize(
    "typed", ["", "hello", "0161 629 9861", "07000 900461", "07600 900461", "+353 87 123 4567", "7700", "999"]
)
def test_what_is_no_uk_mobile_is_refused(make, typed):
    account = make.account()
    with pytest.raises(NotAMobile):
        own_phone.want_texts(make.secrets, account, typed, 3)
    assert Account.get_by_id(account.id).phone is None


def test_a_level_is_one_of_the_list(make):
    with pytest.raises(NotALevel):
        own_phone.want_texts(make.secrets, make.account(), "07700 900461", 9)


def test_turning_texts_off_deletes_the_number_and_what_is_owed(make):
    account = make.account(areas=["wales"])
    own_phone.want_texts(make.secrets, account, "07700 900461", 2)
    deliveries.resolve(make.plain_alert(area="wales", level=2), make.now, has_texts=True)
    own_phone.stop_texts(account)
    row = Account.get_by_id(account.id)
    assert (row.phone, row.text_level, own_phone.ending(make.secrets, row)) == (None, None, "")
    assert {one.channel: one.state for one in Delivery.select()} == {"text": "cancelled", "email": "owed"}


def test_the_number_goes_with_the_account(make):
    account = make.account()
    own_phone.want_texts(make.secrets, account, "07700 900461", 2)
    membership.close(make.now, account, account)
    row = Account.get_by_id(account.id)
    assert (row.phone, row.text_level, row.gender) == (None, None, None)
