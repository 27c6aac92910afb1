"""A project's desk: its own reports in a list, one by its reference, a permission that the person takes back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from models.account import Account
from models.codes import PERMISSIONS
from models.database import writing
from models.message import Thread
from models.permission import Permission
from models.project import Project
from models.report import Report
from rules import N_, Refused, desk, followup
from rules.answers import HOLDS_BACK
from rules.permissions import UnknownPermission
from rules.project_reports import may_see, visible
from rules.threads import PROJECT

# The most reports with a message that are shown above the list.
MOST_WAITING = 20


class NotYours(Refused):
    """No such report among those that the project may see; which of the reasons it is, is not said."""

    message = N_("There is no such report.")


class Claimed(Refused):
    """The person came with the receipt code and decides alone from now on."""

    message = N_("The person has taken this report over. Now only they choose what we may do.")


@dataclass(frozen=True)
class Own:
    """One report as its project sees it: coded facts and where it stands. Never a word of it, never who entered it.

    `stands` is one of waiting, reading, read, warned.
    """

    ref: str
    received_on: date
    harms: tuple[str, ...]
    stands: str
    outcome: str | None
    outcome_on: date | None
    claimed_on: date | None
    has_message: bool


def reports(project: Project, size: int, after: str | None = None) -> list[Own]:
    """At most `size` of the project's reports, newest first; those that come after the one named `after`.

    Five queries, however many reports there are. A name that is not theirs starts at the top.
    """
    query = visible(project)
    last = visible(project).where(Report.ref == after).first() if after else None
    if last is not None:
        earlier = (Report.received_on == last.received_on) & (Report.id < last.id)
        query = query.where((Report.received_on < last.received_on) | earlier)
    return _shown(query.limit(size))


def with_messages(project: Project) -> list[Own]:
    """The newest reports about which a message from casework waits, MOST_WAITING at most."""
    threads = Thread.select(Thread.report).where(_waits())
    return _shown(visible(project).where(Report.id.in_(threads)).limit(MOST_WAITING))


def find(project: Project, ref: str) -> Report:
    """One report of the project. Raises NotYours, whether it is another's, claimed, deleted or never was."""
    found = visible(project).where(Report.ref == ref).first()
    if found is None:
        raise NotYours
    return found


def own(report: Report) -> Own:
    """One report as its project sees it."""
    return _shown([report])[0]


def permissions_of(report: Report) -> list[Permission]:
    """Every permission as it was given, also those taken back since, in the order of the form."""
    order = list(PERMISSIONS)
    return sorted(report.permissions.order_by(Permission.id), key=lambda row: order.index(row.name))


def take_back(now: datetime, report: Report, name: str, by: Account) -> None:
    """Take a permission back because the person told a worker of the project so; what it allowed ends at once.

    Narrows only: a project never gives one. Raises UnknownPermission, NotYours, Claimed.
    """
    if name not in PERMISSIONS or name in HOLDS_BACK:
        raise UnknownPermission
    with writing():
        if not may_see(by.project, report):
            raise NotYours
        if Report.get_by_id(report.id).claimed_on is not None:
            raise Claimed
        followup.take_back(now, report, name, by)


def _waits():
    """Threads with projects whose newest message nobody there has opened."""
    return (Thread.party == PROJECT) & Thread.waits_for_party


def _shown(rows: Iterable[Report]) -> list[Own]:
    found = list(rows)
    ids = [row.id for row in found]
    harms, stands = desk.harms_of(ids), followup.statuses(found)
    waiting = {row.report_id for row in Thread.select(Thread.report).where(_waits() & Thread.report.in_(ids))}
    return [
        Own(
            row.ref,
            row.received_on,
            harms.get(row.id, ()),
            stands[row.id],
            row.outcome,
            row.outcome_on,
            row.claimed_on,
            row.id in waiting,
        )
        for row in found
    ]
