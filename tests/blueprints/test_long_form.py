"""The long form: any order, nothing needed, nothing lost, and one code for the draft and the report it becomes."""

from datetime import timedelta

import pytest

from models.database import writing
from models.form_draft import FormDraft
from models.permission import Permission
from models.report import Addition, Report
from models.session import Session
from rules import form_drafts, report_words
from rules.keyed import read_code
from tasks.queue import huey
from tests.browser_client import HTML, Browser, Page

MORE = "/report/more/"
STEPS = (
    "what somebody where when numbers person vehicle force hate you evidence before support contact permissions".split()
)
WORDS = "He came back twice & took <both> lamps."
FILLED = {
    "what": {"story": WORDS, "harms": "theft", "felt": "risky", "about": "person"},
    "where": {
        "place": "Leeds",
        "area": "west-yorkshire",
        "place_type": "hotel",
        "exact_place": "Lantern Hotel, room 9",
    },
    "when": {"when": "this-week", "time_of_day": "night", "how_often": "going-on"},
    "numbers": {"value-1": "07700 900461", "kind-1": "phone", "value-2": "0770", "sure-2": "part"},
    "person": {"how_many": "1", "looks-1": "Violet scarf", "hair-1": "Grey curls", "gender-1": "man"},
    "vehicle": {"model-1": "Old Lupo", "plate-1": "AB12 CDE"},
    "force": {"weapon": "seen", "weapon_what": "A folding knife", "done": "held", "injuries": "bruises"},
    "hate": {"because": "sex-work", "because_words": "He said so out loud"},
    "you": {"working_name": "Sparrowname", "sector": "indoor-alone"},
    "evidence": {"evidence": "messages"},
    "before": {"told": "friend", "police_told": "no", "police_how": "They laughed about it"},
    "support": {"wishes": "listen", "wish_words": "A new lock"},
    "contact": {"contact_how": "text", "contact_value": "07700 900999", "ask_for": "Robinname"},
    "permissions": {"permissions": "alert"},
}


@pytest.fixture
def phone(app, make) -> Browser:
    """A browser of a site that can take reports."""
    make.team()
    return Browser(app)


@pytest.fixture
def begun(phone) -> Browser:
    """A browser with a draft that holds nothing yet."""
    assert begin(phone).location == MORE
    return phone


def begin(browser: Browser, **typed) -> Page:
    """Press "Add more" on the short form."""
    return browser.submit("/report/", {**typed, "act": "more"})


def post(browser: Browser, page: Page | None = None, go: str = "all", **changes) -> Page:
    """Change the step's fields, press a button, and go where it leads."""
    page = page or browser.get(MORE)
    answer = browser.post(MORE, page.fields(MORE) | {"go": go} | changes)
    return browser.follow(answer) if answer.status == 303 else answer


def fill(browser: Browser, *codes: str) -> None:
    """Go to these steps and answer them."""
    for code in codes:
        post(browser, go=code)
        post(browser, **FILLED[code])


def send(browser: Browser) -> str:
    """Press "Send"; the code that is shown."""
    return post(browser, go="send").by_id("receipt-code").text


def code_on(page: Page) -> str:
    """The code in the short line of a step."""
    found = next(one for one in page.tree.iter(HTML + "b") if "code" in one.get("class", ""))
    return found.text


def title(page: Page) -> str:
    """The page's heading."""
    return next(page.tree.iter(HTML + "h1")).text


def words_of(make) -> report_words.Words:
    """The one report, opened."""
    return report_words.open_words(Report.get(), make.team())


def test_nothing_need_be_filled_in_to_begin(phone):
    answer = begin(phone)
    assert (answer.status, answer.location) == (303, MORE)
    assert title(phone.follow(answer)) == "What happened"
    assert FormDraft.select().count() == 1
    assert Report.select().count() == 0


def test_the_cookie_is_its_own_and_ends_with_the_browser(phone):
    cookie = begin(phone).headers["Set-Cookie"]
    assert cookie.startswith("f=")
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Path=/" in cookie
    assert "expires" not in cookie.lower() and "max-age" not in cookie.lower()


def test_on_https_the_cookie_is_kept_to_this_host(app, phone, monkeypatch):
    monkeypatch.setitem(app.config, "SESSION_COOKIE_SECURE", True)
    cookie = begin(phone).headers["Set-Cookie"]
    assert cookie.startswith("__Host-f=")
    assert "Secure" in cookie


def test_what_the_short_form_had_is_there_already(phone):
    begin(phone, story=WORDS, place="Leeds", identifiers="07700 900461\nsite: lamp", looks="Violet", when="today")
    page = phone.get(MORE)
    assert page.fields(MORE)["story"] == WORDS
    numbers = post(phone, page, "numbers").fields(MORE)
    assert (numbers["value-1"], numbers["value-2"]) == ("07700 900461", "site: lamp")
    assert post(phone, go="person").fields(MORE)["looks-1"] == "Violet"


