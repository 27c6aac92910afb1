"""Staff and members hear "done" only when no letter is under way; how reporters do is in test_followup.py."""

import time

import pytest

from blueprints import quiet
from models.account import Account
from models.alert import Alert
from models.delivery import Delivery
from rules import deliveries, sending
from tests.browser_client import Browser

STILL_GOING = 0.2


@pytest.fixture
def member(make) -> Account:
    """A member who is owed one warning."""
    member = make.account(areas=["london"])
    deliveries.resolve(make.plain_alert(area="london"), make.now)
    assert [row.state for row in Delivery.select()] == ["owed"]
    return member


@pytest.fixture
def under_way(make, member, monkeypatch) -> None:
    """The letter is being sent now and will not end; we wait less than we usually do."""
    monkeypatch.setattr(quiet, "LONGEST_SECONDS", STILL_GOING)
    sending.next_batch(make.now, "worker", {})
    assert [row.state for row in Delivery.select()] == ["claimed"]


@pytest.fixture
def press(app, make, member):
    """A function that presses one of the buttons and gives what comes then and how many seconds it took."""
    member_browser = Browser(app).sign_in(member)
    staff_browser = Browser(app).sign_in(make.account("caseworker"))
    alert = f"/staff/alerts/{Alert.get().ref}/"
    acts = {
        "withdraw": (staff_browser, alert, {"reason": "mistake"}, f"{alert}withdraw/"),
        "pause": (member_browser, "/account/", {"act": "pause"}, "/account/pause/"),
        "leave": (member_browser, "/account/leave/", {}, None),
    }

    def push(name: str) -> tuple[str, float]:
        browser, path, changes, action = acts[name]
        began = time.monotonic()
        page = browser.submit(path, changes, action=action)
        took = time.monotonic() - began
        return (browser.follow(page) if page.location else page).words(), took

    return push


SAID = {
    "withdraw": ("Taken back.", "Stopping. A few letters may still be on their way."),
    "pause": ("Paused. No e-mail comes until you go on.", "Stopping. One e-mail may still be on its way."),
    "leave": ("No more letters come.", "One letter may still be on its way."),
}


@pytest.mark.parametrize("act", SAID)
def test_done_is_said_when_no_letter_is_under_way(press, act):
    words, _took = press(act)
    done, stopping = SAID[act]
    assert done in words
    assert stopping not in words


@pytest.mark.parametrize("act", SAID)
def test_while_a_letter_is_under_way_the_answer_waits_and_says_that_it_is_stopping(press, under_way, act):
    words, took = press(act)
    done, stopping = SAID[act]
    assert took >= STILL_GOING
    assert stopping in words
    assert done not in words
