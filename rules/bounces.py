"""Bounces: letters that came back, counted once a day for each member, and when no more go to an address."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from peewee import fn

from models.account import Account
from models.bounce import KINDS, Bounce
from models.database import fetch, writing
from models.delivery import Delivery
from models.digest import Digest
from models.letter import OwedLetter
from rules import N_, Refused, audit

# Kinds of the ledger's rows whose letters have an address that they come back to.
ROWS = {"L": Delivery, "D": Digest, "O": OwedLetter}
# A letter may come back after it was marked as sent, before it is marked, or when it is about to go again.
ON_THE_WAY = ("owed", "claimed", "sent")
# What a mail server says of the address when it does not take the letter (RFC 5321, 7504). Other refusals for good,
# such as 554, say something of the letter or of us.
CODES = {550: "hard", 551: "hard", 553: "hard", 556: "hard", 552: "full"}


class Limit(NamedTuple):
    """On how many different days, within how many, before letters stop."""

    days: int
    within: int


# What each kind of bounce leads to; `full` is not here, because a mailbox is emptied again and a warning must not be
# lost over it. `hard`: no such address; on a second day, because one day may be a mistake of the server's. `soft`: five
# days, as mailing lists have it (Mailman); hard days count too. `complaint`: at once, or all our letters are taken for
# spam: large providers ask that fewer than 3 in 1,000 complain.
LIMITS = {"complaint": Limit(1, 1), "hard": Limit(2, 30), "soft": Limit(5, 14)}
KEPT_DAYS = 30
FULL_DAYS = 14
# An old one says nothing once a letter of a week later has arrived. Servers try for 5 days before they send one back
# (RFC 5321, 4.5.4.1), so a letter has arrived when it is not back by then.
FORGOTTEN_DAYS, ARRIVED_DAYS = 7, 5

_FORGET = """
    SELECT b.id FROM bounce b WHERE b.day < ? AND b.kind IN ('full', 'soft') AND (
        EXISTS (SELECT 1 FROM delivery d WHERE d.account_id = b.account_id AND d.state = 'sent' AND d.channel = 'email'
            AND d.sent_at >= datetime(b.day, ?) AND d.sent_at < ?))
"""


class Complained(Refused):
    """Who called our letters unwanted is written to again when they ask for it, and not before."""

    message = N_("They said that our letters are unwanted. Only they can start them again, on their own page.")


def note(now: datetime, kind_of_row: str, number: int, what: str) -> bool:
    """A letter came back: `kind_of_row` is one of ROWS, `number` the row's id, `what` one of models.bounce.KINDS.

    Its row becomes bounced wherever it stands, and its member's day counts; a second time nothing happens. Returns
    whether anything changed. Raises DatabaseBusy, DatabaseUnwritable.
    """
    table = ROWS.get(kind_of_row)
    if table is None or what not in KINDS:
        return False
    with writing():
        row = table.get_or_none(table.id == number)
        if row is None:
            return False
        # A complaint is about a letter that arrived; any other comes once for each letter.
        if what != "complaint" and not _come_back(table, number):
            return False
        if table is not OwedLetter and row.account.state != "closed":
            return _count(now, row.account, what) or what != "complaint"
        return what != "complaint"


def note_refused(now: datetime, kind_of_row: str, code: int, rows: Any) -> None:
    """The mail server refused these rows with this code: those of members count. Call it before they are marked.

    `rows` is a condition on the rows' table. Call it inside a transaction.
    """
    if code in CODES and kind_of_row in ("L", "D"):
        table = ROWS[kind_of_row]
        for row in list(table.select(table.account).where(rows)):
            _count(now, row.account, CODES[code])


def forgive(now: datetime, accounts: Collection[int]) -> None:
    """Take back what the mail server's refusals of today counted for these accounts. Call it inside a transaction."""
    today = now.date()
    Bounce.delete().where(Bounce.account.in_(accounts) & (Bounce.day == today) & (Bounce.kind == "hard")).execute()
    stopped = Account.id.in_(accounts) & (Account.bouncing_since == today) & (Account.bounce_kind == "hard")
    Account.update(bouncing_since=None, bounce_kind=None).where(stopped).execute()


