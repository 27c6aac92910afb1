"""The pages behind a receipt code: where it stands, permissions, more words, deletion; never what was sent."""

import time
from datetime import timedelta

import pytest

from blueprints import quiet
from models.account import Account
from models.alert import Alert
from models.codes import OUTCOMES, PERMISSIONS
from models.delivery import Delivery
from models.message import Message, Thread
from models.report import Addition, Report
from rules import desk, followup, form_drafts, messages, outcomes, permissions, report_words, sending, threads
from rules.keyed import shown_code
from tests.browser_client import HTML, Browser

TOLD = {
    "story": "A lantern stood in the corridor.",
    "place": "Leeds",
    "looks": "Violet scarf",
    "identifiers": "07700 900461",
    "contact_how": "text",
    "contact_value": "sparrow@example.org after nine",
    "permissions": ["alert"],
}
STATUS = "/follow-up/report/"
MESSAGE = "/follow-up/message/"
STILL_GOING = 0.2


@pytest.fixture
def code(app, make) -> str:
    """The receipt code of a report that was just sent."""
    make.team()
    page = Browser(app).submit("/report/", TOLD)
    return page.by_id("receipt-code").text


@pytest.fixture
def back(client, code) -> Browser:
    """The reporter's browser, come back with the code."""
    assert client.submit("/follow-up/", {"code": code}).location == STATUS
    return client


@pytest.fixture
def caseworker(make) -> Account:
    """Somebody who reads reports."""
    return make.account("caseworker")


@pytest.fixture
def warned(make, back, caseworker) -> Alert:
    """A warning that rests on the report alone, owed to one member."""
    make.account(areas=["london"])
    desk.take(make.now, Report.get(), caseworker)
    alert = make.published(Report.get(), by=caseworker, area="uk")
    assert [row.state for row in Delivery.select()] == ["owed"]
    return alert


def choice(page, name: str) -> tuple[dict, str]:
    """What the button of one permission sends, and what it says."""
    for form in page.forms():
        fields = {one.get("name"): one.get("value") for one in form.iter(HTML + "input")}
        if fields.get("name") == name:
            button = form.find(f".//{HTML}button")
            return fields | {button.get("name"): button.get("value")}, button.text
    raise AssertionError(name)


def press(browser, name: str):
    """Press the button of one permission and read what comes."""
    fields, _said = choice(browser.get(STATUS), name)
    return browser.follow(browser.post("/follow-up/permission/", fields))


def is_live(name: str) -> bool:
    """Whether the report carries this permission now."""
    return name in permissions.live_names(Report.get())


def test_a_wrong_an_expired_and_a_deleted_code_get_the_same_page_for_the_same_work(
    app, make, secrets, code, back, queries
):
    def begin(at) -> form_drafts.Opened:
        return form_drafts.start(secrets, at, make.form_id(), {"what": {"story": ["x"]}})

    expired, dropped = begin(make.now - timedelta(hours=25)), begin(make.now)
    form_drafts.drop(make.now, dropped.draft)
    followup.erase(make.now, Report.get())
    answers = []
    for typed in ("0000 1111 2222 3333", code, shown_code(expired.code), shown_code(dropped.code)):
        runs = secrets.slow.runs
        fields = Browser(app).get("/follow-up/").fields() | {"code": typed}
        del queries[:]
        page = Browser(app).post("/follow-up/", fields)
        work = (secrets.slow.runs - runs, list(queries))
        answers.append((page.status, sorted(page.headers.items()), page.text.replace(typed, "typed"), work))
    assert (answers[0][0], answers[0][3][0]) == (422, 1)
    assert [answer == answers[0] for answer in answers] == [True] * 4


def test_a_report_that_nobody_read_waits(back):
    assert "It waits for a caseworker." in back.get(STATUS).words()


def test_a_report_in_somebodys_hands_is_being_read(make, back, caseworker):
    desk.take(make.now, Report.get(), caseworker)
    assert "A caseworker is reading it." in back.get(STATUS).words()


def test_a_report_that_was_screened_has_been_read(make, back, caseworker):
    desk.take(make.now, Report.get(), caseworker)
    desk.screen(make.now, Report.get(), caseworker)
    assert "A caseworker has read it." in back.get(STATUS).words()


def test_a_report_behind_a_published_warning_has_warned_members(back, warned):
    assert "Members have been warned." in back.get(STATUS).words()


