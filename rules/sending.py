"""Sending as the ledger sees it: claiming rows, marking what the mail server said, putting right what is left."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from pathlib import Path

from peewee import fn

from models.alert import Alert
from models.database import writing
from models.delivery import Delivery
from models.digest import Digest
from models.letter import OwedLetter
from rules import bounces, digests, pauses, spool, texts
from rules.spool import Row

# Kinds of rows in the order they are claimed in: who waits for a link, who wants a text, warnings, gathered letters.
TABLES = {"O": OwedLetter, "T": Delivery, "L": Delivery, "D": Digest}
KINDS = tuple(TABLES)
# The most rows one worker holds: a kill -9 leaves so many to look after, and an unsubscribe waits for no more.
MOST = 100
# These do not queue behind ten thousand alerts, and those do not wait for more than a few of these.
FEW_FIRST = {"O": 10, "T": 10}
BACK_OFF_MINUTES = (1, 2, 5, 15, 30, 60)
# A warning later than this does more harm than good; so does a link that has long ended.
TOO_OLD = {"L": timedelta(days=7), "O": timedelta(days=4)}
# A weekly letter gathers what is nearly a week old when its hour comes, so that has until here to go.
GATHERED_WAITS = timedelta(days=4)
# Longer than any conversation with a mail server can take, so such a claim has no living owner.
CLAIM_HOLDS = timedelta(minutes=10)

# Outcomes are the mail server's codes, and two of our own.
TAKEN, MAY_NOT_GO, NO_ANSWER = 250, 0, 1
MAILBOX_FULL = 552


def is_anything_due(now: datetime) -> bool:
    """Whether a letter waits whose time has come, and no pause holds it."""
    return any(_due(kind, now).exists() for kind in pauses.let_through(KINDS))


def next_batch(
    now: datetime,
    name: str,
    outcomes: dict[Row, int],
    most: int = MOST,
    kinds: Collection[str] = KINDS,
    texts_a_month: int = 0,
) -> list[Row]:
    """In one transaction: mark what the mail server said, let go of what was not begun, claim up to `most` rows.

    `name` is the worker's, of its spool file; `outcomes` maps rows to codes (TAKEN, MAY_NOT_GO, NO_ANSWER or SMTP's).
    Only rows of `kinds` that no pause holds are claimed; texts past `texts_a_month` are cancelled.
    Raises DatabaseBusy, DatabaseUnwritable; then nothing changed.
    """
    rows: list[Row] = []
    with writing():
        _mark(now, name, outcomes)
        _let_go(name)
        for kind in pauses.let_through(kinds) if most > 0 else ():
            room = min(most - len(rows), FEW_FIRST.get(kind, most))
            if kind == "T":
                room = _room_for_texts(now, room, texts_a_month)
            rows += _claim(kind, now, name, room)
    return rows


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
                if begun:
                    twice += _may_be_twice(table, _held(table, past.name) & table.id.in_(begun))
                    _gathered(kind, past.name, begun, is_possibly_twice=True)
            _let_go(past.name)
        past.path.unlink(missing_ok=True)
    with writing():
        twice += _free_old_claims(now)
        digests.let_out()
        _end_old(now)
    return twice


def owe_again(now: datetime, rows: Iterable[Row]) -> int:
    """Letters that were refused for good one after the other are owed again; returns how many.

    So many refusals speak of us and of no address: nobody loses the letter by them, and nobody's bounces count.
    """
    rows = list(rows)
    kinds = {kind: [number for of, number in rows if of == kind] for kind in ("L", "D")}
    found = 0
    with writing():
        for kind, numbers in kinds.items():
            table = TABLES[kind]
            refused = table.id.in_(numbers) & (table.state == "bounced")
            bounces.forgive(now, [row.account_id for row in table.select(table.account).where(refused)])
            held = [row.id for row in table.select(table.id).where(refused)]
            found += table.update(state="owed", due_at=now).where(refused).execute()
            if kind == "D":
                gathered = Delivery.digest.in_(held) & (Delivery.state == "bounced")
                Delivery.update(state="owed", due_at=now).where(gathered).execute()
    return found


def _claim(kind: str, now: datetime, name: str, most: int) -> list[Row]:
    if most <= 0:
        return []
    table = TABLES[kind]
    taken = {"state": "claimed", "claimed_by": name, "claimed_at": now}
    update = table.update(**taken)
    update = update.where(table.id.in_(_due(kind, now).order_by(table.due_at, table.id).limit(most)))
    numbers = sorted(row.id for row in update.returning(table.id).execute())
    if kind == "D" and numbers:
        # What it gathers is in the same hands, so that whoever stops an alert or a member waits for it.
        Delivery.update(**taken).where((Delivery.state == "owed") & Delivery.digest.in_(numbers)).execute()
    return [(kind, number) for number in numbers]


def _room_for_texts(now: datetime, room: int, a_month: int) -> int:
    """How many texts may be claimed; once the month's money is spent those that are due end."""
    if not _due("T", now).exists():
        return 0
    left = texts.left(now, a_month)
    if left == 0:
        Delivery.update(state="cancelled", refusal=texts.CAP).where(Delivery.id.in_(_due("T", now))).execute()
    return min(room, left)


