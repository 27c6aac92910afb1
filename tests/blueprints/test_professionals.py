"""The form about a professional: one answer is enough, it is private, and nobody it is about reads it."""

import pytest

from models.alert import Alert
from models.codes import HARMS, OFFERED, PROFESSIONAL_HARMS, PROFESSIONS, WANTS
from models.database import connect, database
from models.permission import Permission
from models.professional import ConflictLock, ProfessionalDetail
from models.report import Report
from models.sighting import Sighting
from rules import checker, desk, report_words
from tests.blueprints.professional_form import FILLED, SHORT, STORY
from tests.browser_client import HTML, Browser
from tests.rules import vetted

ALL = {name: value for step in FILLED.values() for name, value in step.items()}


def words_of(make) -> report_words.Words:
    """The one report, opened."""
    return report_words.open_words(Report.get(), make.team())


def options(page, name: str) -> list[str]:
    """What a list or ticks of the page offer."""
    found = [one for one in page.tree.iter() if one.get("name") == name]
    return [
        value
        for one in found
        for value in ([o.get("value") for o in one.iter(HTML + "option")] or [one.get("value")])
        if value
    ]


@pytest.mark.parametrize(
    "answer",
    [
        {"profession": "doctor"},
        {"nation": "wales"},
        {"harms": "pain-not-believed"},
        {"harms": "threats"},
        {"story": "x"},
        {"rating": "5"},
        {"wants": "not-punished"},
        {"organisation": "The Harbour force"},
        {"about_us": "num"},
        {"danger": "y"},
    ],
    ids=lambda answer: "-".join(answer),
)
def test_one_answer_is_enough(phone, answer):
    page = phone.submit(SHORT, answer)
    assert page.status == 200 and page.by_id("receipt-code") is not None
    assert Report.get().kind == "professional"


def test_no_answer_says_so_and_stores_nothing(phone):
    page = phone.submit(SHORT)
    assert (page.status, Report.select().count()) == (422, 0)
    assert page.by_id("harms-error").text == "Tick something, or say it in your own words."


def test_it_offers_every_profession_harm_wish_and_permission(phone):
    page = phone.get(SHORT)
    assert options(page, "profession") == list(PROFESSIONS)
    assert sorted(options(page, "harms")) == sorted([*PROFESSIONAL_HARMS, *HARMS])
    assert set(options(page, "wants")) == set(WANTS)
    assert set(options(page, "permissions")) == set(OFFERED["professional"])
    assert not {"alert", "checker", "police_anon"} & set(options(page, "permissions"))


def test_what_is_ticked_or_typed_is_never_in_a_closed_fold(phone):
    folded = {"harms": ["detained", "misgendered"], "badge": "C 4711", "about_us": "project", "form_id": "old"}
    page = phone.post(SHORT, phone.get(SHORT).fields() | folded)
    open_ones = [one for one in page.tree.iter(HTML + "details") if one.get("open") is not None]
    words = [" ".join("".join(one.find(HTML + "summary").itertext()).split()) for one in open_ones]
    assert words == [
        "Their name, team or badge number",
        "Is it about NUM, or a project near you?",
        "Held, searched, or nobody with me",
        "Hate",
    ]
    assert phone.get(SHORT).text.count("<details open") == 0


def test_only_coded_facts_are_in_clear_and_the_rest_is_sealed(make, phone):
    phone.submit(SHORT, ALL)
    detail = ProfessionalDetail.get()
    assert (detail.profession, detail.nation, detail.rating) == ("police", "northern-ireland", 1)
    assert Report.get().harm_codes == ["refused", "racism", "threats"]
    words = words_of(make)
    assert words.story == STORY
    assert words.details == {
        "who": {name: [FILLED["who"][name]] for name in ("organisation", "team", "name", "badge")},
        "wants": {"wants": ["apology", "not-punished"]},
    }
    assert {row.name for row in Permission.select()} == {"complaint", "contact"}
    assert report_words.open_contact(Report.get(), make.team())["value"] == "07700 900999"


