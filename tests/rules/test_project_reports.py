"""Which reports a project may see: its own, until the person takes one over and keeps it to themselves."""

from models.database import writing
from models.report import Report
from rules import followup, permissions
from rules.project_reports import may_see, visible
from tests.rules.telling import tell


def claim(make, report: Report) -> None:
    """The person came with the code and took the report over."""
    with writing():
        Report.update(claimed_on=make.now.date()).where(Report.id == report.id).execute()


def test_a_project_sees_its_own_reports_newest_first_and_no_others(make, project):
    first, second = tell(make, project), tell(make, project)
    other = tell(make, make.project())
    own = make.report()
    assert list(visible(project)) == [second, first]
    assert [may_see(project, one) for one in (first, other, own)] == [True, False, False]


def test_an_account_without_a_project_sees_nothing(make):
    assert not may_see(None, make.report())


def test_a_claimed_report_is_seen_only_while_the_person_lets_the_local_project_know(make, project):
    report = tell(make, project)
    claim(make, report)
    assert not may_see(project, report)
    with writing():
        permissions.give(make.now, report, ["local_project"])
    assert may_see(project, report)
    followup.take_back(make.now, report, "local_project")
    assert not may_see(project, report)


def test_the_permission_shows_a_report_to_its_own_project_alone(make, project):
    report = tell(make, project, permissions=("local_project",))
    claim(make, report)
    assert not may_see(make.project(), report)


def test_a_report_that_was_deleted_is_not_there_any_more(make, project):
    report = tell(make, project)
    followup.erase(make.now, report)
    assert list(visible(project)) == []
