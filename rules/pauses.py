"""Pauses of sending: by staff, or by itself when the mail server refuses letter after letter."""

from collections.abc import Collection
from datetime import datetime

from models.account import Account
from models.database import writing
from models.sending_pause import REASONS, SendingPause
from rules import access, audit, letters
from rules.keyed import Secrets

STAFF, REFUSALS = REASONS
LETTER = "sending-stopped"
# What still goes, by kind of the ledger's rows: people wait in front of a screen for owed letters.
STILL_GOES = {STAFF: frozenset(), REFUSALS: frozenset("O")}


def current() -> SendingPause | None:
    """The pause that holds now, the one by staff before the other; None when letters go."""
    going_on = SendingPause.select().where(SendingPause.ended_at.is_null())
    return going_on.order_by((SendingPause.why == STAFF).desc(), SendingPause.id).first()


def pause(now: datetime, by: Account | None, why: str = STAFF) -> SendingPause:
    """Stop sending until `resume`; a second pause of the same kind is the first. Raises ValueError.

    By staff nothing more is begun; for refusals no alert, digest or text is.
    """
    if why not in REASONS:
        raise ValueError(why)
    with writing():
        found = SendingPause.get_or_none((SendingPause.why == why) & SendingPause.ended_at.is_null())
        if found is None:
            found = SendingPause.create(why=why, since_at=now, by=by)
            audit.record(now, "sending-paused", by, found, why, None if by else "worker")
    return found


def resume(now: datetime, by: Account | None) -> int:
    """Let letters go again; returns how many pauses that ended."""
    with writing():
        going_on = list(SendingPause.select().where(SendingPause.ended_at.is_null()))
        for one in going_on:
            one.ended_at, one.ended_by = now, by
            one.save()
            audit.record(now, "sending-resumed", by, one, actor_kind=None if by else "worker")
    return len(going_on)


def stop_for_refusals(secrets: Secrets, now: datetime) -> int:
    """Pause by itself, and owe each manager a neutral letter, one a day at most; returns how many letters."""
    with writing():
        pause(now, None, REFUSALS)
        managers = Account.admitted().where(Account.role == access.MANAGER)
        return letters.owe_all(secrets, now, LETTER, list(managers), f"{LETTER} {now:%Y-%m-%d}")


def let_through(kinds: Collection[str]) -> list[str]:
    """Which of these kinds of rows may be claimed now, in their order."""
    pause = current()
    return [kind for kind in kinds if pause is None or kind in STILL_GOES[pause.why]]
