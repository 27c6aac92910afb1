"""The manager's desk, and giving access."""

import pytest

from models.account import Account
from models.database import writing
from models.letter import OwedLetter
from models.session import Session
from rules import reports, team_keys
from rules.answers import Answers
from tests.browser_client import Browser
from tests.factories import PASSWORD, address_of
from tests.rules.test_team_keys import second

NEW = {"name": "Eva", "email": "eva@example.org", "role": "editor"}


@pytest.fixture
def manager(client, make) -> Browser:
    """A manager's browser."""
    return client.sign_in(make.account("manager"))


def test_the_list_shows_names_and_roles_and_no_address(manager, make):
    make.account("editor"), make.account()
    page = manager.get("/staff/accounts/")
    assert "editor 2" in page.words() and "Editor" in page.words() and "one member" in page.words()
    assert "@example.org" not in page.text and "member 3" not in page.words()


def test_a_made_account_gets_a_link_and_no_password(manager):
    assert manager.submit("/staff/accounts/new/", NEW).status == 303
    account = Account.get(Account.role == "editor")
    assert account.verifier is None and account.state == "admitted"
    assert OwedLetter.get().kind == "new-password"


def test_an_address_is_not_used_twice(manager, make):
    answer = manager.submit("/staff/accounts/new/", NEW | {"email": address_of(make.account())})
    assert answer.status == 422 and "already an account" in answer.words()


def test_a_role_is_changed_and_the_person_is_signed_out(app, manager, make):
    account = make.account("editor")
    theirs = Browser(app).sign_in(account)
    path = f"/staff/accounts/{account.ref}/"
    fields = manager.get(path).fields() | {"role": "auditor", "act": "role"}
    assert manager.post(path, fields).status == 303
    assert Account.get_by_id(account.id).role == "auditor"
    assert theirs.get("/staff/").location.startswith("/sign-in/")


def test_a_practitioner_is_marked_frontline(manager, make):
    account = make.account("practitioner")
    path = f"/staff/accounts/{account.ref}/"
    assert manager.post(path, manager.get(path).fields() | {"act": "frontline"}).status == 303
    assert Account.get_by_id(account.id).is_frontline


def test_an_unknown_act_and_an_unknown_role_change_nothing(manager, make):
    account = make.account("editor")
    path = f"/staff/accounts/{account.ref}/"
    for more in ({"act": "role", "role": "king"}, {"act": "other"}):
        assert manager.post(path, manager.get(path).fields() | more).status == 422
    assert Account.get_by_id(account.id).role == "editor"


def test_closing_asks_once_and_ends_sessions_at_once(app, manager, make):
    account = make.account("editor")
    theirs = Browser(app).sign_in(account)
    path = f"/staff/accounts/{account.ref}/close/"
    assert manager.get(path).status == 200 and Account.get_by_id(account.id).state == "admitted"
    assert manager.submit(path).status == 303
    assert Account.get_by_id(account.id).state == "closed"
    assert theirs.get("/staff/").location.startswith("/sign-in/")
    assert Session.select().where(Session.account == account).count() == 0


def test_nobody_closes_the_only_one_who_opens_reports(manager, make):
    only = make.account("caseworker")
    page = manager.get(f"/staff/accounts/{only.ref}/close/")
    answer = manager.post(f"/staff/accounts/{only.ref}/close/", {"csrf_token": page.fields("/sign-out/")["csrf_token"]})
    assert answer.status == 409 and Account.get_by_id(only.id).state == "admitted"


def test_a_managers_own_account_has_no_buttons(manager):
    own = Account.get(Account.role == "manager")
    page = manager.get(f"/staff/accounts/{own.ref}/")
    assert "your own account" in page.words() and len(page.forms()) == 1


@pytest.mark.parametrize("role", ["member", "caseworker", "editor", "auditor", "drop-in"])
def test_only_managers_reach_the_accounts(client, make, role):
    make.team()
    client.sign_in(make.account(role))
    for path in ("/staff/accounts/", "/staff/accounts/new/", "/staff/accounts/M-AAAAAA/"):
        assert client.get(path).status == 403


def test_a_caseworker_gives_access_and_a_manager_cannot(app, client, secrets, make):
    first, account = make.account("caseworker"), second(make, secrets)
    waits = Browser(app).sign_in(account)
    assert "You wait for access" in waits.get("/staff/").words()
    assert "Give access" not in waits.get("/staff/accounts/access/").words()
    token = waits.get("/staff/").fields("/sign-out/")
    assert waits.post(f"/staff/accounts/access/{account.ref}/", token).status == 403
    assert not team_keys.has_access(account)

    client.sign_in(first)
    path = f"/staff/accounts/access/{account.ref}/"
    assert client.submit("/staff/accounts/access/", action=path, to=path).status == 303
    assert team_keys.has_access(account)
    again = Browser(app)
    again.submit("/sign-in/", {"email": address_of(account), "password": PASSWORD})
    assert "You wait for access" not in again.get("/staff/").words()
    assert Browser(app).sign_in(make.account("manager")).get("/staff/accounts/access/").status == 403


def test_the_desk_shows_each_role_its_own_doors(app, make):
    make.team()
    doors = {
        role: {a.get("href") for a in Browser(app).sign_in(make.account(role)).get("/staff/").by_id("main").iter()}
        for role in ("caseworker", "editor", "manager", "auditor", "drop-in")
    }
    assert {"/staff/reports/", "/staff/members/", "/staff/accounts/access/"} <= doors["caseworker"]
    assert "/staff/accounts/" in doors["manager"] and "/staff/reports/" not in doors["manager"]
    assert "/staff/alerts/" in doors["editor"] and "/staff/reports/" not in doors["editor"]
    figures = {"/staff/therapists/packages/figures/", "/staff/figures/effect/"}
    assert {door for door in doors["auditor"] if (door or "").startswith("/staff/")} == figures
    assert not any((door or "").startswith("/staff/") for door in doors["drop-in"])


def test_who_asked_to_join_and_is_not_let_in_is_no_managers_business(client, make):
    for state in ("applied", "confirmed", "refused"):
        make.account("establishment", state=state)
    make.account("practitioner")
    page = client.sign_in(make.account("manager")).get("/staff/accounts/")
    assert "practitioner 4" in page.words()
    assert not [number for number in (1, 2, 3) if f"establishment {number}" in page.words()]


def test_a_manager_sees_how_many_reports_about_us_wait_for_an_independent_reader(client, make, secrets):
    make.team()
    told = Answers(kind="professional", story="She laughed.", is_about_num=True)
    reports.send(secrets, make.now, told, make.form_id())
    client.sign_in(make.account("manager"))
    assert "1 report about us waits" in client.get("/staff/").words()
    outsider = make.account("independent")
    assert "about us waits" not in client.get("/staff/").words()
    with writing():
        team_keys.take(outsider)
    assert "about us waits" in client.get("/staff/").words(), "without the key they open nothing"


def test_an_independent_reader_has_no_other_role_and_no_form_for_one(client, make):
    outsider = make.account("independent")
    client.sign_in(make.account("manager"))
    page = client.get(f"/staff/accounts/{outsider.ref}/")
    assert "Works for nobody here" in page.words() and 'name="role"' not in page.text
    assert "independent" in client.get("/staff/accounts/new/").text
