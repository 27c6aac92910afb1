"""The ledger: who is owed which alert, what is cancelled, and how it stands."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from peewee import JOIN, SQL, Value, fn

from models.account import Account
from models.alert import Alert
from models.database import writing
from models.delivery import Delivery
from models.digest import Digest
from models.owed import STATES
from rules import audience, digests, texts


def resolve(alert: Alert, now: datetime, has_texts: bool = False, said: Collection[int] = ()) -> int:
    """Owe an alert to everybody whom it concerns; returns how many rows were added (a second time 0).

    Letters of members who want one a day or a week are gathered; with `has_texts` who wants a text is owed one too.
    `said` are the ids of kept searches whose words the alert says.
    Always the same few statements, however many members. Call it inside the transaction that publishes.
    """
    concerned = audience.concerned(alert, now, said)
    added = _owe(alert, now, "email", "alert", concerned)
    if has_texts:
        added += _owe(alert, now, "text", "alert", concerned & texts.wanted(alert))
    digests.gather(alert, "alert", now)
    return added


def owe_corrections(alert: Alert, now: datetime) -> int:
    """Owe a second letter, that says how it stands with an alert now, to everybody whom its letter reached.

    One to each account ever, gathered where they want that; not to who is paused or wants no letters any more. Returns
    how many.
    """
    had = Delivery.select(Delivery.account).where(
        (Delivery.alert == alert)
        & (Delivery.kind == "alert")
        & (Delivery.channel == "email")
        & Delivery.state.in_(("sent", "claimed"))
    )
    takes = (Account.state == "admitted") & (Account.cadence != "none") & ~Account.is_paused
    with writing():
        added = _owe(alert, now, "email", "correction", takes & Account.id.in_(had))
        digests.gather(alert, "correction", now)
    return added


def cancel_alert(alert: Alert) -> int:
    """Nothing more of this alert is sent; returns how many rows. Rows under way end by themselves: see `in_flight`."""
    with writing():
        its = (Delivery.alert == alert) & (Delivery.state == "owed")
        return Delivery.update(state="cancelled").where(its).execute()


def cancel_account(account: Account) -> int:
    """Nothing that is owed to this member is sent; returns how many rows. Rows under way: see `in_flight`."""
    with writing():
        mine = (Delivery.account == account) & (Delivery.state == "owed")
        return Delivery.update(state="cancelled").where(mine).execute()


def in_flight(alert: Alert | None = None, account: Account | None = None) -> bool:
    """Whether a letter of this alert, or to this member, is in a worker's hands now."""
    claimed = Delivery.select(SQL("1")).where(Delivery.state == "claimed")
    if alert is not None:
        claimed = claimed.where(Delivery.alert == alert)
    if account is not None:
        claimed = claimed.where(Delivery.account == account)
    return claimed.exists()


def counts(alert: Alert | None = None) -> dict[str, int]:
    """How many deliveries stand in each state, of one alert or of all."""
    rows = Delivery.select(Delivery.state, fn.COUNT(Delivery.id)).group_by(Delivery.state)
    found = dict((rows.where(Delivery.alert == alert) if alert is not None else rows).tuples())
    return {state: found.get(state, 0) for state in STATES}


def oldest_owed_at() -> datetime | None:
    """Since when the oldest delivery waits; None when none does. What is gathered waits from its letter's hour on."""
    waiting = Delivery.state.in_(("owed", "claimed"))
    since = fn.MIN(fn.COALESCE(Digest.due_at, Alert.published_at))
    rows = Delivery.select(since).join(Alert).switch(Delivery).join(Digest, JOIN.LEFT_OUTER)
    # The column is one of two tables', so it comes as the database wrote it.
    return Alert.published_at.python_value(rows.where(waiting).scalar())


def _owe(alert: Alert, now: datetime, channel: str, kind: str, whom: Any) -> int:
    """One row for each account of `whom` that has none yet, in one statement; returns how many."""
    values = {
        Delivery.alert: Value(alert.id),
        Delivery.account: Account.id,
        Delivery.channel: Value(channel),
        Delivery.kind: Value(kind),
        Delivery.state: Value("owed"),
        Delivery.due_at: Value(now),
        Delivery.attempts: Value(0),
        Delivery.is_possibly_twice: Value(False),
    }
    insert = Delivery.insert_from(Account.select(*values.values()).where(whom), list(values))
    one = (Delivery.alert, Delivery.account, Delivery.channel, Delivery.kind)
    return insert.on_conflict(action="NOTHING", conflict_target=one).as_rowcount().execute()
