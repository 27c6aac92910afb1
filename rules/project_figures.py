"""A project's figures for its funder: what it reported in a year, by month, and what came of it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from peewee import fn

from models.alert import Alert, AlertReport
from models.message import Message, Thread
from models.permission import Permission
from models.project import Project
from models.report import Harm, Report
from rules.calendar_years import days_of, since
from rules.project_reports import visible
from rules.threads import PROJECT

# What figures are broken down by; each is counted by the codes of one list.
KINDS = ("harm", "area", "channel", "delay", "permission", "outcome")


@dataclass
class Counts:
    """Numbers of a month or a year, of reports received then.

    `received` counts all; everything else leaves out reports that the project no longer sees.
    """

    received: int = 0
    warned: int = 0
    told: int = 0
    messages: int = 0
    by: dict[str, Counter[str]] = field(default_factory=lambda: {kind: Counter() for kind in KINDS})


@dataclass(frozen=True)
class Year:
    """One year: twelve months, January first, and all of them together."""

    year: int
    months: tuple[Counts, ...]
    total: Counts

    def codes(self, kind: str) -> list[str]:
        """Codes of one of KINDS that were counted at all this year."""
        return [code for code, number in self.total.by[kind].items() if number]


def years(project: Project, today: date) -> list[int]:
    """The years with figures, newest first: from the project's first report to today."""
    first = Report.select(fn.MIN(Report.received_on)).where(Report.project == project).scalar()
    return since(first, today)


def figures(project: Project, year: int) -> Year:
    """All figures of a year; six queries, however many reports there are. ValueError for a year before 1 or after 9999.

    Each number stands in the month in which its report was received. Permissions are those in force.
    """
    in_year = Report.received_on.between(*days_of(year))
    months = tuple(Counts() for _month in range(12))
    for (day,) in Report.select(Report.received_on).where((Report.project == project) & in_year).tuples():
        months[day.month - 1].received += 1
    seen = visible(project).where(in_year).order_by()
    _count_reports(months, seen)
    _count_rows(months, seen, "harm", Harm.select(Report.received_on, Harm.code).join(Report))
    live = Permission.live().select(Report.received_on, Permission.name).join(Report)
    _count_rows(months, seen, "permission", live)
    _count_warned(months, seen)
    _count_messages(months, seen)
    return Year(year, months, _together(months))


def _count_reports(months: tuple[Counts, ...], seen) -> None:
    """What stands in the report itself."""
    columns = (Report.received_on, Report.area, Report.channel, Report.delay, Report.outcome)
    for day, area, channel, delay, outcome in seen.select(*columns).tuples():
        month = months[day.month - 1]
        for kind, code in (("area", area), ("channel", channel), ("delay", delay), ("outcome", outcome)):
            if code:
                month.by[kind][code] += 1
        month.told += bool(outcome)


def _count_rows(months: tuple[Counts, ...], seen, kind: str, rows) -> None:
    """Rows of a day and a code that belong to the reports seen."""
    for day, code in rows.where(Report.id.in_(seen.select(Report.id))).tuples():
        months[day.month - 1].by[kind][code] += 1


def _count_warned(months: tuple[Counts, ...], seen) -> None:
    """Each report once, however many warnings rest on it."""
    behind = AlertReport.select(AlertReport.report).join(Alert).where(Alert.state == "published")
    for (day,) in seen.select(Report.received_on).where(Report.id.in_(behind)).tuples():
        months[day.month - 1].warned += 1


def _count_messages(months: tuple[Counts, ...], seen) -> None:
    """Messages between the project and casework, both ways."""
    rows = Message.select(Report.received_on).join(Thread).join(Report).where(Thread.party == PROJECT)
    for (day,) in rows.where(Report.id.in_(seen.select(Report.id))).tuples():
        months[day.month - 1].messages += 1


def _together(months: Iterable[Counts]) -> Counts:
    total = Counts()
    for month in months:
        total.received += month.received
        total.warned += month.warned
        total.told += month.told
        total.messages += month.messages
        for kind in KINDS:
            total.by[kind].update(month.by[kind])
    return total
