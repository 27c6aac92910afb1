"""Texts to phones: who is owed one beside a letter, and how many a month may cost."""

from datetime import datetime
from typing import Any

from models.account import Account
from models.alert import Alert
from models.delivery import Delivery

# Why a text was cancelled that the month's money did not reach for.
CAP = "cap"


def wanted(alert: Alert) -> Any:
    """The condition on accounts under which they want a text about this alert."""
    return Account.phone.is_null(False) & (Account.text_level <= alert.level)


def a_month(pence: int, cap_pounds: int) -> int:
    """How many texts of `pence` each a month's money of `cap_pounds` buys; none when a text has no price."""
    return cap_pounds * 100 // pence if pence > 0 else 0


def left(now: datetime, most: int) -> int:
    """How many of `most` texts this calendar month (UTC) may still have; those in a worker's hands count as gone."""
    gone = (Delivery.state == "sent") & (Delivery.sent_at >= month_of(now))
    under_way = Delivery.state == "claimed"
    used = sum(Delivery.select().where(_is_text() & each).count() for each in (gone, under_way))
    return max(0, most - used)


def cut(now: datetime) -> int:
    """How many texts of this calendar month (UTC) were cancelled because its money was spent: for staff."""
    ended = (Delivery.state == "cancelled") & (Delivery.refusal == CAP)
    return Delivery.select().where(_is_text() & ended & (Delivery.due_at >= month_of(now))).count()


def month_of(now: datetime) -> datetime:
    """When this calendar month began (UTC)."""
    return datetime(now.year, now.month, 1)


def _is_text() -> Any:
    return Delivery.channel == "text"
