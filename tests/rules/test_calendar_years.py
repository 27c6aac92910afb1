"""Years of figures."""

from datetime import date

import pytest

from rules import calendar_years

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("first", "years"),
    [
        (None, [2026]),
        (TODAY, [2026]),
        (date(2025, 12, 31), [2026, 2025]),
        (date(2024, 1, 1), [2026, 2025, 2024]),
        (date(2027, 1, 1), [2026]),
    ],
)
def test_years_go_from_the_first_day_with_figures_to_this_one(first, years):
    assert calendar_years.since(first, TODAY) == years


def test_a_year_goes_from_january_to_december():
    assert calendar_years.days_of(2024) == (date(2024, 1, 1), date(2024, 12, 31))


@pytest.mark.parametrize("year", [0, 10_000])
def test_a_year_that_no_calendar_has_is_refused(year):
    with pytest.raises(ValueError, match="year"):
        calendar_years.days_of(year)
