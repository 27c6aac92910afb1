"""The staff's side of the therapists' directory: from an application to the list, and off it."""

from datetime import timedelta

import pytest

from models.therapist import CHECKS, Therapist
from rules import rechecks, therapist_checks, therapists, vetting
from rules.rechecks import Changes
from tests.browser_client import HTML, Browser
from tests.rules.vetted import applied, checked, fresh, listed

STAFF = "/staff/therapists/"
NEWS = "I moved to Leith."


@pytest.fixture
def me(make):
    """An editor."""
    return make.account("editor")


@pytest.fixture
def desk(app, me) -> Browser:
    """Their browser."""
    return Browser(app).sign_in(me)


def at(therapist: Therapist, step: str = "") -> str:
    """The address of a therapist's page, or of a step there."""
    return f"{STAFF}{therapist.ref}/{step}"


def press(desk: Browser, therapist: Therapist, step: str, **changes):
    """Press the button of a step on a therapist's page."""
    return desk.submit(at(therapist), changes, action=at(therapist, step))


def test_an_application_goes_from_check_to_check_into_the_directory(desk, make, client):
    therapist = applied(make)
    assert "1 waits" in desk.get("/staff/").words()
    assert "New application" in desk.get(STAFF).words()
    for name, says in zip(CHECKS, ("Documents", "Conversation", "Reference"), strict=True):
        page = desk.get(at(therapist))
        # The check that comes next is ticked already, and nobody is shown before the last.
        assert f"Next: {says}" in page.words() and at(therapist, "list/") not in page.text
        assert page.fields(at(therapist, "check/"))["check_name"] == name
        assert press(desk, therapist, "check/", note="Rang them.").status == 303
    assert client.get(f"/therapists/{therapist.ref}/").status == 404
    assert "Write to them" in desk.follow(press(desk, therapist, "list/")).words()
    assert "Rowan Ash" in client.get("/therapists/").words()
    assert client.get(f"/therapists/{therapist.ref}/").status == 200


def test_a_page_shows_what_they_said_and_every_note_with_its_day_and_name(desk, make, secrets, me):
    therapist = applied(make)
    therapist_checks.check(secrets, make.now, me, therapist, "documents", "Saw the certificate.")
    press(desk, therapist, "note/", told="Two people spoke well of them.")
    words = desk.get(at(therapist)).words()
    for said in (
        "Rowan Ash",
        "rowan@example.org",
        "AB 1234",
        "Video",
        "Black",
        "What you say stays here.",
        "£50 or less",
    ):
        assert said in words
    assert "Saw the certificate." in words and "Two people spoke well of them." in words and "editor 1" in words


def test_a_check_without_a_choice_and_an_empty_note_are_said_at_their_fields(desk, make, me):
    therapist = listed(make, me)
    token = desk.get(at(therapist)).fields(at(therapist, "check/"))["csrf_token"]
    page = desk.post(at(therapist, "check/"), {"csrf_token": token, "note": "Kept words."})
    assert page.status == 422 and page.by_id("check_name-error") is not None and "Kept words." in page.words()
    page = desk.post(at(therapist, "note/"), {"csrf_token": token})
    assert page.status == 422 and page.by_id("told-error") is not None


def test_what_is_missing_stands_in_the_way_also_of_a_made_up_post(desk, make, me):
    therapist = checked(make, me, insured_until=make.now.date() - timedelta(days=1))
    page = desk.get(at(therapist))
    assert "Write its last day" in page.words() and at(therapist, "list/") not in page.text
    token = page.fields(at(therapist, "check/"))["csrf_token"]
    answer = desk.post(at(therapist, "list/"), {"csrf_token": token})
    assert "Look at what is still missing" in desk.follow(answer).words()
    assert fresh(therapist).state == "applied"


def test_the_same_registration_says_who_has_it(desk, make, me):
    first = listed(make, me, number="AB 1234")
    second = checked(make, me, number="ab1234")
    page = desk.get(at(second))
    assert "Find out who is who" in page.words() and f'href="{at(first)}"' in page.text
    assert at(second, "list/") not in page.text


