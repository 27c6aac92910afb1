"""The person's letter of complaint: made, changed, printed, agreed to; and what they see of a complaint."""

from datetime import timedelta

import pytest

from models.professional import ComplaintLetter, ComplaintStep
from models.report import Report
from rules import complaints, desk, permissions
from rules.keyed import shown_code
from tests.browser_client import Browser
from tests.rules.complaining import Told

STATUS, LETTER = "/follow-up/report/", "/follow-up/letter/"
SAVE, BEGIN, AGREE, PAPER = LETTER, f"{LETTER}begin/", f"{LETTER}agree/", f"{LETTER}print/"


@pytest.fixture
def told(make, me) -> Told:
    """What the person told, without any permission."""
    return Told(make, me)


@pytest.fixture
def back(app, told) -> Browser:
    """The person's browser, come back with the code."""
    browser = Browser(app)
    assert browser.submit("/follow-up/", {"code": shown_code(told.code)}).location == STATUS
    return browser


@pytest.fixture
def written(told, back) -> Browser:
    """The same with a letter."""
    told.save()
    return back


def send(browser, *ticked: str):
    """Press the button that lets us send it."""
    return browser.submit(LETTER, {"permissions": list(ticked), "act": "send"}, action=AGREE)


def test_without_any_permission_one_is_made_and_printed(told, back):
    assert "Make a letter" in back.get(STATUS).words()
    assert "He shouted at me." not in back.get(LETTER).words()
    assert back.submit(LETTER, action=BEGIN).location == LETTER
    page = back.get(LETTER)
    assert "He shouted at me." in page.words()
    assert "He shouted at me." in back.get(PAPER).by_id("letter").text
    assert permissions.live_names(told.report) == []


def test_looking_makes_none(back):
    back.get(LETTER)
    assert back.get(PAPER).location == LETTER
    assert ComplaintLetter.select().count() == 0


def test_it_is_changed_and_bears_a_name_only_when_that_is_ticked(told, written):
    saved = written.submit(LETTER, {"text": "You pushed me.", "name": "Sparrow"}, action=SAVE)
    assert "Saved. Nothing has been sent." in written.follow(saved).words()
    assert "Sparrow" not in written.get(PAPER).by_id("letter").text
    assert "I do not want to give my name. Please answer me through National Ugly Mugs" in written.get(PAPER).words()
    written.submit(LETTER, {"is_named": "y"}, action=SAVE)
    assert written.get(PAPER).by_id("letter").text.endswith("Yours faithfully,\n\nSparrow")


def test_what_a_caseworker_wrote_meanwhile_is_not_overwritten_unseen(told, written):
    fields = written.get(LETTER).fields(SAVE) | {"text": "My words"}
    told.save_as_casework("Their words")
    page = written.post(SAVE, fields)
    assert page.status == 422
    assert "A caseworker changed it meanwhile" in page.words()
    assert "Their words" in page.words()
    assert told.look().words.text == "Their words"
    assert page.fields(SAVE)["text"] == "My words"
    assert written.post(SAVE, page.fields(SAVE)).status == 303
    assert told.look().words.text == "My words"


def test_sending_asks_for_the_permission_and_gives_it_in_the_same_act(told, written):
    page = send(written)
    assert page.status == 422
    assert "tick “Help me complain about a professional”" in page.by_id("permissions-error").text
    assert told.look().state == "draft"
    agreed = written.follow(send(written, "complaint"))
    assert "A caseworker sends it, exactly like this." in agreed.words()
    assert permissions.live_names(told.report) == ["complaint"]
    assert "You agreed to it. A caseworker sends it." in written.get(STATUS).words()


def test_a_name_asks_for_its_own_permission_and_only_then_is_it_offered(told, written):
    assert "complaint_named" not in written.get(LETTER).text
    written.submit(LETTER, {"is_named": "y"}, action=SAVE)
    page = send(written, "complaint")
    assert page.status == 422
    assert permissions.live_names(told.report) == []
    assert send(written, "complaint", "complaint_named").status == 303
    assert told.look().state == "agreed"


def test_nobody_agrees_to_words_they_did_not_see(told, written):
    fields = written.get(LETTER).fields(AGREE) | {"permissions": "complaint", "act": "send"}
    told.save_as_casework("Their words")
    page = written.post(AGREE, fields)
    assert page.status == 422
    assert "The letter was changed meanwhile." in page.words()
    assert told.look().state == "draft"


def test_a_yes_can_be_taken_back_until_it_has_gone(told, written):
    send(written, "complaint")
    stopped = written.submit(LETTER, {"act": "stop"}, action=AGREE)
    assert "Stopped. It is not sent." in written.follow(stopped).words()
    assert told.look().state == "draft"


def test_taking_the_permission_back_ends_the_agreement_and_says_so(told, written):
    send(written, "complaint")
    written.submit(STATUS, {"name": "complaint", "act": "take-back"}, action="/follow-up/permission/")
    assert "You agreed to it once. That ended" in written.get(STATUS).words()
    assert "You agreed to it once, and that ended." in written.get(LETTER).words()
    assert told.look().state == "draft"


def test_once_sent_it_says_how_and_takes_no_change(told, written):
    fields = written.get(LETTER).fields(SAVE)
    send(written, "complaint")
    told.send(how="by-hand", to="The desk")
    page = written.get(LETTER)
    assert "It was sent." in page.words()
    assert "by hand. To: The desk" in page.words()
    assert SAVE not in [form.get("action") for form in page.forms()]
    late = written.post(SAVE, fields | {"text": "Too late"})
    assert late.status == 422
    assert "Too late" in late.text
    assert told.look().words.text == "You hurt me."


def test_a_report_of_harm_has_no_letter(make, client):
    make.team()
    code = client.submit("/report/", {"story": "x"})
    client.submit("/follow-up/", {"code": code.by_id("receipt-code").text})
    for path in (LETTER, PAPER):
        assert client.get(path).location == STATUS
    assert client.post(BEGIN, client.get(STATUS).fields("/follow-up/add/")).location == STATUS
    assert LETTER not in client.get(STATUS).text
    assert ComplaintLetter.select().count() == 0


def test_the_person_sees_each_step_and_its_day_and_never_a_note(make, told, back):
    step = told.step(note="Quokkanote")
    day = complaints.today(make.now) + timedelta(days=3)
    ComplaintStep.update(due_on=day).execute()
    page = back.get(STATUS)
    assert f"{complaints.name_of(step.body)}" in page.words()
    assert "◆ Due in 3 days" in page.words()
    assert "Quokkanote" not in page.text
    complaints.mark(make.now, told.report, step.id, told.me, True)
    assert "Done" in back.get(STATUS).words()


def test_what_came_of_it_is_told(told, back, browser):
    there = f"/staff/messages/{told.report.ref}/"
    browser.submit(there, {"outcome": "apology"}, action=f"{there}outcome/")
    assert "What came of it: They said sorry." in back.get(STATUS).words()


def test_a_report_deleted_in_another_window_takes_no_letter(make, told, written):
    fields = written.get(LETTER).fields(SAVE)
    second = Browser(written.app)
    second.submit("/follow-up/", {"code": shown_code(told.code)})
    second.submit("/follow-up/delete/")
    assert Report.get().state == "erased"
    assert written.post(SAVE, fields | {"text": "More"}).status in (303, 401, 422)
    assert ComplaintLetter.select().count() == 0
    assert not desk.is_reading(told.report, told.me)
