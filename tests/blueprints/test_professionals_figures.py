"""Figures of reports about professionals on pages: rounded for everybody, race for casework alone."""

import pytest

from models.audit import Audit
from models.key_pair import KeyGrant
from tests.browser_client import Browser
from tests.rules import taught

PAGE, RACE = "/professionals/figures/", "/staff/professionals/figures/"


@pytest.fixture
def told(make):
    """Seven reports about doctors, six of whose reporters are Black, and three about nurses."""
    for number in range(7):
        details = {"you": {"race": ["black"]}} if number else {}
        taught.told(make, story=f"{number}", details=details, harms=("racism",))
    for number in range(3):
        taught.told(make, story=f"n{number}", profession="nurse", nation="wales")


def test_a_member_reads_rounded_numbers(told, signed_in):
    page = signed_in("member").get(PAGE)
    words = page.words()
    assert "10 or more in all" in words
    assert "Doctor (GP, hospital, A&E, sexual health)5 or more" in words
    assert "Racism5 or more" in words
    rest = words[words.index("Fewer than five") :]
    assert "Nurse or midwife" in rest and "Dentist" in rest
    assert signed_in("practitioner").get(f"{PAGE}?year=x").status == 200


def test_casework_counts_race_on_a_press_and_it_is_noted(told, signed_in):
    browser = signed_in("caseworker")
    asked = browser.get(RACE)
    assert "5 or more" not in asked.words()
    assert Audit.select().where(Audit.action == "race-counted").count() == 0
    counted = browser.submit(
        RACE, action=next(form.get("action") for form in asked.forms() if RACE in form.get("action"))
    )
    assert (counted.status, "Black" in counted.words(), "5 or more" in counted.words()) == (200, True, True)
    assert Audit.select().where(Audit.action == "race-counted").count() == 1


def test_without_the_key_it_is_refused_with_a_sentence(make, signed_in, told):
    account = make.account("caseworker")
    KeyGrant.delete().where(KeyGrant.account == account).execute()
    browser = Browser(make.app).sign_in(account)
    page = browser.submit(RACE)
    assert (page.status, "or more" in page.words()) == (422, False)


@pytest.mark.parametrize("role", ["editor", "manager", "auditor", "independent"])
def test_nobody_else_counts_race(make, signed_in, role):
    make.team()
    assert signed_in(role).get(RACE).status == 403