def test_more_numbers_than_there_are_rows_go_into_the_box(phone):
    begin(phone, identifiers="\n".join(f"number {place}" for place in range(17)))
    page = post(phone, go="numbers")
    assert page.fields(MORE)["value-15"] == "number 14"
    assert page.fields(MORE)["rest"] == "number 15\nnumber 16"
    assert "There is room for 15 here." in page.words()


def test_going_on_leads_through_every_step_and_ends_with_the_overview(begun):
    page, seen = begun.get(MORE), []
    for code in STEPS:
        assert page.fields(MORE)["step"] == code
        seen.append(title(page))
        first = next(one for one in page.by_id("step").iter(HTML + "button"))
        page = post(begun, page, first.get("value"))
    assert len(set(seen)) == len(STEPS)
    assert title(page) == "Ready to send?"


def test_each_step_can_be_skipped_or_sent_shows_the_code_and_says_that_the_phone_keeps_nothing(begun):
    codes = set()
    for code in STEPS:
        page = post(begun, go=code)
        codes.add(code_on(page))
        assert "This phone keeps none of your words." in page.words()
        assert "With it you can come back for 24 hours" in page.words()
        assert {"Skip this", "Send what I have"} <= {one.text for one in page.by_id("step").iter(HTML + "button")}
    assert len(codes) == 1


@pytest.mark.parametrize("order", [list(FILLED), list(reversed(FILLED))], ids=["forwards", "backwards"])
def test_steps_are_answered_in_any_order_and_all_of_it_is_sent(make, begun, order):
    fill(begun, *order)
    assert f"All questions, {len(FILLED)} filled in" in post(begun, go="what").words()
    send(begun)
    report, words = Report.get(), words_of(make)
    assert (report.area, report.when_band, report.sector, report.about) == (
        "west-yorkshire",
        "this-week",
        "indoor-alone",
        "person",
    )
    assert (words.story, words.place, words.looks) == (WORDS, "Leeds", "Violet scarf")
    assert [one.written for one in words.named] == ["07700 900461", "AB12 CDE"]
    assert report.harm_codes == ["theft"]
    assert [row.name for row in Permission.select()] == ["alert"]
    assert words.details["force"]["weapon_what"] == ["A folding knife"]
    assert words.details["numbers"] == {"value-2": ["0770"], "sure-2": ["part"]}
    assert words.working_name == "Sparrowname"
    assert set(words.details) == set(FILLED) - {"permissions", "contact"}
    contact = report_words.open_contact(report, make.team())
    assert contact == {"how": "text", "value": "07700 900999", "ask_for": "Robinname"}
    assert "Robinname" not in str(words)


def test_skipping_keeps_what_was_typed(begun):
    page = begun.get(MORE)
    skip = next(one for one in page.by_id("step").iter(HTML + "button") if one.text == "Skip this")
    post(begun, page, skip.get("value"), story=WORDS)
    assert post(begun, go="what").fields(MORE)["story"] == WORDS


def test_asking_for_another_row_keeps_this_one_and_gives_an_empty_one(begun):
    post(begun, go="numbers")
    page = post(begun, go="more-row", **{"value-1": "07700 900461"})
    assert (page.fields(MORE)["value-1"], page.fields(MORE)["value-2"]) == ("07700 900461", "")
    page = post(begun, page, go="numbers")
    assert "value-2" not in page.fields(MORE)


def test_rows_end_with_a_sentence(begun):
    post(begun, go="person")
    for number in range(1, 7):
        page = post(begun, go="more-row", **{f"looks-{number}": f"Person {number}"})
    assert "looks-7" not in page.fields(MORE)
    assert "There is room for 6 here." in page.words()
    assert not [one for one in page.by_id("step").iter(HTML + "button") if one.get("value") == "more-row"]


def test_an_empty_row_between_two_goes_and_nothing_else(begun):
    post(begun, go="numbers")
    post(begun, go="more-row", **{"value-1": "one"})
    post(begun, go="more-row", **{"value-2": "two"})
    page = post(begun, go="numbers", **{"value-1": ""})
    assert page.fields(MORE)["value-1"] == "two"


def test_the_code_opens_the_draft_again_on_another_phone_with_an_o_for_a_nought(app, begun):
    page = post(begun, go="where", story=WORDS)
    typed = code_on(page).lower().replace("0", "o").replace("1", "l")
    other = Browser(app)
    answer = other.submit("/follow-up/", {"code": typed})
    assert (answer.status, answer.location) == (303, MORE)
    assert other.follow(answer).fields(MORE)["story"] == WORDS


