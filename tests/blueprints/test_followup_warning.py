"""The reporter reads the warning before it goes out, exactly as members would, and says yes or no to that text."""

import pytest

from models.alert import Alert, AlertReport
from models.message import Message
from models.report import Report
from rules import alert_content, alerts, threads
from tests.browser_client import Browser
from tests.factories import WORDS

STATUS, WARNING = "/follow-up/report/", "/follow-up/warning/"


@pytest.fixture
def back(make, client) -> Browser:
    """The reporter's browser, come back with the code."""
    make.team()
    code = client.submit("/report/", {"story": "A lantern.", "permissions": ["alert", "see_first"]})
    client.submit("/follow-up/", {"code": code.by_id("receipt-code").text})
    return client


@pytest.fixture
def alert(make, back) -> Alert:
    """The warning that waits for them."""
    return make.asked(Report.get())


def say(browser, says, **changes):
    """Press one of the two buttons."""
    return browser.submit(STATUS, {"says": says, **changes}, action=WARNING)


def answered() -> tuple:
    """What is kept."""
    link = AlertReport.get()
    return link.answer, link.answered_hash


def change(make, alert, **words):
    """The text becomes another one."""
    alert = Alert.get_by_id(alert.id)
    alert_content.set_words(make.secrets, alert, WORDS | words)
    alert.save()


def test_the_page_shows_the_warning_as_members_would_read_it(app, make, back, alert, signed_in):
    words = back.get(STATUS).words()
    assert "You wanted to see this warning first. You have until" in words
    for text in WORDS.values():
        assert text in words
    assert answered() == (None, None)


def test_nothing_is_shown_before_somebody_is_asked_nor_without_the_wish(make, back):
    make.draft(Report.get())
    assert "Before it goes out" not in back.get(STATUS).words()


def test_a_yes_is_kept_for_exactly_this_text(make, back, alert):
    page = back.follow(say(back, "fine"))
    assert "Thank you. It can go out like this." in page.words()
    assert "You said it is right." in page.words()
    assert answered() == ("fine", alert_content.hash_of(make.secrets, alert))


def test_a_no_with_a_line_of_why_reaches_casework_as_a_message(make, back, alert):
    page = back.follow(say(back, "objects", why="The beard tells who I am."))
    assert "Stopped. It does not go out with this text." in page.words()
    assert answered()[0] == "objects"
    said = threads.open_thread(Report.get(), threads.REPORTER, team_private=make.team())
    assert [one.words for one in said] == ["The beard tells who I am."]


def test_the_same_no_twice_is_one_message(back, alert):
    fields = back.get(STATUS).fields(WARNING) | {"says": "objects", "why": "No."}
    assert {back.post(WARNING, fields).location, back.post(WARNING, fields).location} == {STATUS}
    assert Message.select().count() == 1


def test_a_page_that_is_out_of_date_answers_nothing_and_keeps_what_was_typed(make, back, alert):
    fields = back.get(STATUS).fields(WARNING) | {"says": "objects", "why": "Not so."}
    change(make, alert, advice="Another line.")
    page = back.post(WARNING, fields)
    assert (page.status, answered()) == (422, (None, None))
    assert "It was changed meanwhile. Look again." in page.by_id("shown-error").text
    assert "Another line." in page.words()
    assert page.by_id("why").text.strip() == "Not so."
    assert Message.select().count() == 0
    again = page.fields(WARNING) | {"says": "objects"}
    assert back.post(WARNING, again).location == STATUS
    assert (answered()[0], Message.select().count()) == ("objects", 1)


def test_an_answer_after_it_went_out_says_so_and_keeps_what_was_typed(make, back, alert):
    fields = back.get(STATUS).fields(WARNING)
    seen = alert_content.hash_of(make.secrets, alert)
    say(back, "fine")
    alerts.approve(make.secrets, make.now, Alert.get(), make.account("editor"), seen, 0)
    alerts.release_due(make.secrets, make.now)
    page = back.post(WARNING, fields | {"says": "objects", "why": "Wait."})
    assert page.status == 422
    assert "It went out before you answered." in page.words()
    assert "Wait." in page.text
    page = back.follow(back.post(WARNING, fields | {"says": "objects", "why": ""}))
    assert "It went out before you answered." in page.words()
    assert Alert.get().state == "published"


def test_a_no_during_the_hold_stops_it(make, back, alert):
    say(back, "fine")
    seen = alert_content.hash_of(make.secrets, alert)
    alerts.approve(make.secrets, make.now, alert, make.account("editor"), seen, 600)
    assert "You can still say no until it goes out." in back.get(STATUS).words()
    page = back.follow(say(back, "objects"))
    assert "Stopped." in page.words()
    assert "Before it goes out" not in page.words()
    assert Alert.get().state == "draft"


def test_two_warnings_at_once_are_answered_apart(make, back, alert):
    other = make.draft()
    AlertReport.create(alert=other, report=Report.get())
    change(make, other, title="Another heading")
    other = Alert.get_by_id(other.id)
    other.state, other.asked_at = "waiting", make.now
    other.save()
    page = back.get(STATUS)
    ids = [one.get("id") for one in page.tree.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    assert (page.by_id("why"), page.by_id("why-1")) != (None, None)
    forms = [form for form in page.forms() if form.get("action") == WARNING]
    assert len(forms) == 2
    seen = alert_content.hash_of(make.secrets, other)
    fields = page.fields(WARNING) | {"shown": seen, "says": "objects"}
    back.post(WARNING, fields)
    assert [row.answer for row in AlertReport.select().order_by(AlertReport.id)] == [None, "objects"]


def test_somebody_elses_warning_cannot_be_answered(make, back, alert):
    theirs = make.asked(make.report(permissions=["alert", "see_first"]), words=WORDS | {"title": "Theirs"})
    page = say(back, "objects", shown=alert_content.hash_of(make.secrets, theirs))
    assert page.status == 422
    assert AlertReport.select().where(AlertReport.answer.is_null(False)).count() == 0


def test_words_in_a_warning_stay_words(make, back, alert):
    change(make, alert, title="<script>alert(1)</script>")
    page = back.get(STATUS)
    assert "<script>alert" not in page.text
    assert "<script>alert(1)</script>" in page.words()
