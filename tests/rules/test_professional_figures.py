"""Figures of reports about professionals: rounded, whole, and never a number that points to a person."""

from datetime import date

import pytest

from models.audit import Audit
from models.database import writing
from models.professional import ProfessionalDetail
from models.report import Harm, Report
from rules import followup, locks, professional_figures, vault
from rules.professional_figures import CaseworkersOnly, by_race, figures, years
from rules.team_keys import NoAccess
from tests.rules import taught

YEAR = 2025


@pytest.fixture
def have(make):
    """A function that makes so many coded reports of a profession and nation with these harms."""
    make.team()

    def rows(number: int, profession: str | None, nation: str | None, *harms: str) -> None:
        with writing():
            for _one in range(number):
                report = Report.create(kind="professional", received_on=date(YEAR, 5, 1))
                ProfessionalDetail.create(report=report, profession=profession, nation=nation)
                for code in harms:
                    Harm.create(report=report, code=code)

    return rows


def race(make, number: int, *codes: str) -> None:
    """So many reports whose reporters describe their race so."""
    for one in range(number):
        taught.told(make, story=f"{codes} {one}", details={"you": {"race": list(codes)}} if codes else {})


def test_numbers_are_rounded_down_and_small_ones_stand_among_those_of_nobody(have):
    have(14, "police", "england", "racism")
    have(4, "doctor", "scotland", "racism", "outed")
    have(5, None, None)
    found = figures(YEAR)
    assert found.professions.shown == {"police": 10, "not-said": 5}
    assert {"doctor", "nurse"} <= set(found.professions.others)
    assert found.nations.shown == {"england": 10, "not-said": 5}
    assert found.total == 20
    assert found.harms.shown == {"racism": 15}


def test_of_two_years_each_has_its_own(have):
    have(6, "police", "england")
    assert (figures(YEAR - 1).total, figures(YEAR).total) == (0, 5)
    assert years(date(YEAR + 1, 1, 2)) == [YEAR + 1, YEAR]


def test_other_kinds_of_report_are_not_counted(make):
    for number in range(6):
        make.report(story=f"{number}")
    assert figures(make.now.year).total == 0


def test_an_erased_report_counts_on(make):
    reports = [taught.told(make, story=f"{number}") for number in range(5)]
    followup.erase(make.now, reports[0])
    assert figures(make.now.year).professions.shown == {"doctor": 5}


def test_one_total_over_two_tables_tells_no_more_than_either(have):
    # Twenty in all, four in each nation and four not said: with the number 20 each could be told.
    for nation in ("england", "scotland", "wales", "northern-ireland", None):
        have(4, "police", nation)
    found = figures(YEAR)
    assert (found.nations.shown, found.professions.shown) == ({}, {"police": 20})
    assert found.total == 15


def test_the_order_of_equal_numbers_tells_nothing_of_the_true_ones(have):
    have(6, "doctor", "england")
    have(9, "nurse", "england")
    assert list(figures(YEAR).professions.shown) == ["doctor", "nurse"]


def test_race_is_counted_in_memory_and_rounded_and_that_it_was_is_noted(make):
    me = make.account("caseworker")
    race(make, 6, "black")
    race(make, 3, "asian", "mixed")
    race(make, 5)
    last = Audit.select().count()
    found = by_race(make.now, me, make.team(), make.now.year)
    assert found.shown == {"black": 5, "not-said": 5}
    assert {"asian", "mixed"} <= set(found.others)
    rows = list(Audit.select().order_by(Audit.id).offset(last))
    assert [(row.action, row.actor, row.object_id) for row in rows] == [("race-counted", me.id, None)]


def test_what_is_about_me_or_erased_is_not_opened(make):
    me = make.account("caseworker")
    race(make, 6, "black")
    for report in list(Report.select().order_by(Report.id))[:2]:
        locks.add(make.now, report, make.account("caseworker"), account=me)
    assert by_race(make.now, me, make.team(), make.now.year).shown == {}
    race(make, 1, "black")
    assert by_race(make.now, me, make.team(), make.now.year).shown == {"black": 5}
    followup.erase(make.now, Report.select().order_by(Report.id.desc()).first())
    assert by_race(make.now, me, make.team(), make.now.year).shown == {}


def test_only_a_caseworker_with_the_key_counts_it(make):
    race(make, 1, "black")
    with pytest.raises(NoAccess):
        by_race(make.now, make.account("caseworker"), None, make.now.year)
    for role in ("editor", "manager", "independent"):
        with pytest.raises(CaseworkersOnly):
            by_race(make.now, make.account(role), make.team(), make.now.year)
    assert by_race(make.now, make.account("caseworker"), vault.new_pair()[1], make.now.year).shown == {}
    assert Audit.select().where(Audit.action == "race-counted").count() == 1


def test_a_year_takes_two_queries(have, queries):
    have(30, "police", "england", "racism")
    queries.clear()
    professional_figures.figures(YEAR)
    assert len(queries) == 2
