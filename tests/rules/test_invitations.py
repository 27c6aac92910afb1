"""Invitations: by letter, accepted once, void when taken back or old, and telling nothing of known addresses."""

from datetime import timedelta

import pytest

from models.account import Account, AccountLink
from models.key_pair import KeyPair
from models.letter import OwedLetter
from rules import accounts, deliveries, invitations, letters, projects, team_keys
from rules.invitations import AcceptedAlready
from rules.links import LinkGone
from rules.passwords import PasswordTooWeak
from rules.roles import WroteAlready
from tests.factories import PASSWORD, address_of

NEW = "four quiet harbours"
ADDRESS = "ona@example.org"


@pytest.fixture
def tokens():
    """The tokens of the links that were sent."""
    return []


@pytest.fixture
def ask(make, secrets, tokens):
    """A function that invites to a project in the name of its lead."""

    def invite(project, address=ADDRESS, lead=None, **more) -> Account:
        def link_to(token):
            tokens.append(token)
            return f"https://x/{token}/"

        return invitations.invite(secrets, make.now, lead, project, "Ona", address, link_to, **more)

    return invite


def test_who_was_invited_cannot_sign_in_and_is_sent_no_alert(make, secrets, ask):
    account = ask(make.project())
    with pytest.raises(accounts.WrongPassword):
        accounts.sign_in(secrets, make.now, ADDRESS, PASSWORD)
    make.published(area="uk")
    assert account.area_codes == ["uk"]
    assert not deliveries.cancel_account(account)


def test_the_first_who_accepts_makes_the_projects_key(make, secrets, ask, tokens):
    project = make.project()
    account = ask(project, is_lead=True)
    invitations.accept(secrets, make.now, tokens[0], "Starling", NEW)
    done = accounts.sign_in(secrets, make.now, ADDRESS, NEW)
    assert (done.account, done.account.state, done.account.is_lead) == (account, "admitted", True)
    assert done.account.admitted_on == make.now.date()
    assert accounts.name_of(secrets, done.account) == "Starling"
    assert "project_key" in done.payload and "team_key" not in done.payload
    assert KeyPair.current(project.ref) is not None and KeyPair.current() is None


def test_a_colleague_who_accepts_waits_for_access(make, secrets, ask, tokens):
    project = make.project()
    lead = make.account("project-worker", project=project)
    account = ask(project, lead=lead)
    invitations.accept(secrets, make.now, tokens[0], "Starling", NEW)
    assert "project_key" not in accounts.sign_in(secrets, make.now, ADDRESS, NEW).payload
    assert team_keys.waiting(project.ref) == [account] and not team_keys.has_access(account)
    assert not Account.get_by_id(account.id).is_lead

    team_keys.give(make.now, lead, Account.get_by_id(account.id), make.project_private(project))
    key = accounts.sign_in(secrets, make.now, ADDRESS, NEW).payload["project_key"]
    assert bytes.fromhex(key) == make.project_private(project)


def test_who_comes_when_nobody_is_left_becomes_lead(make, secrets, ask, tokens):
    account = ask(make.project())
    invitations.accept(secrets, make.now, tokens[0], "Starling", NEW)
    assert Account.get_by_id(account.id).is_lead


def test_a_second_press_within_a_minute_changes_nothing_and_later_the_link_is_gone(make, secrets, ask, tokens):
    ask(make.project())
    invitations.accept(secrets, make.now, tokens[0], "Starling", NEW)
    invitations.accept(secrets, make.now, tokens[0], "Other", "five loud harbours")
    assert accounts.name_of(secrets, accounts.sign_in(secrets, make.now, ADDRESS, NEW).account) == "Starling"
    with pytest.raises(LinkGone):
        invitations.accept(secrets, make.now + timedelta(minutes=2), tokens[0], "Other", NEW)


def test_a_weak_password_leaves_the_invitation_open(make, secrets, ask, tokens):
    account = ask(make.project())
    with pytest.raises(PasswordTooWeak):
        invitations.accept(secrets, make.now, tokens[0], "Starling", "short")
    assert Account.get_by_id(account.id).state == "invited"


def test_a_link_is_good_for_two_weeks(make, secrets, ask, tokens):
    ask(make.project())
    assert invitations.look(secrets, make.now + timedelta(days=13), tokens[0])
    with pytest.raises(LinkGone):
        invitations.look(secrets, make.now + timedelta(days=15), tokens[0])


