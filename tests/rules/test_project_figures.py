"""A project's figures: counted by the month a report was received, and what is hidden in the totals alone."""

from datetime import date

import pytest

from models.database import writing
from models.report import Report
from rules import desk, followup, messages, outcomes, permissions, project_figures
from tests.rules.telling import tell, tell_many


@pytest.fixture
def worker(make, project):
    """Somebody who works for it."""
    return make.account("project-worker", project=project)


def claim(make, report: Report) -> None:
    """The person came with the code and took the report over."""
    with writing():
        Report.update(claimed_on=make.now.date()).where(Report.id == report.id).execute()


def received(year: project_figures.Year) -> list[int]:
    """Reports received, month by month."""
    return [month.received for month in year.months]


def test_a_report_counts_in_the_month_it_was_received_for_its_own_project(make, project):
    for day in (date(2026, 1, 1), date(2026, 1, 31), date(2026, 12, 31), date(2025, 12, 31), date(2027, 1, 1)):
        tell(make, project, received_on=day)
    tell(make, make.project(), received_on=date(2026, 1, 5))
    found = project_figures.figures(project, 2026)
    assert received(found) == [2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]
    assert found.total.received == 3


def test_everything_is_counted_by_its_codes(make, project):
    day = date(2026, 3, 9)
    first = {"area": "london", "happened_on": "2026-03-08", "harms": ("threats", "theft")}
    tell(make, project, received_on=day, permissions=("alert", "checker"), channel="letter", **first)
    tell(make, project, received_on=day, permissions=("alert",), area="london")
    tell(make, project, received_on=date(2026, 4, 1), harms=(), area="wales")
    found = project_figures.figures(project, 2026)
    assert found.months[2].by == {
        "harm": {"threats": 2, "theft": 1},
        "area": {"london": 2},
        "channel": {"letter": 1, "project": 1},
        "delay": {"3-days": 1},
        "permission": {"alert": 2, "checker": 1},
        "outcome": {},
    }
    assert found.total.by["area"] == {"london": 2, "wales": 1}
    assert found.codes("area") == ["london", "wales"]


def test_what_came_of_reports_is_counted(make, project, worker):
    report, other = (tell(make, project, permissions=("alert",), received_on=date(2026, 5, 4)) for _n in range(2))
    for _time in range(2):
        make.published(report, area="uk")
    by = make.account("caseworker")
    desk.open_too(make.now, other, by, "cover")
    outcomes.tell(make.now, other, by, "kept")
    form = make.form_id()
    for words in ("One", "Two"):
        messages.from_project(make.secrets, make.now, other, worker, form, words)
    may = project_figures.figures(project, 2026).months[4]
    assert (may.received, may.warned, may.told, may.messages) == (2, 1, 1, 2)
    assert may.by["outcome"] == {"kept": 1}


def test_messages_with_the_reporter_are_not_the_projects(make, project, worker):
    report = tell(make, project)
    form = make.form_id()
    messages.from_reporter(make.secrets, make.now, report, form, "Mine")
    assert project_figures.figures(project, make.now.year).total.messages == 0


@pytest.mark.parametrize("hide", ["claimed", "deleted"])
def test_a_report_the_project_no_longer_sees_counts_in_the_total_and_nowhere_else(make, project, worker, hide):
    report = tell(make, project, permissions=("alert",), received_on=date(2026, 6, 1), area="london")
    make.published(report, area="uk")
    form = make.form_id()
    messages.from_project(make.secrets, make.now, report, worker, form, "One")
    if hide == "claimed":
        claim(make, report)
    else:
        followup.erase(make.now, report)
    june = project_figures.figures(project, 2026).months[5]
    assert (june.received, june.warned, june.told, june.messages) == (1, 0, 0, 0)
    assert not any(june.by.values())


def test_a_claimed_report_that_the_person_shows_is_counted_like_any(make, project):
    report = tell(make, project, area="london", received_on=date(2026, 6, 1))
    claim(make, report)
    with writing():
        permissions.give(make.now, report, ["local_project"])
    assert project_figures.figures(project, 2026).total.by["area"] == {"london": 1}


def test_a_permission_that_was_taken_back_is_not_counted(make, project):
    report = tell(make, project, permissions=("alert", "checker"), received_on=date(2026, 6, 1))
    followup.take_back(make.now, report, "checker")
    assert project_figures.figures(project, 2026).total.by["permission"] == {"alert": 1}


def test_years_go_from_the_first_report_to_today(make, project):
    assert project_figures.years(project, date(2026, 5, 1)) == [2026]
    tell(make, project, received_on=date(2024, 12, 31))
    assert project_figures.years(project, date(2026, 5, 1)) == [2026, 2025, 2024]


@pytest.mark.parametrize("count", [30, 2_000])
def test_figures_cost_the_same_few_queries_however_many_reports_there_are(make, project, queries, count):
    tell_many(make, project, count, workers=300 if count > 30 else 3)
    this_year = make.now.year
    in_year = Report.select().where(Report.received_on >= date(this_year, 1, 1)).count()
    del queries[:]
    found = project_figures.figures(project, this_year)
    assert len(queries) == 6
    assert found.total.received == in_year
    assert found.total.by["harm"] == {"threats": in_year, "theft": in_year}
