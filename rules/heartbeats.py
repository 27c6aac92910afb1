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


def seen_at(name: str) -> datetime | None:
    """When `name` was last seen; None for never."""
    row = Heartbeat.get_or_none(Heartbeat.name == name)
    return row.seen_at if row else None
