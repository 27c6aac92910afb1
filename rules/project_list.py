"""The manager's list of projects: who waits first, with their workers and reports counted, in three queries."""

from dataclasses import dataclass

from peewee import Case, fn

from models.account import Account
from models.project import Project
from models.report import Report

# Those who wait for an answer come first; refused ones are not listed.
ORDER = {"applied": 0, "admitted": 1, "ended": 2}


@dataclass(frozen=True)
class Row:
    """A project as the list shows it; nothing of it is sealed."""

    project: Project
    workers: int
    invited: int
    reports: int

    @property
    def ref(self) -> str:
        """Where the next page starts after."""
        return self.project.ref


def listing(size: int, after: str | None = None) -> list[Row]:
    """The first `size` projects after the one with the reference `after`; an unknown reference starts at the top."""
    rank = Case(Project.state, tuple(ORDER.items()))
    found = Project.select().where(Project.state.in_(list(ORDER)))
    last = Project.get_or_none((Project.ref == after) & Project.state.in_(list(ORDER))) if after else None
    if last is not None:
        place = ORDER[last.state]
        found = found.where((rank > place) | ((rank == place) & (Project.id < last.id)))
    projects = list(found.order_by(rank, Project.id.desc()).limit(size))
    people = Account.select(Account.project, Account.state, fn.COUNT(Account.id))
    people = people.where(Account.project.in_(projects)).group_by(Account.project, Account.state)
    by_state = {(number, state): count for number, state, count in people.tuples()}
    sent = Report.select(Report.project, fn.COUNT(Report.id)).where(Report.project.in_(projects))
    reports = dict(sent.group_by(Report.project).tuples())
    return [
        Row(one, by_state.get((one.id, "admitted"), 0), by_state.get((one.id, "invited"), 0), reports.get(one.id, 0))
        for one in projects
    ]


def waiting() -> int:
    """How many organisations wait for an answer."""
    return Project.select().where(Project.state == "applied").count()
