"""The desk for warnings: writing, asking, the second person, the hold, and what an editor never sees."""

from datetime import timedelta

import pytest

from models.alert import Alert
from models.audit import Audit
from models.database import database
from models.delivery import Delivery
from models.letter import OwedLetter
from models.permission import Permission
from rules import alert_content, alerts, desk, shown_first
from tests.browser_client import Browser
from tests.factories import WORDS

STORY = "He put a small folding knife on the table & said <b>nothing</b> about the lantern."
COPIED = "Put a small folding knife on the table."


@pytest.fixture
def report(make):
    """A report whose reporter lets us warn members."""
    return make.report(story=STORY, permissions=["alert"], area="greater-manchester", identifiers="07700 900461")


def path(alert, act=""):
    """Address of a warning's page or of one of its acts."""
    return f"/staff/alerts/{alert.ref}/{act}"


def press(browser, alert, act, **changes):
    """Press one button of the page."""
    return browser.submit(path(alert), changes, action=path(alert, act))


def write(browser, alert, act="", **changes):
    """Fill in the form and press Save, or the button beside it."""
    fields = browser.get(path(alert)).fields(path(alert)) | WORDS | changes
    return browser.post(path(alert, act), fields)


def fresh(alert):
    """The row as it is now."""
    return Alert.get_by_id(alert.id)


def test_both_columns_stand_side_by_side_and_the_number_is_offered_masked(make, me, browser, report):
    page = browser.get(path(make.draft(report, by=me)))
    words = page.words()
    assert STORY in words
    assert "07…61" in words
    assert page.by_id("what_happened").tag.endswith("textarea")
    assert "As members will see it" in words


def test_saving_keeps_words_and_facts(make, me, browser, report):
    alert = make.draft(report, by=me)
    answer = write(
        browser, alert, pattern="Calls late.", level="1", area="uk", harms=["theft", "threats"], sector="street"
    )
    assert answer.status == 303
    kept = fresh(alert)
    assert (kept.level, kept.area, kept.sector, kept.harm_codes) == (1, "uk", "street", ["theft", "threats"])
    assert alert_content.read_words(make.secrets, kept)["pattern"] == "Calls late."


def test_what_points_to_the_reporter_is_shown_at_its_field_and_marked_in_the_report(make, me, browser, report):
    alert = make.draft(report, by=me)
    answer = write(browser, alert, "ask/", what_happened=COPIED)
    assert answer.status == 422
    assert "own words stand in a row" in "".join(answer.by_id("what_happened-error").itertext())
    marks = ["".join(one.itertext()) for one in answer.tree.iter("{http://www.w3.org/1999/xhtml}mark")]
    assert marks == ["put a small folding knife on the table"]
    assert "".join(answer.by_id("what_happened").itertext()).strip() == COPIED
    assert fresh(alert).state == "draft"
    assert "<b>nothing</b>" in answer.words()


def test_a_remark_needs_a_tick_before_somebody_is_asked(make, me, browser, report):
    alert = make.draft(report, by=me)
    answer = write(browser, alert, "ask/", what_happened="Became loud on 4 November.")
    assert (answer.status, fresh(alert).state) == (422, "draft")
    assert "Look again: An exact day stands here." in answer.words()
    ticked = alert_content.read_verdict(make.secrets, fresh(alert)).fingerprint
    assert ticked in answer.text
    answer = write(browser, alert, "ask/", what_happened="Became loud on 4 November.", accepted=ticked)
    assert (answer.status, fresh(alert).state) == (303, "waiting")


def test_what_was_typed_comes_back_when_something_is_missing(make, me, browser, report):
    alert = make.draft(report, by=me)
    answer = write(browser, alert, "ask/", area="", advice="Bring a friend.")
    assert answer.status == 422
    assert "Bring a friend." in "".join(answer.by_id("advice").itertext())


def test_a_too_long_heading_is_refused_at_its_field(make, me, browser, report):
    answer = write(browser, make.draft(report, by=me), title="x" * 121)
    assert answer.status == 422
    assert answer.by_id("title-error") is not None


def test_a_draft_goes_out_through_a_second_person_and_after_the_hold(app, make, me, browser, report):
    member = make.account("member", areas=["greater-manchester"])
    alert = make.draft(report, by=me)
    write(browser, alert, "ask/")
    words = browser.get(path(alert)).words()
    assert "You wrote this. Somebody else must approve it." in words
    assert path(alert, "approve/") not in browser.get(path(alert)).text
    editor = Browser(app).sign_in(make.account("editor"))
    press(editor, alert, "approve/")
    kept = fresh(alert)
    # The level is dangerous, so the hold is the short one.
    assert kept.release_at - make.now <= timedelta(seconds=120)
    assert "goes out in" in browser.get("/staff/alerts/").words()
    alerts.release_due(make.secrets, kept.release_at)
    assert [row.account for row in Delivery.select()] == [member]
    assert "Still to go: 1 of 1." in browser.get(path(alert)).words()


