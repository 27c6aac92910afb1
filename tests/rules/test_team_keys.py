"""The casework team's key: who can open it, and that it is never lost by accident."""

import pytest

from models.account import Account
from models.database import writing
from models.key_pair import KeyGrant
from rules import accounts, new_passwords, passwords, team_keys, vault
from rules.team_keys import LastHolder, NoAccess, NoTeamKey
from tests.factories import PASSWORD, address_of


def second(make, secrets) -> Account:
    """A caseworker who was given no access."""
    private, make.team_private = make.team(), None
    account = make.account("caseworker")
    make.team_private = private
    return account


def opened(secrets, make, account, password=PASSWORD) -> str | None:
    """The team key that signing in opens."""
    return accounts.sign_in(secrets, make.now, address_of(account), password).payload.get("team_key")


def test_there_is_no_key_before_the_first_caseworker(app):
    with pytest.raises(NoTeamKey):
        team_keys.current()


def test_the_first_caseworker_opens_the_team_key_by_signing_in(secrets, make):
    account = make.account("caseworker")
    assert opened(secrets, make, account) == make.team().hex()
    assert vault.pair_of(make.team())[0] == team_keys.current().public_key


def test_a_second_caseworker_cannot_open_the_team_key_until_it_is_given(secrets, make):
    first = make.account("caseworker")
    account = second(make, secrets)
    assert opened(secrets, make, account) is None
    assert team_keys.waiting() == [account] and not team_keys.has_access(account)

    team_keys.give(make.now, first, account, make.team())
    assert opened(secrets, make, account) == make.team().hex()
    assert team_keys.waiting() == [] and team_keys.has_access(account)


def test_a_member_cannot_be_given_the_team_key(make):
    make.team()
    with pytest.raises(NoAccess):
        team_keys.give(make.now, None, make.account(), make.team())


def test_changing_the_password_keeps_access(secrets, make):
    account = make.account("caseworker")
    new_passwords.change(secrets, make.now, account, PASSWORD, "four quiet harbours")
    assert opened(secrets, make, account, "four quiet harbours") == make.team().hex()


def test_another_password_does_not_open_the_private_half(secrets, make):
    account = make.account("caseworker")
    wrong = passwords.password_keys(secrets, "four quiet harbours", account.salt)[1]
    with pytest.raises(vault.NotOpened):
        vault.unwrap(wrong, account.private_key, f"account.private_key.{account.ref}")


def test_the_last_holder_keeps_the_key(make):
    only = make.account("caseworker")
    with pytest.raises(LastHolder), writing():
        team_keys.take(only)
    assert team_keys.has_access(only)


def test_one_of_two_holders_can_lose_the_key(make):
    one, other = make.account("caseworker"), make.account("caseworker")
    with writing():
        team_keys.take(one)
    assert not team_keys.has_access(one) and team_keys.has_access(other)
    assert KeyGrant.select().count() == 1