def test_pausing_and_showing_again_are_one_button_each(desk, make, me, client):
    therapist = listed(make, me)
    press(desk, therapist, "pause/")
    assert "Paused by staff" in desk.get(at(therapist)).words()
    assert client.get(f"/therapists/{therapist.ref}/").status == 404
    press(desk, therapist, "resume/")
    assert client.get(f"/therapists/{therapist.ref}/").status == 200


def test_removing_asks_for_a_reason_and_is_not_undone(desk, make, me):
    therapist = listed(make, me)
    path = at(therapist, "remove/")
    assert desk.submit(path).status == 422 and fresh(therapist).state == "listed"
    assert desk.submit(path, {"reason": "complaint-upheld"}).status == 303
    page = desk.get(at(therapist))
    assert "A complaint about them was found right" in page.words() and "Rowan Ash" in page.words()
    assert at(therapist, "resume/") not in page.text
    assert press(desk, therapist, "note/", told="Casework knows more.").status == 303


def test_refusing_deletes_what_they_told_us(desk, make):
    therapist = applied(make)
    page = desk.get(at(therapist, "refuse/"))
    assert "Write to them first" in page.words() and "Rowan Ash" in page.words()
    assert desk.submit(at(therapist, "refuse/"), {"reason": "not-welcoming"}).status == 303
    page = desk.get(at(therapist))
    assert "Rowan" not in page.words() and "They do not welcome sex workers" in page.words()
    assert fresh(therapist).words == ""
    assert therapist.ref in desk.get(f"{STAFF}?part=refused").words()


def test_a_correction_changes_what_everybody_reads_at_once(desk, make, me, client):
    therapist = listed(make, me)
    path = at(therapist, "words/")
    assert desk.submit(path, {"name": "Rowan Oak", "email": "new@example.org"}).status == 303
    assert "Rowan Oak" in client.get(f"/therapists/{therapist.ref}/").words()
    assert "new@example.org" in desk.get(at(therapist)).words()
    assert "new@example.org" not in client.get(f"/therapists/{therapist.ref}/").words()
    kept = therapists.words_of(make.secrets, fresh(therapist))
    assert (kept.number, kept.ways, kept.identities, kept.insured_until) == (
        "AB 0",
        ("video",),
        ("black",),
        therapist.insured_until,
    )


def test_what_a_therapist_changed_while_a_colleague_wrote_is_not_lost(desk, make, secrets, me):
    therapist = listed(make, me, wait_weeks=4)
    path = at(therapist, "words/")
    fields = desk.get(path).fields(path)
    rechecks.answer(secrets, make.now, fresh(therapist), Changes(True, None, "30", False, False, False))
    page = desk.post(path, data=fields | {"name": "Rowan Oak"})
    assert page.status == 422
    assert "Somebody else changed this while you wrote." in page.words()
    assert "I have space nowyes" in page.words() and page.by_id("name").get("value") == "Rowan Oak"
    kept = therapists.words_of(secrets, fresh(therapist))
    assert (kept.name, kept.has_space, kept.price) == ("Rowan Ash", True, "30")
    # They have seen it now, so what they save next is meant.
    assert desk.post(path, data=page.fields(path) | {"has_space": "y"}).status == 303
    kept = therapists.words_of(secrets, fresh(therapist))
    assert (kept.name, kept.has_space) == ("Rowan Oak", True)


def test_a_correction_that_would_make_a_twin_comes_back_with_its_words(desk, make, me):
    first, second = listed(make, me, number="AB 1"), listed(make, me, number="AB 2")
    page = desk.submit(at(second, "words/"), {"number": "AB 1", "name": "Kept name"})
    assert page.status == 422 and page.by_id("number-error") is not None
    assert "Kept name" in page.text and f'href="{at(first)}"' in page.text


