"""The notice to caseworkers that reports wait: at fixed times, so that its hour tells nothing, except in danger."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from models.account import Account
from models.codes import OFFICE
from models.database import writing
from models.message import Thread
from models.report import Report
from rules import access, heartbeats, hours, letters
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
        dealt_with = heartbeats.seen_at(_MARK)
        if dealt_with is not None and dealt_with >= time:
            return 0
        heartbeats.beat(time, _MARK)
        # The first start ever is no fixed time.
        if dealt_with is None or not _waiting().exists():
            return 0
        return _owe_all(secrets, now, f"{KIND} {time:%Y-%m-%d %H}")


def tell_of_danger(secrets: Secrets, now: datetime) -> int:
    """Owe the notice at once for each new report of somebody in danger, once; returns how many letters."""
    told = 0
    with writing():
        for report in Report.select(Report.id).where((Report.state == "new") & Report.is_in_danger):
            # The name keeps it single and must not say which report came at what second.
            told += _owe_all(secrets, now, keyed_hash(secrets.keys.index, KIND, str(report.id), size=16).hex())
    return told


def last_time(now: datetime) -> datetime:
    """The last of the fixed times up to now (both naive UTC)."""
    zone = ZoneInfo(OFFICE.time_zone)
    here = now.replace(tzinfo=UTC).astimezone(zone)
    day = here.date()
    while True:
        for hour in reversed(HOURS if hours.is_working_day(OFFICE, day) else ()):
            time = datetime(day.year, day.month, day.day, hour, tzinfo=zone)
            if time <= here:
                return time.astimezone(UTC).replace(tzinfo=None)
        day -= timedelta(days=1)


def _waiting():
    """Reports that nobody took yet, or to which something was added, or about which somebody wrote."""
    has_more = Report.has_addition | Report.id.in_(Thread.unread().select(Thread.report))
    return Report.select().where((Report.state == "new") | (has_more & (Report.state != "erased")))


def _owe_all(secrets: Secrets, now: datetime, name: str) -> int:
    """The same letter to every caseworker who takes letters; `name` and the account keep it single."""
    caseworkers = Account.admitted().where(
        (Account.role == access.CASEWORKER) & (Account.cadence == "at-once") & ~Account.is_paused
    )
    return sum(
        letters.owe(secrets, now, KIND, account=one, once=f"{name} {one.id}", language=one.language) is not None
        for one in caseworkers
    )
