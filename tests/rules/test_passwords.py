"""Passwords: which are good enough, and what checking one costs."""

import pytest

from models.account import Account
from rules import passwords
from rules.passwords import PasswordTooCommon, PasswordTooWeak
from tests.factories import PASSWORD


@pytest.mark.parametrize("password", ["short", "elevenchars", "aaaaaaaaaaaaaaaa", "ababababababab", "x" * 201])
def test_a_short_a_flat_and_an_endless_password_are_refused(password):
    with pytest.raises(PasswordTooWeak):
        passwords.check_strength(password)


@pytest.mark.parametrize("password", ["password1234", "Password 1234", "nationaluglymugs"])
def test_a_password_that_others_would_try_first_is_refused(password):
    with pytest.raises(PasswordTooCommon):
        passwords.check_strength(password)


@pytest.mark.parametrize("password", [PASSWORD, "correct-horse-blue", "trei lămpi ciudate", "橙色灯笼和三只安静的猫咪"])
def test_three_words_of_ones_own_are_enough_in_any_language(password):
    passwords.check_strength(password)


def test_the_right_password_is_known_and_a_wrong_one_is_not(secrets, make):
    account = make.account()
    assert passwords.check(secrets, account, PASSWORD) == (True, None)
    assert passwords.check(secrets, account, PASSWORD + "x") == (False, None)


def test_every_check_runs_one_slow_hash(secrets, make):
    without = make.account()
    Account.update(verifier=None, salt=None).where(Account.id == without.id).execute()
    for account, password in [
        (make.account(), PASSWORD),
        (make.account(), "wrong"),
        (None, PASSWORD),
        (make.account("caseworker"), PASSWORD),
        (Account.get_by_id(without.id), PASSWORD),
    ]:
        before = secrets.slow.runs
        passwords.check(secrets, account, password)
        assert secrets.slow.runs - before == 1


def test_a_caseworkers_password_opens_their_private_half(secrets, make):
    account = make.account("caseworker")
    is_right, private = passwords.check(secrets, account, PASSWORD)
    assert is_right and len(private) == 32
    again = passwords.prepare(secrets, "four quiet harbours", "caseworker", account.ref, private)
    assert again.public_key == account.public_key


def test_a_members_password_makes_no_key_pair(secrets):
    prepared = passwords.prepare(secrets, PASSWORD, "member", "M-AAAAAA")
    assert prepared.public_key is None and prepared.private_key is None


def test_two_people_with_one_password_store_different_verifiers(secrets, make):
    assert make.account().verifier != make.account().verifier
