"""Messages on the desk: who sees them, what is kept, what is told."""

import pytest

from models.audit import Audit
from models.codes import OUTCOMES
from models.key_pair import KeyGrant
from models.letter import OwedLetter
from models.message import Message, Thread
from models.report import Report
from rules import desk, followup, messages, reports, threads
from rules.answers import Answers
from tests.browser_client import HTML, Browser

TOLD = Answers(story="x", contact_how="email", contact_value="sparrow@example.org", permissions=("contact",))
OFF = ("phone", "text", "other")


@pytest.fixture
def send(make, secrets, me):
    """Sends a report that `me` reads; returns it with the private half of its inbox."""

    def send(answers: Answers = TOLD, **arrival) -> tuple[Report, bytes]:
        form = make.form_id()
        sent = reports.send(secrets, make.now, answers, form, reports.Arrival(**arrival))
        desk.take(make.now, sent.report, me)
        return followup.open_code(secrets, make.now, sent.code)

    return send


@pytest.fixture
def report(send) -> Report:
    return send()[0]


def path(report: Report, act: str = "") -> str:
    return f"/staff/messages/{report.ref}/{act}"


def write(browser: Browser, report: Report, words: str, party: str = "reporter"):
    return browser.submit(path(report), {"words": words}, action=path(report, f"{party}/"))


def come_back(make, secrets, report: Report, inbox: bytes, words: str) -> None:
    """The reporter writes."""
    form = make.form_id()
    messages.from_reporter(secrets, make.now, report, form, words)


def test_what_is_written_stands_on_the_page(browser, report):
    assert write(browser, report, "Can you say more?").location == path(report)
    page = browser.get(path(report))
    assert "Can you say more?" in page.words()
    assert "Sent." in page.words()
    assert OwedLetter.get().kind == "message-waits"


def test_one_form_posted_twice_is_one_message(browser, report):
    fields = browser.get(path(report)).fields(path(report, "reporter/")) | {"words": "Once"}
    assert browser.post(path(report, "reporter/"), fields).status == 303
    assert browser.post(path(report, "reporter/"), fields).status == 303
    assert Message.select().count() == 1


def test_a_page_that_was_open_too_long_gives_the_words_back(browser, report):
    fields = browser.get(path(report)).fields(path(report, "reporter/")) | {"words": "Long ago", "form_id": "old"}
    page = browser.post(path(report, "reporter/"), fields)
    assert page.status == 422
    again = page.fields(path(report, "reporter/"))
    assert again["words"] == "Long ago"
    assert browser.post(path(report, "reporter/"), again).status == 303
    assert Message.select().count() == 1


def test_markup_in_a_message_is_shown_as_it_was_written(make, secrets, browser, send):
    report, inbox = send()
    come_back(make, secrets, report, inbox, "<script>alert(1)</script> {{ 7*7 }}")
    page = browser.get(path(report))
    assert "<script>alert(1)</script> {{ 7*7 }}" in page.words()
    assert [one.text for one in page.tree.iter(HTML + "script") if one.text] == []


def test_who_does_not_read_the_report_sees_no_message_and_loses_no_word(app, make, secrets, send):
    report, inbox = send()
    come_back(make, secrets, report, inbox, "Quokkaword")
    other = Browser(app).sign_in(make.account("caseworker"))
    page = other.get(path(report))
    assert "Quokkaword" not in page.words()
    assert "Messages open for whoever reads the report" in page.words()
    assert f"/staff/reports/{report.ref}/" in page.text
    fields = Browser(app).get("/report/").fields()["form_id"], other.get("/staff/").fields("/sign-out/")["csrf_token"]
    answer = other.post(
        path(report, "reporter/"), {"words": "My answer", "form_id": fields[0], "csrf_token": fields[1]}
    )
    assert answer.status == 422
    assert "My answer" in answer.words()
    assert Message.select().count() == 1


def test_without_the_key_nothing_opens(app, make, secrets, send, me):
    report, inbox = send()
    come_back(make, secrets, report, inbox, "Quokkaword")
    make.account("caseworker")
    KeyGrant.delete().where(KeyGrant.account == me).execute()
    page = Browser(app).sign_in(me).get(path(report))
    assert "Quokkaword" not in page.words()
    assert "You wait for access" in page.words()


