"""Translations on the desk: written beside the original, read by a second person, and by members in their language."""

import pytest

from models.alert import Alert, AlertTranslation
from tests.browser_client import Browser

AREA = "greater-manchester"
ROMANIAN = {
    "title": "Un bărbat care amenință",
    "what_happened": "Își cere banii înapoi și ridică vocea.",
    "person": "Bărbat înalt, cu ochelari și barbă.",
    "contact_used": "Un număr de mobil care se termină în 61.",
}
STORY = "He put a small folding knife on the table."


@pytest.fixture
def alert(make, me):
    """A warning of mine from a report that is out."""
    return make.published(make.report(permissions=["alert"], story=STORY, area=AREA), by=me)


@pytest.fixture
def editor(app, make):
    """A second person's browser."""
    return Browser(app).sign_in(make.account("editor"))


def path(alert, act="", language="ro"):
    """Address of a translation or of one of its acts."""
    return f"/staff/alerts/{alert.ref}/translations/{language}/{act}"


def write(browser, alert, act="", **changes):
    """Fill in the form and press Save, or the button beside it."""
    return browser.post(path(alert, act), browser.get(path(alert)).fields(path(alert)) | ROMANIAN | changes)


def press(browser, alert, act):
    """Press one button of the page; returns the page that follows."""
    return browser.follow(browser.submit(path(alert), action=path(alert, act)))


def row():
    """The translation as it is now."""
    return AlertTranslation.get()


def test_the_form_has_the_same_headings_beside_the_original(browser, alert):
    page = browser.get(path(alert))
    assert "Asks for the money back and becomes loud." in page.words()
    for name in ("title", "what_happened", "person", "contact_used", "pattern", "who_targeted", "advice"):
        assert page.by_id(name).get("lang") == "ro"
    assert path(alert, language="pl") in browser.get(f"/staff/alerts/{alert.ref}/").text


def test_a_translation_goes_from_one_person_through_another_to_members_who_chose_its_language(
    app, make, browser, editor, alert
):
    romanian = Browser(app).sign_in(make.account("member", language="ro"))
    english = Browser(app).sign_in(make.account("member"))
    assert write(browser, alert, "ask/").status == 303
    assert path(alert, "approve/") not in browser.get(path(alert)).text
    assert "Approved." in press(editor, alert, "approve/").words()
    page = romanian.get(f"/alerts/{alert.ref}/")
    assert ROMANIAN["title"] in page.words()
    assert "Translated by people." in page.words()
    assert ROMANIAN["title"] in romanian.get("/alerts/").words()
    original = romanian.get(f"/alerts/{alert.ref}/?original=")
    assert (ROMANIAN["title"] in original.words(), "Man who makes threats" in original.words()) == (False, True)
    for address in ("/alerts/", f"/alerts/{alert.ref}/"):
        words = english.get(address).words()
        assert ("Man who makes threats" in words, "Translated by people." in words) == (True, False)


def test_what_points_to_the_reporter_is_shown_at_its_field_and_nothing_is_lost(browser, alert):
    answer = write(browser, alert, "ask/", advice="Put a small folding knife on the table.")
    assert answer.status == 422
    assert "own words stand in a row" in "".join(answer.by_id("advice-error").itertext())
    assert ROMANIAN["title"] in answer.text
    assert row().state == "draft"


def test_a_remark_needs_a_tick(browser, alert):
    answer = write(browser, alert, "ask/", advice="La 23:15 sună.")
    assert (answer.status, "Look again:" in answer.words()) == (422, True)
    [tick] = [one for one in answer.tree.iter("{http://www.w3.org/1999/xhtml}input") if one.get("name") == "accepted"]
    answer = write(browser, alert, "ask/", advice="La 23:15 sună.", accepted=tick.get("value"))
    assert (answer.status, row().state) == (303, "waiting")


def test_a_heading_that_is_missing_is_named_at_its_field(browser, alert):
    answer = write(browser, alert, "ask/", person="")
    assert (answer.status, row().state) == (422, "draft")
    assert answer.by_id("person-error") is not None
    assert answer.by_id("advice-error") is None


def test_an_editor_reads_one_that_waits_and_no_draft_of_one(browser, editor, alert):
    write(browser, alert)
    assert editor.get(path(alert)).status == 422
    write(browser, alert, "ask/")
    page = editor.get(path(alert))
    assert (page.status, ROMANIAN["title"] in page.words(), "folding" in page.text) == (200, True, False)


def test_ones_own_is_refused_when_it_is_posted_all_the_same(browser, alert):
    write(browser, alert, "ask/")
    fields = browser.get(path(alert)).fields(path(alert, "send-back/"))
    answer = browser.follow(browser.post(path(alert, "approve/"), fields | {"seen": "x"}))
    assert "You wrote this translation. Somebody else must approve it." in answer.words()
    assert row().state == "waiting"


def test_it_is_sent_back_and_taken_off(browser, editor, alert):
    write(browser, alert, "ask/")
    answer = editor.submit(path(alert), action=path(alert, "send-back/"))
    # It is a caseworker's draft again, so the editor goes back to the alert.
    assert answer.location.endswith(f"/staff/alerts/{alert.ref}/")
    write(browser, alert, "ask/")
    press(editor, alert, "approve/")
    assert "Members read it" in browser.get(path(alert)).words()
    press(browser, alert, "send-back/")
    assert (row().state, row().words) == ("draft", None)
    assert browser.get(path(alert)).fields(path(alert))["title"] == ROMANIAN["title"]


def test_one_that_was_approved_before_the_warning_changed_says_so(make, me, browser, editor):
    alert = make.asked(by=me)
    write(browser, alert, "ask/")
    press(editor, alert, "approve/")
    assert "changed since this was approved" not in browser.get(path(alert)).words()
    page = f"/staff/alerts/{alert.ref}/"
    browser.submit(page, action=f"{page}send-back/")
    browser.post(page, browser.get(page).fields(page) | {"title": "Another heading"})
    assert "changed since this was approved" in browser.get(path(alert)).words()


def test_there_is_no_page_for_a_language_that_is_none_of_ours_or_its_own(browser, alert):
    for language in ("xx", "en", "RO", "ro%00"):
        assert browser.get(path(alert, language=language)).status == 404
    assert AlertTranslation.select().count() == 0


def test_hostile_words_are_words_on_both_pages(app, make, browser, editor, alert):
    said = {"title": "<script>x</script>", "advice": "<img src=x onerror=y> {{ 7*7 }}"}
    write(browser, alert, "ask/", **said)
    assert "<script>x</script>" in editor.get(path(alert)).words()
    press(editor, alert, "approve/")
    page = Browser(app).sign_in(make.account("member", language="ro")).get(f"/alerts/{alert.ref}/")
    assert ("<script>x</script>" in page.words(), "{{ 7*7 }}" in page.words()) == (True, True)
    assert not list(page.tree.iter("{http://www.w3.org/1999/xhtml}img"))


@pytest.mark.parametrize("role", ["manager", "auditor", "drop-in", "member", "project-worker"])
def test_other_roles_reach_nothing_here(alert, signed_in, role):
    assert signed_in(role).get(path(alert)).status == 403
    assert Alert.get_by_id(alert.id).state == "published"
