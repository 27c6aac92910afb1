"""The long form in two windows, in other hands, after its day and after its session: nothing is lost or mixed."""

import pytest

from models.form_draft import FormDraft
from models.report import Addition, Report
from models.session import Session
from rules import form_drafts, report_words
from rules.keyed import read_code
from tasks.queue import huey
from tests.blueprints.long_form import MORE, WORDS, begin, code_on, fill, late, post, run_out, send, title, words_of
from tests.browser_client import HTML, Browser


def test_a_day_after_the_last_save_nothing_is_left_and_the_words_on_the_page_are(make, begun):
    page = begun.get(MORE)
    code = code_on(page)
    late()
    answer = begun.post(MORE, page.fields(MORE) | {"story": WORDS, "go": "where"})
    assert (answer.status, WORDS in answer.words()) == (401, True)
    assert begun.submit("/follow-up/", {"code": code}).status == 422
    assert form_drafts.clear_old(make.now) == 1
    again = begun.post(MORE, answer.fields(MORE))
    assert again.location == MORE
    page = begun.follow(again)
    assert (page.fields(MORE)["story"], code_on(page) == code) == (WORDS, False)


@pytest.mark.parametrize("is_sent", [False, True])
def test_the_same_form_in_somebody_elses_hands_begins_their_own(app, phone, is_sent):
    form = phone.get("/report/").fields() | {"act": "more"}
    assert phone.post("/report/", form).status == 303
    code = code_on(post(phone, story=WORDS))
    if is_sent:
        send(phone)
    other = Browser(app)
    page = other.post("/report/", form)
    assert (page.status, page.fields()["form_id"] != form["form_id"]) == (422, True)
    assert "Your code opens it." in page.words() or "Press again to begin another." in page.words()
    assert other.post("/report/", page.fields() | {"act": "more"}).location == MORE
    page = other.get(MORE)
    assert (WORDS in page.text, code_on(page) == code) == (False, False)


def test_words_from_a_form_that_is_not_open_begin_one_draft_and_lead_nobody_else_to_it(app, begun):
    page = Browser(app).post(MORE, begun.get(MORE).fields(MORE) | {"story": WORDS, "go": "all"})
    own = Browser(app)
    assert own.post(MORE, page.fields(MORE)).location == MORE
    post(own, go="where")
    again = Browser(app).post(MORE, page.fields(MORE))
    assert (again.status, again.fields(MORE)["story"], FormDraft.select().count()) == (422, WORDS, 2)


def test_two_windows_keep_both_texts_and_say_which_field(make, begun):
    first, second = begun.get(MORE), begun.get(MORE)
    post(begun, first, "where", story="Words of the first window.")
    page = post(begun, second, "where", story="Words of the second window.")
    assert "In another window you had written:" in page.words()
    assert "What happened, in your own words" in "".join(page.by_id("step").find(f".//{HTML}div").itertext())
    assert "Words of the first window." in page.words()
    assert page.fields(MORE)["story"] == "Words of the second window."
    assert title(post(begun, page, "where")) == "Where"
    send(begun)
    assert words_of(make).details["earlier"] == {
        "what": ["What happened, in your own words: Words of the first window."]
    }


def test_what_another_window_had_can_be_let_go(make, begun):
    first, second = begun.get(MORE), begun.get(MORE)
    post(begun, first, "where", story="Words of the first window.")
    page = post(begun, post(begun, second, "where", story="Words of the second window."), "settle")
    assert "In another window" not in page.words()
    assert page.fields(MORE)["story"] == "Words of the second window."
    send(begun)
    assert words_of(make).details == {}


def test_sent_twice_it_is_one_report_and_the_same_code(begun):
    page = post(begun, begun.get(MORE), "all", story=WORDS)
    fields = page.fields(MORE) | {"go": "send"}
    pages = [begun.follow(begun.post(MORE, fields)) for _ in range(2)]
    assert pages[0].by_id("receipt-code").text == pages[1].by_id("receipt-code").text
    assert Report.select().count() == 1


def test_the_button_of_a_filled_step_pressed_twice_sends_once(begun):
    fields = begun.get(MORE).fields(MORE) | {"go": "send", "story": WORDS}
    answers = [begun.post(MORE, fields) for _ in range(2)]
    assert [answer.status for answer in answers] == [303, 303]
    assert Report.select().count() == 1


def test_words_left_in_another_window_are_asked_about_and_added(make, begun):
    second = begun.get(MORE)
    post(begun, begun.get(MORE), "where", story=WORDS)
    send(begun)
    late_page = begun.post(MORE, second.fields(MORE) | {"story": "And a third lamp.", "go": "where"})
    assert (late_page.status, title(late_page)) == (200, "You sent this already")
    assert "And a third lamp." in late_page.fields(MORE)["words"]
    page = begun.follow(begun.post(MORE, late_page.fields(MORE) | {"go": "add"}))
    assert "Added. A caseworker will read it." in page.words()
    [(_day, added)] = report_words.open_additions(Report.get(), make.team())
    assert "And a third lamp." in added
    assert Addition.select().count() == 1


