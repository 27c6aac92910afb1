"""The yearly re-check: two letters at most, an answer by link, and out of sight after twelve months."""

from dataclasses import asdict, fields, replace
from datetime import date, datetime, time, timedelta

import pytest

from models.letter import OwedLetter
from models.therapist import Therapist, TherapistCheck
from rules import rechecks, therapist_checks, therapist_desk, therapists, vetting
from rules.links import LinkGone
from rules.rechecks import Changes
from rules.therapist_checks import AnsweredAlready
from rules.therapists import listed as in_directory
from rules.vault import unseal
from tests.rules.vetted import SAME, fresh, listed

TOKENS: list[str] = []


def link_to(token: str) -> str:
    """The address behind a token; the token is kept for the test."""
    TOKENS.append(token)
    return f"http://localhost/therapists/again/{token}/"


def at(day: date) -> datetime:
    """Nine in the morning of a day."""
    return datetime.combine(day, time(9))


def asked(make, day: date) -> int:
    """How many letters are owed on a day."""
    return rechecks.owe_letters(make.secrets, at(day), link_to)


def is_shown(therapist: Therapist, day: date) -> bool:
    """Whether everybody may see this therapist on a day; when not, the list of hidden ones has her."""
    shown = in_directory(day).where(Therapist.id == therapist.id).exists()
    assert therapist_desk.counts(day)["hidden"] == (not shown) and therapist_desk.counts(day)["listed"] == shown
    return shown


@pytest.mark.parametrize(
    ("confirmed_on", "first", "second"),
    [
        (date(2026, 11, 20), date(2027, 10, 20), date(2027, 11, 6)),
        (date(2027, 3, 31), date(2028, 2, 29), date(2028, 3, 17)),
        (date(2028, 2, 29), date(2029, 1, 29), date(2029, 2, 14)),
        (date(2026, 3, 31), date(2027, 2, 28), date(2027, 3, 17)),
    ],
)
def test_the_letter_is_owed_after_eleven_months_and_again_two_weeks_before_twelve(make, confirmed_on, first, second):
    listed(make, confirmed_on=confirmed_on)
    a_day = timedelta(days=1)
    assert asked(make, first - a_day) == 0
    assert [asked(make, first), asked(make, first), asked(make, first + a_day)] == [1, 0, 0]
    assert asked(make, second - a_day) == 0
    assert [asked(make, second), asked(make, second), asked(make, second + a_day)] == [1, 0, 0]
    assert sum(asked(make, second + a_day * days) for days in range(0, 500, 7)) == 0


def test_a_worker_that_was_away_for_both_days_owes_one_letter(make):
    listed(make, confirmed_on=date(2025, 1, 2))
    assert [asked(make, date(2026, 6, 1)), asked(make, date(2026, 6, 1)), asked(make, date(2026, 7, 1))] == [1, 0, 0]


def test_a_paused_or_removed_therapist_is_owed_nothing(make):
    me = make.account("editor")
    paused, removed = listed(make, confirmed_on=date(2025, 1, 2)), listed(make, confirmed_on=date(2025, 1, 2))
    vetting.pause(make.now, me, paused)
    vetting.remove(make.now, me, removed, "conduct")
    assert asked(make, date(2026, 6, 1)) == 0


@pytest.mark.parametrize(
    ("confirmed_on", "last_day"),
    [
        (date(2026, 11, 20), date(2027, 11, 19)),
        (date(2028, 2, 29), date(2029, 2, 28)),
        (date(2027, 2, 28), date(2028, 2, 27)),
        (date(2027, 3, 1), date(2028, 2, 29)),
    ],
)
def test_after_twelve_months_the_directory_hides_what_staff_then_see(make, confirmed_on, last_day):
    therapist = listed(make, confirmed_on=confirmed_on)
    assert is_shown(therapist, last_day)
    assert not is_shown(therapist, last_day + timedelta(days=1))


def test_an_answer_shows_a_hidden_therapist_again(make, secrets):
    day = date(2027, 12, 1)
    therapist = listed(make, confirmed_on=date(2026, 11, 20))
    assert not is_shown(therapist, day)
    rechecks.answer(secrets, at(day), therapist, SAME)
    assert is_shown(therapist, day) and fresh(therapist).confirmed_on == day
    assert asked(make, day + timedelta(days=30)) == 0


def test_both_letters_of_a_year_have_one_link_and_only_a_hash_of_it_is_kept(make, secrets):
    therapist = listed(make, confirmed_on=date(2026, 11, 20))
    TOKENS.clear()
    assert asked(make, date(2027, 10, 20)) + asked(make, date(2027, 11, 6)) == 2
    assert len(set(TOKENS)) == 1 and len(TOKENS[0]) >= 22
    assert rechecks.look(secrets, at(date(2027, 12, 1)), TOKENS[0]) == therapist
    assert TOKENS[0].encode() not in fresh(therapist).link_key
    letter = OwedLetter.select().order_by(OwedLetter.id.desc()).first()
    assert TOKENS[0] in unseal(secrets.keys, letter.contents, f"owed_letter.contents.{letter.address_key.hex()}")


