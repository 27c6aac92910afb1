"""Taking over what somebody else told: the new code is seen before it counts, and then only it opens the report."""

import pytest

from models.alert import Alert
from models.codes import PERMISSIONS
from models.permission import Permission
from models.report import Report
from rules import permissions, project_reports, reports
from rules.answers import PERSON, SAID, Answers, Arrival
from rules.keyed import shown_code
from tests.browser_client import HTML, Browser

STATUS, CLAIM = "/follow-up/report/", "/follow-up/claim/"
GIVEN = {"alert": SAID, "checker": SAID, "local_project": PERSON}


@pytest.fixture
def code(make, secrets, project) -> str:
    """The code that was handed to the person."""
    make.team()
    form = make.form_id()
    maker = {"relation": "worker", "name": "Sparrow", "knows": "yes"}
    answers = Answers(story="Her bag was taken.", contact_how="text", contact_value="x", maker=maker, given_by=GIVEN)
    return shown_code(reports.send(secrets, make.now, answers, form, Arrival("project", project=project)).code)


def enter(app, code: str) -> Browser:
    """A browser in which the code was typed."""
    browser = Browser(app)
    assert browser.submit("/follow-up/", {"code": code}).location == STATUS
    return browser


@pytest.fixture
def back(app, code) -> Browser:
    """The person's browser."""
    return enter(app, code)


@pytest.fixture
def begun(back) -> Browser:
    """The person has asked for the new code."""
    assert back.submit(CLAIM).location == CLAIM
    return back


def new_code(browser) -> str:
    """The code on the page."""
    return browser.get(CLAIM).by_id("receipt-code").text


def ticks(page) -> dict[str, bool]:
    """Every permission on the page and whether it is ticked."""
    boxes = [one for one in page.tree.iter(HTML + "input") if one.get("name") == "permissions"]
    return {one.get("value"): one.get("checked") is not None for one in boxes}


def claim(browser, *permissions_, **changes):
    """Tick exactly these and press the button."""
    return browser.submit(CLAIM, {"permissions": list(permissions_), **changes}, action=CLAIM)


def live() -> set[str]:
    """Permissions in force."""
    return set(permissions.live_names(Report.get()))


def test_the_status_page_leads_there_and_says_what_will_happen(back):
    page = back.get(STATUS)
    assert "Somebody told us this for you. Is it yours?" in page.words()
    assert CLAIM in page.text
    words = back.get(CLAIM).words()
    for sentence in ("only your choices count", "The old one stops", "keeps no way in", "Nothing changes yet"):
        assert sentence in words


def test_looking_and_asking_for_the_code_change_nothing(app, begun, code):
    begun.get(CLAIM)
    assert (Report.get().claimed_on, live()) == (None, set(GIVEN))
    enter(app, code)


def test_a_reload_shows_the_same_code_and_another_browser_another_one(app, begun, code):
    first = new_code(begun)
    assert new_code(begun) == first != code
    other = enter(app, code)
    other.submit(CLAIM)
    assert new_code(other) != first


def test_what_is_live_is_ticked_and_nothing_else(begun):
    found = ticks(begun.get(CLAIM))
    assert set(found) == set(PERMISSIONS)
    assert {name for name, is_ticked in found.items() if is_ticked} == set(GIVEN)


def test_the_project_that_told_us_has_its_own_words(begun):
    words = begun.get(CLAIM).words()
    assert "Let the project that told us see where it stands" in words
    assert "It never sees your words." in words
    assert "Tell my local project" not in words


def test_it_says_that_the_way_we_reach_them_may_be_somebody_elses(begun):
    assert "Is it not yours? Then leave it without a tick." in begun.get(CLAIM).words()


def test_after_the_second_press_only_the_new_code_opens_it_and_only_the_ticks_stand(app, begun, code, project):
    theirs = enter(app, code)
    fresh = new_code(begun)
    page = begun.follow(claim(begun, "alert", "contact"))
    assert "It is yours. Only your new code opens it now." in page.words()
    assert "Is it yours?" not in page.words()
    assert live() == {"alert", "contact"}
    assert {row.given_by for row in Permission.live()} == {PERSON}
    assert not project_reports.may_see(project, Report.get())
    assert theirs.get(STATUS).location == "/follow-up/"
    assert Browser(app).submit("/follow-up/", {"code": code}).status == 422
    assert enter(app, fresh).get(STATUS).status == 200


def test_the_old_code_gets_the_same_answer_as_a_wrong_one_to_the_byte(app, begun, code):
    claim(begun)
    answers = []
    for typed in (code, "0000 1111 2222 3333"):
        page = Browser(app).submit("/follow-up/", {"code": typed})
        answers.append((page.status, sorted(page.headers.items()), page.text.replace(typed, "typed")))
    assert answers[0] == answers[1]


def test_pressing_again_after_the_answer_was_lost_is_harmless(app, begun):
    fresh = new_code(begun)
    fields = begun.get(CLAIM).fields(CLAIM) | {"permissions": ["alert"]}
    for ticked in (["alert"], ["alert"], ["police_full", "quote"]):
        assert begun.post(CLAIM, fields | {"permissions": ticked}).location == STATUS
    assert live() == {"alert"}
    assert begun.get(CLAIM).location == STATUS
    assert enter(app, fresh).get(STATUS).status == 200


def test_a_code_that_was_not_on_the_page_is_not_taken_and_the_ticks_stay(app, begun, code):
    fields = begun.get(CLAIM).fields(CLAIM) | {"permissions": ["quote"]}
    # The session ran out while they wrote it down, and they typed the old code again.
    later = enter(app, code)
    token = later.get(CLAIM).fields(CLAIM)
    page = later.post(CLAIM, fields | token)
    assert page.status == 422
    assert "This is another code than before. Write this one down." in page.by_id("shown-error").text
    assert [name for name, is_ticked in ticks(page).items() if is_ticked] == ["quote"]
    assert page.by_id("receipt-code").text == new_code(later)
    assert Report.get().claimed_on is None
    again = page.fields(CLAIM)
    assert later.post(CLAIM, again).location == STATUS
    assert live() == {"quote"}


def test_a_warning_out_stays_out_when_its_tick_stays(make, begun):
    alert = make.published(Report.get(), area="uk")
    claim(begun, "alert")
    assert Alert.get_by_id(alert.id).state == "published"


def test_a_warning_ends_with_its_tick(make, begun):
    alert = make.published(Report.get(), area="uk")
    claim(begun, "checker")
    assert Alert.get_by_id(alert.id).state == "withdrawn"


def test_a_report_that_was_told_by_the_person_cannot_be_claimed(app, make, client):
    make.team()
    code = client.submit("/report/", {"story": "Mine."}).by_id("receipt-code").text
    back = enter(app, code)
    assert "Is it yours?" not in back.get(STATUS).words()
    for answer in (back.get(CLAIM), back.post(CLAIM, {"csrf_token": back.get(STATUS).fields()["csrf_token"]})):
        assert answer.status == 422
        assert "This is yours already." in answer.words()
    assert Report.get().claimed_on is None


def test_the_page_is_never_kept_by_the_browser(begun):
    assert "no-store" in begun.get(CLAIM).headers["Cache-Control"]