def test_opening_the_page_is_noted_and_leaves_the_message_waiting(make, secrets, browser, send):
    report, inbox = send()
    come_back(make, secrets, report, inbox, "Hello")
    browser.get(path(report))
    assert Thread.get().waits_for_casework
    assert Audit.select().where(Audit.action == "messages-opened").count() == 1
    browser.submit(path(report), action=path(report, "reporter/read/"))
    assert not Thread.get().waits_for_casework
    assert "I have read this" not in browser.get(path(report)).words()


def test_a_message_that_came_meanwhile_still_waits(make, secrets, browser, send):
    report, inbox = send()
    come_back(make, secrets, report, inbox, "One")
    fields = browser.get(path(report)).fields(path(report, "reporter/read/"))
    come_back(make, secrets, report, inbox, "Two")
    browser.post(path(report, "reporter/read/"), fields)
    assert Thread.get().waits_for_casework


def test_the_report_its_list_and_the_desk_say_that_a_message_waits(make, secrets, browser, send, me):
    report, inbox = send()
    desk.screen(make.now, report, me)
    assert "(1 new)" not in browser.get(f"/staff/reports/{report.ref}/").words()
    assert "Nothing waits" in browser.get("/staff/reports/").words()
    come_back(make, secrets, report, inbox, "Hello")
    assert "Messages (1 new)" in browser.get(f"/staff/reports/{report.ref}/").words()
    listed = browser.get("/staff/reports/").words()
    assert f"{report.ref} Message" in listed
    assert "1 waits" in browser.get("/staff/").words()


@pytest.mark.parametrize("how", OFF)
def test_who_asked_for_another_channel_is_reached_by_a_person(browser, send, how):
    report, _inbox = send(Answers(story="x", contact_how=how, contact_value="07700 900461", permissions=("contact",)))
    page = browser.get(path(report))
    said = {"phone": "by phone: ring them", "text": "by text message", "other": "another way"}
    assert said[how] in page.words()
    assert "How to reach them" in page.words()
    assert "900461" not in page.words()
    write(browser, report, "Hello")
    assert OwedLetter.select().count() == 0


def test_a_report_without_a_code_says_that_nobody_can_be_written_to(make, browser, me):
    report = make.report("new")
    desk.take(make.now, report, me)
    page = browser.get(path(report))
    assert "this report came without a code" in page.words()
    assert page.status == 200


def test_a_projects_report_has_two_threads_that_do_not_mix(make, secrets, browser, send):
    project = make.project("uk")
    worker = make.account("project-worker", project=project)
    report, _inbox = send(project=project, channel="project")
    assert write(browser, report, "To the project", "project").status == 303
    assert write(browser, report, "To the reporter").status == 303
    opened = {
        party: [one.words for one in threads.open_thread(report, party, team_private=make.team())]
        for party in ("reporter", "project")
    }
    assert opened == {"reporter": ["To the reporter"], "project": ["To the project"]}
    assert OwedLetter.select().where(OwedLetter.account == worker).count() == 1


def test_once_claimed_the_project_is_written_to_no_more(make, browser, send):
    project = make.project("uk")
    make.account("project-worker", project=project)
    report, _inbox = send(project=project, channel="project")
    write(browser, report, "To the project", "project")
    Report.update(claimed_on=make.now.date()).where(Report.id == report.id).execute()
    page = browser.get(path(report))
    assert "Nobody there can read a new message now" in page.words()
    assert page.by_id("words-project") is None


def test_a_deleted_report_shows_no_messages(make, browser, report):
    write(browser, report, "Quokkaword")
    followup.erase(make.now, report)
    page = browser.get(path(report))
    assert (page.status, "Quokkaword" in page.words()) == (200, False)
    assert "has deleted it" in page.words()


def test_an_outcome_is_told_changed_and_taken_back(app, browser, report):
    for code in ("kept", "warned"):
        browser.submit(path(report), {"outcome": code}, action=path(report, "outcome/"))
        assert Report.get().outcome == code
        assert OUTCOMES[code].name in browser.get(path(report)).words()
    browser.submit(path(report), action=path(report, "outcome/take-back/"))
    assert Report.get().outcome is None
    assert "Nothing told yet" in browser.get(path(report)).words()


def test_an_outcome_needs_one_from_the_list(browser, report):
    page = browser.submit(path(report), {"outcome": ""}, action=path(report, "outcome/"))
    assert page.status == 422
    assert "Choose what came of it" in page.words()


def test_an_unknown_report_or_party_is_not_found(browser, report):
    assert browser.get("/staff/messages/R-00000000/").status == 404
    assert browser.get(path(report, "police/")).status == 404
