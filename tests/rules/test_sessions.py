"""Sessions: how long they live, and who can open what they hold."""

from datetime import timedelta

import pytest

from models.session import Session
from rules import accounts, sessions


def begun(secrets, make, role="member", payload=None):
    """An account and the cookie of its session."""
    account = make.account(role)
    return account, sessions.start(secrets, make.now, sessions.kind_for(account), payload or {}, account)


def test_a_session_is_found_by_its_cookie_alone(secrets, make):
    account, token = begun(secrets, make, payload={"own_key": "ab"})
    found = sessions.find(secrets, token, make.now)
    assert found.row.account == account and found.payload == {"own_key": "ab"}
    assert sessions.find(secrets, token + "x", make.now) is None


@pytest.mark.parametrize(("role", "minutes"), [("member", 20), ("caseworker", 15), ("manager", 15), ("drop-in", 5)])
def test_a_session_ends_when_nobody_uses_it(secrets, make, role, minutes):
    _, token = begun(secrets, make, role)
    assert sessions.find(secrets, token, make.now + timedelta(minutes=minutes))
    assert sessions.find(secrets, token, make.now + timedelta(minutes=minutes, seconds=5)) is None


@pytest.mark.parametrize(("role", "hours"), [("member", 12), ("caseworker", 8), ("drop-in", 4)])
def test_a_session_in_use_ends_after_its_whole_life(secrets, make, role, hours):
    _, token = begun(secrets, make, role)
    late = make.now + timedelta(hours=hours)
    Session.update(last_seen_at=late).execute()
    assert sessions.find(secrets, token, late)
    assert sessions.find(secrets, token, late + timedelta(seconds=5)) is None


def test_a_session_from_the_future_is_dead(secrets, make):
    _, token = begun(secrets, make)
    assert sessions.find(secrets, token, make.now - timedelta(minutes=6)) is None


def test_the_row_does_not_open_without_the_cookie(secrets, make):
    _, token = begun(secrets, make, payload={"team_key": "5eed" * 16})
    row = Session.get()
    assert token.encode() not in bytes(row.token_key) and token not in row.payload and "5eed" not in row.payload


@pytest.mark.parametrize("state", ["applied", "confirmed", "refused", "closed"])
def test_a_session_of_an_account_that_may_not_sign_in_is_dead(secrets, make, state):
    account, token = begun(secrets, make)
    accounts.change(account, state=state)
    assert sessions.find(secrets, token, make.now) is None


def test_closing_ends_every_session_of_that_account_and_no_other(secrets, make):
    account, _ = begun(secrets, make)
    sessions.start(secrets, make.now, "member", {}, account)
    begun(secrets, make)
    accounts.close(make.now, account, None)
    assert Session.select().count() == 1


def test_a_session_in_steady_use_is_written_at_most_twice_a_minute(secrets, make):
    _, token = begun(secrets, make)
    found = sessions.find(secrets, token, make.now)
    started = found.row.last_seen_at
    sessions.touch(found, started + timedelta(seconds=29))
    assert Session.get().last_seen_at == started
    sessions.touch(found, started + timedelta(seconds=30))
    assert Session.get().last_seen_at == started + timedelta(seconds=30)


def test_a_run_out_session_still_says_whose_it_was(secrets, make):
    account, token = begun(secrets, make)
    assert sessions.holder(secrets, token) == account
    assert sessions.holder(secrets, "another") is None


def test_a_run_out_session_still_says_which_code_opened_it(secrets, make):
    report = make.report()
    token = sessions.start(secrets, make.now - timedelta(hours=2), "code", {}, report=report)
    assert sessions.find(secrets, token, make.now) is None
    assert sessions.holder(secrets, token) == report


def test_old_sessions_are_cleared(secrets, make):
    begun(secrets, make)
    assert sessions.clear_dead(make.now + timedelta(hours=24)) == 0
    assert sessions.clear_dead(make.now + timedelta(hours=25)) == 1


def test_a_reporters_session_is_forgotten_sooner(secrets, make):
    sessions.start(secrets, make.now, "code", {}, report=make.report())
    assert sessions.clear_dead(make.now + timedelta(hours=1)) == 0
    assert sessions.clear_dead(make.now + timedelta(hours=2)) == 1


def test_of_an_open_form_neither_the_minute_nor_the_second_is_kept(make, secrets, app):
    at = make.now.replace(hour=12, minute=37, second=41)
    token = sessions.start(secrets, at, "form", {})
    opened = sessions.find(secrets, token, at)
    assert opened.row.started_at == opened.row.last_seen_at == at.replace(minute=30, second=0, microsecond=0)
    sessions.touch(opened, at + timedelta(minutes=25))
    assert Session.get().last_seen_at == at.replace(hour=13, minute=0, second=0, microsecond=0)
    assert sessions.find(secrets, token, at + timedelta(minutes=60)) is not None
