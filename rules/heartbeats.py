"""Signs of life: when a worker was last seen, and which regular moment was last dealt with."""

from datetime import datetime

from models.database import writing
from models.delivery import Heartbeat


def beat(now: datetime, name: str) -> None:
    """Note that `name` was seen now."""
    with writing():
        Heartbeat.insert(name=name, seen_at=now).on_conflict(
            conflict_target=(Heartbeat.name,), preserve=(Heartbeat.seen_at,)
        ).execute()


def takes_turn(time: datetime, name: str) -> bool:
    """Whether this regular moment is to be dealt with now; it counts as dealt with from here on.

    The first one ever is not: a start is no regular moment. Call it inside a transaction.
    """
    before = seen_at(name)
    if before is None or before < time:
        beat(time, name)
    return before is not None and before < time


def seen_at(name: str) -> datetime | None:
    """When `name` was last seen; None for never."""
    row = Heartbeat.get_or_none(Heartbeat.name == name)
    return row.seen_at if row else None
