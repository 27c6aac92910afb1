"""Sending as the ledger sees it: claiming rows, looking again before each letter, marking what the mail server said."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from models.alert import Alert
from models.database import fetch, writing
from models.delivery import Delivery
from models.letter import OwedLetter
from rules import access, spool
from rules.spool import Row

TABLES = {"L": Delivery, "O": OwedLetter}
# The most rows one worker holds: a kill -9 leaves so many to look after, and an unsubscribe waits for no more.
MOST = 100
# Somebody waits in front of the screen for these, so they do not queue behind ten thousand alerts.
LETTERS_FIRST = 10
BACK_OFF_MINUTES = (1, 2, 5, 15, 30, 60)
# A warning later than this does more harm than good; so does a link that has long ended.
TOO_OLD = {"L": timedelta(days=7), "O": timedelta(days=3)}
# Longer than any conversation with a mail server can take, so such a claim has no living owner.
CLAIM_HOLDS = timedelta(minutes=10)

# Outcomes are the mail server's codes, and two of our own.
TAKEN, MAY_NOT_GO, NO_ANSWER = 250, 0, 1
MAILBOX_FULL = 552

_LOOK = """
    SELECT a.role, a.is_frontline, d.alert_id, a.id, a.ref, a.email, a.letter_token, a.style, a.language
    FROM delivery d JOIN account a ON a.id = d.account_id JOIN alert w ON w.id = d.alert_id
    WHERE d.id = ? AND d.state = 'claimed' AND d.claimed_by = ? AND w.state = 'published'
    AND a.state = 'admitted' AND a.cadence = 'at-once' AND NOT a.is_paused
"""


class Ready(NamedTuple):
    """What a delivery needs to become a letter; `email` is sealed."""

    alert_id: int
    account_id: int
    account_ref: str
    email: str
    token: str
    style: str
    language: str


def is_anything_due(now: datetime) -> bool:
    """Whether a letter waits whose time has come."""
    return any(_due(table, now).exists() for table in TABLES.values())


def next_batch(now: datetime, name: str, outcomes: dict[Row, int], most: int = MOST) -> list[Row]:
    """In one transaction: mark what the mail server said, let go of what was not begun, claim up to `most` rows.

    `name` is the worker's, of its spool file; `outcomes` maps rows to codes (TAKEN, MAY_NOT_GO, NO_ANSWER or SMTP's).
    Raises DatabaseBusy, DatabaseUnwritable; then nothing changed.
    """
    with writing():
        _mark(now, name, outcomes)
        _let_go(name)
        letters = _claim("O", now, name, min(most, LETTERS_FIRST))
        return letters + _claim("L", now, name, most - len(letters))


def look_again(delivery_id: int, name: str) -> Ready | None:
    """What the letter needs, or None when it may not go: member, alert or pause changed, or the row is not ours."""
    for role, is_frontline, *needed in fetch(_LOOK, (delivery_id, name)):
        if access.kind_of(role, is_frontline) in access.WARNED:
            return Ready(*needed)
    return None


def recover(now: datetime, folder: Path) -> int:
    """Put right what dead workers left, and end what is too old; returns how many letters may go out twice.

    `folder` holds the spool files. A letter that was begun and not answered is sent again, marked as possibly twice.
    """
    twice = 0
    for past in spool.dead(folder):
        with writing():
            _mark(now, past.name, past.answered)
            for kind, table in TABLES.items():
                begun = [number for of, number in past.begun if of == kind]
                update = table.update(is_possibly_twice=True).where(_held(table, past.name) & table.id.in_(begun))
                twice += update.execute() if begun else 0
            _let_go(past.name)
        past.path.unlink(missing_ok=True)
    with writing():
        twice += _free_old_claims(now)
        _end_old(now)
    return twice


def _claim(kind: str, now: datetime, name: str, most: int) -> list[Row]:
    if most <= 0:
        return []
    table = TABLES[kind]
    update = table.update(state="claimed", claimed_by=name, claimed_at=now)
    update = update.where(table.id.in_(_due(table, now).order_by(table.due_at, table.id).limit(most)))
    return [(kind, number) for number in sorted(row.id for row in update.returning(table.id).execute())]


def _mark(now: datetime, name: str, outcomes: dict[Row, int]) -> None:
    """Write outcomes down, of rows that this name still holds."""
    by_code: dict[tuple[str, int], list[int]] = {}
    for (kind, number), code in outcomes.items():
        by_code.setdefault((kind, code), []).append(number)
    for (kind, code), numbers in by_code.items():
        if 200 <= code < 300:
            _end(kind, name, numbers, state="sent", sent_at=now, refusal=None)
        elif code == MAY_NOT_GO:
            _end(kind, name, numbers, state="cancelled")
        elif 500 <= code < 600 and code != MAILBOX_FULL:
            _end(kind, name, numbers, state="bounced", refusal=str(code))
        else:
            _later(TABLES[kind], now, name, numbers, code)


def _end(kind: str, name: str, numbers: list[int], **columns) -> None:
    table = TABLES[kind]
    if table is OwedLetter:
        columns |= {"address": None, "contents": None}
    table.update(claimed_by=None, **columns).where(_held(table, name) & table.id.in_(numbers)).execute()


def _later(table, now: datetime, name: str, numbers: Iterable[int], code: int) -> None:
    """Owed again after a while; a refusal for now never costs anybody the letter."""
    for number in numbers:
        row = table.get_or_none(_held(table, name) & (table.id == number))
        if row is not None:
            wait = BACK_OFF_MINUTES[min(row.attempts, len(BACK_OFF_MINUTES) - 1)]
            row.state, row.claimed_by = "owed", None
            row.attempts += 1
            row.due_at = now + timedelta(minutes=wait)
            row.is_possibly_twice |= code == NO_ANSWER
            row.refusal = None if code == NO_ANSWER else str(code)
            row.save()


def _let_go(name: str) -> None:
    """Owed again at once: what was claimed and not begun."""
    for table in TABLES.values():
        table.update(state="owed", claimed_by=None).where(_held(table, name)).execute()


def _free_old_claims(now: datetime) -> int:
    """Claims of another computer's dead worker, or from before a restore; nobody knows whether they went out."""
    freed = 0
    for table in TABLES.values():
        old = (table.state == "claimed") & (table.claimed_at < now - CLAIM_HOLDS)
        freed += table.update(state="owed", claimed_by=None, is_possibly_twice=True).where(old).execute()
    return freed


def _end_old(now: datetime) -> None:
    old_alerts = Alert.select(Alert.id).where(Alert.published_at < now - TOO_OLD["L"])
    Delivery.update(state="cancelled").where((Delivery.state == "owed") & Delivery.alert.in_(old_alerts)).execute()
    old_letters = (OwedLetter.state == "owed") & (OwedLetter.owed_at < now - TOO_OLD["O"])
    OwedLetter.update(state="cancelled", address=None, contents=None).where(old_letters).execute()


def _due(table, now: datetime):
    return table.select(table.id).where((table.state == "owed") & (table.due_at <= now))


def _held(table, name: str):
    return (table.state == "claimed") & (table.claimed_by == name)
