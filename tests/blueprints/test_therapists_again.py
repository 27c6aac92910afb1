"""The page behind the yearly letter: looking changes nothing, and only what is harmless is changed there."""

from datetime import timedelta

import pytest

from models.therapist import Therapist
from rules import rechecks, therapists, vetting
from tests.rules.vetted import fresh, listed

TOKENS: list[str] = []


def linked(make, **changes) -> tuple[Therapist, str]:
    """A therapist whose letter is owed today, and the page it leads to."""
    TOKENS.clear()
    confirmed_on = changes.pop("confirmed_on", make.now.date() - timedelta(days=350))
    therapist = listed(make, confirmed_on=confirmed_on, **changes)
    assert rechecks.owe_letters(make.secrets, make.now, lambda token: TOKENS.append(token) or token) == 1
    return fresh(therapist), f"/therapists/again/{TOKENS[0]}/"


def words(make, therapist: Therapist) -> therapists.Words:
    """What is kept of them now."""
    return therapists.words_of(make.secrets, fresh(therapist))


def test_looking_changes_nothing_and_needs_no_sign_in(client, make):
    therapist, path = linked(make)
    before = fresh(therapist).__data__
    page = client.get(path)
    assert page.status == 200 and "Rowan Ash" in page.words() and "rowan@example.org" not in page.text
    assert client.get(f"{path}leave/").status == 200
    assert fresh(therapist).__data__ == before
    assert "Set-Cookie" not in page.headers and page.headers["Cache-Control"] == "no-store, private"


def test_all_is_still_right_with_one_button(client, make):
    therapist, path = linked(make)
    before = words(make, therapist)
    page = client.submit(path, {"act": "right"})
    assert page.status == 200 and "it is noted" in page.words()
    assert fresh(therapist).confirmed_on == make.now.date() and words(make, therapist) == before


def test_space_price_and_wait_change_at_once(client, make):
    therapist, path = linked(make)
    client.submit(path, {"act": "right", "has_space": "y", "wait_weeks": "2", "price": "30", "takes_packages": "y"})
    kept = words(make, therapist)
    assert (kept.has_space, kept.wait_weeks, kept.price, kept.takes_packages) == (True, 2, "30", True)
    assert "Has space now" in client.get("/therapists/").words()


def test_registration_name_and_identity_are_never_changed_here(client, make):
    therapist, path = linked(make)
    before = words(make, therapist)
    wanted = {
        "name": "Somebody else",
        "number": "ZZ 9",
        "body": "bacp",
        "identities": "white",
        "lived": "y",
        "email": "other@example.org",
        "insured_until": "2099-01-01",
        "race_aware": "y",
        "site": "https://example.org",
        "state": "listed",
    }
    assert client.submit(path, {"act": "right", **wanted}).status == 200
    row = fresh(therapist)
    assert words(make, therapist) == before
    assert (row.registration_key, row.email, row.insured_until) == (
        therapist.registration_key,
        therapist.email,
        therapist.insured_until,
    )


@pytest.mark.parametrize(("field", "value"), [("wait_weeks", "-1"), ("wait_weeks", "many"), ("price", "999")])
def test_a_wrong_answer_comes_back_with_everything_typed(client, make, field, value):
    therapist, path = linked(make)
    page = client.submit(path, {"act": "right", "news": "I moved.", field: value})
    assert page.status == 422 and page.by_id(f"{field}-error") is not None and "I moved." in page.text
    assert fresh(therapist).confirmed_on != make.now.date()


def test_no_button_changes_nothing(client, make):
    therapist, path = linked(make)
    page = client.submit(path, {"has_space": "y"})
    assert page.status == 422 and "Press one of the buttons" in page.words()
    assert not words(make, therapist).has_space


def test_news_are_kept_sealed_for_staff(client, make, secrets):
    therapist, path = linked(make)
    client.submit(path, {"act": "right", "news": "I moved to Leith."})
    row = fresh(therapist)
    assert rechecks.news_of(secrets, row) == "I moved to Leith." and "Leith" not in row.news
    # Whoever opens the link later does not read it.
    assert "Leith" not in client.get(path).text


def test_pausing_and_coming_back_by_the_same_link(client, make):
    therapist, path = linked(make)
    public = f"/therapists/{therapist.ref}/"
    assert "not shown for now" in client.submit(path, {"act": "pause"}).words()
    assert client.get(public).status == 404
    assert "not shown for now" in client.submit(path, {"act": "pause"}).words()
    assert "as you asked" in client.get(path).words()
    assert "shown again" in client.submit(path, {"act": "resume"}).words()
    assert client.get(public).status == 200


def test_a_pause_by_staff_is_not_undone_here(client, make):
    therapist, path = linked(make)
    vetting.pause(make.now, make.account("editor"), therapist)
    page = client.get(path)
    assert "we paused it" in page.words() and 'value="resume"' not in page.text
    assert client.submit(path, {"act": "resume"}).status == 409
    assert fresh(therapist).state == "paused"


def test_nobody_comes_back_with_an_insurance_that_ended(client, make):
    therapist, path = linked(make)
    client.submit(path, {"act": "pause"})
    Therapist.update(insured_until=make.now.date() - timedelta(days=1)).execute()
    assert "Ring us" in client.submit(path, {"act": "resume"}).words()
    assert fresh(therapist).state == "paused"


def test_leaving_asks_once_and_deletes_everything(client, make):
    therapist, path = linked(make)
    assert client.submit(f"{path}leave/").status == 422 and fresh(therapist).state == "listed"
    assert "You are off the list" in client.submit(f"{path}leave/", {"sure": "y"}).words()
    row = fresh(therapist)
    assert (row.state, row.state_why, row.words, row.email, row.listing) == ("removed", "left", "", "", None)
    assert client.get(path).status == 404 and client.get(f"{path}leave/").status == 404


def test_an_answer_brings_back_who_was_hidden(client, make):
    therapist, path = linked(make, confirmed_on=make.now.date() - timedelta(days=400))
    assert "more than a year" in client.get(path).words()
    assert client.get(f"/therapists/{therapist.ref}/").status == 404
    client.submit(path, {"act": "right"})
    assert client.get(f"/therapists/{therapist.ref}/").status == 200


def test_an_old_or_made_up_link_says_so(client, make):
    _, path = linked(make)
    Therapist.update(link_until=make.now - timedelta(seconds=1)).execute()
    for wrong in (path, "/therapists/again/odd/", "/therapists/again/odd/leave/"):
        page = client.get(wrong)
        assert page.status == 404 and "does not work any more" in page.words()
        assert client.post(wrong, {"act": "right", "sure": "y"}).status == 404
