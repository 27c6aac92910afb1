"""Signing in, joining, a forgotten password, one's own page: as a visitor meets them."""

import json
from datetime import timedelta

import pytest

from models.account import Account
from models.codes import AREAS
from models.letter import OwedLetter
from models.session import Session
from rules import accounts, membership, vault
from rules.form_ids import new_form_id
from tests.browser_client import Browser, Page
from tests.factories import PASSWORD, address_of, answer_asked

OTHER = "four quiet harbours"
ROSA = {
    "name": "Rosa",
    "email": "rosa@example.org",
    "areas": ["wales"],
    "language": "en",
    "is_adult": "y",
    "agrees": "y",
}


def link(secrets) -> str:
    """The path that the newest letter points to, once the worker has answered."""
    answer_asked(secrets)
    row = OwedLetter.select().order_by(OwedLetter.id.desc()).get()
    contents = vault.unseal(secrets.keys, row.contents, f"owed_letter.contents.{row.address_key.hex()}")
    return json.loads(contents)["link"].removeprefix("http://localhost")


def try_password(client, account, password, **more) -> Page:
    """Send the sign-in form."""
    return client.submit("/sign-in/", {"email": address_of(account), "password": password, **more})


def ask(client, **changes) -> Page:
    """Send the form of somebody who wants to join."""
    return client.submit("/join/", ROSA | changes)


def chosen(password=OTHER) -> dict:
    """A new password, typed twice."""
    return {"password": password, "password_again": password}


# Signing in


@pytest.mark.parametrize(
    ("role", "lands_on"),
    [
        ("member", "/alerts/"),
        ("establishment", "/account/"),
        ("project-worker", "/projects/"),
        ("practitioner", "/account/"),
        ("caseworker", "/staff/"),
        ("editor", "/staff/"),
        ("manager", "/staff/"),
        ("drop-in", "/staff/"),
        ("auditor", "/staff/"),
    ],
)
def test_each_role_lands_on_its_first_page(client, make, role, lands_on):
    make.team()
    answer = try_password(client, make.account(role), PASSWORD)
    assert (answer.status, answer.location) == (303, lands_on)
    assert client.get(lands_on).status == 200


def test_a_page_that_needs_a_sign_in_comes_after_it(client, make):
    sent = client.get("/alerts/?level=3")
    answer = client.submit(sent.location, {"email": address_of(make.account()), "password": PASSWORD}, to="/sign-in/")
    assert answer.location == "/alerts/?level=3"


@pytest.mark.parametrize("place", ["https://example.org/", "//example.org", "/\\example.org", "javascript:1", "\\x"])
def test_signing_in_never_leads_to_another_site(client, make, place):
    assert try_password(client, make.account(), PASSWORD, next=place).location == "/alerts/"


def test_a_known_and_an_unknown_address_get_the_same_answer_for_the_same_work(app, secrets, make):
    answers = []
    for address in (address_of(make.account()), address_of(make.account(state="confirmed")), "nobody@example.org"):
        before = secrets.slow.runs
        answer = Browser(app).submit("/sign-in/", {"email": address, "password": "wrong words here"})
        answers.append((answer.status, answer.text.replace(address, ""), secrets.slow.runs - before))
    assert len(set(answers)) == 1 and answers[0][0] == 422 and answers[0][2] == 1


def test_the_typed_address_comes_back_and_the_password_does_not(client, make):
    fields = try_password(client, make.account(), "wrong words here").fields("/sign-in/")
    assert fields["email"].endswith("@example.org") and fields["password"] == ""


def test_signing_in_gives_a_new_cookie_each_time(client, make):
    account = make.account()
    cookies = []
    for _ in range(2):
        try_password(client, account, PASSWORD)
        cookies.append(client.client.get_cookie("s").value)
    assert cookies[0] != cookies[1] and Session.select().count() == 1


def test_signing_out_ends_the_session(client, make):
    client.sign_in(make.account())
    assert client.submit("/account/", action="/sign-out/").status == 303
    assert Session.select().count() == 0
    assert client.get("/account/").status == 303


def test_a_closed_account_is_out_on_the_next_request(client, make):
    account = make.account()
    client.sign_in(account)
    assert client.get("/account/").status == 200
    membership.close(make.now, account, account)
    assert client.get("/account/").location.startswith("/sign-in/")


