"""A forgotten password, a first one, a changed one."""

import pytest

from models.account import Account
from models.session import Session
from rules import accounts, new_passwords, sessions
from rules.links import LinkGone
from rules.passwords import NotYourPassword, PasswordTooWeak
from tests.factories import PASSWORD, address_of
from tests.rules.test_membership import Tokens, kinds

OTHER = "four quiet harbours"


@pytest.fixture
def tokens() -> Tokens:
    """What stands for the site's addresses."""
    return Tokens()


def test_a_member_gets_a_link_and_chooses(secrets, make, tokens):
    account = make.account()
    new_passwords.forgotten(secrets, make.now, address_of(account), tokens)
    assert kinds() == ["new-password"]
    new_passwords.choose(secrets, make.now, tokens[0], OTHER)
    assert accounts.sign_in(secrets, make.now, address_of(account), OTHER).account == account


def test_an_unknown_address_is_owed_nothing(secrets, make, tokens):
    new_passwords.forgotten(secrets, make.now, "nobody@example.org", tokens)
    assert kinds() == [] and tokens == []


@pytest.mark.parametrize("state", ["applied", "refused", "closed"])
def test_somebody_who_may_not_come_in_is_owed_nothing(secrets, make, tokens, state):
    new_passwords.forgotten(secrets, make.now, address_of(make.account(state=state)), tokens)
    assert kinds() == []


def test_an_account_that_holds_keys_is_owed_nothing(secrets, make, tokens):
    new_passwords.forgotten(secrets, make.now, address_of(make.account("caseworker")), tokens)
    assert kinds() == []


def test_a_link_from_before_somebody_became_a_caseworker_opens_nothing(secrets, make, tokens):
    account = make.account("caseworker")
    new_passwords.send_link(secrets, make.now, account, tokens)
    with pytest.raises(LinkGone):
        new_passwords.choose(secrets, make.now, tokens[0], OTHER)
    assert accounts.sign_in(secrets, make.now, address_of(account), PASSWORD).account == account


def test_choosing_ends_every_session(secrets, make, tokens):
    account = make.account()
    sessions.start(secrets, make.now, "member", {}, account)
    new_passwords.forgotten(secrets, make.now, address_of(account), tokens)
    new_passwords.choose(secrets, make.now, tokens[0], OTHER)
    assert Session.select().count() == 0


def test_the_same_link_sets_one_password(secrets, make, tokens):
    account = make.account()
    new_passwords.forgotten(secrets, make.now, address_of(account), tokens)
    new_passwords.choose(secrets, make.now, tokens[0], OTHER)
    new_passwords.choose(secrets, make.now, tokens[0], "five loud mountains")
    assert accounts.sign_in(secrets, make.now, address_of(account), OTHER)


def test_changing_needs_the_old_password_and_a_good_new_one(secrets, make):
    account = make.account()
    before = account.verifier
    with pytest.raises(NotYourPassword):
        new_passwords.change(secrets, make.now, account, "wrong", OTHER)
    with pytest.raises(PasswordTooWeak):
        new_passwords.change(secrets, make.now, account, PASSWORD, "short")
    assert Account.get_by_id(account.id).verifier == before


def test_changing_ends_every_session(secrets, make):
    account = make.account()
    sessions.start(secrets, make.now, "member", {}, account)
    new_passwords.change(secrets, make.now, account, PASSWORD, OTHER)
    assert Session.select().count() == 0
    assert accounts.sign_in(secrets, make.now, address_of(account), OTHER)
