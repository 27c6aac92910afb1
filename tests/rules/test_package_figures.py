"""Figures for funders: what was asked, granted, used and paid, and never a number that points to a person."""

from datetime import date, timedelta

import pytest

from models.database import writing
from models.package import Package, PackageSession
from models.report import Report
from rules.package_figures import COLUMNS, figures, years

YEAR = 2025


@pytest.fixture
def have(make):
    """A function that makes so many packages with these columns, asked in this month, each with `sessions` used."""
    make.team()

    def rows(number: int, month: int = 1, sessions: tuple[date, ...] = (), **columns) -> list[Package]:
        made = []
        with writing():
            for _one in range(number):
                report = Report.create(kind="package", received_on=date(YEAR, month, 1))
                package = Package.create(report=report, **{"asked_on": date(YEAR, month, 1), **columns})
                PackageSession.insert_many([{"package": package, "held_on": day} for day in sessions] or []).execute()
                made.append(package)
        return made

    return rows


def granted(month: int, day: int = 11) -> dict:
    """Columns of a package with a yes."""
    on = date(YEAR, month, day)
    return {"state": "granted", "granted_on": on, "sessions_granted": 6, "pence_per_session": 5050}


def test_a_year_counts_each_thing_in_its_month(have):
    have(5, 1, **granted(2))
    have(6, 2, state="refused", ended_on=date(YEAR, 3, 5), ended_as="no-money")
    used = (date(YEAR, 4, 1), date(YEAR, 4, 8))
    have(7, 3, used, **granted(3) | {"state": "ended", "ended_on": date(YEAR, 6, 1), "ended_as": "used"})
    found = figures(YEAR)
    assert [found.months[month]["asked"] for month in range(4)] == [5, 6, 7, 0]
    assert [found.months[month]["granted"] for month in range(4)] == [0, 5, 7, 0]
    assert (found.months[2]["refused"], found.total["refused"]) == (6, 6)
    assert (found.total["sessions_granted"], found.total["sessions_used"]) == (72, 14)
    assert (found.months[3]["sessions_used"], found.months[3]["pence"], found.total["pence"]) == (14, 70_700, 70_700)
    assert (found.total["ended"], found.endings["used"], found.endings["stopped"]) == (7, 7, 0)
    assert (found.months[1]["waiting_days"], found.months[2]["waiting_days"]) == (41, 10)
    assert found.total["waiting_days"] == 10


def test_other_years_are_other_figures(have):
    have(5, 1, **granted(2))
    assert set(figures(YEAR - 1).total.values()) == {0}
    assert years(date(YEAR + 1, 2, 3)) == [YEAR + 1, YEAR]


def test_what_few_people_had_is_hidden_with_all_that_goes_with_it(have):
    have(2, 1, (date(YEAR, 3, 1),), **granted(3))
    have(9, 5, (date(YEAR, 7, 1),), **granted(6))
    have(30, 8, (date(YEAR, 9, 1),), **granted(9))
    found = figures(YEAR)
    assert [found.months[month]["asked"] for month in (0, 4, 7)] == [None, None, 30]
    assert {
        found.months[2][name] for name in ("granted", "sessions_granted", "waiting_days", "sessions_used", "pence")
    } == {None}
    assert found.months[8]["sessions_granted"] == 180
    assert found.total["sessions_granted"] == 41 * 6


@pytest.mark.parametrize("name", COLUMNS)
def test_a_year_of_four_people_shows_nothing_of_them(have, name):
    both = granted(2) | {"state": "ended", "ended_on": date(YEAR, 3, 1), "ended_as": "used"}
    have(4, 1, (date(YEAR, 3, 1),), **both)
    have(4, 1, state="refused", ended_on=date(YEAR, 3, 1), ended_as="no-money")
    found = figures(YEAR)
    if name == "asked":
        assert found.total[name] == 8
    else:
        assert (found.total[name], [month[name] for month in found.months]) == (None, [None] * 12)


def test_endings_that_one_table_hides_the_other_does_not_add_up_to(have):
    for how, number in (("used", 3), ("stopped", 4)):
        have(number, 1, state="ended", ended_on=date(YEAR, 3, 1), ended_as=how)
    found = figures(YEAR)
    assert (found.total["ended"], found.months[2]["ended"]) == (None, None)
    assert set(found.endings.values()) == {None}


@pytest.mark.parametrize(
    ("yes", "no", "shown"),
    [
        (12, 7, (22, 12, None)),
        (6, 9, (18, None, 9)),
        (12, 0, (15, None, 0)),
    ],
)
def test_totals_do_not_tell_how_few_still_wait(have, yes, no, shown):
    have(yes, 1, **granted(2))
    have(no, 1, state="refused", ended_on=date(YEAR, 3, 5), ended_as="no-money")
    have(3, 1)
    found = figures(YEAR)
    assert tuple(found.total[name] for name in ("asked", "granted", "refused")) == shown
    gone = "granted" if shown[1] is None else "refused"
    assert {month[gone] for month in found.months} == {None}
    # A year in which nothing happened hides nothing: those who wait are those of the year before.
    assert set(figures(YEAR + 1).total.values()) == {0}


@pytest.mark.parametrize("number", [0, 5])
def test_many_who_wait_or_none_hide_nothing(have, number):
    have(12, 1, **granted(2))
    have(7, 1, state="refused", ended_on=date(YEAR, 3, 5), ended_as="no-money")
    have(number, 1)
    assert [figures(YEAR).total[name] for name in ("asked", "granted", "refused")] == [19 + number, 12, 7]


def test_one_person_with_many_sessions_is_still_one(have):
    days = tuple(date(YEAR, 1, 1) + timedelta(days=7 * week) for week in range(20))
    have(1, 1, days, **granted(1))
    found = figures(YEAR)
    assert {found.total["sessions_used"], found.total["pence"]} == {None}


def test_a_year_of_many_takes_two_queries(have, queries):
    have(40, 1, (date(YEAR, 2, 1),), **granted(2))
    queries.clear()
    figures(YEAR)
    assert len(queries) == 2
