"""The share of answers that say a plan changed."""

from datetime import date, datetime

import pytest

from models.tally import Tally
from rules.effect import Answers, figures, of_last_year, years
from rules.tally import count


def answer(month: str, yes: int, no: int, subject: str = "alert") -> None:
    """So many answers in a month."""
    for said, number in (("yes", yes), ("no", no)):
        for _one in range(number):
            count(datetime.fromisoformat(f"{month}-15"), subject, said)


def test_the_share_of_a_month_and_of_the_year(app):
    answer("2026-03", 3, 5)
    answer("2026-04", 6, 1)
    answer("2025-04", 9, 0)
    found = figures(2026)
    assert found.months["alert"][2] == Answers(8, 38) and found.months["alert"][3] == Answers(7, 86)
    assert found.months["alert"][0] == Answers(0, None)
    assert found.total["alert"] == Answers(15, 60)
    assert found.total["check"] == Answers(0, None)


def test_alerts_and_checks_are_apart(app):
    answer("2026-03", 5, 0)
    answer("2026-03", 0, 5, "check")
    assert figures(2026).total == {"alert": Answers(5, 100), "check": Answers(5, 0)}


@pytest.mark.parametrize("few", [1, 4])
def test_fewer_than_five_answers_show_nothing_and_no_total_gives_them_away(app, few):
    answer("2026-03", few, 0)
    assert figures(2026).months["alert"][2] is None and figures(2026).total["alert"] is None
    answer("2026-04", 20, 20)
    answer("2026-05", 10, 30)
    found = figures(2026)
    shown = [one for one in found.months["alert"] if one]
    hidden = found.total["alert"].answered - sum(one.answered for one in shown)
    assert found.months["alert"][2] is None and hidden > 5


def test_the_last_year_is_twelve_whole_months_in_fives(app):
    today = date(2026, 12, 1)
    answer("2025-12", 4, 5)
    answer("2026-11", 3, 0)
    answer("2025-11", 99, 0)
    answer("2026-12", 99, 0)
    answer("2026-11", 4, 0, "check")
    assert of_last_year(today) == {"alert": Answers(10, 55)}
    assert of_last_year(date(2030, 1, 1)) == {}


def test_the_years_with_answers(app):
    assert years(date(2026, 12, 1)) == [2026]
    answer("2024-12", 1, 0)
    assert years(date(2026, 12, 1)) == [2026, 2025, 2024]


def test_other_counts_are_no_answers(app):
    Tally.create(month="2020-01", subject="other", answer="yes", count=9)
    assert years(date(2026, 12, 1)) == [2026] and figures(2020).total["alert"].answered == 0


def test_a_year_takes_one_query(app, queries):
    answer("2026-03", 5, 5)
    queries.clear()
    figures(2026)
    of_last_year(date(2026, 12, 1))
    assert len(queries) == 2
