"""The checker's desks: who asks again, partner websites' keys, keying anew, what police confirmed."""

import re
from datetime import timedelta

import pytest

from models.account import Account
from models.audit import Audit
from models.check_site import Asking, CheckSite
from models.report import Report
from rules import accounts, check_sites, keying
from rules.keyed import index_fingerprint
from tests.browser_client import Browser
from tests.house.scenery import Scenery, token_of

HTMX = {"HX-Request": "true"}


@pytest.fixture
def scenery(app, make):
    """What stands behind the desks."""
    return Scenery(app, make)


def test_looked_at_takes_it_off_the_list(scenery):
    number = scenery._asking
    browser = scenery.browser("caseworker")
    answer = browser.submit("/staff/askings/", action=f"/staff/askings/{number}/look/")
    assert (answer.status, answer.location) == (303, "/staff/askings/")
    page = browser.follow(answer)
    assert "Nobody did." in page.words() and "Noted." in page.words()
    assert Asking.get().looked_on == scenery.make.now.date()
    token = token_of(browser)
    assert [browser.post(f"/staff/askings/{bad}/look/", token).status for bad in ("0", "x", "99")] == [404] * 3


def test_somebody_at_a_partner_website_is_told_by_the_website(make, scenery):
    site, _key = check_sites.make(make.secrets, make.now, make.account("manager"), "Lantern")
    Asking.create(mark=b"x" * 32, site=site, days=6, last_on=make.now.date() - timedelta(days=1))
    page = scenery.browser("caseworker").get("/staff/askings/")
    assert "Somebody at Lantern" in page.words() and "on 6 days" in page.words()


def test_a_key_is_shown_once_and_ended_after_a_question(make, signed_in):
    manager = signed_in("manager")
    answer = manager.submit("/staff/check-sites/", {"name": "Lantern"}, action="/staff/check-sites/")
    assert answer.status == 303
    page = manager.follow(answer)
    key = re.search(r"this once: ([\w-]{43}) ", page.words())[1]
    assert page.headers["Cache-Control"] == "no-store, private"
    site = check_sites.find(make.secrets, key)
    assert site.name == "Lantern"
    assert key not in manager.get("/staff/check-sites/").text
    end = f"/staff/check-sites/{site.ref}/end/"
    assert "Lantern" in manager.get(end).words()
    assert check_sites.find(make.secrets, key) is not None
    assert manager.submit(end, action=end).status == 303
    assert check_sites.find(make.secrets, key) is None
    assert "ended already" in manager.follow(manager.submit(end, action=end)).words()
    assert [row.action for row in Audit.select().where(Audit.action.startswith("check-site"))] == [
        "check-site-made",
        "check-site-ended",
    ]


def test_a_key_without_a_name_or_with_too_long_a_name_is_not_made(signed_in):
    manager = signed_in("manager")
    for name in ("", "x" * 81):
        page = manager.submit("/staff/check-sites/", {"name": name}, action="/staff/check-sites/")
        assert (page.status, page.by_id("name").get("value", "")) == (422, name)
    assert CheckSite.select().count() == 0


@pytest.fixture
def old(make, scenery):
    """Seven reports that are not keyed with the key of today."""
    for number in range(7):
        make.report(identifiers=f"07700 90012{number}", permissions=["checker"])
    Report.update(keyed_with="another").execute()


def test_keying_goes_on_press_by_press_without_script(make, scenery, old, monkeypatch):
    monkeypatch.setattr(keying, "REPORTS_AT_ONCE", 3)
    browser = scenery.browser("caseworker")
    assert "7 wait" in browser.get("/staff/").words()
    for done in (0, 3, 6):
        page = browser.get("/staff/keying/")
        bar = page.by_id("keyed")
        assert (bar.get("value"), bar.get("max")) == (str(done), "7")
        assert f"{done} of 7 reports are keyed" in page.words()
        answer = browser.submit("/staff/keying/", action="/staff/keying/")
        assert (answer.status, answer.location) == (303, "/staff/keying/")
    page = browser.get("/staff/keying/")
    assert "Nothing is to be done." in page.words() and page.by_id("keyed").get("value") == "7"
    assert {row.keyed_with for row in Report.select()} == {index_fingerprint(make.secrets)}


def test_with_script_the_answer_presses_by_itself_until_nothing_is_left(scenery, old, monkeypatch):
    monkeypatch.setattr(keying, "REPORTS_AT_ONCE", 4)
    browser = scenery.browser("caseworker")
    page = browser.get("/staff/keying/")
    assert "data-hx-trigger" not in page.text
    fields = page.fields("/staff/keying/")
    part = browser.post("/staff/keying/", fields, headers=HTMX)
    assert part.text.strip().startswith('<section id="keying">')
    assert 'data-hx-trigger="load' in part.text and "Stop here" in part.words()
    last = browser.post("/staff/keying/", fields, headers=HTMX)
    assert "data-hx-trigger" not in last.text and "Nothing is to be done." in last.words()


def test_without_the_team_key_it_says_so_and_keys_nothing(app, make, scenery, old):
    account = Account.get(Account.ref == scenery._locked_out)
    browser = Browser(app).sign_in(account)
    page = browser.get("/staff/keying/")
    assert "You wait for access" in page.words() and "Go on" not in page.words()
    answer = browser.post("/staff/keying/", token_of(browser))
    assert "You wait for access" in browser.follow(answer).words()
    part = browser.post("/staff/keying/", token_of(browser), headers=HTMX)
    assert "data-hx-trigger" not in part.text and "You wait for access" in part.words()
    assert keying.left(make.secrets) == 7


def test_police_confirmed_is_pressed_shown_with_who_and_when_and_taken_back(make, scenery):
    ref = scenery._report
    browser = scenery.browser("caseworker")
    path, act = f"/staff/reports/{ref}/", f"/staff/reports/{ref}/confirmed/"
    answer = browser.submit(path, {"confirmed": "yes"}, action=act)
    assert (answer.status, answer.location) == (303, path)
    words = browser.get(path).words()
    assert "Confirmed by police, noted on" in words and f"by {accounts.name_of(make.secrets, scenery.me)}." in words
    browser.submit(path, {"confirmed": "no"}, action=act)
    assert "Confirmed by police" not in browser.get(path).words()
    assert Report.get(Report.ref == ref).confirmed_on is None