def test_nothing_is_corrected_of_somebody_whose_words_are_deleted(desk, make, me):
    therapist = applied(make)
    vetting.refuse(make.now, me, therapist, "other")
    assert desk.get(at(therapist, "words/")).status == 303


def test_news_come_first_and_are_deleted_once_dealt_with(desk, make, secrets, me):
    therapist = listed(make, me)
    rechecks.answer(secrets, make.now, therapist, Changes(True, None, "50", False, False, False), NEWS)
    assert "They wrote something" in desk.get(STAFF).words()
    opened = desk.get(at(therapist)).fields(at(therapist, "news/"))
    assert NEWS in desk.get(at(therapist)).words()
    rechecks.answer(secrets, make.now, therapist, Changes(True, None, "50", False, False, False), "And I am ill.")
    # What was not on the page yet is not deleted unread.
    desk.post(at(therapist, "news/"), opened)
    assert "And I am ill." in desk.get(at(therapist)).words()
    press(desk, therapist, "news/")
    assert NEWS not in desk.get(at(therapist)).words()


def test_who_did_not_answer_for_a_year_stands_under_hidden(desk, make, me, client):
    therapist = listed(make, me, confirmed_on=make.now.date() - timedelta(days=400))
    assert client.get(f"/therapists/{therapist.ref}/").status == 404
    assert "Hidden (1)" in desk.get(STAFF).words()
    assert "Rowan Ash" in desk.get(f"{STAFF}?part=hidden").words()
    page = desk.get(at(therapist))
    assert "Ring them" in page.words() and f'href="/therapists/{therapist.ref}/"' not in page.text
    press(desk, therapist, "confirm/")
    assert client.get(f"/therapists/{therapist.ref}/").status == 200


def test_the_list_goes_on_on_a_second_page_and_unknown_parts_are_not_found(desk, make):
    for number in range(52):
        applied(make, name=f"Rowan {number:02d}")
    page = desk.get(STAFF)
    assert "Rowan 49" in page.words() and "Rowan 50" not in page.words()
    after = page.text.split("after=")[1].split('"')[0]
    assert "Rowan 51" in desk.get(f"{STAFF}?part=to-do&after={after}").words()
    assert desk.get(f"{STAFF}?part=odd").status == 404
    assert desk.get(f"{STAFF}T-00000000/").status == 404


def test_an_empty_list_says_what_comes_there(desk):
    assert "Nothing to do" in desk.get(STAFF).words()
    assert "Nobody here" in desk.get(f"{STAFF}?part=paused").words()
    assert "nothing to count" in desk.get(f"{STAFF}diversity/").words()


def test_the_figures_name_nobody_and_stand_beside_the_whole(desk, make, me):
    listed(make, me, has_space=True)
    listed(make, me, name="Ona", identities=("south-asian",))
    page = desk.get(f"{STAFF}diversity/")
    rows = [["".join(cell.itertext()).strip() for cell in row] for row in page.tree.iter(f"{HTML}tr")]
    for line in ("Black 1 50%", "Roma, Gypsy or Traveller 0 0%", "Has space now 1 50%", "English 2 100%"):
        assert line in [" ".join(row) for row in rows]
    words = page.words()
    assert "2 therapists are shown today." in words and "Rowan" not in words and "Ona" not in words


@pytest.mark.parametrize("role", ["manager", "auditor", "independent", "drop-in", "project-worker", "member"])
def test_only_editors_and_caseworkers_vet(signed_in, make, role):
    therapist = applied(make)
    browser = signed_in(role)
    for path in (STAFF, at(therapist), at(therapist, "words/"), f"{STAFF}diversity/"):
        assert browser.get(path).status == 403


def test_words_with_marks_stay_words(desk, make):
    therapist = applied(make, name="<b>Rowan</b>", training="<script>alert(1)</script>")
    page = desk.get(at(therapist))
    assert "<script>alert" not in page.text and "<b>Rowan</b>" in page.words()
