"""People who asked to join, on the caseworkers' desk."""

import pytest

from models.account import Account
from models.letter import OwedLetter
from rules import membership
from rules.membership import Asked
from tests.browser_client import Browser


@pytest.fixture
def desk(client, make) -> Browser:
    """A caseworker's browser."""
    return client.sign_in(make.account("caseworker"))


def test_an_empty_list_says_so(desk):
    assert "Nobody waits" in desk.get("/staff/members/").words()


def test_the_list_shows_names_and_areas_and_no_address(desk, make):
    make.account(state="confirmed", areas=["wales"])
    make.account(state="applied")
    page = desk.get("/staff/members/")
    assert "member 2" in page.words() and "Wales" in page.words() and "member 3" not in page.words()
    assert "@example.org" not in page.text
    assert "1 waits" in desk.get("/staff/").words()


def test_a_longer_list_takes_no_more_queries(desk, make, queries):
    counts = []
    for _ in range(2):
        make.account(state="confirmed", areas=["wales", "london"])
        queries.clear()
        assert desk.get("/staff/members/").words().count("Wales") == len(counts) + 1
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_letting_somebody_in_owes_the_letter(desk, make):
    account = make.account(state="confirmed")
    path = f"/staff/members/{account.ref}/admit/"
    assert desk.submit("/staff/members/", action=path, to=path).status == 303
    assert Account.get_by_id(account.id).state == "admitted"
    assert OwedLetter.get().kind == "admitted"


def test_refusing_needs_a_reason(desk, make):
    account = make.account(state="confirmed")
    path = f"/staff/members/{account.ref}/refuse/"
    fields = desk.get(path).fields("/sign-out/")
    assert desk.post(path, fields).status == 422
    assert desk.post(path, fields | {"reason": "other"}).status == 303
    assert Account.get_by_id(account.id).state == "refused"
    assert OwedLetter.select().count() == 0


def test_the_second_of_two_answers_is_told_so(desk, make):
    account = make.account(state="confirmed")
    path = f"/staff/members/{account.ref}/admit/"
    fields = desk.get("/staff/members/").fields(path)
    assert "We wrote to them" in desk.follow(desk.post(path, fields)).words()
    assert "answered already" in desk.follow(desk.post(path, fields)).words()
    assert OwedLetter.select().count() == 1


@pytest.mark.parametrize("role", ["member", "editor", "manager", "auditor", "drop-in"])
def test_only_caseworkers_let_people_in(client, make, role):
    account = make.account(state="confirmed")
    client.sign_in(make.account(role))
    assert client.get("/staff/members/").status == 403
    token = client.get("/").fields("/sign-out/")
    assert client.post(f"/staff/members/{account.ref}/admit/", token).status == 403
    assert Account.get_by_id(account.id).state == "confirmed"


def test_the_list_says_what_somebody_is_and_what_a_venue_says_of_itself(desk, make, secrets):
    asked = Asked("The Red Door", "door@example.org", ["wales"], "en", "establishment", "A flat in Neath")
    membership.join(secrets, make.now, asked, lambda token: token)
    Account.update(state="confirmed").where(Account.role == "establishment").execute()
    account = Account.get(Account.role == "establishment")
    page = desk.get("/staff/members/")
    assert "“A flat in Neath”" in page.words()
    assert page.fields(f"/staff/members/{account.ref}/admit/")["role"] == "establishment"
    assert "A flat in Neath" in desk.get(f"/staff/members/{account.ref}/refuse/").words()


def test_each_person_on_the_list_has_a_choice_of_their_own(desk, make):
    refs = [make.account(role, state="confirmed").ref for role in ("member", "practitioner")]
    page = desk.get("/staff/members/")
    assert [page.by_id(f"role-{ref}") is not None for ref in refs] == [True, True]
    labels = {label.get("for") for label in page.tree.iter() if label.get("for")}
    assert {f"role-{ref}" for ref in refs} <= labels


@pytest.mark.parametrize(("role", "becomes"), [("practitioner", "practitioner"), ("", "establishment")])
def test_what_somebody_is_may_be_put_right_when_they_are_let_in(desk, make, role, becomes):
    account = make.account("establishment", state="confirmed")
    path = f"/staff/members/{account.ref}/admit/"
    answer = desk.submit("/staff/members/", {"role": role}, action=path, to=path)
    assert "We wrote to them" in desk.follow(answer).words()
    row = Account.get_by_id(account.id)
    assert (row.role, row.state, row.is_frontline) == (becomes, "admitted", False)


@pytest.mark.parametrize("role", ["caseworker", "project-worker", "nonsense"])
def test_nobody_is_let_in_as_staff(desk, make, role):
    account = make.account(state="confirmed")
    path = f"/staff/members/{account.ref}/admit/"
    fields = desk.get("/staff/members/").fields(path) | {"role": role}
    assert "Choose from the list" in desk.follow(desk.post(path, fields)).words()
    row = Account.get_by_id(account.id)
    assert (row.role, row.state) == ("member", "confirmed") and OwedLetter.select().count() == 0


def test_only_those_who_ask_here_are_answered_here(desk, make):
    account = make.account("editor", state="confirmed")
    path = f"/staff/members/{account.ref}/refuse/"
    assert desk.get(path).status == 404