@pytest.mark.parametrize("name", PERMISSIONS)
def test_each_permission_can_be_given_and_taken_back(back, name):
    if is_live(name):
        press(back, name)
    assert choice(back.get(STATUS), name)[1] == "Allow it"
    assert "Done. We may do this from now on." in press(back, name).words()
    assert is_live(name)
    assert choice(back.get(STATUS), name)[1] == "Take it back"
    assert "Done. We no longer do this." in press(back, name).words()
    assert not is_live(name)


def test_giving_one_permission_gives_no_other(back):
    press(back, "quote")
    assert sorted(permissions.live_names(Report.get())) == ["alert", "quote"]


@pytest.mark.parametrize("path", [STATUS, "/follow-up/delete/"])
@pytest.mark.parametrize("gone", ["letters that have gone", "somebody has read", "call"])
def test_both_pages_say_what_cannot_be_called_back(back, path, gone):
    assert gone in back.get(path).words()


def test_taking_back_is_said_to_work_at_once_and_deleting_to_spare_what_was_passed_on(back):
    assert "Taking something back works at once." in back.get(STATUS).words()
    assert "what you let us pass on" in back.get("/follow-up/delete/").words()


def test_no_page_shows_anything_of_what_was_sent(back, warned):
    back.submit(STATUS, {"words": "The lantern again."}, action="/follow-up/add/")
    pages = [back.get("/follow-up/"), back.get(STATUS), press(back, "quote"), back.get("/follow-up/delete/")]
    assert [page.status for page in pages] == [200] * 4
    sent = ["lantern", "corridor", "Leeds", "Violet", "900461", "07700", "sparrow", "after nine"]
    assert [(number, word) for number, page in enumerate(pages) for word in sent if word in page.text] == []


def test_added_words_are_kept_sealed_and_counted_on_the_page(make, back):
    for number in (1, 2):
        page = back.follow(back.submit(STATUS, {"words": f"More {number}."}, action="/follow-up/add/"))
        assert "Added. A caseworker will read it." in page.words()
    assert "You added something 2 times." in page.words()
    kept = report_words.open_additions(Report.get(), make.team())
    assert [words for _day, words in kept] == ["More 1.", "More 2."]


def test_adding_nothing_says_so_at_the_field_and_keeps_nothing(back):
    page = back.submit(STATUS, {"words": "  "}, action="/follow-up/add/")
    assert page.status == 422
    assert page.by_id("words-error") is not None
    assert Addition.select().count() == 0


def test_deleting_asks_once_and_then_deletes_for_good(back, code):
    page = back.get("/follow-up/delete/")
    assert "Delete what you sent?" in page.words()
    assert Report.get().words is not None
    done = back.post("/follow-up/delete/", page.fields())
    assert "Deleted" in done.words()
    assert "on their way" not in done.words()
    assert (Report.get().state, Report.get().words, Report.get().contact) == ("erased", None, None)
    assert back.client.get_cookie(back.app.config["SESSION_COOKIE_NAME"]) is None
    assert back.get(STATUS).location == "/follow-up/"
    assert back.submit("/follow-up/", {"code": code}).status == 422


def test_wrong_expired_and_deleted_codes_get_the_same_answer_to_the_byte(app, make, client, code):
    expired = client.submit("/report/", {"story": "Another lantern."}).by_id("receipt-code").text
    report = Report.select().order_by(Report.id.desc()).get()
    Report.update(receipt_private_key=None).where(Report.id == report.id).execute()
    reporter = Browser(app)
    reporter.submit("/follow-up/", {"code": code})
    assert "Deleted" in reporter.submit("/follow-up/delete/").words()
    answers = []
    for typed in ("0000 1111 2222 3333", expired, code):
        page = client.submit("/follow-up/", {"code": typed})
        assert len(typed) == len(code)
        assert "That code opens nothing." in page.words()
        answers.append((page.status, sorted(page.headers.items()), page.text.replace(typed, "typed")))
    assert answers[0] == answers[1] == answers[2]
    assert answers[0][0] == 422
    assert "Set-Cookie" not in dict(answers[0][1])


def in_a_workers_hands(make, monkeypatch) -> None:
    """The member's letter is being sent now and will not end; we wait less than we usually do."""
    monkeypatch.setattr(quiet, "LONGEST_SECONDS", STILL_GOING)
    sending.next_batch(make.now, "worker", {})
    assert [row.state for row in Delivery.select()] == ["claimed"]


