"""Groups of reports about the same person, by what they name and what staff said; how often an alert was reported.

Reports are joined that staff said are about the same person, and that share an identifier. Two that staff said are not
never stand in one group: what is said comes before what is only shared, and older reports before newer ones, so a group
does not depend on the order in which anything was said.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import combinations, pairwise

from peewee import Expression, fn

from models.account import Account
from models.alert import Alert, AlertReport
from models.database import fetch, writing
from models.permission import Permission
from models.report import Report
from models.report_pair import ReportPair
from models.sighting import Sighting
from rules import locks

# A report counts in an alert only while its reporter lets us tell of it to members in some way.
COUNTED = ("alert", "checker")

# All that hangs together by an identifier or by "same", whatever else was said; a part of it at least is each group.
_AROUND = """
WITH RECURSIVE around(id) AS (
    SELECT id FROM report WHERE id IN ({places})
    UNION SELECT other.report_id FROM around JOIN sighting own ON own.report_id = around.id
        JOIN sighting other ON other.key = own.key
    UNION SELECT two_id FROM around JOIN report_pair ON one_id = around.id WHERE says = 'same'
    UNION SELECT one_id FROM around JOIN report_pair ON two_id = around.id WHERE says = 'same'
) SELECT id FROM around
"""


def group_of(report: Report, by: Account | None = None) -> set[int]:
    """Ids of the reports about the same person, this one among them; see `same_as`."""
    return {report.id, *same_as([report.id], by)[report.id]}


def same_as(reports: Iterable[int], by: Account | None = None) -> dict[int, set[int]]:
    """By id of each report: ids of the others in its group, in four queries.

    With `by` among the reports that this account may see; without, among those that were read to their end, which is
    what members may be told of.
    """
    wanted = list(dict.fromkeys(reports))
    ids = [row.id for row in Report.select(Report.id).where(Report.id.in_(_around(wanted)) & _visible(by))]
    said = {(row.one_id, row.two_id): row.says for row in _pairs(ids)}
    named: dict[bytes, set[int]] = {}
    for row in Sighting.select(Sighting.key, Sighting.report).where(Sighting.report.in_(ids)):
        named.setdefault(bytes(row.key), set()).add(row.report_id)
    groups = partition(ids, said, named.values())
    return {report: groups.get(report, set()) - {report} for report in wanted}


def partition(
    reports: Iterable[int], said: Mapping[tuple[int, int], str], named: Iterable[Collection[int]]
) -> dict[int, set[int]]:
    """By report: the group it stands in.

    `said` are `same` or `not` by pair, the lower id first; `named` are reports that share an identifier.
    """
    groups = {report: {report} for report in reports}
    apart: dict[int, set[int]] = {}
    for (one, two), says in said.items():
        if says == "not":
            apart.setdefault(one, set()).add(two)
            apart.setdefault(two, set()).add(one)
    same = sorted(pair for pair, says in said.items() if says == "same")
    # Where nobody was told from anybody, a row of neighbours joins as well as all pairs do.
    joins = combinations if apart else lambda ids, _: pairwise(ids)
    shared = sorted({pair for ids in named for pair in joins(sorted(ids), 2)})
    for one, two in [*same, *shared]:
        mine, other = groups[one], groups[two]
        if mine is not other and not any(apart.get(report, set()) & other for report in mine):
            mine |= other
            groups.update(dict.fromkeys(other, mine))
    return groups


def recount(alert: Alert) -> None:
    """Set how often an alert was reported: reports in the groups behind it that members may be told of, at least one.

    Only those read to their end, whose reporters let us warn or let the checker answer. Call it inside a transaction.
    """
    behind = [row.report_id for row in AlertReport.select().where(AlertReport.alert == alert)]
    ids = set(behind).union(*same_as(behind).values())
    told = Permission.live().where(Permission.name.in_(COUNTED)).select(Permission.report)
    counted = Report.select().where(Report.id.in_(list(ids)) & (Report.state == "screened") & Report.id.in_(told))
    times = max(1, counted.count())
    if times != alert.times:
        alert.times = times
        Alert.update(times=times).where(Alert.id == alert.id).execute()


def recount_all() -> None:
    """Count every alert that reports stand behind, each in a transaction of its own.

    For what no act stands behind: alerts from before they were counted, and identifiers that were keyed anew.
    """
    behind = Alert.id.in_(AlertReport.select(AlertReport.alert)) & (Alert.state != "withdrawn")
    for alert in list(Alert.select().where(behind)):
        with writing():
            recount(alert)


@contextmanager
def counting(*reports: Report) -> Iterator[None]:
    """Keep every alert's count right while something changes about these reports. Use it inside a transaction.

    What changes may take a report out of its group or into another, so the alerts around it before and after are
    counted again.
    """
    before = _alerts_around(reports)
    yield
    for alert in Alert.select().where(Alert.id.in_(before | _alerts_around(reports))):
        recount(alert)


def _alerts_around(reports: Iterable[Report]) -> set[int]:
    # One that is being stored has no number before.
    ids = [report.id for report in reports if report.id]
    links = AlertReport.select(AlertReport.alert).join(Alert)
    around = links.where(AlertReport.report.in_(_around(ids)) & (Alert.state != "withdrawn"))
    return {link.alert_id for link in around}


def _around(ids: Collection[int]) -> list[int]:
    places = ", ".join("?" * len(ids))
    return [number for (number,) in fetch(_AROUND.format(places=places), tuple(ids))] if ids else []


def _visible(by: Account | None) -> Expression:
    """Reports that may stand in a group: of harm, not erased, and not put away as none."""
    if by is None:
        return (Report.kind == "harm") & (Report.state == "screened")
    is_none = (Report.state == "erased") | (fn.COALESCE(Report.closed_as, "") == "spam")
    return (Report.kind == "harm") & ~is_none & locks.open_to(by)


def _pairs(ids: list[int]) -> Iterable[ReportPair]:
    return ReportPair.select().where(ReportPair.one.in_(ids) & ReportPair.two.in_(ids))
