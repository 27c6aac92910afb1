"""Asking to join, confirming, being let in or not, leaving."""

from datetime import timedelta

import pytest

from models.account import Account, AccountLink
from models.audit import Audit
from models.delivery import Delivery
from models.letter import OwedLetter
from rules import access, accounts, links, membership, roles
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


def test_who_is_admitted_is_on_probation_for_14_days_and_whom_the_command_line_makes_is_not(secrets, make, tokens):
    account = make.account(state="confirmed")
    membership.admit(secrets, make.now, account, make.account("caseworker"))
    row, today = Account.get_by_id(account.id), make.now.date()
    assert row.probation_until == today + timedelta(days=14)
    assert [access.is_on_probation(row, today + timedelta(days=day)) for day in (0, 13, 14)] == [True, True, False]
    assert not access.is_on_probation(make.account(), today)


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


VENUE = Asked("The Red Door", "door@example.org", ["wales"], "en", "establishment", "A flat in Neath")


def waiting(secrets, make, tokens, asked: Asked = VENUE) -> Account:
    """Somebody who confirmed and waits."""
    membership.join(secrets, make.now, asked, tokens)
    membership.confirm(secrets, make.now, tokens[-1], PASSWORD)
    return accounts.find(secrets, asked.address)


def test_what_a_venue_says_of_itself_waits_for_the_answer_and_goes_with_it(secrets, make, tokens):
    by, account = make.account("caseworker"), waiting(secrets, make, tokens)
    assert membership.about(secrets, account) == "A flat in Neath"
    membership.admit(secrets, make.now, account, by)
    row = Account.get_by_id(account.id)
    assert (row.role, row.about, row.state) == ("establishment", None, "admitted")
    assert membership.about(secrets, row) == ""


def test_a_refusal_deletes_it_too(secrets, make, tokens):
    account = waiting(secrets, make, tokens)
    membership.refuse(make.now, account, make.account("caseworker"), "other")
    assert Account.get_by_id(account.id).about is None


def test_so_does_leaving_before_the_answer(secrets, make, tokens):
    account = waiting(secrets, make, tokens)
    membership.close(make.now, account, account)
    assert Account.get_by_id(account.id).about is None


def test_asking_again_changes_what_somebody_is_and_takes_back_what_they_said(secrets, make, tokens):
    membership.join(secrets, make.now, VENUE, tokens)
    membership.join(secrets, make.now, Asked("Door", VENUE.address, role="practitioner"), tokens)
    account = Account.get()
    assert (account.role, account.about) == ("practitioner", None)


@pytest.mark.parametrize("role", ["caseworker", "manager", "project-worker", "drop-in", "nonsense"])
def test_only_three_kinds_may_ask_or_be_let_in(secrets, make, tokens, role):
    with pytest.raises(ValueError, match=role):
        membership.join(secrets, make.now, Asked("Rosa", "rosa@example.org", role=role), tokens)
    account = make.account(state="confirmed")
    with pytest.raises(ValueError, match=role):
        membership.admit(secrets, make.now, account, make.account("caseworker"), role)
    assert Account.get_by_id(account.id).state == "confirmed"


def test_somebody_invited_to_a_project_is_not_turned_into_a_member(secrets, make, tokens):
    make.account("project-worker", state="applied", address=ROSA.address)
    membership.join(secrets, make.now, ROSA, tokens)
    assert accounts.find(secrets, ROSA.address).role == "project-worker"
    assert kinds() == ["already-member"] and tokens == []


def test_a_caseworker_may_put_right_what_somebody_is(secrets, make, tokens):
    account = waiting(secrets, make, tokens)
    membership.admit(secrets, make.now, account, make.account("caseworker"), "practitioner")
    assert Account.get_by_id(account.id).role == "practitioner"
    assert Audit.get(Audit.action == "member-admitted").reason == "practitioner"


def test_a_practitioner_is_let_in_without_alerts(secrets, make, tokens):
    account = waiting(secrets, make, tokens, Asked("Nils", "nils@example.org", ["wales"], role="practitioner"))
    membership.admit(secrets, make.now, account, make.account("caseworker"))
    row = Account.get_by_id(account.id)
    assert not row.is_frontline and access.kind_of(row.role, row.is_frontline) not in access.WARNED
    make.published(area="wales")
    assert Delivery.select().where(Delivery.account == row).count() == 0
    roles.mark_frontline(make.now, make.account("manager"), row, True)
    make.published(area="wales")
    assert Delivery.select().where(Delivery.account == row).count() == 1
