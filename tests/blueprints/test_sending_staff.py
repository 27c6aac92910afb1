"""Sending at /staff/sending/: live counts, pausing and resuming, what is wrong, members whose letters stopped."""

from datetime import timedelta

import pytest

from models.account import Account
from models.audit import Audit
from models.database import writing
from models.delivery import Delivery
from models.sending_pause import SendingPause
from models.session import Session
from rules import accounts, deliveries, heartbeats, letters, pauses
from tasks.queue import huey

SENDING, PAUSE, RESUME, STOPPED = (f"/staff/sending/{end}" for end in ("", "pause/", "resume/", "bounces/"))
HTMX = {"HX-Request": "true"}
RED, PAUSED = "sending-wrong", "sending-paused"


@pytest.fixture
def alive(make):
    """A worker that was just seen."""
    heartbeats.beat(make.now, "worker")


@pytest.fixture
def alert(make, alive):
    """An alert owed to three members."""
    for _ in range(3):
        make.account(areas=["west-yorkshire"])
    alert = make.plain_alert(area="west-yorkshire", level=3)
    deliveries.resolve(alert, make.now)
    return alert


@pytest.fixture
def rung(app):
    """What waits in the queue, which is empty at first."""
    huey.storage.initialize_schema()
    huey.storage.flush_queue()
    yield lambda: [task.name for task in huey.pending()]
    huey.storage.flush_queue()


def finish() -> None:
    """All letters are sent."""
    with writing():
        Delivery.update(state="sent").execute()


def of(alert) -> str:
    return f"{SENDING}alerts/{alert.ref}/"


def test_the_page_tells_what_still_has_to_go_in_words_and_never_in_hundredths(browser, alert):
    with writing():
        Delivery.update(state="sent").where(Delivery.id == Delivery.select().first().id).execute()
    page = browser.get(SENDING)
    assert page.words().count("Still to go: 2 of 3.") == 2
    assert "%" not in page.words()
    assert "Man who makes threats" in page.words()


@pytest.mark.parametrize("where", ["/staff/sending/", "of", "/staff/alerts/{}/"])
def test_counts_refresh_by_themselves_until_all_is_done(browser, alert, where):
    path = of(alert) if where == "of" else where.format(alert.ref)
    page = browser.get(path)
    counts = page.by_id("counts")
    address = counts.get("data-hx-get")
    assert (counts.get("data-hx-trigger"), counts.get("data-hx-swap")) == ("every 5s", "outerHTML")
    assert page.by_id("refresh").get("href") == address
    assert "htmx" in page.text.split("</head>")[0]
    fragment = browser.get(address, headers=HTMX)
    assert fragment.text.startswith('<div id="counts" data-hx-get=')
    finish()
    fragment = browser.get(address, headers=HTMX)
    assert "data-hx" not in fragment.text
    assert "Nothing is left to go, of 3." in fragment.words()
    page = browser.get(path)
    assert "htmx" not in page.text.split("</head>")[0]
    assert page.by_id("refresh") is None


def test_without_a_script_refresh_leads_to_a_page_that_leads_back(browser, alert):
    page = browser.get(of(alert))
    assert page.status == 200
    assert f'href="/staff/alerts/{alert.ref}/"' in page.text
    assert page.headers["Vary"].count("HX-Request") == 1


def test_an_alert_that_is_not_out_has_no_counts(browser, make):
    assert browser.get(of(make.draft())).status == 404
    assert browser.get(f"{SENDING}alerts/A0000000/").status == 404


def test_counts_that_refresh_do_not_keep_a_sign_in_alive(browser, alert, make):
    long_ago = make.now - timedelta(minutes=10)
    with writing():
        Session.update(last_seen_at=long_ago).execute()
    browser.get(of(alert), headers=HTMX)
    assert Session.get().last_seen_at == long_ago
    browser.get(of(alert))
    assert Session.get().last_seen_at > long_ago


def test_a_manager_sees_counts_and_no_words_of_warnings(signed_in, alert):
    page = signed_in("manager").get(SENDING)
    assert alert.ref in page.words()
    assert "Man who makes threats" not in page.words()
    assert "/staff/alerts/" not in page.text


def test_the_page_takes_as_many_queries_for_ten_alerts_and_fifty_members_as_for_one(browser, make, alert, queries):
    def asked(path: str) -> int:
        browser.get(path)
        queries.clear()
        browser.get(path)
        return len(queries)

    with writing():
        Account.update(bouncing_since=make.now.date(), bounce_kind="hard").where(Account.role == "member").execute()
    before = asked(SENDING), asked(STOPPED), asked("/staff/")
    for _ in range(9):
        deliveries.resolve(make.plain_alert(area="west-yorkshire", level=3), make.now)
    for _ in range(9):
        make.account(bouncing_since=make.now.date(), bounce_kind="soft")
    assert (asked(SENDING), asked(STOPPED), asked("/staff/")) == before


