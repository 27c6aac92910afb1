"""The list of reports that nobody has finished reading, with all that the list shows in five queries."""

from collections.abc import Iterable
from dataclasses import dataclass

from models.account import Account
from models.codes import PERMISSIONS
from models.message import Thread
from models.permission import Permission
from models.report import Reading, Report
from rules import accounts, desk, locks
from rules.keyed import Secrets


@dataclass(frozen=True)
class Waiting:
    """One report in the list: coded facts, what may be done with it, who reads it. Never a word of it."""

    report: Report
    harms: tuple[str, ...]
    permissions: tuple[str, ...]
    readers: tuple[str, ...]
    has_message: bool

    @property
    def ref(self) -> str:
        """The report's name, for paging."""
        return self.report.ref


def new_first(by: Account):
    """Reports of any kind, open to this account, that nobody has finished reading or that got more: danger first.

    Each row says `has_message`.
    """
    has_message = Report.id.in_(Thread.unread().select(Thread.report))
    has_more = (Report.has_addition | has_message) & (Report.state != "erased")
    return (
        Report.select(Report, has_message.alias("has_message"))
        .where((Report.state.in_(desk.OPEN_STATES) | has_more) & locks.open_to(by))
        .order_by(Report.is_in_danger.desc(), Report.received_on, Report.id)
    )


def reports(secrets: Secrets, by: Account, size: int, after: str | None = None) -> list[Waiting]:
    """At most `size` reports, danger first, then as they came; those that come after the one named `after`."""
    query = new_first(by)
    if after is not None and (last := desk.find(after, by)):
        later = (Report.received_on > last.received_on) | (
            (Report.received_on == last.received_on) & (Report.id > last.id)
        )
        same = (Report.is_in_danger == last.is_in_danger) & later
        query = query.where(same | (~Report.is_in_danger) if last.is_in_danger else same)
    rows = list(query.limit(size))
    ids = [row.id for row in rows]
    harms, allowed, readers = desk.harms_of(ids), _allowed(ids), _readers(secrets, ids)
    none: tuple[str, ...] = ()
    return [
        Waiting(
            row,
            harms.get(row.id, none),
            allowed.get(row.id, none),
            readers.get(row.id, none),
            bool(row.has_message),
        )
        for row in rows
    ]


def readers_of(secrets: Secrets, report: Report) -> tuple[str, ...]:
    """Names of those who read a report, the first reader first."""
    return _readers(secrets, [report.id]).get(report.id, ())


def _allowed(ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """Live permissions by report, in the order of the form."""
    live: dict[int, set[str]] = {}
    for row in Permission.live().where(Permission.report.in_(list(ids))):
        live.setdefault(row.report_id, set()).add(row.name)
    return {report: tuple(name for name in PERMISSIONS if name in names) for report, names in live.items()}


def _readers(secrets: Secrets, ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    rows = Reading.select(Reading, Account).join(Account).where(Reading.report.in_(list(ids))).order_by(Reading.id)
    for row in rows:
        found[row.report_id] = (*found.get(row.report_id, ()), accounts.name_of(secrets, row.account))
    return found
