"""The desk for reports: what it shows, to whom, and what each button does."""

from contextlib import contextmanager

import pytest

from models.alert import Alert
from models.audit import Audit
from models.database import database
from models.permission import Permission
from models.report import Reading, Report
from rules import desk, waiting
from tests.browser_client import Browser

NUMBER = "07700 900461"
HOSTILE = '<script>alert("x")</script> & <img src=x onerror=alert(1)> {{ 7*7 }} \u202eabc "quoted" \'single\''


def path(report, act=""):
    """Address of a report's page or of one of its acts."""
    return f"/staff/reports/{report.ref}/{act}"


@contextmanager
def counted():
    """A list that holds every statement sent to the database inside the block."""
    sent, run = [], database.obj.execute_sql
    database.obj.execute_sql = lambda sql, *args, **more: (sent.append(sql), run(sql, *args, **more))[1]
    try:
        yield sent
    finally:
        del database.obj.execute_sql


def take(browser, report):
    """Press "I am reading this"."""
    return browser.submit(path(report), action=path(report, "read/"))


def test_an_empty_list_says_so(browser):
    assert "Nothing waits" in browser.get("/staff/reports/").words()


def test_danger_comes_first_then_the_one_that_waits_longest(make, browser):
    day = make.now.date()
    late = make.report(state="new", received_on=day)
    early = make.report(state="new", received_on=day.replace(year=day.year - 1))
    danger = make.report(state="new", received_on=day, is_in_danger=True)
    make.report(state="screened")
    page = browser.get("/staff/reports/")
    places = [page.text.index(report.ref) for report in (danger, early, late)]
    assert places == sorted(places)
    assert page.text.count("<tr>") == 4


def test_the_list_shows_facts_and_who_reads_and_no_word(make, me, browser):
    report = make.report(
        story="A lantern stood there.", identifiers=NUMBER, contact_value="lantern@example.org", place="Lantern Lane",
        area="greater-manchester", harms=["robbery"], permissions=["alert"], state="new",
    )  # fmt: skip
    desk.take(make.now, report, me)
    page = browser.get("/staff/reports/").words()
    for shown in ("Greater Manchester", "Robbed by force or threat", "Warn members", "caseworker 1"):
        assert shown in page
    for hidden in ("lantern", "Lantern", "900461"):
        assert hidden not in page


def test_the_list_asks_the_database_as_often_for_ten_reports_as_for_one(make, me, browser, secrets):
    def ask_for(count):
        for _ in range(count):
            report = make.report(harms=["theft", "threats"], permissions=["alert", "checker"], state="new")
            desk.take(make.now, report, me)
        with counted() as sent:
            browser.get("/staff/reports/")
        return len(sent)

    browser.get("/staff/reports/")
    assert ask_for(1) == ask_for(9)


def test_more_goes_on_where_the_page_ended(make, secrets):
    day = make.now.date()
    made = [make.report(state="new", is_in_danger=number % 3 == 0, received_on=day) for number in range(7)]
    reader = make.account("caseworker")
    seen, after = [], None
    while rows := waiting.reports(secrets, reader, 2, after):
        seen += [row.ref for row in rows]
        after = rows[-1].ref
    wanted = sorted(made, key=lambda report: (not report.is_in_danger, report.id))
    assert seen == [report.ref for report in wanted]


def test_words_open_for_the_reader_and_each_opening_is_audited(make, me, browser):
    report = make.report(story="A lantern stood there.", state="new")
    assert "lantern" not in browser.get(path(report)).words()
    assert not Audit.select().where(Audit.action == "report-opened").exists()
    answer = take(browser, report)
    assert answer.status == 303
    assert "A lantern stood there." in browser.follow(answer).words()
    browser.get(path(report))
    opened = Audit.select().where(Audit.action == "report-opened")
    assert [(row.actor, row.object_id) for row in opened] == [(me.id, report.id)] * 2


def test_a_caseworker_without_the_team_key_is_told_to_wait(app, make, me):
    from models.key_pair import KeyGrant

    report = make.report(story="A lantern stood there.", state="new")
    KeyGrant.delete().where(KeyGrant.account == me).execute()
    browser = Browser(app).sign_in(me)
    words = browser.follow(take(browser, report)).words()
    assert "You wait for access" in words
    assert "lantern" not in words


def test_a_colleague_opens_it_with_a_reason(app, make, me, browser):
    report = make.report(story="A lantern stood there.", state="new")
    desk.take(make.now, report, me)
    other = Browser(app).sign_in(make.account("caseworker"))
    assert "A colleague is reading this" in other.get(path(report)).words()
    refused = other.submit(path(report), {"reason": ""}, action=path(report, "read/"))
    assert (refused.status, "Choose a reason" in refused.words()) == (422, True)
    opened = other.submit(path(report), {"reason": "cover"}, action=path(report, "read/"))
    assert "A lantern stood there." in other.follow(opened).words()
    assert Reading.select().where(Reading.report == report).count() == 2