def test_the_codes_of_draft_and_report_are_one_and_lead_to_the_report_afterwards(app, begun):
    code = code_on(begun.get(MORE))
    fill(begun, "what")
    assert send(begun) == code
    assert Browser(app).submit("/follow-up/", {"code": code}).location == "/follow-up/report/"


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


def test_the_code_is_shown_until_it_is_saved_and_then_the_form_is_closed(begun):
    fill(begun, "what")
    code = send(begun)
    page = begun.get(MORE)
    assert page.by_id("receipt-code").text == code
    saved = begun.post("/report/saved", page.fields("/report/saved"))
    assert "What happens next" in saved.words()
    assert Session.select().count() == 0
    assert code not in begun.get(MORE).text


def test_deleting_asks_once_and_leaves_nothing(app, begun):
    code = code_on(begun.get(MORE))
    page = post(begun, go="delete", story=WORDS)
    assert title(page) == "Delete what you began?"
    gone = post(begun, page, "drop")
    assert title(gone) == "Deleted"
    assert (FormDraft.select().count(), Session.select().count()) == (0, 0)
    assert Browser(app).submit("/follow-up/", {"code": code}).status == 422


def test_keeping_it_after_all_deletes_nothing(begun):
    page = post(begun, post(begun, go="delete", story=WORDS), "all")
    assert title(page) == "Ready to send?"
    assert post(begun, go="what").fields(MORE)["story"] == WORDS


def test_for_somebody_else_only_what_is_known_to_be_allowed_is_given(make, begun):
    fill(begun, "what", "permissions")
    page = post(begun, post(begun, go="somebody"), "all", who="friend", knows="yes", name="Wrenname of Leeds")
    assert "until you say who allows it, we only keep it" in page.words()
    page = post(begun, page, "permissions")
    assert "we only keep it" in page.words()
    answers = {"may_alert": "unknown", "may_checker": "person", "may_contact": "reporter-says-so", "may_case": ""}
    post(begun, page, "all", **answers)
    send(begun)
    rows = {row.name: row.given_by for row in Permission.select()}
    assert rows == {"checker": "person", "contact": "reporter-says-so"}
    assert words_of(make).unknown == ("alert",)
    assert Report.get().is_for_somebody
    maker = report_words.open_maker(Report.get(), make.team())
    assert maker == {"relation": "friend", "name": "Wrenname of Leeds", "knows": "yes"}
    assert "Wrenname" not in str(words_of(make))


def test_ticks_made_before_it_was_for_somebody_else_give_nothing(make, begun):
    fill(begun, "what", "permissions")
    post(begun, post(begun, go="somebody"), "all", who="project", name="Lantern Project")
    send(begun)
    assert Permission.select().count() == 0
    assert words_of(make).unknown == ("alert",)


def test_who_wants_contact_and_left_no_way_is_told_so(begun):
    post(begun, post(begun, go="permissions"), "what", permissions="contact")
    page = post(begun, go="send", story=WORDS)
    assert "left no number or address" in page.words()


def test_a_script_gets_the_next_step_at_once_and_the_whole_code_page(begun):
    script = {"HX-Request": "true"}
    fields = begun.get(MORE).fields(MORE)
    answer = begun.post(MORE, fields | {"story": WORDS, "go": "where"}, headers=script)
    assert (answer.status, answer.text.lstrip()[:13]) == (200, '<section id="')
    assert title(answer) == "Where"
    assert begun.post(MORE, answer.fields(MORE) | {"go": "send"}, headers=script).status == 303
    page = begun.get(MORE, headers=script)
    assert (page.headers["HX-Retarget"], page.by_id("receipt-code") is not None) == ("body", True)


def late() -> None:
    """More than a day has passed since the last save."""
    with writing():
        for row in list(FormDraft.select()):
            FormDraft.update(expires_at=row.expires_at - timedelta(hours=25)).where(FormDraft.id == row.id).execute()


def run_out() -> None:
    """The form was last used an hour and a half ago."""
    with writing():
        for row in list(Session.select()):
            Session.update(last_seen_at=row.last_seen_at - timedelta(minutes=90)).where(Session.id == row.id).execute()


def test_opening_a_form_with_its_code_is_not_timed_beside_who_is_signed_in(app, make, client):
    make.team()
    client.follow(client.submit("/report/", {"story": "x", "act": "more"}))
    shown = code_on(client.get(MORE))
    member = Browser(app).sign_in(make.account())
    before = make.now - timedelta(minutes=5)
    Session.update(last_seen_at=before).where(Session.kind == "member").execute()
    assert member.submit("/follow-up/", {"code": shown}).location.endswith("/report/more/")
    assert Session.get(Session.kind == "member").last_seen_at == before
    assert not [row for row in Session.select().where(Session.kind == "form") if row.started_at.second]
