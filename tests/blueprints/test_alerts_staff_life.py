"""The desk for what is out: kept, ended, brought back, how it stands, put right; and members' pages that say so."""

from datetime import timedelta

import pytest

from models.alert import Alert
from models.delivery import Delivery
from rules import alert_content, alert_life, alerts
from tests.browser_client import Browser
from tests.factories import WORDS

AREA = "greater-manchester"


@pytest.fixture
def alert(make, me):
    """A warning of mine that is out."""
    return make.published(make.report(permissions=["alert"], area=AREA, story="A long story."), by=me)


@pytest.fixture
def member(app, make):
    """A member's browser."""
    return Browser(app).sign_in(make.account("member", areas=[AREA]))


def path(alert, act=""):
    """Address of a warning's page on the desk or of one of its acts."""
    return f"/staff/alerts/{alert.ref}/{act}"


def press(browser, alert, act, **changes):
    """Press one button of the page; returns the page that follows."""
    return browser.follow(browser.submit(path(alert), changes, action=path(alert, act)))


def fresh(alert):
    """The row as it is now."""
    return Alert.get_by_id(alert.id)


def ends_in(make, alert, days):
    """Let it end in so many days."""
    day = make.now.date() + timedelta(days=days)
    Alert.update(review_on=day).where(Alert.id == alert.id).execute()


def test_the_desk_lists_what_ends_soon_and_keeps_it_with_one_button(make, browser, alert):
    assert "ends on" not in browser.get("/staff/alerts/").words()
    ends_in(make, alert, 10)
    assert "ends on" in browser.get("/staff/alerts/?state=review").words()
    browser.submit("/staff/alerts/", action=path(alert, "extend/"))
    assert fresh(alert).review_on == alert_life.review_day(alert.level, make.now.date())
    assert "ends on" not in browser.get("/staff/alerts/").words()


def test_a_warning_is_ended_and_put_back_on_its_page(make, browser, member, alert):
    page = press(browser, alert, "end/")
    assert "Ended. Members do not see it any more." in page.words()
    assert "The checker still answers from its reports." in page.words()
    assert member.get(f"/alerts/{alert.ref}/").status == 404
    assert path(alert) in browser.get("/staff/alerts/?state=expired").text
    page = press(browser, alert, "bring-back/")
    assert "Members see it again. Nothing was sent." in page.words()
    assert member.get(f"/alerts/{alert.ref}/").status == 200


@pytest.mark.parametrize(
    ("standing", "sign", "said"),
    [
        ("resolved", "✓", "It is over"),
        ("mistaken", "✕", "It was the wrong person"),
        ("corrected", "✎", "Something in it was wrong"),
    ],
)
def test_members_see_on_card_and_page_how_it_stands_by_word_and_shape(browser, member, alert, standing, sign, said):
    for address in ("/alerts/", f"/alerts/{alert.ref}/"):
        assert said not in member.get(address).words()
    press(browser, alert, "standing/", standing=standing, because="police")
    for address in ("/alerts/", f"/alerts/{alert.ref}/"):
        words = member.get(address).words()
        assert (sign in words, said in words) == (True, True)


def test_a_second_letter_is_owed_only_when_it_is_ticked(make, browser, member, alert):
    Delivery.insert(alert=alert, account=make.account("member"), state="sent", due_at=make.now).execute()
    page = browser.get(path(alert))
    assert page.by_id("tell").get("checked") is None
    press(browser, alert, "standing/", standing="resolved", because="police")
    assert Delivery.select().where(Delivery.kind == "correction").count() == 0
    press(browser, alert, "standing/", standing="resolved", because="police", tell="y")
    assert Delivery.select().where(Delivery.kind == "correction").count() == 1


def test_an_old_warning_leads_to_the_one_that_puts_it_right(app, make, browser, me, member, alert):
    press(browser, alert, "correct/")
    new = Alert.get(Alert.corrects == alert)
    assert alert.ref in browser.get(path(new)).words()
    assert new.ref in browser.get(path(alert)).words()
    fields = browser.get(path(new)).fields(path(new)) | {"person": "Small man with a beard."}
    assert browser.post(path(new, "ask/"), fields).status == 303
    assert "A newer alert" not in member.get(f"/alerts/{alert.ref}/").words()
    editor = Browser(app).sign_in(make.account("editor"))
    editor.submit(path(new), action=path(new, "approve/"))
    alerts.release_due(make.secrets, fresh(new).release_at)
    page = member.get(f"/alerts/{alert.ref}/")
    assert "A newer alert puts this right." in page.words()
    assert f"/alerts/{new.ref}/" in page.text


def test_a_worker_who_may_not_read_the_newer_one_is_not_led_to_it(app, make, browser, me, alert):
    worker = Browser(app).sign_in(make.account("project-worker", project=make.project(areas=[AREA])))
    new = make.plain_alert(area="kent", corrects=alert)
    page = worker.get(f"/alerts/{alert.ref}/")
    assert (page.status, new.ref in page.text, "A newer alert" in page.words()) == (200, False, False)


def test_whom_it_is_for_is_chosen_in_the_draft_and_read_by_members(make, me, browser, member):
    alert = make.draft(by=me)
    fields = browser.get(path(alert)).fields(path(alert)) | {"targets": ["women", "trans-women"]}
    assert browser.post(path(alert), fields).status == 303
    assert alert_content.facts_of(fresh(alert)).targets == ("women", "trans-women")
    assert "For: Women, Trans women" in browser.get(path(alert)).words()
    assert "Goes to all genders." in browser.get(path(make.draft(by=me))).words()
    out = make.published(by=me, targets=("men",))
    assert "For: Men" in member.get(f"/alerts/{out.ref}/").words()


def test_the_whole_country_is_a_hint_and_chosen_by_nobody_but_staff(make, me, browser):
    hint = "Should the whole UK and Ireland get it?"
    report = make.report(permissions=["alert"], area=AREA, story="He said he travels from city to city.")
    alert = make.draft(report, by=me, level=3)
    page = browser.get(path(alert))
    assert (hint in page.words(), page.fields(path(alert))["area"]) == (True, AREA)
    for facts in ({"level": 2}, {"level": 3, "area": "uk"}):
        other = make.report(permissions=["alert"], story="He said he travels from city to city.")
        assert hint not in browser.get(path(make.draft(other, by=me, **facts))).words()


def test_hostile_words_are_words_in_what_ended_and_comes_back(make, me, browser, member):
    said = WORDS | {"title": "<script>x</script>"}
    alert = make.published(by=me, words=said)
    press(browser, alert, "standing/", standing="mistaken", because="other")
    assert "<script>x</script>" in member.get(f"/alerts/{alert.ref}/").words()


@pytest.mark.parametrize("act", ["extend/", "end/", "standing/", "correct/"])
def test_what_is_done_to_a_warning_that_moved_on_is_refused_in_words(make, browser, alert, act):
    ends_in(make, alert, 10)
    fields = browser.get(path(alert)).fields(path(alert, act)) | {"standing": "resolved", "because": "police"}
    alert_life.end(make.now, alert, make.account("editor"))
    page = browser.follow(browser.post(path(alert, act), fields))
    assert "This alert has changed since you opened the page." in page.words()
    assert (fresh(alert).state, fresh(alert).standing) == ("expired", "live")
