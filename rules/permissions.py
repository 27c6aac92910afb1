"""Permissions: the one door. Nothing about a report leaves unless its reporter lets it, for that one thing, now."""

from collections.abc import Iterable
from datetime import date, datetime

from models.account import Account
from models.codes import OFFERED, PERMISSION_WORDING, PERMISSIONS
from models.permission import Permission
from models.report import Report
from rules import N_, Refused, audit


class NoPermission(Refused):
    """The reporter did not give this permission, or took it back."""

    message = N_("The reporter has not given permission for this, or took it back.")


class UnknownPermission(Refused):
    """There is no permission with this name."""

    message = N_("There is no such choice.")


def may(report: Report, name: str) -> bool:
    """Whether the reporter lets us do this now."""
    return Permission.live().where((Permission.report == report) & (Permission.name == name)).exists()


def need(report: Report, name: str) -> None:
    """Raise NoPermission unless the reporter lets us do this now."""
    if not may(report, name):
        raise NoPermission


def live_names(report: Report) -> list[str]:
    """Names of the permissions in force, in the order of the form."""
    live = {row.name for row in Permission.live().where(Permission.report == report)}
    return [name for name in PERMISSIONS if name in live]


def give(
    now: datetime,
    report: Report,
    names: Iterable[str],
    given_by: str = "person",
    given_on: date | None = None,
    by: Account | None = None,
) -> None:
    """Note permissions as given (today, unless it was another day) in today's wording; one that is live stays as it is.

    `by` is the member of staff who took the report down; None is the reporter, or a project for somebody. Call it
    inside a transaction. Raises UnknownPermission.
    """
    live = live_names(report)
    for name in dict.fromkeys(names):
        if name not in OFFERED[report.kind]:
            raise UnknownPermission
        if name not in live:
            Permission.create(
                report=report, name=name, wording=PERMISSION_WORDING, given_by=given_by, given_on=given_on or now.date()
            )
            audit.record(now, f"permission-given:{name}", by, report, actor_kind=None if by else "code")


def take_back(now: datetime, report: Report, name: str, by: Account | None = None) -> bool:
    """Note a permission as taken back; False when it was not live. What follows from it is rules/followup.py's work.

    `by` is a project's worker whom the reporter told so; None is the reporter. Call it inside a transaction.
    """
    live = Permission.update(taken_back_on=now.date()).where(
        (Permission.report == report) & (Permission.name == name) & Permission.taken_back_on.is_null()
    )
    if not live.execute():
        return False
    audit.record(now, f"permission-taken-back:{name}", by, report, actor_kind=None if by else "code")
    return True