def test_posting_an_approval_of_ones_own_is_refused(make, me, browser, report):
    alert = make.asked(report, by=me)
    fields = browser.get(path(alert)).fields(path(alert, "send-back/"))
    answer = browser.post(path(alert, "approve/"), fields | {"seen": alert_content.hash_of(make.secrets, alert)})
    assert "Somebody else must approve it" in browser.follow(answer).words()
    assert fresh(alert).state == "waiting"


def test_an_approval_of_a_text_that_changed_since_is_refused(app, make, me, report):
    alert = make.asked(report, by=me)
    editor = Browser(app).sign_in(make.account("editor"))
    fields = editor.get(path(alert)).fields(path(alert, "approve/"))
    alert_content.set_words(make.secrets, alert, WORDS | {"title": "Another heading"})
    alert.save()
    answer = editor.post(path(alert, "approve/"), fields)
    assert "The text has changed" in editor.follow(answer).words()
    assert fresh(alert).state == "waiting"


@pytest.mark.parametrize("state", ["asked", "approved", "published", "withdrawn"])
def test_an_editors_page_contains_no_word_of_the_report(app, make, me, report, state):
    alert = make.asked(report, by=me) if state == "asked" else make.approved(report, by=me, hold=0)
    if state in ("published", "withdrawn"):
        alerts.release_due(make.secrets, make.now)
    if state == "withdrawn":
        alerts.withdraw(make.now, alert, me, "mistake")
    page = Browser(app).sign_in(make.account("editor")).get(path(alert))
    assert page.status == 200
    for hidden in ("lantern", "folding", "07700", "900461", report.ref):
        assert hidden not in page.text
    assert WORDS["title"] in page.text


def test_an_editor_opens_no_draft_that_has_a_report_behind_it(app, make, me, report):
    alert = make.draft(report, by=me)
    editor = Browser(app).sign_in(make.account("editor"))
    assert editor.get(path(alert)).status == 422
    listed = editor.get("/staff/alerts/")
    assert "A caseworker writes it" in listed.words()
    assert WORDS["title"] not in listed.words()
    assert path(alert) not in listed.text


def test_an_editor_writes_what_police_sent(app, make):
    make.team()
    editor = Browser(app).sign_in(make.account("editor"))
    assert "Choose from the lists" in editor.submit("/staff/alerts/new/").words()
    answer = editor.submit("/staff/alerts/new/", {"origin": "police"})
    alert = Alert.get()
    assert answer.location.endswith(path(alert))
    write(editor, alert, "ask/", area="uk", harms=["threats"])
    assert (fresh(alert).state, fresh(alert).origin) == ("waiting", "police")


def test_a_caseworker_who_does_not_read_the_report_sees_none_of_it(app, make, me, report):
    alert = make.draft(report, by=me)
    other = Browser(app).sign_in(make.account("caseworker"))
    words = other.get(path(alert)).words()
    assert "lantern" not in words
    assert "Open the report first" in words
    answer = write(other, alert, pattern="Calls late.")
    assert (answer.status, "Take this report first" in answer.words()) == (422, True)


def test_seeing_the_report_beside_the_warning_is_audited(make, me, browser, report):
    alert = make.draft(report, by=me)
    before = Audit.select().where(Audit.action == "report-opened").count()
    browser.get(path(alert))
    assert Audit.select().where(Audit.action == "report-opened").count() == before + 1


def test_a_warning_is_stopped_during_its_hold(make, me, browser, report):
    alert = make.approved(report, by=me, hold=600)
    browser.submit("/staff/alerts/", action=path(alert, "stop/"))
    assert fresh(alert).state == "draft"


def test_a_warning_is_sent_back(app, make, me, report):
    alert = make.asked(report, by=me)
    editor = Browser(app).sign_in(make.account("editor"))
    answer = press(editor, alert, "send-back/")
    assert fresh(alert).state == "draft"
    # It is a caseworker's draft again, so the editor goes back to the list.
    assert answer.location.endswith("/staff/alerts/")
    assert "Sent back" in editor.follow(answer).words()


def test_a_warning_is_taken_back_with_a_reason(make, me, browser, report):
    make.account("member", areas=["greater-manchester"])
    alert = make.published(report, by=me)
    without = press(browser, alert, "withdraw/", reason="")
    assert (without.status, "Choose a reason" in without.words()) == (422, True)
    answer = press(browser, alert, "withdraw/", reason="resolved")
    assert "Taken back." in browser.follow(answer).words()
    assert [row.state for row in Delivery.select()] == ["cancelled"]


def test_without_the_permission_the_page_says_so_and_keeps_the_words(make, me, browser, report):
    alert = make.draft(report, by=me)
    Permission.update(taken_back_on=make.now.date()).where(Permission.report == report).execute()
    answer = write(browser, alert, "ask/", advice="Bring a friend.")
    assert (answer.status, fresh(alert).state) == (422, "draft")
    assert "has not given permission" in answer.words()
    assert "Bring a friend." in answer.text


