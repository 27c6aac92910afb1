"""Writing the audit: one row per act, no words, no person's name."""

from datetime import datetime

from models.account import Account
from models.audit import Audit


def record(
    now: datetime,
    action: str,
    actor: Account | None = None,
    thing: object | None = None,
    reason: str | None = None,
    actor_kind: str | None = None,
) -> None:
    """Add one row; call it inside the transaction of the act itself.

    `thing` is a row of any table; a reason is one of the short codes of the act, never words.
    """
    Audit.create(
        hour=now.replace(minute=0, second=0, microsecond=0),
        actor=actor.id if actor else None,
        actor_kind=actor_kind or (actor.role if actor else "nobody"),
        action=action,
        object_kind=type(thing).__name__ if thing is not None else None,
        object_id=getattr(thing, "id", None),
        reason=reason,
    )
