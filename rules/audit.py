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
    # A reporter's acts are noted by the day alone: beside the hour of somebody's sign-in they would tell who reported.
    is_known = actor is not None or actor_kind == "worker"
    hour = now.replace(minute=0, second=0, microsecond=0) if is_known else now.replace(hour=0, minute=0, second=0)
    Audit.create(
        hour=hour,
        actor=actor.id if actor else None,
        actor_kind=actor_kind or (actor.role if actor else "nobody"),
        action=action,
        object_kind=type(thing).__name__ if thing is not None else None,
        object_id=getattr(thing, "id", None),
        reason=reason,
    )
