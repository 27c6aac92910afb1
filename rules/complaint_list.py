"""The list of reports about professionals: danger first, then what waits, then by the next day something is due."""

from dataclasses import dataclass
from datetime import date, datetime

from peewee import Case, Tuple, fn

from models.account import Account
from models.message import Thread
from models.permission import Permission
from models.professional import ComplaintStep, ProfessionalDetail
from models.report import Report
from rules import clocks, complaints, desk, locks

# The permissions that say what may come of it.
SHOWN = ("complaint", "complaint_named", "peer_lesson")


@dataclass(frozen=True)
class Listed:
    """One report in the list: coded facts, what may be done, and what is due next. Never a word of it."""

    report: Report
    profession: str | None
    nation: str | None
    harms: tuple[str, ...]
    permissions: tuple[str, ...]
    due_at: str
    due_on: date | None
    left: int | None

    @property
    def ref(self) -> str:
        """The report's name, for paging."""
        return self.report.ref


def reports(now: datetime, by: Account, size: int, after: str | None = None) -> list[Listed]:
    """At most `size` reports about professionals that are open to this account; those after the one named `after`.

    Five queries at most, however many they are. One that was put away, or read and its outcome told, stays only while
    a step is open or something came that nobody has read.
    """
    query = in_order(by)
    if after is not None and (last := desk.find(after, by)):
        rank = Report.select(*_rank()).where(Report.id == last.id).tuples().get()
        query = query.where(Tuple(*_rank()) > Tuple(*rank))
    rows = list(query.limit(size))
    ids = [row.id for row in rows]
    harms, allowed, due = desk.harms_of(ids), _allowed(ids), _due(ids)
    return [_listed(row, harms.get(row.id, ()), allowed.get(row.id, ()), due.get(row.id), now) for row in rows]


def in_order(by: Account):
    """The reports about professionals open to this account that are not at an end, as the list shows them.

    Each row says `waits`.
    """
    is_ended = (Report.state == "closed") | ((Report.state == "screened") & Report.outcome.is_null(False))
    is_open = (Report.state != "erased") & (~is_ended | fn.EXISTS(_open_steps()) | _waits())
    return (
        Report.select(Report, ProfessionalDetail, _waits().alias("waits"))
        .join(ProfessionalDetail, attr="detail")
        .where((Report.kind == "professional") & is_open & locks.open_to(by))
        .order_by(*_rank())
    )


def urgent(now: datetime, by: Account) -> int:
    """How many of them wait to be read or are overdue."""
    late = fn.EXISTS(_open_steps().where(ComplaintStep.due_on < complaints.today(now)))
    return in_order(by).where(_waits() | late).count()


def _rank() -> tuple:
    """What the list is ordered by; whole, so that a page can begin after any row."""
    due = _open_steps().select(fn.MIN(ComplaintStep.due_on))
    return (
        Case(None, [(Report.is_in_danger, 0)], 1),
        Case(None, [(_waits(), 0)], 1),
        fn.COALESCE(due, date.max),
        Report.received_on,
        Report.id,
    )


def _waits():
    """Whether nobody has read it, or something came that nobody has read."""
    has_message = Report.id.in_(Thread.unread().select(Thread.report))
    return (Report.state == "new") | Report.has_addition | has_message


def _open_steps():
    return ComplaintStep.select(ComplaintStep.id).where(
        (ComplaintStep.report == Report.id) & ComplaintStep.done_on.is_null()
    )


def _allowed(ids: list[int]) -> dict[int, tuple[str, ...]]:
    """Those of SHOWN that are live, by report."""
    live = Permission.live().where(Permission.report.in_(ids) & Permission.name.in_(SHOWN))
    given = {(row.report_id, row.name) for row in live}
    return {number: tuple(name for name in SHOWN if (number, name) in given) for number in ids}


def _due(ids: list[int]) -> dict[int, ComplaintStep]:
    """What is due next, by report."""
    is_due = ComplaintStep.report.in_(ids) & ComplaintStep.done_on.is_null() & ComplaintStep.due_on.is_null(False)
    rows = ComplaintStep.select().where(is_due).order_by(ComplaintStep.due_on.desc(), ComplaintStep.id.desc())
    return {row.report_id: row for row in rows}


def _listed(
    row: Report, harms: tuple[str, ...], allowed: tuple[str, ...], due: ComplaintStep | None, now: datetime
) -> Listed:
    return Listed(
        row,
        row.detail.profession,
        row.detail.nation,
        harms,
        allowed,
        complaints.name_of(due.body) if due else "",
        due.due_on if due else None,
        clocks.left(due.due_on, complaints.today(now)) if due else None,
    )
