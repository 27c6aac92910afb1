"""What a manager does with accounts."""

from datetime import timedelta

import pytest

from models.account import Account
from models.audit import Audit
from models.session import Session
from rules import accounts, new_passwords, roles, sessions, team_keys
from rules.accounts import AddressTaken, WrongPassword
from rules.roles import NotYourself, WroteAlready
from rules.team_keys import LastHolder
from tests.factories import PASSWORD, address_of
from tests.rules.test_membership import Tokens, kinds

CHOSEN = "four quiet harbours"


@pytest.fixture
def tokens() -> Tokens:
    """What stands for the site's addresses."""
    return Tokens()


@pytest.fixture
def manager(make) -> Account:
    """Who acts."""
    return make.account("manager")


def signed_in(secrets, make, account, password=PASSWORD):
    """What signing in gives."""
    return accounts.sign_in(secrets, make.now, address_of(account), password).payload


def test_an_account_is_made_without_a_password_and_chooses_its_own(secrets, make, manager, tokens):
    account = roles.invite(secrets, make.now, manager, "editor", "Eva", "eva@example.org", tokens)
    assert account.verifier is None and kinds() == ["new-password"]
    with pytest.raises(WrongPassword):
        accounts.sign_in(secrets, make.now, "eva@example.org", "")
    new_passwords.choose(secrets, make.now, tokens[0], CHOSEN)
    assert accounts.sign_in(secrets, make.now, "eva@example.org", CHOSEN).account == account


def test_a_caseworker_made_by_a_manager_waits_for_access(secrets, make, manager, tokens):
    first = make.account("caseworker")
    account = roles.invite(secrets, make.now, manager, "caseworker", "Cas", "cas@example.org", tokens)
    assert team_keys.waiting() == []
    new_passwords.choose(secrets, make.now, tokens[0], CHOSEN)
    assert team_keys.waiting() == [account]
    team_keys.give(make.now, first, Account.get_by_id(account.id), make.team())
    payload = accounts.sign_in(secrets, make.now, "cas@example.org", CHOSEN).payload
    assert payload["team_key"] == make.team().hex()


def test_managers_make_no_members_and_no_second_account_for_an_address(secrets, make, manager, tokens):
    with pytest.raises(ValueError, match="member"):
        roles.invite(secrets, make.now, manager, "member", "Rosa", "rosa@example.org", tokens)
    with pytest.raises(AddressTaken):
        roles.invite(secrets, make.now, manager, "editor", "Rosa", address_of(manager), tokens)
    assert kinds() == []


def test_taking_casework_away_takes_the_keys_and_keeps_the_password(secrets, make, manager, tokens):
    make.account("caseworker")
    account = make.account("caseworker")
    sessions.start(secrets, make.now, "staff", {}, account)
    roles.change_role(secrets, make.now, manager, account, "editor", tokens)
    row = Account.get_by_id(account.id)
    assert row.role == "editor" and row.public_key is None and row.private_key is None
    assert not team_keys.has_access(row) and Session.select().count() == 0
    assert signed_in(secrets, make, account) == {}


def test_becoming_a_caseworker_starts_with_a_new_password_and_a_pair(secrets, make, manager, tokens):
    make.account("caseworker")
    account = make.account("editor")
    roles.change_role(secrets, make.now, manager, account, "caseworker", tokens)
    with pytest.raises(WrongPassword):
        signed_in(secrets, make, account)
    new_passwords.choose(secrets, make.now, tokens[0], CHOSEN)
    assert "team_key" not in signed_in(secrets, make, account, CHOSEN)
    assert team_keys.waiting() == [account]


def test_the_only_one_who_opens_reports_keeps_casework(secrets, make, manager, tokens):
    only = make.account("caseworker")
    for act in (
        lambda: roles.change_role(secrets, make.now, manager, only, "editor", tokens),
        lambda: roles.renew(secrets, make.now, manager, only, tokens),
        lambda: roles.close(make.now, manager, only),
    ):
        with pytest.raises(LastHolder):
            act()
    assert signed_in(secrets, make, only)["team_key"] == make.team().hex()
    assert kinds() == []


