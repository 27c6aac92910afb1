"""An organisation asks to work with us, and somebody accepts an invitation."""

from datetime import timedelta

import pytest

from models.account import Account, AccountLink
from models.letter import OwedLetter
from models.project import Project
from rules import invitations, links, projects
from tests.browser_client import Browser

GOOD = {
    "organisation": "Lantern House",
    "name": "Ines",
    "email": "ines@example.org",
    "areas": ["merseyside", "cumbria"],
    "agrees": "y",
}
NEW = {"name": "Starling", "password": "four quiet harbours", "password_again": "four quiet harbours"}


@pytest.fixture
def token(make, secrets) -> str:
    """The link of somebody invited to a project that has a lead."""
    lead = make.account("project-worker")
    found = []
    invitations.invite(secrets, make.now, lead, lead.project, "Ona", "ona@example.org", lambda one: found.append(one))
    return found[0]


def test_a_request_waits_for_a_manager_and_says_what_happens_next(client, secrets):
    page = client.submit("/projects/join/", GOOD | {"phone": "0161 496 0000", "about": "A clinic."})
    assert page.status == 200
    assert "agreement" in page.words() and "letter with a link" in page.words()
    (project,) = Project.select()
    assert (project.name, project.state, project.area_codes) == ("Lantern House", "applied", ["cumbria", "merseyside"])
    contact = projects.contact_of(secrets, project)
    assert contact == projects.Contact("Ines", "ines@example.org", "0161 496 0000", "A clinic.")
    assert not Account.select().exists() and not OwedLetter.select().exists()


def test_the_answer_is_the_same_whoever_has_the_address(app, make):
    make.account("manager", address="ines@example.org")
    known = Browser(app).submit("/projects/join/", GOOD)
    unknown = Browser(app).submit("/projects/join/", GOOD | {"email": "nobody@example.org"})
    assert known.text == unknown.text


def test_sending_the_same_form_twice_makes_one_request(client):
    fields = client.get("/projects/join/").fields() | GOOD
    assert {client.post("/projects/join/", fields).status for _ in range(2)} == {200}
    assert Project.select().count() == 1


@pytest.mark.parametrize("missing", ["organisation", "name", "email", "areas", "agrees"])
def test_what_is_missing_is_asked_for_and_nothing_is_lost(client, missing):
    page = client.submit("/projects/join/", {**GOOD, "about": "A clinic by the river.", missing: []})
    assert page.status == 422
    assert "A clinic by the river." in page.words()
    assert not Project.select().exists()


def test_an_old_form_comes_back_with_what_was_typed(client):
    page = client.submit("/projects/join/", GOOD | {"form_id": "old"})
    assert page.status == 422
    assert page.fields()["organisation"] == "Lantern House"
    assert client.post("/projects/join/", page.fields() | {"areas": ["uk"], "agrees": "y"}).status == 200


def test_one_network_asks_ten_times_an_hour(client):
    assert {client.submit("/projects/join/", GOOD).status for _ in range(10)} == {200}
    assert client.post("/projects/join/", GOOD).status == 429


def test_opening_the_link_changes_nothing(client, token):
    page = client.get(f"/projects/invitation/{token}/")
    assert page.status == 200 and "project 2" in page.words()
    assert AccountLink.get().used_at is None


def test_the_button_joins_and_says_who_gives_access(client, token):
    page = client.submit(f"/projects/invitation/{token}/", NEW)
    assert page.status == 200 and "a lead of your project gives it to you" in page.words()
    assert Account.select().where((Account.state == "admitted") & ~Account.is_lead).count() == 1
    signed = client.submit("/sign-in/", {"email": "ona@example.org", "password": NEW["password"]})
    assert signed.status == 303
    assert "Starling" in client.get("/projects/workers/").words()


def test_the_first_of_a_project_is_told_to_invite_the_others(client, make, secrets):
    found = []
    invitations.invite(secrets, make.now, None, make.project(), "Ona", "ona@example.org", lambda one: found.append(one))
    assert "invite your colleagues" in client.submit(f"/projects/invitation/{found[0]}/", NEW).words()


def test_a_second_press_shows_the_same_page_and_later_the_link_is_gone(client, token, make):
    first = client.submit(f"/projects/invitation/{token}/", NEW)
    assert client.post(f"/projects/invitation/{token}/", NEW).text == first.text
    assert client.get(f"/projects/invitation/{token}/").text == first.text
    AccountLink.update(used_at=make.now - timedelta(minutes=2)).execute()
    assert client.get(f"/projects/invitation/{token}/").status == 410


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"password_again": "another"}, {"password": "x", "password_again": "x"}]
)
def test_what_is_wrong_is_said_and_the_invitation_stays_open(client, token, wrong):
    assert client.submit(f"/projects/invitation/{token}/", NEW | wrong).status == 422
    assert AccountLink.get().used_at is None


def test_a_link_of_another_kind_or_of_nobody_joins_nothing(client, make, secrets, token):
    account = Account.get(Account.state == "invited")
    other = links.make(secrets, make.now, account, "new-password")
    for wrong in ("nonsense", other):
        assert client.post(f"/projects/invitation/{wrong}/", NEW).status == 410
    # Nor does an invitation's link choose a password.
    assert client.post(f"/new-password/{token}/", NEW).status == 410
    assert client.post(f"/new-password/{other}/", NEW).status == 410
    assert Account.get_by_id(account.id).verifier is None