def test_taken_back_is_said_when_no_letter_is_under_way(back, warned):
    assert "Done. We no longer do this." in press(back, "alert").words()
    assert Alert.get().state == "withdrawn"
    assert [row.state for row in Delivery.select()] == ["cancelled"]


def test_taking_back_waits_for_a_letter_under_way_and_then_says_that_it_is_stopping(make, back, warned, monkeypatch):
    in_a_workers_hands(make, monkeypatch)
    began = time.monotonic()
    words = press(back, "alert").words()
    assert time.monotonic() - began >= STILL_GOING
    assert "Stopping. A few letters may still be on their way." in words
    assert "Done. We no longer do this." not in words
    assert Alert.get().state == "withdrawn"


def test_deleted_is_said_alone_when_no_letter_is_under_way(back, warned):
    assert "on their way" not in back.submit("/follow-up/delete/").words()
    assert [row.state for row in Delivery.select()] == ["cancelled"]


def test_deleting_waits_for_a_letter_under_way_and_says_so(make, back, warned, monkeypatch):
    in_a_workers_hands(make, monkeypatch)
    began = time.monotonic()
    words = back.submit("/follow-up/delete/").words()
    assert time.monotonic() - began >= STILL_GOING
    assert "A few letters about it may still be on their way. No new ones start." in words
    assert (Report.get().state, Alert.get().state) == ("erased", "withdrawn")


@pytest.fixture
def written(make, secrets, back, caseworker) -> Thread:
    """Casework has written to the reporter."""
    desk.take(make.now, Report.get(), caseworker)
    form = make.form_id()
    messages.from_casework(
        secrets, make.now, Report.get(), "reporter", caseworker, form, "Can you say more?", team_private=make.team()
    )
    return Thread.get()


def news() -> tuple[bool, bool]:
    thread = Thread.get()
    return thread.waits_for_casework, thread.waits_for_party


def test_without_messages_the_page_says_so_and_one_can_be_sent(make, back):
    assert "Nobody has written yet" in back.get(STATUS).words()
    page = back.follow(back.submit(STATUS, {"message": "Are you there?"}, action=MESSAGE))
    assert "Sent. A caseworker will read it." in page.words()
    assert "Are you there?" in page.words()
    [shown] = threads.open_thread(Report.get(), "reporter", team_private=make.team())
    assert (shown.sender, shown.words) == ("reporter", "Are you there?")


def test_opening_the_page_leaves_a_message_unread_until_the_button_or_an_answer(back, written):
    page = back.get(STATUS)
    assert "A message waits for you" in page.words()
    assert "Can you say more?" in page.words()
    assert news() == (False, True)
    back.submit(STATUS, action="/follow-up/messages-read/")
    assert news() == (False, False)
    assert "A message waits for you" not in back.get(STATUS).words()


def test_an_answer_counts_as_read_and_waits_for_casework(back, written):
    back.submit(STATUS, {"message": "Yes."}, action=MESSAGE)
    assert news() == (True, False)
    words = back.get(STATUS).words()
    assert words.index("Can you say more?") < words.index("Yes.")


def test_one_message_posted_twice_is_one(back):
    fields = back.get(STATUS).fields(MESSAGE) | {"message": "Once"}
    assert back.post(MESSAGE, fields).location == back.post(MESSAGE, fields).location == STATUS
    assert Message.select().count() == 1


def test_an_empty_message_or_an_old_page_says_so_and_keeps_the_words(back):
    page = back.submit(STATUS, {"message": " "}, action=MESSAGE)
    assert (page.status, page.by_id("message-error").text) == (422, "Write your message first.")
    page = back.submit(STATUS, {"message": "Long ago", "form_id": "old"}, action=MESSAGE)
    assert page.status == 422
    assert back.post(MESSAGE, page.fields(MESSAGE)).status == 303
    assert Message.select().count() == 1


def test_another_reporters_code_opens_none_of_it(app, back, written):
    other = Browser(app)
    code = Browser(app).submit("/report/", TOLD | {"story": "Another lantern."}).by_id("receipt-code").text
    other.submit("/follow-up/", {"code": code})
    assert "Can you say more?" not in other.get(STATUS).words()


def test_what_came_of_it_is_told_on_the_page(make, back, caseworker):
    assert "What came of it" not in back.get(STATUS).words()
    desk.take(make.now, Report.get(), caseworker)
    outcomes.tell(make.now, Report.get(), caseworker, "supported")
    assert f"What came of it: {OUTCOMES['supported'].name}" in back.get(STATUS).words()
