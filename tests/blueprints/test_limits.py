"""How often is often enough."""

from datetime import date

import pytest
from flask import Flask

from blueprints import limits
from rules.access import POLICY
from tests.browser_client import Browser


@pytest.fixture
def small(app) -> Flask:
    """An app of one page that is counted, so that no other test's posts count."""
    small = Flask("small")
    small.add_url_rule("/code", "followup.enter", lambda: ("wrong", 422), methods=["GET", "POST"])
    limits.limit(small)
    return small


def test_the_sixth_code_in_a_minute_waits(small):
    client = small.test_client()
    answers = [client.post("/code").status_code for _ in range(6)]
    assert answers == [422] * 5 + [429]
    assert client.get("/code").status_code == 422


def test_one_persons_password_is_not_tried_from_many_networks(app, make):
    member = make.account("member", address="tried@example.org")
    browser = Browser(app)
    answers = []
    for number in range(21):
        page = browser.open(
            "/sign-in/",
            method="POST",
            data={"email": "Tried@example.org ", "password": "wrong words here"},
            environ_base={"REMOTE_ADDR": f"192.0.{number}.7"},
        )
        answers.append(page.status)
    assert answers == [422] * 20 + [429]
    assert member.state == "admitted"
    other = browser.post("/sign-in/", {"email": "other@example.org", "password": "wrong words here"})
    assert other.status == 422


def test_right_codes_are_not_counted(app):
    small = Flask("small")
    small.add_url_rule("/code", "followup.enter", lambda: "right", methods=["POST"])
    limits.limit(small)
    client = small.test_client()
    assert {client.post("/code").status_code for _ in range(40)} == {200}


def test_another_network_is_not_held_up(small):
    client = small.test_client()
    for _ in range(6):
        client.post("/code", environ_base={"REMOTE_ADDR": "192.0.2.7"})
    assert client.post("/code", environ_base={"REMOTE_ADDR": "192.0.2.200"}).status_code == 429
    assert client.post("/code", environ_base={"REMOTE_ADDR": "198.51.100.7"}).status_code == 422


def test_no_address_is_kept_even_in_memory(small):
    small.test_client().post("/code", environ_base={"REMOTE_ADDR": "192.0.2.7"})
    kept = repr(small.extensions["num_limits"].storage.__dict__)
    assert "followup.enter" in kept
    assert "192.0.2" not in kept


def test_tomorrow_has_another_key():
    keys = limits.DayKey()
    today = keys.at(date(2026, 11, 4))
    assert keys.at(date(2026, 11, 4)) == today
    assert keys.at(date(2026, 11, 5)) != today


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:22ff::1", "2001:db8:1:2200::/56"),
        ("no address", "unknown"),
    ],
)
def test_only_the_network_of_an_address_counts(address, network):
    assert limits.prefix(address) == network


def test_a_report_is_never_refused():
    counted = {*limits.BY_NETWORK, *limits.BY_ACCOUNT, *limits.BY_ADDRESS, *limits.BY_SITE}
    assert counted <= set(POLICY)
    assert not any(endpoint.startswith("reports.") for endpoint in counted)