def test_hostile_words_are_shown_and_never_run(make, browser):
    report = make.report(story=HOSTILE, place=HOSTILE, looks=HOSTILE, identifiers=HOSTILE, state="new")
    page = browser.follow(take(browser, report))
    assert '<script>alert("x")</script>' in page.words()
    assert "{{ 7*7 }}" in page.words()
    assert not list(page.tree.iter("{http://www.w3.org/1999/xhtml}img"))
    assert "alert(" not in "".join(
        "".join(one.itertext()) for one in page.tree.iter("{http://www.w3.org/1999/xhtml}script")
    )


def test_the_contact_shows_in_one_answer_after_a_reason(make, browser):
    report = make.report(contact_how="text", contact_value=NUMBER, permissions=["contact"], state="new")
    take(browser, report)
    assert NUMBER not in browser.get(path(report)).words()
    without = browser.submit(path(report), {"reason": ""}, action=path(report, "contact/"))
    assert (without.status, "Choose a reason" in without.words()) == (422, True)
    shown = browser.submit(path(report), {"reason": "asked"}, action=path(report, "contact/"))
    assert (shown.status, NUMBER in shown.words()) == (200, True)
    assert NUMBER not in browser.get(path(report)).words()
    assert Audit.get(Audit.action == "contact-shown").reason == "asked"


def test_permissions_are_shown_in_words_with_their_days(make, browser):
    report = make.report(permissions=["alert", "checker"], state="new")
    Permission.update(taken_back_on=make.now.date()).where(Permission.name == "checker").execute()
    words = browser.get(path(report)).words()
    assert "Warn members since" in words
    assert "taken back" in words


def test_earlier_reports_about_the_number_show_facts_and_no_word(make, browser):
    first = make.report(story="An older lantern.", identifiers=NUMBER, harms=["robbery"], permissions=["alert"])
    alert = make.published(first)
    second = make.report(identifiers=NUMBER, state="new")
    words = browser.follow(take(browser, second)).words()
    assert first.ref in words
    assert "Robbed by force or threat" in words
    assert f"Alert {alert.ref} is out" in words
    assert "older lantern" not in words


def test_a_number_is_offered_as_an_alert_may_show_it(make, browser):
    report = make.report(identifiers=NUMBER, state="new")
    assert "07…61" in browser.follow(take(browser, report)).words()


def test_a_report_is_read_and_put_away_and_taken_up_again(make, browser):
    report = make.report(state="new")
    take(browser, report)
    browser.submit(path(report), action=path(report, "screen/"))
    assert Report.get_by_id(report.id).state == "screened"
    browser.submit(path(report), action=path(report, "undo/"))
    browser.submit(path(report), {"reason": "spam"}, action=path(report, "close/"))
    assert Report.get_by_id(report.id).closed_as == "spam"


def test_the_warning_button_needs_the_permission(make, browser):
    without = make.report(permissions=["checker"], state="new")
    page = browser.follow(take(browser, without))
    assert "has not given permission" in page.words()
    assert path(without, "draft/") not in page.text
    browser.post(path(without, "draft/"), {"csrf_token": page.fields()["csrf_token"]})
    assert Alert.select().count() == 0


def test_the_warning_button_begins_a_draft(make, browser):
    report = make.report(permissions=["alert"], state="new")
    take(browser, report)
    answer = browser.submit(path(report), action=path(report, "draft/"))
    assert answer.location.endswith(f"/staff/alerts/{Alert.get().ref}/")


def test_a_second_report_joins_the_warning_that_is_being_written(make, me, browser):
    first = make.report(identifiers=NUMBER, permissions=["alert"])
    alert = make.draft(first, by=me)
    second = make.report(identifiers=NUMBER, permissions=["alert"], state="new")
    page = browser.follow(take(browser, second))
    assert f"Add it to alert {alert.ref}" in page.words()
    fields = {"join": alert.ref, "csrf_token": page.fields()["csrf_token"]}
    browser.post(path(second, "draft/"), fields)
    assert alert.report_links.count() == 2


def test_an_erased_report_shows_that_it_was_deleted(make, browser):
    report = make.report()
    Report.update(state="erased", words=None).where(Report.id == report.id).execute()
    assert "has deleted it" in browser.get(path(report)).words()


@pytest.mark.parametrize("role", ["editor", "manager", "auditor", "drop-in", "member", "project-worker"])
def test_other_roles_reach_nothing_here(make, signed_in, role):
    report = make.report(story="A lantern stood there.")
    browser = signed_in(role)
    assert browser.get("/staff/reports/").status == 403
    assert browser.get(path(report)).status == 403


def test_an_unknown_report_is_not_found(browser):
    assert browser.get("/staff/reports/R-000000/").status == 404
