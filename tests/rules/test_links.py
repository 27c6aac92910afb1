"""Links sent by letter."""

from datetime import timedelta

import pytest

from models.account import AccountLink
from rules import links
from rules.links import LinkGone


def test_a_link_is_found_by_its_token_for_its_purpose_only(secrets, make):
    token = links.make(secrets, make.now, make.account(), "new-password")
    assert links.look(secrets, make.now, "new-password", token).used_at is None
    for purpose, other in [("new-address", token), ("new-password", token + "x")]:
        with pytest.raises(LinkGone):
            links.look(secrets, make.now, purpose, other)


def test_the_token_is_not_stored(secrets, make):
    token = links.make(secrets, make.now, make.account(), "new-password")
    assert token.encode() not in AccountLink.get().token_key


def test_a_link_is_used_once(secrets, make):
    token = links.make(secrets, make.now, make.account(), "new-password")
    link = links.look(secrets, make.now, "new-password", token)
    assert [links.use(make.now, link), links.use(make.now, link)] == [True, False]


def test_a_used_link_shows_its_end_page_for_one_minute(secrets, make):
    now = make.now
    token = links.make(secrets, now, make.account(), "new-password")
    links.use(now, links.look(secrets, now, "new-password", token))
    assert links.look(secrets, now + timedelta(seconds=60), "new-password", token).used_at
    with pytest.raises(LinkGone):
        links.look(secrets, now + timedelta(seconds=61), "new-password", token)


@pytest.mark.parametrize("purpose", links.GOOD_FOR)
def test_a_link_is_worthless_when_it_is_old(secrets, make, purpose):
    now = make.now
    token = links.make(secrets, now, make.account(), purpose)
    assert links.look(secrets, now + links.GOOD_FOR[purpose], purpose, token)
    with pytest.raises(LinkGone):
        links.look(secrets, now + links.GOOD_FOR[purpose] + timedelta(seconds=1), purpose, token)


@pytest.mark.parametrize(
    ("purpose", "endpoint"),
    [
        ("confirm-address", "accounts.confirm"),
        ("new-password", "accounts.new_password"),
        ("new-address", "accounts.confirm_address"),
        ("therapist-again", "therapists.again"),
    ],
)
def test_each_link_leads_to_the_page_with_its_button(app, purpose, endpoint):
    whole = links.link_to("https://example.org", purpose)("a-token")
    path = whole.removeprefix("https://example.org")
    assert app.url_map.bind("example.org").match(path, method="POST") == (endpoint, {"token": "a-token"})
    assert set(links.PATHS) == set(links.GOOD_FOR)


def test_old_links_are_cleared(secrets, make):
    links.make(secrets, make.now, make.account(), "new-password")
    assert links.clear_old(make.now + timedelta(days=1)) == 0
    assert links.clear_old(make.now + timedelta(days=3)) == 1