def test_a_link_ends_ninety_days_after_its_last_letter_and_with_the_removal(make, secrets):
    therapist = listed(make, confirmed_on=date(2026, 11, 20))
    assert asked(make, date(2027, 10, 20)) == 1
    token = TOKENS[-1]
    end = at(date(2027, 10, 20)) + timedelta(days=90)
    assert rechecks.look(secrets, end, token) == therapist
    for wrong, when in ((token, end + timedelta(seconds=1)), (token[:-1], end), ("", end)):
        with pytest.raises(LinkGone):
            rechecks.look(secrets, when, wrong)
    vetting.remove(make.now, make.account("editor"), therapist, "conduct")
    with pytest.raises(LinkGone):
        rechecks.look(secrets, end, token)


def test_next_years_link_is_another(make, secrets):
    therapist = listed(make, confirmed_on=date(2026, 11, 20))
    assert asked(make, date(2027, 10, 20)) == 1
    old = TOKENS[-1]
    rechecks.answer(secrets, at(date(2027, 10, 21)), therapist, SAME)
    assert asked(make, date(2028, 9, 21)) == 1
    assert TOKENS[-1] != old
    with pytest.raises(LinkGone):
        rechecks.look(secrets, at(date(2028, 9, 21)), old)


def test_a_therapist_changes_what_is_harmless_and_nothing_else(make, secrets):
    assert {one.name for one in fields(Changes)} == {
        "has_space",
        "wait_weeks",
        "price",
        "sliding",
        "free_places",
        "takes_packages",
    }
    therapist = listed(make)
    before = therapists.words_of(secrets, therapist)
    changes = Changes(True, 2, "70", True, True, True)
    rechecks.answer(secrets, make.now, therapist, changes)
    row = fresh(therapist)
    assert therapists.words_of(secrets, row) == replace(before, **asdict(changes))
    assert {"has:space", "has:free", "has:funded", "price:sliding", "wait:2"} <= set(row.facets.split())
    assert therapists.shown(row.listing).has_space
    assert (row.registration_key, row.insured_until) == (therapist.registration_key, therapist.insured_until)


def test_an_answer_keeps_what_a_colleague_corrected_meanwhile(make, secrets):
    therapist = listed(make)
    opened = fresh(therapist)
    said = replace(therapists.words_of(secrets, therapist), name="Rowan Oak")
    vetting.correct(secrets, make.now, make.account("editor"), therapist, said)
    rechecks.answer(secrets, make.now, opened, SAME)
    assert therapists.shown(fresh(therapist).listing).name == "Rowan Oak"


def test_an_answer_shows_nobody_who_is_paused_or_gone(make, secrets):
    me, therapist = make.account("editor"), listed(make)
    opened = fresh(therapist)
    vetting.pause(make.now, me, therapist)
    rechecks.answer(secrets, make.now, opened, SAME)
    assert not in_directory(make.now.date()).exists()
    vetting.remove(make.now, me, therapist, "conduct")
    with pytest.raises(AnsweredAlready):
        rechecks.answer(secrets, make.now, opened, SAME)
    assert fresh(therapist).listing is None


def test_a_colleague_who_was_told_by_phone_shows_a_hidden_therapist_again(make):
    me, day = make.account("editor"), date(2027, 12, 1)
    therapist = listed(make, confirmed_on=date(2026, 11, 20))
    rechecks.confirm_for(at(day), me, therapist)
    assert is_shown(therapist, day)
    vetting.pause(make.now, me, therapist)
    with pytest.raises(AnsweredAlready):
        rechecks.confirm_for(at(day), me, therapist)


def test_news_are_sealed_added_once_and_deleted_when_dealt_with(make, secrets):
    me, therapist = make.account("editor"), listed(make)
    for news in ("I moved to Leith.", "I moved to Leith.", "New phone."):
        rechecks.answer(secrets, make.now, therapist, SAME, news)
    row = fresh(therapist)
    assert rechecks.news_of(secrets, row) == "I moved to Leith.\n\nNew phone."
    assert "Leith" not in row.news
    rechecks.answer(secrets, make.now, therapist, SAME, "And I am ill.")
    with pytest.raises(AnsweredAlready):
        rechecks.note_news_read(make.now, me, row, row.news)
    rechecks.note_news_read(make.now, me, row, fresh(therapist).news)
    assert rechecks.news_of(secrets, fresh(therapist)) == ""


def test_a_letter_that_came_back_is_noted_once_and_seen_by_staff(make, secrets):
    therapist = listed(make, confirmed_on=date(2026, 11, 20), insured_until=date(2099, 1, 1))
    day = date(2027, 10, 20)
    assert asked(make, day) == 1
    assert rechecks.note_letters_back(at(day)) == 0
    OwedLetter.update(state="bounced").execute()
    assert [rechecks.note_letters_back(at(day)), rechecks.note_letters_back(at(day))] == [1, 0]
    assert next(note.name for note in therapist_checks.of(secrets, therapist)) == "came-back"
    (row,) = therapist_desk.part(secrets, day, "to-do", 10)
    assert row.tasks == ("came-back",)
    rechecks.answer(secrets, at(day + timedelta(days=3)), therapist, SAME)
    assert therapist_desk.part(secrets, day + timedelta(days=3), "to-do", 10) == []
    assert TherapistCheck.select().where(TherapistCheck.check_name == "came-back").count() == 1