def start_again(now: datetime, account: Account, by: Account | None = None) -> None:
    """Send letters to this address again, and count anew; `by` is who did it for the member. Raises Complained."""
    with writing():
        account = Account.get_by_id(account.id)
        if account.bouncing_since is None:
            return
        if by is not None and account.bounce_kind == "complaint":
            raise Complained
        _change(account, bouncing_since=None, bounce_kind=None)
        Bounce.delete().where(Bounce.account == account).execute()
        if by is not None:
            audit.record(now, "letters-started-again", by, account)


def forget_old(now: datetime) -> int:
    """Delete days that count no more: after 30, or when a letter has arrived since; returns how many."""
    today = now.date()
    with writing():
        gone = Bounce.delete().where(Bounce.day < today - timedelta(days=KEPT_DAYS)).execute()
        before, until = today - timedelta(days=FORGOTTEN_DAYS), now - timedelta(days=ARRIVED_DAYS)
        numbers = [one for (one,) in fetch(_FORGET, (str(before), f"+{FORGOTTEN_DAYS} days", str(until)))]
        return gone + (Bounce.delete().where(Bounce.id.in_(numbers)).execute() if numbers else 0)


def stopped(size: int, after: str | None = None) -> Iterable[Account]:
    """The first `size` members whose letters stopped, newest first, after the one with the reference `after`."""
    found = Account.select().where(Account.bouncing_since.is_null(False) & (Account.state != "closed"))
    last = Account.get_or_none((Account.ref == after) & Account.bouncing_since.is_null(False)) if after else None
    if last is not None:
        same_day = (Account.bouncing_since == last.bouncing_since) & (Account.id < last.id)
        found = found.where((Account.bouncing_since < last.bouncing_since) | same_day)
    return found.order_by(Account.bouncing_since.desc(), Account.id.desc()).limit(size)


def full_lately(now: datetime) -> int:
    """How many members' mailboxes were full on one of the last 14 days; their letters go on."""
    days = (Bounce.kind == "full") & (Bounce.day > now.date() - timedelta(days=FULL_DAYS))
    return Bounce.select(fn.COUNT(Bounce.account.distinct())).where(days).scalar()


def _come_back(table: Any, number: int) -> int:
    """Mark the row, and what its digest gathered; returns how many rows. The worker's own mark then finds none."""
    columns = {"state": "bounced", "claimed_by": None}
    if table is Digest:
        gathered = (Delivery.digest == number) & Delivery.state.in_(ON_THE_WAY)
        Delivery.update(columns).where(gathered).execute()
    if table is OwedLetter:
        columns |= {"address": None, "contents": None}
    return table.update(columns).where((table.id == number) & table.state.in_(ON_THE_WAY)).execute()


def _count(now: datetime, account: Account, what: str) -> bool:
    """Keep the day's worst, and stop letters where a limit is reached; returns whether the day was not so bad yet."""
    today = now.date()
    row, is_new = Bounce.get_or_create(account=account, day=today, defaults={"kind": what})
    is_worse = KINDS.index(what) > KINDS.index(row.kind)
    if is_worse:
        Bounce.update(kind=what).where(Bounce.id == row.id).execute()
    # What has stopped stays as it is; but a complaint only the member takes back.
    if account.bouncing_since is None or what == "complaint":
        reached = (
            kind for kind in LIMITS if KINDS.index(kind) <= KINDS.index(what) and _has_reached(account, now, kind)
        )
        _stop(now, account, next(reached, ""))
    return is_new or is_worse


def _has_reached(account: Account, now: datetime, kind: str) -> bool:
    limit = LIMITS[kind]
    days = (Bounce.account == account) & (Bounce.day > now.date() - timedelta(days=limit.within))
    return Bounce.select().where(days & Bounce.kind.in_(KINDS[KINDS.index(kind) :])).count() >= limit.days


def _stop(now: datetime, account: Account, kind: str) -> None:
    """No more letters; texts to a phone go on, and so do letters somebody asks for: they lead out of this."""
    if not kind:
        return
    _change(account, bouncing_since=account.bouncing_since or now.date(), bounce_kind=kind)
    mine = (Delivery.account == account) & (Delivery.state == "owed") & (Delivery.channel == "email")
    Delivery.update(state="cancelled").where(mine).execute()


def _change(account: Account, **columns) -> None:
    Account.update(columns).where(Account.id == account.id).execute()