def test_words_kept_when_the_session_ran_out_come_back_to_the_same_account_only(app, make):
    mine, other = make.account(), make.account()
    for account, comes_back in [(other, False), (mine, True)]:
        browser = Browser(app).sign_in(mine)
        fields = browser.get("/account/address/").fields("/sign-out/") | {"email": "new@example.org"}
        Session.update(last_seen_at=make.now - timedelta(minutes=30)).execute()
        ended = browser.post("/account/address/", fields)
        assert ended.status == 401
        sent = ended.fields("/sign-in/") | {"email": address_of(account), "password": PASSWORD}
        answer = browser.post("/sign-in/", sent)
        assert (answer.status == 200 and "new@example.org" in answer.text) is comes_back
        Session.delete().execute()


# Joining


def test_joining_gives_byte_equal_pages_for_known_and_unknown_addresses(app, make):
    make.account(address="rosa@example.org")
    known = ask(Browser(app))
    unknown = ask(Browser(app), email="nobody@example.org")
    assert known.status == unknown.status == 200
    assert known.text == unknown.text


def test_a_request_goes_from_the_form_to_the_waiting_list(client, secrets):
    assert ask(client).status == 200
    assert Account.select().count() == 0
    path = link(secrets)
    page = client.get(path)
    assert page.status == 200 and Account.get().state == "applied"
    assert client.post(path, page.fields() | chosen()).status == 200
    assert Account.get().state == "confirmed"
    assert client.get(path).words() == client.post(path, chosen()).words()


def test_opening_a_letters_link_changes_nothing(client, secrets, make):
    ask(client)
    paths = [link(secrets)]
    member = make.account()
    client.submit("/forgotten/", {"email": address_of(member)})
    paths.append(link(secrets))
    client.sign_in(member).submit("/account/address/", {"email": "new@example.org", "password": PASSWORD})
    paths.append(link(secrets))
    before = list(Account.select().order_by(Account.id).tuples())
    for path in paths * 2:
        assert client.get(path).status == 200
    assert list(Account.select().order_by(Account.id).tuples()) == before


def test_a_request_needs_a_name_an_address_an_age_and_the_terms(client):
    answer = client.submit("/join/", {"email": "no address", "areas": ["wales"]})
    assert answer.status == 422 and Account.select().count() == 0
    assert answer.by_id("errors") is not None
    assert answer.fields("/join/")["areas"] == ["wales"]


def test_an_old_form_comes_back_with_its_words_and_a_new_id(client, secrets, make):
    old = new_form_id(secrets, make.now.replace(year=2020))
    answer = ask(client, form_id=old)
    fields = answer.fields("/join/")
    assert answer.status == 422 and Account.select().count() == 0
    assert fields["name"] == "Rosa" and fields["form_id"] != old


def test_the_join_page_sets_no_cookie(client):
    assert "Set-Cookie" not in client.get("/join/").headers
    assert "Set-Cookie" not in ask(client).headers


def test_a_weak_password_is_said_and_the_link_stays_good(client, secrets):
    ask(client)
    path = link(secrets)
    assert client.post(path, chosen("password1234")).status == 422
    assert client.post(path, {"password": OTHER, "password_again": "another"}).status == 422
    assert client.post(path, chosen()).status == 200


def test_a_link_that_is_none_says_how_to_get_another(client):
    for path in ("/join/confirm/none/", "/new-password/none/", "/account/address/none/"):
        page = client.get(path)
        assert page.status == 410 and "Ask again" in page.words()


# A forgotten password


def test_forgetting_gives_byte_equal_pages_for_every_address(app, secrets, make):
    make.team()
    addresses = [address_of(make.account()), address_of(make.account("caseworker")), "nobody@example.org"]
    pages = {Browser(app).submit("/forgotten/", {"email": address}).text for address in addresses}
    assert len(pages) == 1
    assert answer_asked(secrets) == 3
    assert [row.kind for row in OwedLetter.select()] == ["new-password"]


def test_a_new_password_is_chosen_behind_the_link(client, secrets, make):
    account = make.account()
    client.submit("/forgotten/", {"email": address_of(account)})
    path = link(secrets)
    assert client.post(path, chosen()).status == 200
    assert try_password(client, account, PASSWORD).status == 422
    assert try_password(client, account, OTHER).status == 303


def test_a_letters_link_has_the_sites_own_name_whatever_host_was_asked(client, secrets, make):
    fields = {"email": address_of(make.account())}
    client.client.post("/forgotten/", data=fields, headers={"Host": "evil.example"})
    assert answer_asked(secrets) == 1
    row = OwedLetter.get()
    contents = vault.unseal(secrets.keys, row.contents, f"owed_letter.contents.{row.address_key.hex()}")
    assert json.loads(contents)["link"].startswith("http://localhost/new-password/")


