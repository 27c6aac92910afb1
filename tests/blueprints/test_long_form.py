"""The long form: any order, nothing needed, nothing lost, and one code for the draft and the report it becomes."""

from datetime import timedelta

import pytest

from models.form_draft import FormDraft
from models.permission import Permission
from models.report import Report
from models.session import Session
from rules import report_words
from tests.blueprints.long_form import FILLED, MORE, STEPS, WORDS, begin, code_on, fill, post, send, title, words_of
from tests.browser_client import HTML, Browser


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
