"""A project's workers page: who sees what, what a lead does, and that other projects' people are not found."""

import re

import pytest

from models.account import Account
from models.key_pair import KeyGrant
from models.letter import OwedLetter
from rules import team_keys
from tests.browser_client import Browser
from tests.factories import PASSWORD, address_of, answer_asked

ONA = {"name": "Ona", "email": "ona@example.org"}
ACTS = ("cancel", "access", "lead", "password", "end")


@pytest.fixture
def lead(make, project):
    """Its lead."""
    return make.account("project-worker", project=project)


@pytest.fixture
def second(make, project, lead):
    """A colleague with access."""
    return make.account("project-worker", project=project)


@pytest.fixture
def browser(app, lead):
    """The lead's browser."""
    return Browser(app).sign_in(lead)


def fresh(account: Account) -> Account:
    """The account as it is stored."""
    return Account.get_by_id(account.id)


def act(browser: Browser, account: Account, what: str):
    """Press a button of a colleague."""
    token = browser.get("/account/leave/").fields().get("csrf_token", "")
    return browser.post(f"/projects/workers/{account.ref}/{what}/", {"csrf_token": token})


def invite(browser: Browser, **changes):
    """Fill in the form for a colleague."""
    return browser.submit("/projects/workers/", ONA | changes, "/projects/workers/invite/")


def test_a_lead_invites_a_colleague_who_waits_in_the_list(browser):
    assert invite(browser).status == 303
    page = browser.get("/projects/workers/")
    assert "Invited, not here yet" in page.words() and "Ona" in page.words()
    assert "ona@example.org" not in page.text
    assert OwedLetter.get().kind == "project-invitation"


def test_a_known_address_shows_the_same_page(app, make):
    pages = []
    for address in (address_of(make.account("manager")), "ona@example.org"):
        browser = Browser(app).sign_in(make.account("project-worker", project=make.project("Same")))
        assert invite(browser, email=address).status == 303
        pages.append(browser.get("/projects/workers/").words())
    assert len({re.sub(r"project-worker \d", "me", page) for page in pages}) == 1


def test_a_second_letter_on_one_day_is_refused_with_the_reason_at_the_address(browser, project):
    invite(browser)
    OwedLetter.update(state="sent").execute()
    act(browser, Account.get(Account.state == "invited"), "cancel")
    page = invite(browser)
    assert page.status == 422 and "Try again tomorrow" in page.words()


def test_an_invitation_is_taken_back(browser):
    invite(browser)
    assert act(browser, Account.get(Account.state == "invited"), "cancel").status == 303
    assert "Invited, not here yet" not in browser.get("/projects/workers/").words()


def test_a_lead_gives_access_and_it_works_at_the_next_sign_in(app, browser, second, project, make):
    KeyGrant.delete().where(KeyGrant.account == second).execute()
    assert "Waits for access" in browser.get("/projects/workers/").words()
    assert act(browser, second, "access").status == 303
    assert "Waits for access" not in browser.get("/projects/workers/").words()
    assert team_keys.has_access(second)


def test_a_lead_without_the_key_is_told_why_nothing_happens(app, browser, second, lead):
    KeyGrant.delete().execute()
    keyless = Browser(app).sign_in(lead)
    page = keyless.get("/projects/workers/")
    assert "do not hold" in page.words() and f"/{second.ref}/access/" not in page.text
    assert act(keyless, second, "access").status == 409
    assert not KeyGrant.select().exists()


def test_ending_asks_once_and_acts_at_once(app, browser, second):
    theirs = Browser(app).sign_in(second)
    asked = browser.get(f"/projects/workers/{second.ref}/end/")
    assert asked.status == 200 and fresh(second).state == "admitted"
    assert browser.submit(f"/projects/workers/{second.ref}/end/").status == 303
    assert theirs.get("/projects/workers/").location.startswith("/sign-in/")
    assert fresh(second).state == "closed"
    assert browser.get(f"/projects/workers/{second.ref}/end/").status == 404


def test_a_lead_does_not_end_or_renew_themselves(browser, lead):
    for what in ("end", "password"):
        page = act(browser, lead, what)
        assert page.status == 409 and "your own account" in page.words()
    assert fresh(lead).verifier is not None


def test_a_colleague_made_lead_gets_the_buttons(app, browser, second):
    theirs = Browser(app).sign_in(second)
    assert "Invite a colleague" not in theirs.get("/projects/workers/").words()
    assert act(browser, second, "lead").status == 303
    assert "Invite a colleague" in theirs.get("/projects/workers/").words()


def test_a_new_password_link_goes_to_the_colleague(browser, second):
    assert act(browser, second, "password").status == 303
    assert fresh(second).verifier is None
    assert "Has to choose a new password" in browser.get("/projects/workers/").words()
    assert OwedLetter.get().kind == "new-password"


def test_colleagues_see_the_list_and_no_button(app, lead, second):
    page = Browser(app).sign_in(second).get("/projects/workers/")
    assert "project-worker 2" in page.words() and "(you)" in page.words()
    assert "<button" not in page.text.split("<main")[1].split("</main>")[0]


@pytest.mark.parametrize("what", ACTS)
def test_who_is_no_lead_is_refused_with_words(app, lead, second, make, project, what):
    third = make.account("project-worker", project=project)
    page = act(Browser(app).sign_in(second), third, what)
    assert page.status == 409 and ("Only a lead" in page.words())
    assert (fresh(third).state, fresh(third).is_lead, fresh(third).verifier) == ("admitted", False, third.verifier)


def test_who_is_no_lead_invites_nobody(app, lead, second):
    theirs = Browser(app).sign_in(second)
    token = theirs.get("/account/leave/").fields()["csrf_token"]
    assert theirs.post("/projects/workers/invite/", ONA | {"csrf_token": token}).status == 409
    assert not Account.select().where(Account.state == "invited").exists()


@pytest.mark.parametrize("what", ACTS)
def test_another_projects_worker_is_not_found_as_nobody_is(browser, make, what):
    stranger = make.account("project-worker", project=make.project())
    member = make.account()
    nobody = Account(ref="M-00000000")
    pages = [act(browser, one, what) for one in (stranger, member, nobody)]
    assert {page.status for page in pages} == {404}
    assert len({page.words() for page in pages}) == 1
    assert (fresh(stranger).state, fresh(stranger).verifier) == ("admitted", stranger.verifier)


def test_the_last_who_leaves_is_told_that_nobody_reads_messages(app, browser, make, lead, project):
    assert "You are the last one" in browser.get("/account/leave/").words()
    second = make.account("project-worker", project=project)
    assert "stay" in browser.get("/account/leave/").words()
    assert browser.submit("/account/leave/").status == 200
    assert fresh(second).is_lead
    assert Browser(app).sign_in(second).submit("/account/leave/").status == 200
    assert "no workers" in Browser(app).sign_in(make.account("manager")).get("/staff/projects/").words()


def test_somebody_invited_cannot_sign_in_or_ask_for_a_password(app, browser, make):
    invite(browser)
    visitor = Browser(app)
    assert visitor.submit("/sign-in/", {"email": "ona@example.org", "password": PASSWORD}).status == 422
    assert visitor.submit("/forgotten/", {"email": "ona@example.org"}).status == 200
    answer_asked(make.secrets)
    assert [letter.kind for letter in OwedLetter.select()] == ["project-invitation"]
