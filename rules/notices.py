"""The notice to caseworkers that reports wait: at fixed times, so that its hour tells nothing, except in danger."""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from models.account import Account
from models.codes import OFFICE
from models.database import writing
from models.message import Thread
from models.report import Report
from rules import access, heartbeats, hours, letters, locks
from rules.keyed import Secrets
from rules.vault import keyed_hash

HOURS = (9, 13, 17)
KIND = "reports-wait"
_MARK = "staff notice"


def tell_at_fixed_times(secrets: Secrets, now: datetime) -> int:
    """When one of the times has come (9, 13 and 17 on working days, by the office's clock): owe it if reports wait.

    A time is dealt with also when none wait; the next is the following one. Returns how many letters.
    """
    time = last_time(now)
    with writing():
        if not heartbeats.takes_turn(time, _MARK):
            return 0
        waited_for = [one for one in readers() if _waiting(one).exists()]
        waited_for += _managers() if locks.unread_by_all().exists() else []
        return letters.owe_all(secrets, now, KIND, waited_for, f"{KIND} {time:%Y-%m-%d %H}")


def tell_of_danger(secrets: Secrets, now: datetime) -> int:
    """Owe the notice at once for each new report of somebody in danger, once; returns how many letters."""
    told = 0
    with writing():
        for report in Report.select(Report.id).where((Report.state == "new") & Report.is_in_danger):
            # The name keeps it single and must not say which report came at what second.
            may_read = [one for one in readers() if not locks.is_locked(report, one)]
            if locks.is_about_num(report) and not locks.has_independent_reader():
                # Nobody may open it before a manager has let somebody in from outside.
                may_read = _managers()
            name = keyed_hash(secrets.keys.index, KIND, str(report.id), size=16).hex()
            told += letters.owe_all(secrets, now, KIND, may_read, name)
    return told


def last_time(now: datetime, at: tuple[int, ...] = HOURS) -> datetime:
    """The last of the fixed times up to now (both naive UTC); `at` are its hours by the office's clock."""
    zone = ZoneInfo(OFFICE.time_zone)
    here = now.replace(tzinfo=UTC).astimezone(zone)
    day = here.date()
    while True:
        for hour in reversed(at if hours.is_working_day(OFFICE, day) else ()):
            time = datetime(day.year, day.month, day.day, hour, tzinfo=zone)
            if time <= here:
                return time.astimezone(UTC).replace(tzinfo=None)
        day -= timedelta(days=1)


def _waiting(by: Account):
    """Reports open to this account that nobody took yet, or that got an addition or a message."""
    has_more = Report.has_addition | Report.id.in_(Thread.unread().select(Thread.report))
    waits = (Report.state == "new") | (has_more & (Report.state != "erased"))
    return Report.select().where(waits & locks.open_to(by))


def readers() -> list[Account]:
    """Those who read reports and take letters."""
    return _taking_letters(access.READING_DESK)


def _managers() -> list[Account]:
    """Those who can make an account for somebody from outside; they learn that something waits, and how many."""
    return _taking_letters({access.MANAGER})


def _taking_letters(roles: Collection[str]) -> list[Account]:
    takes = (Account.cadence != "none") & ~Account.is_paused
    return list(Account.admitted().where(Account.role.in_(sorted(roles)) & takes))