def test_sent_twice_it_is_one_report_and_the_same_code(phone):
    fields = phone.get(SHORT).fields() | {"story": STORY}
    codes = [phone.post(SHORT, fields).by_id("receipt-code").text for _ in range(2)]
    assert codes[0] == codes[1]
    assert (Report.select().count(), ProfessionalDetail.select().count()) == (1, 1)


def test_a_number_in_it_is_never_found_by_the_checker(make, phone):
    phone.submit(SHORT, {"story": "He rang from 07700 900461", "name": "07700 900461"})
    assert Sighting.select().count() == 0
    for state in ("new", "screened"):
        Report.update(state=state).execute()
        answer = checker.check(make.secrets, make.now.date(), "07700 900461")
        assert (answer.reports, answer.alerts, answer.areas) == (0, (), ())


@pytest.mark.parametrize("permission", ["alert", "see_first", "checker", "police_anon"])
def test_it_cannot_be_let_into_a_warning(phone, permission):
    page = phone.submit(SHORT, {"story": "x", "permissions": permission})
    assert (page.status, Report.select().count()) == (422, 0)
    page = phone.submit(SHORT, {"story": "x"})
    code = page.by_id("receipt-code").text
    phone.submit("/follow-up/", {"code": code})
    answer = phone.submit("/follow-up/report/", action="/follow-up/permission/", changes={"name": permission})
    assert (answer.status, Permission.select().count()) == (422, 0)


def test_what_is_ticked_as_about_num_is_not_there_for_its_caseworkers(make, phone):
    caseworker, outsider = make.account("caseworker"), make.account("independent")
    page = phone.submit(SHORT, {"about_us": "num", "story": "x"})
    assert "Somebody from outside reads it, whom the trustees name" in page.words()
    report = Report.get()
    assert [desk.find(report.ref, one) is not None for one in (caseworker, outsider)] == [False, True]
    assert Browser(phone.app).sign_in(caseworker).get(f"/staff/reports/{report.ref}/").status == 404
    phone.submit("/follow-up/", {"code": page.by_id("receipt-code").text})
    stands = phone.get("/follow-up/report/").words()
    assert "waits for somebody from outside" in stands and "Nobody who works for NUM does." in stands
    assert "Caseworkers read this" not in stands and "A caseworker reads it" not in stands


def test_while_nobody_from_outside_may_read_it_the_pages_say_so(make, phone):
    make.team()
    page = phone.submit(SHORT, {"about_us": "num", "story": "x"})
    assert "Nobody from outside has been named yet" in page.words()
    assert "Somebody from outside reads it" not in page.words()
    phone.submit("/follow-up/", {"code": page.by_id("receipt-code").text})
    assert "Nobody from outside has been named yet" in phone.get("/follow-up/report/").words()


@pytest.mark.parametrize("field", ["organisation", "team", "name"])
def test_a_project_that_is_named_is_locked_out(make, phone, field):
    project = make.project("Blue Lantern House")
    phone.submit(SHORT, {field: "the blue lantern house, back office"})
    assert ConflictLock.get().project == project


def test_a_therapist_of_the_directory_is_filled_in_and_anybody_else_is_not(make, phone):
    shown, hidden = vetted.listed(make, name="Juniper Vale"), vetted.applied(make, name="Linden Vale")
    fields = phone.get(SHORT, query_string={"therapist": shown.ref}).fields()
    assert (fields["profession"], fields["name"]) == ("therapist", "Juniper Vale")
    for ref in (hidden.ref, "T-0000-0000", "' OR 1=1 --", "x" * 3000):
        fields = phone.get(SHORT, query_string={"therapist": ref}).fields()
        assert (fields["profession"], fields["name"]) == ("", "")


def test_the_page_is_there_while_the_database_is_gone(client, folder):
    database.close()
    (folder / "num.db").rename(folder / "away.db")
    (folder / "num.db").mkdir()
    try:
        page = client.get(SHORT)
    finally:
        (folder / "num.db").rmdir()
        (folder / "away.db").rename(folder / "num.db")
        connect()
    assert (page.status, page.fields()["story"]) == (200, "")


