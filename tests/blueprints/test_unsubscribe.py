"""The link in every letter: looking changes nothing, one press stops everything."""

import time

import pytest

from blueprints import quiet
from models.account import Account
from models.database import writing
from models.delivery import Delivery
from models.letter import OwedLetter
from rules import deliveries, letters, sending


@pytest.fixture
def member(make):
    """A member who is owed an alert and a letter."""
    member = make.account(areas=["london"])
    make.account(areas=["london"])
    deliveries.resolve(make.plain_alert(area="london"), make.now)
    letters.owe(make.secrets, make.now, "new-password", account=member, contents={"link": "http://localhost/x"})
    return member


def stops(member) -> tuple[bool, str]:
    row = Account.get_by_id(member.id)
    return row.is_paused, row.cadence


def states(member) -> list[str]:
    return [row.state for row in Delivery.select().where(Delivery.account == member)]


def test_looking_at_the_page_changes_nothing(client, member):
    for _ in range(3):
        page = client.get(f"/unsubscribe/{member.letter_token}")
    assert page.status == 200
    assert len(page.tree.findall(".//{*}main//{*}form")) == 1
    assert (stops(member), states(member)) == ((False, "at-once"), ["owed"])


def test_pressing_the_button_stops_everything_owed_to_this_member_alone(client, member):
    page = client.submit(f"/unsubscribe/{member.letter_token}", action=None)
    assert page.status == 200
    assert "Done" in page.words()
    assert (stops(member), states(member)) == ((True, "at-once"), ["cancelled"])
    assert OwedLetter.get(OwedLetter.account == member).state == "cancelled"
    assert deliveries.counts()["owed"] == 1


def test_a_mail_program_needs_no_cookie_no_token_and_no_origin(app, member):
    for _ in range(3):
        headers = {"Origin": "https://mail.example.org", "Sec-Fetch-Site": "cross-site"}
        body = {"List-Unsubscribe": "One-Click"}
        answer = app.test_client().post(f"/unsubscribe/{member.letter_token}", data=body, headers=headers)
        assert answer.status_code == 200
        assert "Set-Cookie" not in answer.headers
    assert (stops(member), states(member)) == ((True, "at-once"), ["cancelled"])


def test_a_token_that_is_nobodys_gets_the_same_pages(client, member):
    known, unknown = f"/unsubscribe/{member.letter_token}", "/unsubscribe/nobodysnobodysnobodysn"
    assert client.get(known).text == client.get(unknown).text
    assert client.post(known).text == client.post(unknown).text


def test_the_page_tells_nothing_and_shows_the_way_back(client, member):
    page = client.post(f"/unsubscribe/{member.letter_token}")
    main = "".join(page.by_id("main").itertext()).lower()
    assert not {"alert", "warning", "report", "member"} & set(main.split())
    assert 'href="/account/"' in page.text


def test_done_waits_for_a_letter_that_is_under_way(client, member, monkeypatch):
    monkeypatch.setattr(quiet, "LONGEST_SECONDS", 0.2)
    sending.next_batch(letters_now(member), "worker", {})
    began = time.monotonic()
    page = client.post(f"/unsubscribe/{member.letter_token}")
    assert time.monotonic() - began >= 0.2
    assert "Stopping" in page.words()
    sending.next_batch(letters_now(member), "worker", {}, 0)
    assert "Done" in client.post(f"/unsubscribe/{member.letter_token}").words()


def letters_now(member):
    """A moment at which everything owed is due."""
    return max(row.due_at for row in Delivery.select())


def test_a_member_who_asks_again_gets_the_next_alert(client, make, member):
    client.post(f"/unsubscribe/{member.letter_token}")
    with writing():
        Account.update(is_paused=False).where(Account.id == member.id).execute()
    alert = make.plain_alert(area="london")
    deliveries.resolve(alert, make.now)
    assert Delivery.select().where((Delivery.alert == alert) & (Delivery.account == member)).exists()