def _mark(now: datetime, name: str, outcomes: dict[Row, int]) -> None:
    """Write outcomes down, of rows that this name still holds."""
    by_code: dict[tuple[str, int], list[int]] = {}
    for (kind, number), code in outcomes.items():
        by_code.setdefault((kind, code), []).append(number)
    # What may not go first: a digest takes along what it still holds.
    for (kind, code), numbers in sorted(by_code.items(), key=lambda one: one[0][1]):
        bounces.note_refused(now, kind, code, _held(TABLES[kind], name) & TABLES[kind].id.in_(numbers))
        if 200 <= code < 300:
            _end(kind, name, numbers, state="sent", sent_at=now, refusal=None)
        elif code == MAY_NOT_GO:
            _end(kind, name, numbers, state="cancelled")
        elif 500 <= code < 600 and code != MAILBOX_FULL:
            _end(kind, name, numbers, state="bounced", refusal=str(code))
        else:
            _later(kind, now, name, numbers, code)


def _end(kind: str, name: str, numbers: list[int], **columns) -> None:
    table = TABLES[kind]
    _gathered(kind, name, numbers, claimed_by=None, **columns)
    if table is OwedLetter:
        columns |= {"address": None, "contents": None}
    table.update(claimed_by=None, **columns).where(_held(table, name) & table.id.in_(numbers)).execute()


def _later(kind: str, now: datetime, name: str, numbers: Iterable[int], code: int) -> None:
    """Owed again after a while; a refusal for now never costs anybody the letter."""
    table = TABLES[kind]
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
            twice = {"is_possibly_twice": True} if code == NO_ANSWER else {}
            _gathered(kind, name, [number], state="owed", claimed_by=None, **twice)


def _gathered(kind: str, name: str, numbers: list[int], **columns) -> None:
    """Change the deliveries that these digests hold in the same hands; other kinds hold none."""
    if kind == "D":
        Delivery.update(**columns).where(_held(Delivery, name) & Delivery.digest.in_(numbers)).execute()


def _let_go(name: str) -> None:
    """Owed again at once: what was claimed and not begun."""
    for table in set(TABLES.values()):
        table.update(state="owed", claimed_by=None).where(_held(table, name)).execute()


def _free_old_claims(now: datetime) -> int:
    """Claims of another computer's dead worker, or from before a restore; nobody knows whether they went out."""
    freed = 0
    for table in set(TABLES.values()):
        old = (table.state == "claimed") & (table.claimed_at < now - CLAIM_HOLDS)
        freed += _may_be_twice(table, old, state="owed", claimed_by=None)
    return freed


def _may_be_twice(table, where, **columns) -> int:
    """Mark rows; returns how many letters those are: what is gathered goes in its digest's."""
    is_letter = Delivery.digest.is_null() if table is Delivery else table.id.is_null(False)
    letters = table.select().where(where & is_letter).count()
    table.update(is_possibly_twice=True, **columns).where(where).execute()
    return letters


def _end_old(now: datetime) -> None:
    too_old = now - TOO_OLD["L"]
    old_alerts = Alert.select(Alert.id).where(Alert.published_at < too_old)
    # How an alert stands is news from the day it changed.
    changed_on = fn.COALESCE(Alert.standing_on, Alert.withdrawn_on, Alert.published_at)
    old_news = Alert.select(Alert.id).where(changed_on < too_old.date())
    fresh = Digest.select(Digest.id).where(Digest.day >= (now - GATHERED_WAITS).date())
    is_old = ((Delivery.kind == "alert") & Delivery.alert.in_(old_alerts)) | (
        (Delivery.kind == "correction") & Delivery.alert.in_(old_news)
    )
    stays = Delivery.digest.is_null(False) & Delivery.digest.in_(fresh)
    Delivery.update(state="cancelled").where((Delivery.state == "owed") & is_old & ~stays).execute()
    old_letters = (OwedLetter.state == "owed") & (OwedLetter.owed_at < now - TOO_OLD["O"])
    OwedLetter.update(state="cancelled", address=None, contents=None).where(old_letters).execute()


def _due(kind: str, now: datetime):
    table = TABLES[kind]
    due = table.select(table.id).where((table.state == "owed") & (table.due_at <= now))
    if table is Delivery:
        due = due.where((Delivery.channel == ("text" if kind == "T" else "email")) & Delivery.digest.is_null())
    return due


def _held(table, name: str):
    return (table.state == "claimed") & (table.claimed_by == name)
