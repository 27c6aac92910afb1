"""Workers of a project: what a lead may do for colleagues, and that a lead follows a lead."""

import pytest

from models.account import Account
from models.key_pair import KeyGrant, KeyPair
from models.session import Session
from rules import accounts, leads, membership, new_passwords, project_workers, roles, team_keys
from rules.project_workers import NotLead
from tests.browser_client import Browser
from tests.factories import PASSWORD, address_of

NEW = "four quiet harbours"


@pytest.fixture
def lead(make, project):
    """Its lead, who holds its key."""
    return make.account("project-worker", project=project)


@pytest.fixture
def second(make, project, lead):
    """A colleague with access."""
    return make.account("project-worker", project=project)


def fresh(account: Account) -> Account:
    """The account as it is stored."""
    return Account.get_by_id(account.id)


def lose_key(account: Account) -> None:
    """As somebody who just accepted: a key pair, and no access."""
    KeyGrant.delete().where(KeyGrant.account == account).execute()


def opened(make, secrets, account, password=PASSWORD):
    """The project's key that signing in opens."""
    return accounts.sign_in(secrets, make.now, address_of(account), password).payload.get("project_key")


@pytest.mark.parametrize("act", ["cancel", "end_access", "make_lead"])
def test_only_a_lead_of_the_same_project_acts(make, second, lead, act):
    stranger = make.account("project-worker", project=make.project())
    for by, to in ((second, lead), (stranger, lead), (lead, stranger)):
        with pytest.raises(NotLead):
            getattr(project_workers, act)(make.now, by, to)
    assert {fresh(one).state for one in (lead, second, stranger)} == {"admitted"}


def test_only_a_lead_invites(make, secrets, second):
    with pytest.raises(NotLead):
        project_workers.invite(secrets, make.now, second, "Ona", "ona@example.org", str)


def test_only_a_lead_gives_access_and_renews(make, secrets, second, lead, project):
    with pytest.raises(NotLead):
        project_workers.give_access(make.now, second, lead, make.project_private(project))
    with pytest.raises(NotLead):
        project_workers.renew(secrets, make.now, second, lead, str)


def test_access_is_given_with_the_projects_own_key_alone(make, secrets, lead, second, project):
    lose_key(second)
    elsewhere = make.project_private(make.project())
    for wrong in (None, elsewhere, make.team()):
        with pytest.raises(team_keys.NoAccess):
            project_workers.give_access(make.now, lead, second, wrong)
    assert opened(make, secrets, second) is None
    project_workers.give_access(make.now, lead, second, make.project_private(project))
    assert bytes.fromhex(opened(make, secrets, second)) == make.project_private(project)


def test_a_colleague_whose_access_ends_is_out_at_once(app, make, secrets, lead, second):
    browser = Browser(app).sign_in(second)
    project_workers.end_access(make.now, lead, second)
    assert browser.get("/projects/workers/").location.startswith("/sign-in/")
    assert not Session.select().where(Session.account == second).exists()
    assert not KeyGrant.select().where(KeyGrant.account == second).exists()
    with pytest.raises(accounts.WrongPassword):
        accounts.sign_in(secrets, make.now, address_of(second), PASSWORD)


def test_a_lead_does_not_end_their_own_access(make, lead):
    with pytest.raises(roles.NotYourself):
        project_workers.end_access(make.now, lead, lead)


def test_a_colleague_made_lead_may_act(make, lead, second):
    project_workers.make_lead(make.now, lead, second)
    project_workers.end_access(make.now, fresh(second), lead)
    assert fresh(lead).state == "closed"


def test_a_new_password_takes_the_key_and_a_lead_gives_it_again(make, secrets, lead, second, project):
    tokens = []
    project_workers.renew(secrets, make.now, lead, second, lambda token: tokens.append(token) or "https://x/")
    assert (fresh(second).verifier, fresh(second).public_key) == (None, None)
    new_passwords.choose(secrets, make.now, tokens[0], NEW)
    assert opened(make, secrets, second, NEW) is None
    assert team_keys.waiting(project.ref) == [second]


def test_the_longest_serving_follows_a_lead_who_leaves(make, lead, second, project):
    third = make.account("project-worker", project=project)
    membership.close(make.now, lead, lead)
    assert [fresh(one).is_lead for one in (lead, second, third)] == [False, True, False]


def test_a_lead_who_leaves_another_lead_behind_is_followed_by_nobody(make, lead, second, project):
    third = make.account("project-worker", project=project, is_lead=True)
    membership.close(make.now, lead, lead)
    assert [fresh(one).is_lead for one in (second, third)] == [False, True]


def test_one_who_holds_the_key_follows_before_one_who_waits(make, lead, second, project):
    third = make.account("project-worker", project=project)
    lose_key(second)
    membership.close(make.now, lead, lead)
    assert [fresh(one).is_lead for one in (second, third)] == [False, True]


def test_when_the_last_holder_goes_who_waited_gets_a_new_key(make, secrets, lead, second, project):
    lose_key(second)
    old = make.project_private(project)
    membership.close(make.now, lead, lead)
    assert fresh(second).is_lead
    assert bytes.fromhex(opened(make, secrets, second)) != old
    assert KeyPair.select().where((KeyPair.team == project.ref) & KeyPair.is_current).count() == 1


def test_a_lead_who_lost_the_password_leaves_somebody_who_can_give_access(make, secrets, lead, second):
    roles.renew(secrets, make.now, make.account("manager"), lead, str)
    assert fresh(second).is_lead and fresh(lead).is_lead


def test_the_only_worker_who_lost_the_password_begins_with_a_new_key(make, secrets, lead, project):
    old, tokens = make.project_private(project), []
    roles.renew(secrets, make.now, make.account("manager"), lead, lambda token: tokens.append(token) or "https://x/")
    new_passwords.choose(secrets, make.now, tokens[0], NEW)
    assert bytes.fromhex(opened(make, secrets, lead, NEW)) != old
    assert fresh(lead).is_lead


def test_somebody_without_a_password_follows_when_nobody_else_is_left(make, secrets, lead, second):
    roles.renew(secrets, make.now, make.account("manager"), second, str)
    membership.close(make.now, lead, lead)
    assert fresh(second).is_lead


def test_the_last_worker_may_leave_and_the_key_has_no_holder(make, lead, project):
    assert project_workers.others(lead) == []
    membership.close(make.now, lead, lead)
    assert leads.workers(project) == []
    assert not KeyGrant.select().where(KeyGrant.account == lead).exists()


def test_a_manager_gives_nobody_this_role_and_takes_it_from_nobody(make, secrets, lead):
    manager, member = make.account("manager"), make.account()
    assert "project-worker" not in roles.MADE_BY_MANAGERS
    with pytest.raises(ValueError):
        roles.invite(secrets, make.now, manager, "project-worker", "Ona", "ona@example.org", str)
    with pytest.raises(ValueError):
        roles.change_role(secrets, make.now, manager, member, "project-worker", str)
    with pytest.raises(roles.OfAProject):
        roles.change_role(secrets, make.now, manager, lead, "member", str)
    assert (fresh(member).role, fresh(lead).role) == ("member", "project-worker")


def test_a_manager_cannot_renew_who_has_not_come_yet(make, secrets, lead):
    invited = project_workers.invite(secrets, make.now, lead, "Ona", "ona@example.org", str)
    with pytest.raises(roles.NotThereYet):
        roles.renew(secrets, make.now, make.account("manager"), invited, str)
