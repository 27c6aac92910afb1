"""The notice that a day is near: 14 and 3 days before something is due, at a fixed hour so that it tells nothing."""

from datetime import date, datetime, timedelta

from models.account import Account
from models.codes import OFFICE
from models.database import writing
from models.professional import ComplaintStep
from models.report import Reading, Report
from rules import complaints, heartbeats, hours, letters, locks, notices
from rules.keyed import Secrets

KIND = "date-near"
DAYS_BEFORE = (14, 3)
HOUR = 9
_MARK = "dates near"


def remind(secrets: Secrets, now: datetime) -> int:
    """When the hour has come (9 on working days, by the office's clock): owe the letter to who looks after a step.

    That is whoever reads its report, or all who may when nobody does or takes letters; one letter each, however many
    days are near. Returns how many letters.
    """
    time = notices.last_time(now, (HOUR,))
    with writing():
        if not heartbeats.takes_turn(time, _MARK):
            return 0
        told = _told(complaints.today(time))
        return letters.owe_all(secrets, now, KIND, told, f"{KIND} {time:%Y-%m-%d}")


def _told(day: date) -> list[Account]:
    """Whom to write to on this day; their steps are noted as reminded of."""
    near = [step for step in _open_steps() if _is_near(step, day)]
    readers = notices.readers() if near else []
    told: dict[int, Account] = {}
    for step in near:
        may = [one for one in readers if not locks.is_locked(step.report, one)]
        reading = {row.account_id for row in Reading.select().where(Reading.report == step.report)}
        if found := [one for one in may if one.id in reading] or may:
            told |= {one.id: one for one in found}
            ComplaintStep.update(reminded_on=day).where(ComplaintStep.id == step.id).execute()
    return list(told.values())


def _open_steps() -> list[ComplaintStep]:
    is_open = ComplaintStep.done_on.is_null() & ComplaintStep.due_on.is_null(False) & (Report.state != "erased")
    return list(ComplaintStep.select(ComplaintStep, Report).join(Report).where(is_open))


def _is_near(step: ComplaintStep, day: date) -> bool:
    """Whether one of its days to remind has come and nobody was reminded since."""
    return any(
        on <= day and (step.reminded_on is None or step.reminded_on < on)
        for on in (_working_day(step.due_on, before) for before in DAYS_BEFORE)
    )


def _working_day(due: date, before: int) -> date:
    """So many days before, or the working day before that."""
    day = due - timedelta(days=before)
    while not hours.is_working_day(OFFICE, day):
        day -= timedelta(days=1)
    return day
