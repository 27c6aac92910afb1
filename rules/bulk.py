"""Made-up rows in bulk, for measuring at full size; in batches, so memory stays flat, and always the same choices."""

import json
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from peewee import fn

from models.account import STYLES, Account, AccountArea
from models.alert import HEADINGS, Alert, AlertHarm
from models.codes import AREAS, HARMS, LEVELS, SECTORS
from models.database import writing
from models.fields import spelled
from models.report import Harm, Report
from models.sighting import Sighting
from rules import permissions, vault
from rules.keyed import Secrets, email_key, new_token

# Rows in one transaction: small enough that readers and the worker get their turn between two.
BATCH = 500
SEED = 2026
WORDS = (
    "he she they came went paid took said asked rang wrote door car street flat hotel bridge market river station "
    "night morning money phone bag knife red blue grey tall short thin beard glasses coat hat quiet loud friendly rude "
    "twice never always after before again booking message number deposit photo promise threat police friend landlord"
).split()
SOURCE = "bulk"
_PLACES = [code for code, area in AREAS.items() if area.parent is not None]
_HARMS = list(HARMS)


def members(secrets: Secrets, now: datetime, count: int) -> Iterator[int]:
    """Admitted members with sealed addresses (`bulk7@example.org`) and wishes; yields the count after each batch.

    They have no password, so nobody signs in as them.
    """
    choose = _chooser()
    first = _next_number(Account)
    for start in range(0, count, BATCH):
        numbers = range(first + start, first + min(start + BATCH, count))
        rows = [_member(secrets, now, number, choose) for number in numbers]
        with writing():
            Account.insert_many(rows).execute()
            refs = [row["ref"] for row in rows]
            ids = Account.select(Account.id).where(Account.ref.in_(refs)).order_by(Account.id)
            areas = [
                {"account": account.id, "area": area}
                for account in ids
                for area in choose.sample(_PLACES, choose.choice((1, 1, 1, 2, 3)))
            ]
            AccountArea.insert_many(areas).execute()
        yield start + len(rows)


def published_alerts(now: datetime, count: int) -> Iterator[int]:
    """Published alerts of three years with words, area, level and a harm each, owed to nobody; yields as `members`."""
    choose = _chooser()
    first = _next_number(Alert)
    approved = {"approver": bulk_approver(now), "approved_hash": SOURCE}
    for start in range(0, count, BATCH):
        numbers = range(first + start, first + min(start + BATCH, count))
        rows = [_alert(now, number, choose) | approved for number in numbers]
        with writing():
            Alert.insert_many(rows).execute()
            refs = [row["ref"] for row in rows]
            ids = Alert.select(Alert.id).where(Alert.ref.in_(refs)).order_by(Alert.id)
            harms = [{"alert": alert.id, "code": choose.choice(_HARMS)} for alert in ids]
            AlertHarm.insert_many(harms).execute()
        yield start + len(rows)


def identifiers(now: datetime, count: int) -> Iterator[int]:
    """Random index keys seen in one screened report that lets the checker answer; yields as `members`."""
    report = _bulk_report(now)
    choose = _chooser(report.sightings.count())
    for start in range(0, count, BATCH):
        size = min(BATCH, count - start)
        rows = [{"key": choose.randbytes(16), "kind": "phone", "report": report.id} for _ in range(size)]
        with writing():
            Sighting.insert_many(rows).execute()
        yield start + size


def _member(secrets: Secrets, now: datetime, number: int, choose: random.Random) -> dict[str, Any]:
    ref, address = _ref("M", number), f"bulk{number}@example.org"
    return {
        "ref": ref,
        "role": "member",
        "state": "admitted",
        "email": vault.seal(secrets.keys, address, f"account.email.{ref}"),
        "email_key": email_key(secrets, address),
        "name": vault.seal(secrets.keys, f"Bulk {number}", f"account.name.{ref}"),
        "lowest_level": choose.choice((1, 1, 2, 3)),
        "sector": choose.choice((None, None, None, *SECTORS)),
        "style": choose.choice(STYLES),
        "letter_token": new_token(),
        "applied_on": now.date(),
        "admitted_on": now.date(),
    }


def _alert(now: datetime, number: int, choose: random.Random) -> dict[str, Any]:
    published_at = now - timedelta(minutes=choose.randrange(3 * 365 * 24 * 60))
    lengths = {"title": 6, "what_happened": 40}
    words = {name: " ".join(choose.choices(WORDS, k=lengths.get(name, 10))).capitalize() for name in HEADINGS}
    return {
        "ref": _ref("A", number),
        "state": "published",
        "level": choose.choice(list(LEVELS)),
        "area": choose.choice(_PLACES),
        "sector": choose.choice((None, None, None, *SECTORS)),
        "month": f"{published_at:%Y-%m}",
        "words": json.dumps(words),
        "published_at": published_at,
    }


def bulk_approver(now: datetime) -> Account:
    """A closed account that stands for the second person, without whom the database lets no alert be published."""
    with writing():
        approver, _ = Account.get_or_create(
            letter_token=SOURCE,
            defaults={
                "role": "auditor",
                "state": "closed",
                "email": "",
                "email_key": SOURCE.encode(),
                "name": "",
                "applied_on": now.date(),
            },
        )
    return approver


def _bulk_report(now: datetime) -> Report:
    """The one report behind all bulk identifiers; it holds no words, so no key is needed to make it."""
    with writing():
        report, is_new = Report.get_or_create(
            source_ref=SOURCE, defaults={"state": "screened", "received_on": now.date(), "origin": "other-body"}
        )
        if is_new:
            Harm.create(report=report, code="time-wasting")
        permissions.give(now, report, ["checker"])
    return report


def _chooser(more: int = 0) -> random.Random:
    return random.Random(SEED + more)  # noqa: S311 - for measuring, the same each time


def _next_number(table: Any) -> int:
    return (table.select(fn.MAX(table.id)).scalar() or 0) + 1


def _ref(letter: str, number: int) -> str:
    """Shorter than a real one, so the two never meet."""
    return f"{letter}-{spelled(number, 7)}"