# One's own page


def test_wishes_are_saved_and_shown_again(client, make):
    account = make.account()
    client.sign_in(account)
    wanted = {
        "areas": ["wales", "merseyside"],
        "lowest_level": "3",
        "sector": "street",
        "gender": "trans-women",
    }
    answer = client.submit("/account/", wanted, action="/account/wishes/", to="/account/wishes/")
    assert answer.status == 303
    page = client.follow(answer)
    fields = page.fields("/account/wishes/")
    assert "Saved" in page.words()
    assert sorted(fields["areas"]) == ["merseyside", "wales"] and fields["sector"] == "street"
    row = Account.get_by_id(account.id)
    assert (row.lowest_level, row.gender) == (3, "trans-women") and fields["gender"] == "trans-women"


def test_the_page_says_what_no_area_means(client, make):
    assert "No area means whole-UK warnings only." in client.sign_in(make.account()).get("/account/").words()


def test_every_area_can_be_ticked_once(client, make):
    page = client.sign_in(make.account()).get("/account/")
    ticks = [box.get("value") for box in page.by_id("areas").iter() if box.get("type") == "checkbox"]
    assert sorted(ticks) == sorted(AREAS)


def test_pausing_and_going_on(client, make):
    account = make.account()
    client.sign_in(account)
    for act, is_paused in [("pause", True), ("resume", False)]:
        assert client.submit("/account/", {"act": act}, action="/account/pause/", to="/account/pause/").status == 303
        assert Account.get_by_id(account.id).is_paused is is_paused


def test_roles_that_get_no_warnings_are_asked_for_no_wishes(client, make):
    page = client.sign_in(make.account("manager")).get("/account/")
    assert page.status == 200 and "Which warnings" not in page.words()


def test_moving_to_another_address(client, secrets, make):
    account = make.account(address="rosa@example.org")
    client.sign_in(account)
    sent = {"email": "new@example.org", "password": PASSWORD}
    assert client.submit("/account/address/", sent | {"password": "wrong"}).status == 422
    assert client.submit("/account/address/", sent).status == 303
    path = link(secrets)
    assert client.submit(path).status == 200
    assert accounts.find(secrets, "new@example.org") == account


def test_asking_for_a_taken_address_looks_the_same(client, make):
    make.account(address="taken@example.org")
    client.sign_in(make.account())
    pages = []
    for address in ("taken@example.org", "free@example.org"):
        answer = client.submit("/account/address/", {"email": address, "password": PASSWORD})
        pages.append((answer.status, client.follow(answer).words()))
    assert pages[0] == pages[1]


def test_a_fourth_new_address_in_a_month_is_refused_with_a_sentence(client, make):
    client.sign_in(make.account())
    for number in range(3):
        sent = {"email": f"new{number}@example.org", "password": PASSWORD}
        assert client.submit("/account/address/", sent).status == 303
    answer = client.submit("/account/address/", sent)
    assert answer.status == 422 and "three times this month" in answer.words()
    assert answer.by_id("email").get("value") == "new2@example.org"


def test_changing_the_password_keeps_this_session_and_ends_the_others(app, client, make):
    account = make.account("caseworker")
    elsewhere = Browser(app).sign_in(account)
    client.sign_in(account)
    before = client.client.get_cookie("s").value
    answer = client.submit("/account/password/", {"old_password": PASSWORD, **chosen()})
    assert answer.status == 303 and client.client.get_cookie("s").value != before
    assert "Saved" in client.follow(answer).words()
    assert elsewhere.get("/account/").location.startswith("/sign-in/")
    assert "wait for access" not in client.get("/staff/").words()


def test_a_wrong_old_password_changes_nothing(client, make):
    account = make.account()
    client.sign_in(account)
    assert client.submit("/account/password/", {"old_password": "wrong", **chosen()}).status == 422
    assert try_password(client, account, PASSWORD).status == 303


def test_leaving_asks_once_and_then_deletes(client, secrets, make):
    account = make.account(address="rosa@example.org")
    client.sign_in(account)
    assert client.get("/account/leave/").status == 200
    assert Account.get_by_id(account.id).state == "admitted"
    answer = client.submit("/account/leave/", to="/account/leave/")
    assert answer.status == 200 and "deleted" in answer.words()
    assert accounts.find(secrets, "rosa@example.org") is None and Session.select().count() == 0


