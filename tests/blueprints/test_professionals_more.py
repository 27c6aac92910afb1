"""The long form about a professional: its own steps, days that can be, and never mixed with the other form."""

from datetime import timedelta

import pytest

from models.form_draft import FormDraft
from models.professional import ConflictLock, ProfessionalDetail
from models.report import Report
from models.session import Session
from rules import desk, report_words
from tests.blueprints import long_form
from tests.blueprints.long_form import code_on, late, run_out, title
from tests.blueprints.professional_form import FILLED, MORE, SHORT, STORY, fill, post
from tests.browser_client import HTML, Browser

STEPS = "who what happened before wants you contact permissions".split()
HARM = long_form.MORE


@pytest.fixture
def begun(phone) -> Browser:
    """A browser with a draft that holds nothing yet."""
    assert phone.submit(SHORT, {"act": "more"}).location == MORE
    return phone


def words_of(make) -> report_words.Words:
    """The one report, opened."""
    return report_words.open_words(Report.get(), make.team())


def test_the_draft_is_of_its_kind_and_has_what_was_typed(phone):
    given = (
        FILLED["who"] | FILLED["what"] | {"wants": "apology", "permissions": "complaint", "contact_value": "ring me"}
    )
    assert phone.submit(SHORT, given | {"act": "more"}).location == MORE
    assert (FormDraft.get().kind, Report.select().count()) == ("professional", 0)
    for code in ("who", "what"):
        fields = post(phone, go=code).fields(MORE)
        assert {name: fields[name] for name in FILLED[code]} == FILLED[code]
    assert post(phone, go="wants").fields(MORE)["wants"] == ["apology"]
    assert post(phone, go="permissions").fields(MORE)["permissions"] == ["complaint"]
    assert post(phone, go="contact").fields(MORE)["contact_value"] == "ring me"


def test_going_on_leads_through_every_step_and_ends_with_the_overview(begun):
    page, seen = begun.get(MORE), []
    for code in STEPS:
        assert page.fields(MORE)["step"] == code
        seen.append(title(page))
        first = next(one for one in page.by_id("step").iter(HTML + "button"))
        page = post(begun, page, first.get("value"))
    assert len(set(seen)) == len(STEPS)
    assert title(page) == "Ready to send?"


@pytest.mark.parametrize("order", [STEPS, list(reversed(STEPS))], ids=["forwards", "backwards"])
def test_steps_are_answered_in_any_order_and_all_of_it_is_sent(make, begun, order):
    fill(begun, *order)
    begun_code = code_on(begun.get(MORE))
    assert post(begun, go="send").by_id("receipt-code").text == begun_code
    detail, words = ProfessionalDetail.get(), words_of(make)
    assert (detail.profession, detail.nation, detail.rating) == ("police", "northern-ireland", 1)
    assert (words.story, words.happened_on) == (STORY, "2024-02-29")
    assert words.details == {
        "who": {name: [FILLED["who"][name]] for name in ("organisation", "team", "name", "badge")},
        "happened": {
            name: [FILLED["happened"][name]]
            for name in ("how_came", "said_done", "witnesses", "chaperone", "interpreter")
        },
        "before": {
            **{name: [FILLED["before"][name]] for name in ("complained", "to_whom", "reference", "answer")},
            "on": ["2024-03-01"],
            "final_on": ["2024-02-29"],
        },
        "wants": {
            "wants": ["apology", "not-punished"],
            "adjustments": ["breaks"],
            "adjustment_words": ["Romanian"],
        },
        "you": {"race": ["black", "mixed"], "origin_words": ["From the islands"], "was_why": ["yes"]},
    }
    contact = report_words.open_contact(Report.get(), make.team())
    assert contact == {"how": "text", "value": "07700 900999", "ask_for": "Robinname"}
    assert Report.get().harm_codes == FILLED["what"]["harms"]


def test_the_desk_reads_days_and_choices_in_words(make, browser, me, begun):
    fill(begun, *STEPS)
    post(begun, go="send")
    report = Report.get()
    desk.take(make.now, report, me)
    said = browser.get(f"/staff/reports/{report.ref}/").words()
    assert "The day on their last answer 29 February 2024" in said
    assert "How do you describe your race? Black, African or Caribbean, Mixed" in said
    assert "An interpreter? I asked, and they said no" in said
    assert "What makes it easier for you? Breaks, and time to think" in said


@pytest.mark.parametrize(("step", "field"), [("before", "final_on"), ("before", "on"), ("happened", "day")])
@pytest.mark.parametrize("typed", ["{tomorrow}", "29/2/2023", "soon"])
def test_a_day_to_come_or_that_never_was_is_refused_kindly_and_stays_on_the_page(make, begun, step, field, typed):
    typed = typed.format(tomorrow=(make.now.date() + timedelta(days=2)).strftime("%d/%m/%Y"))
    post(begun, go=step)
    before = FormDraft.get().version
    page = post(begun, go="all", **{field: typed})
    assert (page.status, page.fields(MORE)[field]) == (422, typed)
    said = page.by_id(f"{field}-error").text
    assert said.startswith(("This day has not come yet.", "Write a day, such as"))
    assert FormDraft.get().version == before


