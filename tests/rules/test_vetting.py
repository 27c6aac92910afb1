"""Vetting therapists: nobody is shown before all checks, and each step is taken once."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from models.account import Account
from models.audit import Audit
from models.letter import OwedLetter
from models.package import Package
from models.therapist import CHECKS, Therapist, TherapistCheck
from rules import letters, therapist_checks, therapists, vetting
from rules.therapist_checks import AnsweredAlready
from rules.therapists import listed as in_directory
from tests.rules.vetted import applied, checked, fresh, listed, words

YEAR = timedelta(days=366)


@pytest.fixture
def me(make) -> Account:
    """An editor who vets."""
    return make.account("editor")


def is_shown(make, therapist: Therapist) -> bool:
    """Whether everybody may see this therapist today."""
    return in_directory(make.now.date()).where(Therapist.id == therapist.id).exists()


@pytest.mark.parametrize("left_out", CHECKS)
def test_nobody_is_listed_without_all_three_checks(make, secrets, me, left_out):
    therapist = applied(make)
    for name in CHECKS:
        if name != left_out:
            therapist_checks.check(secrets, make.now, me, therapist, name)
    with pytest.raises(vetting.NotReady) as problem:
        vetting.put_on_list(secrets, make.now, me, therapist)
    assert problem.value.missing == [left_out]
    assert (fresh(therapist).state, fresh(therapist).listing) == ("applied", None)


def test_with_all_checks_the_directory_shows_the_words_from_today_on(make, secrets, me):
    therapist = checked(make, me)
    assert not is_shown(make, therapist)
    vetting.put_on_list(secrets, make.now, me, therapist)
    row = fresh(therapist)
    assert is_shown(make, therapist)
    assert (row.listed_on, row.confirmed_on) == (make.now.date(), make.now.date())
    assert therapists.shown(row.listing).name == "Rowan Ash" and "how:video" in row.facets
    assert "insured" not in row.listing


@pytest.mark.parametrize(
    ("checked_on", "today", "holds"),
    [
        (date(2027, 3, 10), date(2028, 3, 10), True),
        (date(2027, 3, 10), date(2028, 3, 11), False),
        (date(2028, 2, 29), date(2029, 2, 28), True),
        (date(2028, 2, 29), date(2029, 3, 1), False),
        (date(2027, 2, 28), date(2028, 2, 29), False),
    ],
)
def test_a_check_holds_for_twelve_months(checked_on, today, holds):
    assert therapist_checks.holds(checked_on, today) is holds


def test_an_old_check_is_done_again_before_listing(make, secrets, me):
    therapist = checked(make, me)
    TherapistCheck.update(checked_on=make.now.date() - YEAR - timedelta(days=1)).where(
        TherapistCheck.check_name == "reference"
    ).execute()
    assert therapist_checks.missing(therapist, make.now.date()) == ["reference"]
    therapist_checks.check(secrets, make.now, me, therapist, "reference")
    assert therapist_checks.missing(therapist, make.now.date()) == []


@pytest.mark.parametrize(("days", "is_missing"), [(0, False), (-1, True), (None, True)])
def test_an_insurance_that_ended_stops_the_listing(make, me, days, is_missing):
    today = make.now.date()
    therapist = checked(make, me, insured_until=None if days is None else today + timedelta(days=days))
    assert therapist_checks.missing(therapist, today) == (["insurance"] if is_missing else [])


def test_a_registration_that_is_listed_already_stops_the_second_and_says_which(make, secrets, me):
    first = listed(make, me, number="ab-1234", name="Rowan")
    second = checked(make, me, number="AB 1234", name="Somebody else")
    with pytest.raises(vetting.NotReady) as problem:
        vetting.put_on_list(secrets, make.now, me, second)
    assert problem.value.missing == ["twin"]
    assert therapist_checks.twin_of(second) == first
    other_body = checked(make, me, number="AB 1234", body="bacp")
    vetting.put_on_list(secrets, make.now, me, other_body)
    assert fresh(other_body).state == "listed"


def test_once_the_first_is_removed_the_second_may_be_listed_and_staff_still_see_it(make, secrets, me):
    first = listed(make, me, number="AB 1234")
    second = checked(make, me, number="AB 1234")
    vetting.remove(make.now, me, first, "conduct")
    assert therapist_checks.same_registration(second) == [first]
    vetting.put_on_list(secrets, make.now, me, second)
    assert fresh(second).state == "listed"


def test_notes_of_checks_are_sealed_and_say_who_and_when(make, secrets, me):
    therapist = applied(make)
    therapist_checks.check(secrets, make.now, me, therapist, "documents", "Saw the Wolverineword.")
    therapist_checks.tell(secrets, make.now, me, therapist, "Two people spoke well of her.")
    told, seen = therapist_checks.of(secrets, therapist)
    assert (seen.name, seen.on, seen.by, seen.note) == ("documents", make.now.date(), me, "Saw the Wolverineword.")
    assert (told.name, told.note) == ("told", "Two people spoke well of her.")
    assert "Wolverineword" not in TherapistCheck.get(TherapistCheck.check_name == "documents").note
    assert therapist_checks.missing(therapist, make.now.date()) == ["conversation", "reference"]


def test_another_name_is_no_check(make, secrets, me):
    with pytest.raises(ValueError, match="told"):
        therapist_checks.check(secrets, make.now, me, applied(make), "told")


def test_pausing_takes_out_of_sight_and_resuming_shows_again(make, secrets, me):
    therapist = listed(make, me)
    vetting.pause(make.now, me, therapist)
    assert not is_shown(make, therapist)
    vetting.resume(secrets, make.now, me, therapist)
    assert is_shown(make, therapist) and fresh(therapist).state_why is None


def test_a_therapist_undoes_her_own_pause_and_never_one_by_staff(make, secrets, me):
    therapist = listed(make, me)
    vetting.pause(make.now, None, therapist)
    vetting.resume(secrets, make.now, None, therapist)
    assert is_shown(make, therapist)
    vetting.pause(make.now, me, therapist)
    with pytest.raises(AnsweredAlready):
        vetting.resume(secrets, make.now, None, therapist)
    assert not is_shown(make, therapist)


def test_nobody_comes_back_from_a_pause_with_an_insurance_that_ended(make, secrets, me):
    therapist = listed(make, me)
    vetting.pause(make.now, None, therapist)
    Therapist.update(insured_until=make.now.date() - timedelta(days=1)).execute()
    with pytest.raises(vetting.NotReady):
        vetting.resume(secrets, make.now, None, therapist)
    assert not is_shown(make, therapist)


@pytest.mark.parametrize("reason", vetting.REMOVALS)
def test_removing_hides_at_once_and_keeps_who_it_was_but_of_those_who_left(make, secrets, me, reason):
    therapist = listed(make, me)
    letters.owe(secrets, make.now, "therapist-again", therapist=therapist, contents={"link": "x"})
    vetting.remove(make.now, me, therapist, reason)
    row = fresh(therapist)
    assert (row.state, row.state_why, row.listing, row.facets) == ("removed", reason, None, None)
    assert (OwedLetter.get().state, OwedLetter.get().address) == ("cancelled", None)
    is_forgotten = reason in ("left", "not-confirmed")
    assert (row.words == "", row.email == "", row.registration_key is None) == (is_forgotten,) * 3
    assert TherapistCheck.select().exists() is not is_forgotten


def test_leaving_and_asking_again_does_not_wipe_out_what_casework_told(make, secrets, me):
    therapist = listed(make, me, number="AB 1234")
    therapist_checks.tell(secrets, make.now, me, therapist, "Three people told us the same.")
    vetting.remove(make.now, None, therapist, "left")
    assert (fresh(therapist).words, fresh(therapist).email) == ("", "")
    again = applied(make, number="ab 1234")
    assert therapist_checks.same_registration(again) == [therapist]
    assert [one.note for one in therapist_checks.of(secrets, therapist)] == ["Three people told us the same."]


def test_whoever_was_with_a_removed_therapist_is_matched_again(make, me):
    therapist = listed(make, me)
    package = Package.create(
        report=make.report(), state="matched", therapist=therapist, client_code="C-1", asked_on=make.now.date()
    )
    vetting.remove(make.now, me, therapist, "registration-ended")
    row = Package.get_by_id(package.id)
    assert (row.state, row.therapist, row.client_code) == ("granted", None, None)


def test_a_reason_must_be_of_the_list(make, me):
    with pytest.raises(ValueError, match="odd"):
        vetting.remove(make.now, me, listed(make, me), "odd")
    with pytest.raises(ValueError, match="odd"):
        vetting.refuse(make.now, me, applied(make), "odd")


def test_refusing_deletes_all_words_and_lets_them_apply_again(make, me):
    therapist = checked(make, me)
    vetting.refuse(make.now, me, therapist, "not-insured")
    row = fresh(therapist)
    assert (row.state, row.state_why) == ("refused", "not-insured")
    assert (row.words, row.email, row.registration_key, row.form_key, row.insured_until) == ("", "", None, None, None)
    assert not TherapistCheck.select().exists()


def test_of_two_answers_only_the_first_counts(make, secrets, me):
    therapist = checked(make, me)
    stale = fresh(therapist)
    vetting.put_on_list(secrets, make.now, me, therapist)
    for act in (
        lambda: vetting.put_on_list(secrets, make.now, me, stale),
        lambda: vetting.refuse(make.now, me, stale, "other"),
        lambda: vetting.resume(secrets, make.now, me, stale),
    ):
        with pytest.raises(AnsweredAlready):
            act()
    vetting.remove(make.now, me, therapist, "conduct")
    for act in (
        lambda: vetting.pause(make.now, me, stale),
        lambda: vetting.remove(make.now, me, stale, "left"),
        lambda: vetting.correct(secrets, make.now, me, stale, words(make)),
        lambda: therapist_checks.check(secrets, make.now, me, stale, "documents"),
    ):
        with pytest.raises(AnsweredAlready):
            act()
    assert fresh(therapist).state_why == "conduct" and fresh(therapist).listing is None


def test_a_correction_shows_at_once_and_is_noted(make, secrets, me):
    therapist = listed(make, me)
    said = replace(therapists.words_of(secrets, therapist), name="Rowan Oak", ways=("phone",))
    vetting.correct(secrets, make.now, me, therapist, said, "new@example.org")
    row = fresh(therapist)
    assert therapists.shown(row.listing).name == "Rowan Oak" and "how:phone" in row.facets
    assert therapists.words_of(secrets, row) == said
    letter = letters.owe(secrets, make.now, "therapist-again", therapist=row)
    OwedLetter.update(state="claimed", claimed_by="w").execute()
    assert letters.look_again(secrets, letter.id, "w").address == "new@example.org"
    assert Audit.select().where((Audit.action == "therapist-corrected") & (Audit.actor == me.id)).count() == 1


def test_a_correction_of_an_application_shows_nothing(make, secrets, me):
    therapist = applied(make)
    vetting.correct(secrets, make.now, me, therapist, words(make, name="Rowan Oak"))
    assert fresh(therapist).listing is None
    assert therapists.words_of(secrets, fresh(therapist)).name == "Rowan Oak"


def test_a_correction_never_makes_two_of_one_registration(make, secrets, me):
    first, second = listed(make, me, number="AB 1"), listed(make, me, number="AB 2")
    with pytest.raises(vetting.SameRegistration) as problem:
        vetting.correct(secrets, make.now, me, second, words(make, number="ab1"))
    assert problem.value.other == first
    assert therapists.words_of(secrets, fresh(second)).number == "AB 2"


def test_who_was_vetted_yesterday_is_not_vetted_for_ever(make, secrets, me):
    long_ago = datetime(2024, 1, 2)
    therapist = checked(make, me, at=long_ago)
    with pytest.raises(vetting.NotReady) as problem:
        vetting.put_on_list(secrets, make.now, me, therapist)
    assert problem.value.missing == list(CHECKS)