def test_a_lost_password_is_renewed_and_access_given_again(secrets, make, manager, tokens):
    first, account = make.account("caseworker"), make.account("caseworker")
    roles.renew(secrets, make.now, manager, account, tokens)
    with pytest.raises(WrongPassword):
        signed_in(secrets, make, account)
    new_passwords.choose(secrets, make.now, tokens[0], CHOSEN)
    assert "team_key" not in signed_in(secrets, make, account, CHOSEN)
    team_keys.give(make.now, first, Account.get_by_id(account.id), make.team())
    assert signed_in(secrets, make, account, CHOSEN)["team_key"] == make.team().hex()


def test_a_password_is_not_taken_away_when_no_link_can_go(secrets, make, manager, tokens):
    account = make.account("editor")
    roles.renew(secrets, make.now, manager, account, tokens)
    new_passwords.choose(secrets, make.now, tokens[0], CHOSEN)
    with pytest.raises(WroteAlready):
        roles.renew(secrets, make.now, manager, account, tokens)
    assert signed_in(secrets, make, account, CHOSEN) == {}
    roles.renew(secrets, make.now + timedelta(days=2), manager, account, tokens)


def test_managers_do_nothing_to_themselves(secrets, make, manager, tokens):
    for act in (
        lambda: roles.change_role(secrets, make.now, manager, manager, "editor", tokens),
        lambda: roles.renew(secrets, make.now, manager, manager, tokens),
        lambda: roles.close(make.now, manager, manager),
    ):
        with pytest.raises(NotYourself):
            act()
    assert signed_in(secrets, make, manager) == {}


def test_only_practitioners_are_marked_frontline(make, manager):
    practitioner, editor = make.account("practitioner"), make.account("editor")
    for account in (practitioner, editor):
        roles.mark_frontline(make.now, manager, account, True)
    assert Account.get_by_id(practitioner.id).is_frontline and not Account.get_by_id(editor.id).is_frontline


def test_every_act_is_in_the_audit(secrets, make, manager, tokens):
    account = make.account("practitioner")
    roles.mark_frontline(make.now, manager, account, True)
    roles.change_role(secrets, make.now, manager, account, "editor", tokens)
    roles.renew(secrets, make.now, manager, account, tokens)
    roles.close(make.now, manager, account)
    acts = [row.action for row in Audit.select().where(Audit.actor == manager.id).order_by(Audit.id)]
    assert acts == ["frontline-on", "role-changed", "password-renewed", "account-closed"]


def test_nobody_who_worked_here_becomes_an_independent_reader_or_the_other_way_round(secrets, make, manager, tokens):
    make.team()
    outsider, caseworker = make.account("independent"), make.account("caseworker")
    with pytest.raises(ValueError, match="independent"):
        roles.change_role(secrets, make.now, manager, caseworker, "independent", tokens)
    with pytest.raises(roles.StaysIndependent):
        roles.change_role(secrets, make.now, manager, outsider, "caseworker", tokens)
    assert (
        roles.invite(secrets, make.now, manager, "independent", "Lior", "lior@example.org", tokens).role
        == "independent"
    )


def test_an_independent_reader_is_not_the_one_who_is_left_with_the_key(secrets, make, manager, tokens):
    first = make.account("caseworker")
    outsider = make.account("independent")
    team_keys.give(make.now, first, outsider, make.team())
    with pytest.raises(LastHolder):
        roles.close(make.now, manager, first)
    roles.close(make.now, manager, outsider)


def test_an_independent_reader_does_not_make_the_key_of_casework(make):
    outsider = make.account("independent")
    assert not team_keys.has_access(outsider) and make.team_private is None