def test_the_last_caseworker_cannot_leave(client, make):
    client.sign_in(make.account("caseworker"))
    answer = client.submit("/account/leave/", to="/account/leave/")
    assert answer.status == 409 and "Give a colleague access first" in answer.words()


def test_after_an_unsubscribe_ones_own_page_says_off_and_turns_it_on_again(signed_in):
    for role in ("member", "caseworker"):
        browser = signed_in(role, cadence="none")
        assert "Off: no e-mail comes" in browser.get("/account/").words()
        browser.submit("/account/", {"act": "resume"}, action="/account/pause/")
        assert "Off: no e-mail comes" not in browser.get("/account/").words()


def test_signing_in_again_leaves_one_session_with_a_token_of_its_own(app, make, signed_in):
    browser = signed_in("member")
    first = Session.get()
    browser.sign_in(make.account("member"))
    assert Session.select().count() == 1 and Session.get().token_key != first.token_key
    kept = Session.get().payload
    browser.get("/account/")
    assert Session.get().payload == kept, "reading a page wrote to the session"


# Kinds of account


@pytest.mark.parametrize("role", ["member", "establishment", "practitioner"])
def test_somebody_says_what_they_are_and_waits_as_that(client, secrets, role):
    assert ask(client, role=role, about="A flat in Neath").status == 200
    path = link(secrets)
    client.post(path, client.get(path).fields() | chosen())
    account = Account.get()
    assert (account.role, account.state) == (role, "confirmed")
    assert membership.about(secrets, account) == "A flat in Neath"


def test_who_says_nothing_asks_as_a_member(client, secrets):
    fields = client.get("/join/").fields("/join/")
    assert fields["role"] == "member"
    fields.pop("role")
    assert client.post("/join/", fields | ROSA).status == 200
    assert answer_asked(secrets) == 1 and Account.get().role == "member"


def test_the_join_page_sends_projects_to_their_own(client):
    assert any(one.get("href") == "/projects/join/" for one in client.get("/join/").tree.iter())


def test_the_answer_to_a_venue_is_the_answer_to_anybody(app, make):
    pages = {ask(Browser(app), role=role, email=f"{role}@example.org").text for role in ("member", "establishment")}
    assert len(pages) == 1


def doors(page: Page) -> list[str]:
    """Where the cards on a page lead."""
    return [one.get("href") for one in page.tree.iter() if (one.get("class") or "") == "card"]


def test_a_venues_page_says_what_it_may_do(make, signed_in):
    page = signed_in("establishment").get("/account/")
    assert doors(page) == ["/report/", "/alerts/", "/check/", "/alerts/sheet/"]
    assert "Which warnings I want" in page.words()


def test_a_practitioners_page_promises_no_warnings(app, make, signed_in):
    browser = signed_in("practitioner")
    page = browser.get("/account/")
    assert doors(page) == ["/report/", "/professionals/lessons/", "/help/talk/"]
    assert "Warnings are for people verified as frontline" in page.words() and app.config["OFFICE_PHONE"] in page.text
    assert "Which warnings I want" not in page.words() and page.by_id("areas") is None
    assert browser.get("/alerts/").status == 403


def test_a_frontline_practitioners_page_has_warnings(signed_in):
    page = signed_in("practitioner", is_frontline=True).get("/account/")
    assert "/alerts/" in doors(page) and "Which warnings I want" in page.words()


@pytest.mark.parametrize("role", ["establishment", "practitioner", "member"])
def test_every_card_on_ones_own_page_opens(signed_in, role):
    browser = signed_in(role)
    cards = doors(browser.get("/account/"))
    assert [path for path in cards if browser.get(path).status != 200] == []


def test_a_project_worker_is_offered_the_projects_areas_only(make, client):
    worker = make.account("project-worker", project=make.project(areas=["north-wales", "kent"]), areas=["kent"])
    page = client.sign_in(worker).get("/account/")
    ticks = {one.get("value") for one in page.by_id("areas").iter() if one.get("type") == "checkbox"}
    assert ticks == {"north-wales", "kent"}
    for area, status in (("wales", 422), ("north-wales", 303)):
        fields = page.fields("/account/wishes/") | {"areas": [area]}
        assert client.post("/account/wishes/", fields).status == status
    assert Account.get_by_id(worker.id).area_codes == ["north-wales"]