@pytest.mark.parametrize("letter", ["x", "\u0436", "\u0e01"])
@pytest.mark.parametrize("path", ["/report/", MORE])
def test_a_hundred_thousand_letters_come_back_with_everything_else_and_nothing_is_kept(begun, path, letter):
    words = (letter * 9 + " ") * 10_000
    before = FormDraft.get().words
    page = begun.post(path, begun.get(path).fields(path) | {"story": words, "about": "place", "go": "send"})
    assert (page.status, page.fields(path)["story"], page.fields(path)["about"]) == (413, words.strip(), "place")
    assert (FormDraft.get().words, Report.select().count()) == (before, 0)


def test_nothing_to_send_says_so_and_stays(begun):
    page = begun.post(MORE, begun.get(MORE).fields(MORE) | {"go": "send"})
    assert (page.status, Report.select().count()) == (422, 0)
    assert "Tick something, or say it in your own words." in page.words()


def test_without_a_team_key_nothing_is_sent_and_every_word_stays(client):
    begin(client)
    page = client.post(MORE, client.get(MORE).fields(MORE) | {"go": "send", "story": WORDS})
    assert (page.status, page.fields(MORE)["story"], Report.select().count()) == (503, WORDS, 0)


def test_staff_are_told_at_once_when_somebody_is_in_danger(begun):
    huey.storage.initialize_schema()
    huey.storage.flush_queue()
    fields = begun.get(MORE).fields(MORE) | {"go": "send", "danger": "y"}
    assert [begun.post(MORE, fields).status for _ in range(2)] == [303, 303]
    assert [task.name for task in huey.pending()] == ["tell_staff"]
    huey.storage.flush_queue()


def test_a_session_that_ran_out_keeps_the_words_until_the_code_is_there(begun):
    page = begun.get(MORE)
    code = code_on(page)
    run_out()
    answer = begun.post(MORE, page.fields(MORE) | {"story": WORDS, "go": "where"})
    assert (answer.status, WORDS in answer.words()) == (401, True)
    assert "your words go on where you were" in answer.words()
    back = begun.post("/follow-up/", answer.fields("/follow-up/") | {"code": code})
    assert (back.status, back.fields(MORE)["story"]) == (200, WORDS)
    assert begun.post(MORE, back.fields(MORE)).status == 303
    assert post(begun, go="what").fields(MORE)["story"] == WORDS


def test_after_leaving_the_page_does_not_promise_that_a_code_brings_its_words_along(begun):
    page = begun.get(MORE)
    code = code_on(page)
    begun.post("/exit")
    answer = begun.post(MORE, page.fields(MORE) | {"story": WORDS, "go": "where"})
    assert (answer.status, WORDS in answer.words()) == (401, True)
    assert "they do not come along when you type a code" in answer.words()
    back = begun.post("/follow-up/", answer.fields("/follow-up/") | {"code": code})
    assert (back.status, WORDS in begun.follow(back).text) == (303, False)


def test_another_code_never_brings_those_words_back(app, begun):
    page = begun.get(MORE)
    other = Browser(app)
    begin(other, place="Elsewhere")
    code = code_on(other.get(MORE))
    run_out()
    answer = begun.post(MORE, page.fields(MORE) | {"story": WORDS, "go": "where"})
    back = begun.post("/follow-up/", answer.fields("/follow-up/") | {"code": code})
    assert (back.status, WORDS in begun.follow(back).text) == (303, False)


def test_without_an_open_form_the_address_says_how_to_come_back(client):
    page = client.get(MORE)
    assert (page.status, title(page)) == (200, "No form is open here")
    assert "your browser refused the small cookie" in page.words()
    assert client.post(MORE, {"step": "what", "go": "where"}).location == MORE


def test_words_of_a_page_from_before_never_go_into_the_form_that_another_person_opened_here(begun):
    earlier = begun.get(MORE).fields(MORE)
    begin(begun)
    page = begun.post(MORE, earlier | {"story": WORDS, "go": "all"})
    assert page.status == 401
    assert "another one is open here now" in page.words() and WORDS in page.words()
    assert begun.get(MORE).fields(MORE)["story"] != WORDS
    first = page.fields(MORE)
    assert begun.post(MORE, first).status == 303
    assert begun.get(MORE).fields(MORE)["story"] == WORDS
    assert FormDraft.select().count() == 3


def test_a_page_from_before_the_code_was_typed_again_still_belongs_to_its_form(begun):
    page = begun.get(MORE)
    fields, code = page.fields(MORE), code_on(page)
    begun.submit("/follow-up/", {"code": code})
    assert begun.post(MORE, fields | {"story": WORDS, "go": "where"}).status == 303
    assert post(begun, go="what").fields(MORE)["story"] == WORDS


def test_a_member_who_reports_stays_signed_in_and_nothing_ties_the_two(app, make):
    make.team()
    browser = Browser(app).sign_in(make.account("member"))
    begin(browser)
    fill(browser, "what")
    assert browser.get("/account/").status == 200
    code = send(browser)
    assert browser.get("/account/").status == 200
    rows = {row.kind: row for row in Session.select()}
    assert rows["form"].account_id is None
    assert (rows["member"].report_id, rows["member"].form_draft_id) == (None, None)
    assert read_code(code)


@pytest.mark.parametrize("path", ["/exit", "/sign-out/"])
def test_leaving_and_signing_out_close_the_form(begun, path):
    answer = begun.post(path)
    assert any(line.startswith("f=;") for line in answer.headers.getlist("Set-Cookie"))
    assert Session.select().count() == 0
    assert title(begun.get(MORE)) == "No form is open here"
    assert FormDraft.select().count() == 1