def test_pausing_asks_once_and_then_nothing_is_claimed(browser, me, alert, secrets, rung):
    page = browser.get(PAUSE)
    assert page.status == 200
    assert SendingPause.select().count() == 0
    assert browser.submit(PAUSE).location == SENDING
    assert (pauses.current().by, pauses.current().why) == (me, "staff")
    assert Audit.select().where((Audit.action == "sending-paused") & (Audit.actor == me.id)).count() == 1
    page = browser.get(SENDING)
    assert f"by {accounts.name_of(secrets, me)}" in page.words()
    assert "Paused. Nothing is sent." in page.words()
    assert RESUME in page.text
    assert browser.submit(SENDING, action=RESUME).location == SENDING
    assert pauses.current() is None
    assert rung() == ["send_owed"]
    assert RESUME not in browser.get(SENDING).text


@pytest.mark.parametrize("role", ["caseworker", "editor", "manager", "auditor", "drop-in"])
def test_everybody_on_the_desk_sees_who_paused_and_since_when(make, signed_in, secrets, alive, role):
    by = make.account("manager")
    pauses.pause(make.now, by)
    page = signed_in(role).get("/staff/")
    assert accounts.name_of(secrets, by) in page.words()
    assert page.by_id(PAUSED) is not None
    assert page.by_id(RED) is None
    assert (SENDING in page.text) == (role in ("caseworker", "editor", "manager"))


@pytest.mark.parametrize("path", ["/staff/", SENDING, PAUSE])
def test_a_silent_worker_is_told_in_red_and_in_words(make, browser, alive, path):
    assert browser.get(path).by_id(RED) is None
    heartbeats.beat(make.now - timedelta(minutes=6), "worker")
    page = browser.get(path)
    assert page.by_id(RED).get("class") == "summary"
    assert "Nothing is being sent" in page.words()


def test_letters_that_wait_too_long_are_told_and_not_while_paused(make, browser, me, alert):
    with writing():
        Delivery.update(due_at=make.now - timedelta(minutes=16)).execute()
    assert "Letters wait too long" in browser.get("/staff/").words()
    pauses.pause(make.now, me)
    page = browser.get("/staff/")
    assert (page.by_id(RED), page.by_id(PAUSED) is not None) == (None, True)


def test_a_pause_for_refusals_is_told_and_can_be_ended(make, browser, alert):
    pauses.pause(make.now, None, "refusals")
    assert "Sending has stopped by itself" in browser.get("/staff/").words()
    page = browser.get(SENDING)
    assert "Sending has stopped by itself" in page.words()
    assert browser.submit(SENDING, action=RESUME).status == 303
    assert pauses.current() is None


def test_the_health_page_tells_nothing_of_it(make, client):
    pauses.pause(make.now, None, "refusals")
    answer = client.get("/health")
    assert (answer.status, answer.text.strip()) == (200, '{"ok":true}')


def test_who_gets_no_letters_is_listed_by_working_name_and_reason_and_never_by_address(make, browser, secrets):
    gone = make.account(bouncing_since=make.now.date(), bounce_kind="hard", address="gone@example.org")
    make.account(address="fine@example.org")
    page = browser.get(STOPPED)
    assert accounts.name_of(secrets, gone) in page.words()
    assert "There is no such address any more" in page.words()
    assert "@" not in page.text
    assert page.words().count("Start again") == 1


def test_staff_start_a_members_letters_again(make, browser, me):
    gone = make.account(bouncing_since=make.now.date(), bounce_kind="hard")
    answer = browser.submit(STOPPED, action=f"{STOPPED}{gone.ref}/again/")
    assert answer.location == STOPPED
    assert Account.get_by_id(gone.id).bouncing_since is None
    assert Audit.select().where((Audit.action == "letters-started-again") & (Audit.actor == me.id)).count() == 1
    assert "get letters again" in browser.get(STOPPED).words()


def test_after_a_complaint_staff_have_no_button_and_a_made_up_post_changes_nothing(make, browser):
    unwanted = make.account(bouncing_since=make.now.date(), bounce_kind="complaint")
    other = make.account(bouncing_since=make.now.date(), bounce_kind="soft")
    page = browser.get(STOPPED)
    assert f"{unwanted.ref}/again" not in page.text
    browser.post(f"{STOPPED}{unwanted.ref}/again/", page.fields(f"{STOPPED}{other.ref}/again/"))
    assert Account.get_by_id(unwanted.id).bounce_kind == "complaint"
    assert "our letters are unwanted" in browser.get(STOPPED).words()


def test_the_list_has_pages(make, browser):
    with writing():
        for _ in range(51):
            make.account()
        Account.update(bouncing_since=make.now.date(), bounce_kind="soft").where(Account.role == "member").execute()
    first = browser.get(STOPPED)
    assert first.text.count("/again/") == 50
    more = next(
        one.get("href") for one in first.tree.iter("{http://www.w3.org/1999/xhtml}a") if "after=" in one.get("href")
    )
    second = browser.get(more)
    assert second.text.count("/again/") == 1
    assert "after=" not in second.text


@pytest.mark.parametrize(
    ("role", "may_see", "may_help"), [("editor", 200, 403), ("manager", 200, 200), ("auditor", 403, 403)]
)
def test_who_may_see_what(signed_in, role, may_see, may_help):
    someone = signed_in(role)
    assert someone.get(SENDING).status == may_see
    assert someone.get(STOPPED).status == may_help


def test_other_letters_are_counted_too(make, browser, secrets, alive):
    letters.owe(secrets, make.now, "new-password", account=make.account(), contents={"link": "https://x/y"})
    assert "0 sent, 1 to go, 0 came back" in browser.get(SENDING).words()
