"""The outcome: what came of a report, told to its reporter and to the project that sent it."""

from datetime import datetime

from models.account import Account
from models.codes import OUTCOMES, Outcome
from models.database import writing
from models.report import Report
from rules import N_, Refused, audit, desk


class NoSuchOutcome(Refused):
    """An outcome from the list is needed."""

    message = N_("Choose what came of it.")


def fitting(kind: str) -> dict[str, Outcome]:
    """The outcomes that a report of this kind may have, by code."""
    return {code: one for code, one in OUTCOMES.items() if kind in one.kinds}


def tell(now: datetime, report: Report, by: Account, code: str) -> None:
    """Say what came of a report, a code of OUTCOMES that fits its kind; another may be told later.

    Told again it stays as it is. Raises NoSuchOutcome, NotReading; nobody reads a report that was erased.
    """
    if code not in fitting(report.kind):
        raise NoSuchOutcome
    _change(now, report, by, code, "outcome-told")


def take_back(now: datetime, report: Report, by: Account) -> None:
    """Tell no outcome any more. Raises NotReading."""
    _change(now, report, by, None, "outcome-taken-back")


def _change(now: datetime, report: Report, by: Account, code: str | None, action: str) -> None:
    with writing():
        if not desk.is_reading(report, by):
            raise desk.NotReading
        found = Report.get_by_id(report.id)
        if found.outcome != code:
            day = now.date() if code else None
            Report.update(outcome=code, outcome_on=day).where(Report.id == found.id).execute()
            audit.record(now, action, by, found, code)
