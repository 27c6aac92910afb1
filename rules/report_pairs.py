"""Saying of two reports that they are about the same person, or not; what follows for the alerts around them."""

from datetime import datetime

from models.account import Account
from models.database import writing
from models.report import Report
from models.report_pair import SAYS, ReportPair
from rules import N_, Refused, alert_life, audit, desk, report_groups


class NothingToSay(Refused):
    """Neither `same` nor `not`, or there are no two reports of harm to say it of."""

    message = N_("Choose a report, and say whether it is about the same person.")


class SaidMeanwhile(Refused):
    """Somebody said something else since the page was opened."""

    message = N_("A colleague has said something else of these two since you opened the page. Look again.")


def say(now: datetime, one: Report, two: Report, by: Account, says: str, seen: str = "") -> ReportPair:
    """Say that two reports are about the `same` person or `not`; it may be said anew at any time.

    `by` reads the first of them; `seen` is what had been said when they looked. The same once more changes nothing.
    `same` also keeps the warnings about this person for longer. Raises NothingToSay, SaidMeanwhile, NotReading.
    """
    if says not in SAYS or one.id == two.id:
        raise NothingToSay
    first, second = sorted((one, two), key=lambda report: report.id)
    with writing(), report_groups.counting(one, two):
        for report in (one, two):
            fresh = desk.find(report.ref, by)
            if fresh is None or fresh.kind != "harm" or fresh.state == "erased":
                raise NothingToSay
        if not desk.is_reading(one, by):
            raise desk.NotReading
        pair = ReportPair.get_or_none((ReportPair.one == first) & (ReportPair.two == second))
        if pair is not None and pair.says == says:
            return pair
        if (pair.says if pair else "") != seen:
            raise SaidMeanwhile
        pair = pair or ReportPair(one=first, two=second)
        pair.says, pair.said_by, pair.said_on = says, by, now.date()
        pair.save()
        audit.record(now, f"reports-{says}", by, pair)
        if says == "same":
            _extend(now, report_groups.group_of(one, by), by)
    return pair


def screen(now: datetime, report: Report, by: Account) -> None:
    """End the first reading, as `desk.screen`; another report then tells of this person, so warnings stay for longer.

    Raises NotReading, WrongState.
    """
    with writing():
        desk.screen(now, report, by)
        _extend(now, report_groups.group_of(report) - {report.id})


def _extend(now: datetime, ids: set[int], by: Account | None = None) -> None:
    for report in Report.select().where(Report.id.in_(ids)):
        alert_life.extend_for(now, report, by)
