"""Confirmed by police: that casework wrote it down at a report, when and who; the checker then says so."""

from datetime import datetime

from models.account import Account
from models.audit import Audit
from models.database import writing
from models.report import Report
from rules import audit, desk

CONFIRMED = "report-confirmed"


def confirm(now: datetime, report: Report, by: Account) -> None:
    """Write down that police confirmed what a report of harm tells. Raises NotReading, WrongState."""
    _set(now, report, by, is_on=True)


def unconfirm(now: datetime, report: Report, by: Account) -> None:
    """Take that back. Raises NotReading, WrongState."""
    _set(now, report, by, is_on=False)


def confirmed_by(report: Report) -> Account | None:
    """Who wrote it down last; None when nobody did, or their account is gone."""
    if report.confirmed_on is None:
        return None
    noted = (Audit.action == CONFIRMED) & (Audit.object_kind == "Report") & (Audit.object_id == report.id)
    row = Audit.select().where(noted).order_by(Audit.id.desc()).first()
    return Account.get_or_none(Account.id == row.actor) if row else None


def _set(now: datetime, report: Report, by: Account, is_on: bool) -> None:
    """Change the row once, however often the button is pressed."""
    with writing():
        fresh = desk.find(report.ref, by)
        if fresh is None or fresh.kind != "harm" or fresh.state == "erased":
            raise desk.WrongState
        if not desk.is_reading(fresh, by):
            raise desk.NotReading
        if bool(fresh.confirmed_on) == is_on:
            return
        Report.update(confirmed_on=now.date() if is_on else None).where(Report.id == fresh.id).execute()
        audit.record(now, CONFIRMED if is_on else "report-not-confirmed", by, fresh)
