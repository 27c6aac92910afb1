"""Therapists: applying, what the directory shows of one, and who is shown."""

from dataclasses import fields, replace
from datetime import date, timedelta

import pytest

from models.audit import Audit
from models.database import fetch
from models.therapist import Therapist
from rules import therapist_checks, therapists, vault
from rules.therapists import Words
from tests.rules import vetted


def test_an_application_is_sealed_and_shown_to_nobody(make):
    row = vetted.applied(make, address="rowan@example.org", town="Glasgow", area="greater-glasgow")
    assert therapists.words_of(make.secrets, row) == vetted.words(make, town="Glasgow", area="greater-glasgow")
    assert vault.unseal(make.secrets.keys, row.email, f"therapist.email.{row.ref}") == "rowan@example.org"
    assert (row.state, row.applied_on, row.listing, row.facets) == ("applied", make.now.date(), None, None)
    stored = str(fetch("SELECT * FROM therapist"))
    assert not any(word in stored for word in ("Rowan", "rowan", "1234", "Glasgow", "glasgow"))
    assert not therapists.listed(make.now.date()).exists()


def test_the_same_form_twice_is_one_application_with_the_newer_words(make):
    form, words = make.form_id(), vetted.words(make)
    one = therapists.apply(make.secrets, make.now, words, "a@example.org", form)
    two = therapists.apply(make.secrets, make.now, replace(words, name="Ash", number="9"), "b@example.org", form)
    assert one.ref == two.ref and Therapist.select().count() == 1
    assert therapists.words_of(make.secrets, two).name == "Ash"
    assert two.registration_key == therapists.registration_key(make.secrets, "other", "9") != one.registration_key
    assert Audit.select().where(Audit.action == "therapist-applied").count() == 1


def test_a_form_that_comes_again_changes_nobody_who_is_listed(make):
    form, words = make.form_id(), vetted.words(make)
    one = therapists.apply(make.secrets, make.now, words, "a@example.org", form)
    Therapist.update(state="listed").where(Therapist.id == one.id).execute()
    therapists.apply(make.secrets, make.now, replace(words, name="Mallory"), "mallory@example.org", form)
    assert therapists.words_of(make.secrets, vetted.fresh(one)).name == words.name


@pytest.mark.parametrize(("body", "number", "is_same"), [("other", " ab-12 34", True), ("bacp", "AB 1234", False)])
def test_a_number_that_repeats_under_one_body_is_taken_and_found(make, body, number, is_same):
    first = vetted.applied(make, number="AB 1234")
    second = vetted.applied(make, body=body, number=number)
    assert second.state == "applied"
    assert therapist_checks.same_registration(second) == [first] * is_same


def test_without_a_number_nobody_is_taken_for_another(make):
    first, second = vetted.applied(make, number=" - "), vetted.applied(make, number="")
    assert first.registration_key is second.registration_key is None
    assert therapist_checks.same_registration(second) == []


FULL = Words(
    name="Ash",
    ways=("in-person", "video"),
    town="Glasgow",
    area="greater-glasgow",
    nations=("england",),
    languages=("en", "bsl"),
    price="50",
    sliding=True,
    takes_packages=True,
    wait_weeks=3,
    has_space=True,
    race_aware=True,
    lived=True,
    identities=("black",),
    experience=("trauma",),
    approaches=("emdr",),
    access=("quiet",),
    insured_until=date(2027, 1, 1),
)


@pytest.mark.parametrize(
    ("changes", "more", "less"),
    [
        ({}, "how:in-person how:video has:space has:race-aware has:funded", "has:free"),
        # Who works from afar reaches the nation they sit in too.
        ({}, "in:greater-glasgow in:scotland from:england from:scotland", "in:uk in:england from:uk"),
        ({"ways": ("in-person",)}, "in:greater-glasgow", "from:england from:scotland"),
        ({"ways": ("video",)}, "from:england from:scotland", "in:greater-glasgow in:scotland"),
        # A low price fits whoever looks for a higher one, a short wait whoever can wait longer.
        ({"has_space": False}, "price:50 price:70 price:sliding wait:6 wait:12", "price:30 price:over-70 wait:2"),
        (
            {"price": "over-70", "sliding": False, "has_space": False, "wait_weeks": 0},
            "price:over-70 wait:2 wait:6",
            "price:70 price:sliding",
        ),
        ({"price": "", "has_space": False, "wait_weeks": None}, "price:sliding", "price: wait:12"),
        ({"has_space": False, "wait_weeks": 13}, "how:video", "wait:12 has:space"),
        # Space now is no wait, whether they left the other box empty or not.
        ({"wait_weeks": None}, "has:space wait:2 wait:6 wait:12", ""),
        ({"wait_weeks": 13}, "has:space wait:2 wait:6 wait:12", ""),
        ({}, "who:lived who:black knows:trauma approach:emdr access:quiet language:bsl", "who:white"),
        ({"lived": False}, "who:black", "who:lived"),
        ({}, "who:of-colour", ""),
        ({"identities": ("white", "woman")}, "who:white", "who:of-colour"),
        ({"identities": ("latin", "of-colour")}, "who:latin who:of-colour", ""),
    ],
)
def test_a_therapist_is_found_by(changes, more, less):
    found = therapists.facets_of(replace(FULL, **changes))
    assert found[0] == found[-1] == " "
    assert set(more.split()) <= set(found.split())
    assert not set(less.split()) & set(found.split())


def test_a_listing_holds_all_but_the_day_the_insurance_ends():
    listing = therapists.listing_of(FULL)
    assert therapists.shown(listing) == replace(FULL, insured_until=None)
    assert "2027" not in listing


@pytest.mark.parametrize("site", ["javascript:alert(1)", "data:text/html,x", 'https://example.org/"x'])
def test_a_site_that_is_none_is_never_shown_however_it_came_there(site):
    assert therapists.shown(therapists.listing_of(replace(FULL, site=site))).site == ""


def test_an_old_listing_with_fields_and_codes_that_are_gone_is_still_read(make):
    row = vetted.applied(make)
    old = '{"name": "Ash", "star_sign": "ram", "area": "atlantis", "ways": ["telepathy"]}'
    row.words = vault.seal(make.secrets.keys, old, f"therapist.words.{row.ref}")
    assert therapists.words_of(make.secrets, row) == Words(name="Ash", ways=("telepathy",))
    assert {one.name for one in fields(Words)} > {"site", "public_email", "public_phone"}


@pytest.mark.parametrize(
    ("confirmed", "today", "is_shown"),
    [
        (date(2026, 11, 20), date(2026, 11, 20), True),
        (date(2026, 11, 20), date(2027, 11, 19), True),
        (date(2026, 11, 20), date(2027, 11, 20), False),
        (date(2028, 2, 29), date(2029, 2, 28), True),
        (date(2028, 2, 29), date(2029, 3, 1), False),
        (date(2027, 2, 28), date(2028, 2, 28), False),
    ],
)
def test_who_has_not_confirmed_for_twelve_months_is_not_shown(make, confirmed, today, is_shown):
    row = vetted.listed(make, confirmed_on=confirmed)
    assert [one.ref for one in therapists.listed(today)] == [row.ref] * is_shown


@pytest.mark.parametrize("state", ["applied", "paused", "removed", "refused"])
def test_only_who_is_listed_is_shown(make, state):
    row = vetted.listed(make)
    Therapist.update(state=state).where(Therapist.id == row.id).execute()
    assert not therapists.listed(make.now.date() + timedelta(days=1)).exists()
