"""Asking to join, confirming, being let in or not, leaving."""

from datetime import timedelta

import pytest

from models.account import Account, AccountLink
from models.audit import Audit
from models.letter import OwedLetter
from rules import accounts, links, membership
from rules.accounts import WrongPassword
from rules.links import LinkGone
from rules.membership import Asked, NotWaiting
from rules.passwords import PasswordTooWeak
from tests.factories import PASSWORD

ROSA = Asked("Rosa", "rosa@example.org", ["wales"], "ro")


class Tokens(list):
    """Remembers the tokens that letters carry."""

    def __call__(self, token: str) -> str:
        self.append(token)
        return f"https://example.org/{token}/"


@pytest.fixture
def tokens() -> Tokens:
    """What stands for the site's addresses."""
    return Tokens()


def confirmed(secrets, make, tokens) -> Account:
    """Rosa, who confirmed and waits."""
    membership.join(secrets, make.now, ROSA, tokens)
    membership.confirm(secrets, make.now, tokens[-1], PASSWORD)
    return Account.get()


def kinds() -> list[str]:
    """Kinds of the letters owed, in order."""
    return [letter.kind for letter in OwedLetter.select().order_by(OwedLetter.id)]


def test_asking_makes_an_account_that_waits_for_its_address(secrets, make, tokens):
    membership.join(secrets, make.now, ROSA, tokens)
    account = Account.get()
    assert (account.state, account.role, account.language) == ("applied", "member", "ro")
    assert account.area_codes == ["wales"] and account.verifier is None
    assert kinds() == ["confirm-address"]


def test_a_known_address_is_told_by_letter_alone(secrets, make, tokens):
    make.account(address="rosa@example.org")
    membership.join(secrets, make.now, ROSA, tokens)
    assert kinds() == ["already-member"] and tokens == []
    assert Account.select().count() == 1


def test_asking_again_before_confirming_keeps_the_newest_answers(secrets, make, tokens):
    membership.join(secrets, make.now, ROSA, tokens)
    membership.join(secrets, make.now + timedelta(days=2), Asked("Rose", "Rosa@example.org", ["scotland"]), tokens)
    account = Account.get()
    assert accounts.name_of(secrets, account) == "Rose" and account.area_codes == ["scotland"]
    assert kinds() == ["confirm-address"] * 2


def test_one_mailbox_gets_one_such_letter_a_day(secrets, make, tokens):
    for _ in range(5):
        membership.join(secrets, make.now, ROSA, tokens)
    assert kinds() == ["confirm-address"]
    membership.confirm(secrets, make.now, tokens[0], PASSWORD)
    assert Account.get().state == "confirmed"


def test_confirming_sets_the_password_and_does_not_let_in_yet(secrets, make, tokens):
    account = confirmed(secrets, make, tokens)
    assert account.state == "confirmed" and list(Account.waiting()) == [account]
    with pytest.raises(WrongPassword):
        accounts.sign_in(secrets, make.now, "rosa@example.org", PASSWORD)


def test_confirming_twice_within_a_minute_keeps_the_first_password(secrets, make, tokens):
    before = confirmed(secrets, make, tokens).verifier
    membership.confirm(secrets, make.now, tokens[0], "four quiet harbours")
    assert Account.get().verifier == before
    with pytest.raises(LinkGone):
        membership.confirm(secrets, make.now + timedelta(minutes=2), tokens[0], "four quiet harbours")


def test_a_weak_password_leaves_the_link_good(secrets, make, tokens):
    membership.join(secrets, make.now, ROSA, tokens)
    with pytest.raises(PasswordTooWeak):
        membership.confirm(secrets, make.now, tokens[0], "short")
    assert Account.get().state == "applied"
    membership.confirm(secrets, make.now, tokens[0], PASSWORD)


def test_confirming_makes_other_links_of_that_request_worthless(secrets, make, tokens):
    membership.join(secrets, make.now, ROSA, tokens)
    membership.join(secrets, make.now, ROSA, tokens)
    membership.confirm(secrets, make.now, tokens[1], PASSWORD)
    with pytest.raises(LinkGone):
        links.look(secrets, make.now, "confirm-address", tokens[0])


def test_admitting_lets_in_and_owes_the_letter(secrets, make, tokens):
    by, _ = make.account("caseworker"), tokens
    membership.join(secrets, make.now, ROSA, tokens)
    membership.confirm(secrets, make.now, tokens[-1], PASSWORD)
    account = Account.waiting().get()
    membership.admit(secrets, make.now, account, by)
    assert accounts.sign_in(secrets, make.now, "rosa@example.org", PASSWORD).account == account
    assert kinds()[-1] == "admitted"
    assert Audit.select().where((Audit.action == "member-admitted") & (Audit.actor == by.id)).count() == 1


def test_only_the_first_of_two_answers_counts(secrets, make, tokens):
    by = make.account("caseworker")
    membership.join(secrets, make.now, ROSA, tokens)
    membership.confirm(secrets, make.now, tokens[-1], PASSWORD)
    account = Account.waiting().get()
    membership.refuse(make.now, account, by, "other")
    with pytest.raises(NotWaiting):
        membership.admit(secrets, make.now, account, by)
    assert Account.get_by_id(account.id).state == "refused" and "admitted" not in kinds()


def test_somebody_who_did_not_confirm_cannot_be_let_in(secrets, make, tokens):
    by = make.account("caseworker")
    membership.join(secrets, make.now, ROSA, tokens)
    with pytest.raises(NotWaiting):
        membership.admit(secrets, make.now, accounts.find(secrets, ROSA.address), by)


def test_a_refusal_keeps_a_reason_of_the_list_and_writes_to_nobody(secrets, make, tokens):
    by = make.account("caseworker")
    account = make.account(state="confirmed")
    with pytest.raises(ValueError, match="bad"):
        membership.refuse(make.now, account, by, "bad")
    membership.refuse(make.now, account, by, "not-18")
    assert Audit.select().where(Audit.action == "member-refused").get().reason == "not-18"
    assert kinds() == []


def test_leaving_cancels_what_is_owed_and_ends_links(secrets, make, tokens):
    account = confirmed(secrets, make, tokens)
    links.make(secrets, make.now, account, "new-password")
    membership.close(make.now, account, account)
    assert OwedLetter.select().where(OwedLetter.state == "owed").count() == 0
    assert AccountLink.select().where(AccountLink.used_at.is_null()).count() == 0
    assert Account.get().state == "closed"


def test_a_request_never_confirmed_goes_after_a_week(secrets, make, tokens):
    membership.join(secrets, make.now, ROSA, tokens)
    make.account()
    assert membership.clear_unconfirmed(make.now + timedelta(days=7)) == 0
    assert membership.clear_unconfirmed(make.now + timedelta(days=8)) == 1
    assert accounts.find(secrets, ROSA.address) is None