@pytest.mark.parametrize("typed", ["29/2/2024", "29.2.24", "2024-02-29", "29 02 2024"])
def test_a_leap_day_is_a_day_however_it_is_written(begun, typed):
    post(begun, go="before")
    assert title(post(begun, go="wants", final_on=typed)) == "What you want"
    assert post(begun, go="before").fields(MORE)["final_on"] == "29/02/2024"


def test_today_is_a_day_that_has_come(make, begun):
    post(begun, go="before")
    page = post(begun, go="all", final_on=make.now.strftime("%d/%m/%Y"))
    assert title(page) == "Ready to send?"


def test_the_address_of_the_other_form_leads_to_the_one_that_is_open(begun):
    for path in (HARM, MORE):
        page = begun.get(path)
        page = begun.follow(page) if page.status == 303 else page
        assert title(page) == "Who it was"
    assert begun.submit("/report/", {"act": "more"}).location == HARM
    assert begun.get(MORE).location == HARM


def test_a_code_opens_the_form_that_it_began(app, begun):
    code = code_on(post(begun, go="what", name="Petrel Marsh"))
    other = Browser(app)
    answer = other.submit("/follow-up/", {"code": code})
    assert answer.location == MORE
    assert post(other, go="who").fields(MORE)["name"] == "Petrel Marsh"
    harm = Browser(app)
    harm.submit("/report/", {"story": "x", "act": "more"})
    assert other.submit("/follow-up/", {"code": code_on(harm.get(HARM))}).location == HARM


def test_words_posted_to_the_other_forms_address_are_kept_and_change_nothing(begun):
    fields = begun.get(MORE).fields(MORE)
    page = begun.post(HARM, fields | {"step": "what", "story": STORY, "go": "where"})
    assert (page.status, page.fields(HARM)["story"]) == (401, STORY)
    assert FormDraft.get().version == 1
    assert begun.post(HARM, page.fields(HARM)).location == HARM
    assert sorted(row.kind for row in FormDraft.select()) == ["harm", "professional"]


def test_after_a_day_the_words_on_the_page_begin_another_of_the_same_kind(begun):
    page = post(begun, go="what")
    late()
    answer = begun.post(MORE, page.fields(MORE) | {"story": STORY, "go": "all"})
    assert (answer.status, answer.fields(MORE)["story"]) == (401, STORY)
    assert begun.post(MORE, answer.fields(MORE)).location == MORE
    assert {row.kind for row in FormDraft.select()} == {"professional"}


def test_a_session_that_ran_out_keeps_the_words_until_the_code_is_there(begun):
    page = post(begun, go="what")
    code = code_on(page)
    run_out()
    answer = begun.post(MORE, page.fields(MORE) | {"story": STORY, "go": "all"})
    back = begun.post("/follow-up/", answer.fields("/follow-up/") | {"code": code})
    assert (back.status, back.fields(MORE)["story"]) == (200, STORY)


def test_words_left_in_another_window_are_asked_about_after_sending(begun):
    page = post(begun, go="happened")
    post(begun, page, go="send", said_done="One")
    late_page = begun.post(MORE, page.fields(MORE) | {"said_done": "Two", "day": "long ago", "go": "all"})
    assert title(late_page) == "You sent this already"
    assert "Two" in late_page.fields(MORE)["words"] and "long ago" in late_page.fields(MORE)["words"]


def test_two_windows_keep_both_names_and_both_are_locked_out(make, begun):
    ours = [make.project("Blue Lantern House"), make.project("Red Anchor Room")]
    post(begun, go="who")
    first, second = begun.get(MORE), begun.get(MORE)
    post(begun, first, organisation="Blue Lantern House")
    page = post(begun, second, organisation="Red Anchor Room")
    assert "In another window you had written:" in page.words()
    post(begun, page, go="send")
    assert {row.project for row in ConflictLock.select()} == set(ours)
    assert words_of(make).details["earlier"] == {"who": ["Whom do they work for? Blue Lantern House"]}


def test_the_code_is_shown_until_it_is_saved_and_then_the_form_is_closed(begun):
    post(begun, go="send", profession="doctor")
    page = begun.get(MORE)
    saved = begun.post("/report/saved", page.fields("/report/saved"))
    assert "Nothing goes to them" in saved.words()
    assert Session.select().count() == 0
    assert title(begun.get(MORE)) == "No form is open here"


def test_deleting_leads_back_to_this_form(begun):
    gone = post(begun, post(begun, go="delete"), "drop")
    assert title(gone) == "Deleted"
    assert SHORT in [one.get("href") for one in gone.by_id("main").iter(HTML + "a")]
    assert FormDraft.select().count() == 0