def test_housekeeping_ends_what_nobody_accepted(make, secrets, ask):
    worker = make.account("project-worker")
    account = ask(make.project())
    assert invitations.clear_old(make.now + timedelta(days=14)) == 0
    assert invitations.clear_old(make.now + timedelta(days=15)) == 1
    ended = Account.get_by_id(account.id)
    assert (ended.state, ended.name, ended.email) == ("closed", "", "")
    assert Account.get_by_id(worker.id).state == "admitted"


def test_an_invitation_taken_back_is_void_and_its_letter_is_not_sent(make, secrets, ask, tokens):
    lead = make.account("project-worker")
    account = ask(lead.project, lead=lead)
    invitations.cancel(make.now, lead, account)
    assert OwedLetter.get().state == "cancelled"
    with pytest.raises(LinkGone):
        invitations.accept(secrets, make.now, tokens[0], "Starling", NEW)
    assert invitations.waiting(lead.project) == []


def test_what_was_accepted_cannot_be_taken_back(make, secrets, ask, tokens):
    lead = make.account("project-worker")
    account = ask(lead.project, lead=lead)
    invitations.accept(secrets, make.now, tokens[0], "Starling", NEW)
    with pytest.raises(AcceptedAlready):
        invitations.cancel(make.now, lead, account)


def test_the_link_is_gone_when_the_project_has_ended(make, secrets, ask, tokens):
    project = make.project()
    ask(project)
    projects.end(make.now, make.account("manager"), project)
    with pytest.raises(LinkGone):
        invitations.look(secrets, make.now, tokens[0])


def test_a_known_address_gets_the_same_row_and_a_letter_without_a_link(make, secrets, ask, tokens):
    lead, member = make.account("project-worker"), make.account()
    known, unknown = ask(lead.project, address_of(member), lead), ask(lead.project, ADDRESS, lead)
    alike = ("role", "state", "project_id", "is_lead", "language", "applied_on", "verifier", "area_codes")
    assert [getattr(known, name) for name in alike] == [getattr(unknown, name) for name in alike]
    assert accounts.name_of(secrets, known) == accounts.name_of(secrets, unknown) == "Ona"
    assert len(tokens) == 1 and not AccountLink.select().where(AccountLink.account == known).exists()
    to_known, to_unknown = OwedLetter.select().order_by(OwedLetter.id)
    assert (to_known.kind, to_known.account) == (to_unknown.kind, member)
    OwedLetter.update(state="claimed", claimed_by="w").execute()
    assert letters.look_again(secrets, to_known.id, "w").contents == {}
    assert "link" in letters.look_again(secrets, to_unknown.id, "w").contents
    assert accounts.sign_in(secrets, make.now, address_of(member), PASSWORD).account == member


def test_a_second_letter_on_one_day_is_refused_alike_for_known_and_unknown(make, secrets, ask):
    lead, member = make.account("project-worker"), make.account()
    for address in (address_of(member), ADDRESS):
        ask(lead.project, address, lead)
        OwedLetter.update(state="sent").execute()
        invitations.cancel(make.now, lead, invitations.waiting(lead.project)[-1])
        with pytest.raises(WroteAlready):
            ask(lead.project, address, lead)
    assert invitations.waiting(lead.project) == []


def refused(act, *args) -> bool:
    """Whether the page says that this mailbox had enough letters."""
    try:
        act(*args)
    except WroteAlready:
        return True
    return False


def test_taking_back_before_the_letter_goes_tells_nothing_of_a_known_address(make, secrets, ask):
    lead, member = make.account("project-worker"), make.account()
    said = []
    for address in (address_of(member), ADDRESS):
        invitations.cancel(make.now, lead, ask(lead.project, address, lead))
        said.append(refused(ask, lead.project, address, lead))
    assert said == [True, True]


def test_what_ran_out_counts_alike_for_known_and_unknown(make, secrets):
    lead, member = make.account("project-worker"), make.account()
    said = []
    for address in (address_of(member), ADDRESS):
        for days in (0, 2, 4):
            at = make.now + timedelta(days=days)
            invitations.invite(secrets, at, lead, lead.project, "Ona", address, str)
        OwedLetter.update(state="sent").execute()
        later = make.now + timedelta(days=20)
        invitations.clear_old(later)
        letters.clear_old(later)
        said.append(refused(invitations.invite, secrets, later, lead, lead.project, "Ona", address, str))
    assert said == [True, True]


def test_letters_of_other_kinds_to_a_member_do_not_show(make, secrets, ask):
    lead, member = make.account("project-worker"), make.account()
    for kind in ("already-member", "new-password", "new-address"):
        assert letters.owe(secrets, make.now, kind, account=member) is not None
    assert not refused(ask, lead.project, address_of(member), lead)
    assert OwedLetter.select().where(OwedLetter.kind == "project-invitation").count() == 0
