"""Checks of facts: who looked, at what exactly, and when it is to check again."""

from dataclasses import replace
from datetime import date

import pytest

from models.facts import CLOCKS, FACTS
from models.help_page import FactCheck
from rules import fact_checks
from rules.fact_checks import Check

ICO = replace(FACTS["ico"], checked_on=None)
SEEN = fact_checks.fingerprint(ICO)


def test_a_fact_that_somebody_looked_at_has_a_day(make):
    by = make.account("editor")
    assert fact_checks.checked_on(ICO, fact_checks.all_checks()) is None
    fact_checks.look(make.now, "ico", SEEN, by)
    assert fact_checks.checked_on(ICO, fact_checks.all_checks()) == make.now.date()
    assert FactCheck.get().checked_by == by


def test_looking_again_takes_the_place_of_the_day_before(make):
    first, second = make.account("editor"), make.account("caseworker")
    fact_checks.look(make.now.replace(year=2025), "ico", SEEN, first)
    fact_checks.look(make.now, "ico", SEEN, second)
    row = FactCheck.get()
    assert (FactCheck.select().count(), row.checked_on, row.checked_by) == (1, make.now.date(), second)


def test_a_clock_is_a_fact_too(make):
    clock = next(iter(CLOCKS.values()))
    code = fact_checks.code_of(clock)
    fact_checks.look(make.now, code, fact_checks.fingerprint(clock), make.account("editor"))
    assert code == f"clock:{clock.code}"
    assert fact_checks.checked_on(clock, fact_checks.all_checks()) == make.now.date()


@pytest.mark.parametrize("change", [{"phone": "0303 123 1114"}, {"web": "https://example.org/"}, {"note": "x"}])
def test_a_fact_that_has_changed_is_to_check_again(change):
    checks = {"ico": Check(SEEN, date(2026, 11, 4))}
    assert fact_checks.checked_on(ICO, checks) == date(2026, 11, 4)
    assert fact_checks.checked_on(replace(ICO, **change), checks) is None
    other_source = replace(ICO, source=replace(ICO.source, address="https://example.org/"))
    assert fact_checks.checked_on(other_source, checks) is None


def test_the_later_of_the_shipped_day_and_our_own_counts():
    shipped = replace(ICO, checked_on=date(2026, 11, 9))
    assert fact_checks.checked_on(shipped, {}) == date(2026, 11, 9)
    assert fact_checks.checked_on(shipped, {"ico": Check(SEEN, date(2026, 11, 4))}) == date(2026, 11, 9)
    assert fact_checks.checked_on(shipped, {"ico": Check(SEEN, date(2026, 11, 12))}) == date(2026, 11, 12)


@pytest.mark.parametrize("code", ["", "nothing", "clock:ico", "page:danger", "clock:"])
def test_what_is_no_fact_cannot_be_checked(make, code):
    with pytest.raises(fact_checks.UnknownFact):
        fact_checks.look(make.now, code, SEEN, make.account("editor"))
    assert FactCheck.select().count() == 0


def test_a_fact_other_than_the_page_showed_is_looked_at_again(make):
    with pytest.raises(fact_checks.UnknownFact):
        fact_checks.look(make.now, "ico", "0123456789abcdef", make.account("editor"))
