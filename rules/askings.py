"""What is asked again: that somebody asked for the same identifier on several days, never which one."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime, timedelta

from models.account import Account
from models.check_site import Asking, CheckSite
from models.database import DatabaseBusy, DatabaseUnwritable, writing
from rules import access, audit
from rules.keyed import Secrets
from rules.vault import keyed_hash

# On more than this many days of the last 30, staff are told.
FEW_DAYS, WITHIN = 3, 30


def note(secrets: Secrets, now: datetime, account: Account, marks: Iterable[bytes]) -> None:
    """Count today for what this account asked, each once a day; `marks` are those of the checker's answers.

    Staff are not counted: they ask for others. Answers are worth more than the count, so a busy database loses it.
    """
    if account.role not in access.STAFF:
        _note(secrets, now.date(), f"account {account.id}", marks, account=account)


def note_partner(secrets: Secrets, now: datetime, site: CheckSite, person: str, mark: bytes) -> None:
    """The same for a worker of a partner website, by the name that only the website understands."""
    _note(secrets, now.date(), f"site {site.id} {person}", [mark], site=site)


def to_look_at() -> list[Asking]:
    """What was asked for on more than three days of thirty and nobody has looked at, most days first."""
    often = Asking.select().where(Asking.days > FEW_DAYS)
    return list(often.order_by(Asking.days.desc(), Asking.last_on.desc(), Asking.id))


def waiting() -> int:
    """How many of these wait."""
    return Asking.select().where(Asking.days > FEW_DAYS).count()


def look(now: datetime, asking: Asking, by: Account) -> None:
    """Say that it was looked at: it is counted from nothing again, and comes back after four more days."""
    with writing():
        counted = (Asking.id == asking.id) & (Asking.days > FEW_DAYS)
        if Asking.update(days=0, pattern=0, looked_on=now.date()).where(counted).execute():
            audit.record(now, "asking-looked-at", by, asking)


def clear_old(now: datetime) -> int:
    """Delete what was last asked for more than 30 days ago; returns how many."""
    with writing():
        return Asking.delete().where(Asking.last_on < now.date() - timedelta(days=WITHIN)).execute()


def _note(secrets: Secrets, today: date, who: str, marks: Iterable[bytes], **owner) -> None:
    """Neither the mark nor anything beside it tells which identifier it was; who it was, only with the key."""
    own = {keyed_hash(secrets.keys.index, "asking", who, mark) for mark in marks}
    with suppress(DatabaseBusy, DatabaseUnwritable), writing():
        known = {row.mark: row for row in Asking.select().where(Asking.mark.in_(list(own)))}
        for mark in own:
            if mark in known:
                _count(known[mark], today)
            else:
                Asking.create(mark=mark, last_on=today, **owner)


def _count(row: Asking, today: date) -> None:
    """Move the days along and add today; a clock set back adds nothing."""
    passed = (today - row.last_on).days
    if passed < 0 or (passed == 0 and row.days):
        return
    pattern = ((row.pattern << min(passed, WITHIN)) | 1) & ((1 << WITHIN) - 1)
    Asking.update(pattern=pattern, days=pattern.bit_count(), last_on=today).where(Asking.id == row.id).execute()