def test_it_leads_to_the_routes_and_the_lessons_and_says_what_happens_next_first(phone):
    page = phone.get(SHORT)
    links = [one.get("href") for one in page.by_id("main").iter(HTML + "a")]
    assert links[:2] == ["/professionals/routes/", "/professionals/lessons/"]
    words = page.words()
    assert words.index("What happens next") < words.index("I am still in danger")
    assert "never in a warning, and the checker never knows it" in words


def test_after_saving_the_code_the_words_are_of_this_kind(phone):
    page = phone.submit(SHORT, {"story": "x"})
    saved = phone.post("/report/saved", page.fields("/report/saved"))
    assert "Nothing goes to them" in saved.words()
    assert "warn members" not in saved.words()


def test_coming_back_never_speaks_of_warnings_to_members(phone):
    code = phone.submit(SHORT, {"story": STORY, "profession": "doctor"}).by_id("receipt-code").text
    assert phone.submit("/follow-up/", {"code": code}).location == "/follow-up/report/"
    page = phone.get("/follow-up/report/")
    assert "It stays private" in page.words()
    assert "Members have been warned" not in page.words() and STORY not in page.words()
    assert options(page, "name") == list(OFFERED["professional"])


def test_the_desk_says_which_kind_it_is_and_shows_the_details_in_words(make, browser, me, phone):
    phone.submit(SHORT, ALL)
    report = Report.get()
    assert "About a professional: Refused to help or to see me" in browser.get("/staff/reports/").words()
    desk.take(make.now, report, me)
    page = browser.get(f"/staff/reports/{report.ref}/")
    said = page.words()
    assert "Police officer or staff" in said and "Northern Ireland" in said and "Very bad" in said
    assert "Whom do they work for? The Harbour force" in said
    assert "An apology or an explanation, I do not want them punished" in said
    assert "Warning members" not in said and "Numbers may answer in the checker" not in said
    assert f"/staff/professionals/{report.ref}/" in [one.get("href") for one in page.tree.iter(HTML + "a")]


def test_a_form_that_is_too_old_comes_back_with_every_word(phone):
    page = phone.post(SHORT, phone.get(SHORT).fields() | ALL | {"form_id": "old"})
    assert (page.status, page.fields(SHORT)["story"]) == (422, STORY)
    assert phone.post(SHORT, page.fields(SHORT)).by_id("receipt-code") is not None


def test_without_a_team_key_nothing_is_sent_and_every_word_stays(client):
    page = client.post(SHORT, client.get(SHORT).fields() | {"story": STORY})
    assert (page.status, page.fields(SHORT)["story"], Report.select().count()) == (503, STORY, 0)


def test_no_member_finds_it_and_no_caseworker_makes_a_warning_of_it(make, browser, me, phone, signed_in):
    phone.submit(SHORT, ALL)
    report = Report.get()
    assert signed_in("member").get("/alerts/", query_string={"q": "Petrel"}).words().count("Petrel Marsh") == 0
    desk.take(make.now, report, me)
    browser.post(f"/staff/reports/{report.ref}/draft/", browser.get("/staff/").fields("/sign-out/"))
    assert Alert.select().count() == 0


@pytest.mark.parametrize(
    ("known", "said", "address"),
    [
        (
            {"nation": "northern-ireland", "profession": "police"},
            "the first to ask is: Police Ombudsman for Northern Ireland.",
            "/professionals/routes/?nation=northern-ireland&profession=police",
        ),
        ({"profession": "police"}, "", "/professionals/routes/?profession=police"),
        # One of several bodies: which one, the page of the way says.
        (
            {"nation": "wales", "profession": "therapist"},
            "",
            "/professionals/routes/?nation=wales&profession=therapist",
        ),
        ({"story": "x"}, "", "/professionals/routes/"),
    ],
)
def test_the_code_page_says_who_is_asked_first_as_far_as_it_is_known(phone, known, said, address):
    page = phone.submit(SHORT, known)
    assert ("the first to ask is" in page.words()) is bool(said)
    assert said in page.words()
    assert address in [one.get("href") for one in page.by_id("main").iter(HTML + "a")]


def test_the_code_page_of_another_report_names_nobody(phone):
    page = phone.submit("/report/", {"story": "x"})
    assert "/professionals/" not in page.text