def test_the_list_shows_every_state_and_pages_one(make, me, browser, report):
    first = make.draft(by=me)
    made = {
        "waiting": make.asked(by=me),
        "approved": make.approved(by=me, hold=600),
        "published": make.published(by=me),
        "draft": first,
    }
    withdrawn = make.published(by=me)
    alerts.withdraw(make.now, withdrawn, me, "other")
    page = browser.get("/staff/alerts/")
    for alert in (*made.values(), withdrawn):
        assert path(alert) in page.text
    one = browser.get("/staff/alerts/?state=draft")
    assert path(first) in one.text
    assert path(withdrawn) not in one.text
    assert path(first) not in browser.get(f"/staff/alerts/?state=draft&after={first.ref}").text


def test_hostile_words_in_a_warning_are_shown_and_never_run(make, me, browser):
    alert = make.draft(
        by=me, words=WORDS | {"title": "<script>x</script>", "advice": "<img src=x onerror=y> {{ 7*7 }}"}
    )
    page = browser.get(path(alert))
    assert "<script>x</script>" in page.words()
    assert "{{ 7*7 }}" in page.words()
    assert not list(page.tree.iter("{http://www.w3.org/1999/xhtml}img"))


@pytest.mark.parametrize("role", ["manager", "auditor", "drop-in", "member", "project-worker"])
def test_other_roles_reach_nothing_here(make, me, report, signed_in, role):
    alert = make.asked(report, by=me)
    browser = signed_in(role)
    for address in ("/staff/alerts/", "/staff/alerts/new/", path(alert)):
        assert browser.get(address).status == 403
    assert desk.is_reading(report, me)


def test_the_list_asks_the_database_as_often_for_ten_alerts_as_for_one(make, me, browser):
    def ask_for(count):
        for _ in range(count):
            make.asked(make.report(permissions=["alert"]), by=me)
            make.published(by=me)
        sent, run = [], database.obj.execute_sql
        database.obj.execute_sql = lambda sql, *args, **more: (sent.append(sql), run(sql, *args, **more))[1]
        try:
            browser.get("/staff/alerts/")
        finally:
            del database.obj.execute_sql
        return len(sent)

    browser.get("/staff/alerts/")
    assert ask_for(1) == ask_for(4)


@pytest.fixture
def seeing_first(make):
    """A report whose reporter wants to see the warning first and may be written to."""
    told = {"contact_how": "email", "contact_value": "sparrow@example.org"}
    return make.report(story=STORY, permissions=["alert", "see_first", "contact"], area="greater-manchester", **told)


def say(make, alert, says):
    """The reporter answers to the text as it is stored."""
    [report] = [link.report for link in alert.report_links]
    seen = alert_content.hash_of(make.secrets, fresh(alert))
    shown_first.answer(make.secrets, make.now, report, seen, says)


def test_the_draft_says_that_the_reporter_will_see_it_and_asking_owes_a_notice(make, me, browser, seeing_first):
    alert = make.draft(seeing_first, by=me)
    assert (
        "Once you ask a second person, their code shows it to them for three days." in browser.get(path(alert)).words()
    )
    assert write(browser, alert, "ask/").status == 303
    assert "The reporter wants to see it first. They have until" in browser.get(path(alert)).words()
    assert [row.report_id for row in OwedLetter.select()] == [seeing_first.id]


def test_the_second_person_reads_how_the_reporter_stands_and_never_which_report(app, make, me, seeing_first):
    alert = make.asked(seeing_first, by=me)
    editor = Browser(app).sign_in(make.account("editor"))
    told = {
        None: "The reporter wants to see it first. They have until",
        "fine": "The reporter read it and says it is right.",
        "objects": "The reporter says: do not send this.",
    }
    for says, sentence in told.items():
        if says:
            say(make, alert, says)
        page = editor.get(path(alert))
        assert sentence in page.words()
        assert (path(alert, "approve/") in page.text) == (says == "fine")
        assert seeing_first.ref not in page.text
        assert "lantern" not in page.text
    assert seeing_first.ref in Browser(app).sign_in(me).get(path(alert)).text


def test_after_three_days_the_page_says_that_it_may_go(app, make, me, seeing_first):
    alert = make.asked(seeing_first, by=me)
    past = make.now - timedelta(days=3)
    Alert.update(asked_at=past).where(Alert.id == alert.id).execute()
    Permission.update(given_on=past.date()).execute()
    editor = Browser(app).sign_in(make.account("editor"))
    assert "did not answer in three days. It may go out." in editor.get(path(alert)).words()
    press(editor, alert, "approve/")
    assert fresh(alert).state == "approved"


@pytest.mark.parametrize(
    ("says", "sentence"),
    [
        (None, "The reporter wants to see it first. They have until"),
        ("objects", "The reporter says: do not send this."),
    ],
)
def test_an_approval_that_is_posted_all_the_same_is_refused_in_words(app, make, me, seeing_first, says, sentence):
    alert = make.asked(seeing_first, by=me)
    editor = Browser(app).sign_in(make.account("editor"))
    if says:
        say(make, alert, says)
    fields = editor.get(path(alert)).fields(path(alert, "send-back/"))
    answer = editor.post(path(alert, "approve/"), fields | {"seen": alert_content.hash_of(make.secrets, alert)})
    assert sentence in editor.follow(answer).words()
    assert fresh(alert).state == "waiting"
