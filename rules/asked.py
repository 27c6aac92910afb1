"""What anybody may ask for an address: stored alike whatever the address, answered by the worker.

If the request itself looked the address up, its length would tell who is a member.
"""

import json
import logging
from datetime import datetime, timedelta

from models.database import DatabaseBusy, DatabaseUnwritable, writing
from models.letter import OwedLetter
from rules import links, membership, new_passwords, vault
from rules.keyed import Secrets, email_key
from rules.membership import Asked

log = logging.getLogger(__name__)

JOIN, PASSWORD = "asked-join", "asked-password"
# Not "owed": no worker claims such a row as a letter.
STATE = "asked"
AGAIN_AFTER = timedelta(minutes=1)
KEPT_FOR = timedelta(days=3)


def ask_to_join(secrets: Secrets, now: datetime, asked: Asked) -> None:
    """Keep a request to join, sealed, until `answer_all`; of one address only the newest is kept.

    Raises DatabaseBusy, DatabaseUnwritable.
    """
    said = {
        "name": asked.name,
        "areas": asked.areas,
        "language": asked.language,
        "role": asked.role,
        "about": asked.about,
    }
    _keep(secrets, now, JOIN, asked.address, said)


def ask_for_password(secrets: Secrets, now: datetime, address: str) -> None:
    """Keep a request for a link to choose a password, sealed, until `answer_all`; one for each address.

    Raises DatabaseBusy, DatabaseUnwritable.
    """
    _keep(secrets, now, PASSWORD, address, {})


def answer_all(secrets: Secrets, now: datetime, site: str) -> int:
    """Answer what was asked, each in a transaction of its own, and delete it; returns how many.

    `site` is the site's own address, for links. One that fails holds up no other: it is tried again after a minute, and
    let go once it is three days old.
    Raises DatabaseBusy, DatabaseUnwritable; what was not answered stays.
    """
    due = OwedLetter.select(OwedLetter.id).where((OwedLetter.state == STATE) & (OwedLetter.due_at <= now))
    answered = 0
    for number in [row.id for row in due.order_by(OwedLetter.id)]:
        try:
            with writing():
                answered += _answer(secrets, now, number, site)
        except (DatabaseBusy, DatabaseUnwritable):
            raise
        except Exception as problem:
            log.warning("row %s could not be answered: %s", number, type(problem).__name__)
            _later(now, number)
    return answered


def _keep(secrets: Secrets, now: datetime, kind: str, address: str, said: dict) -> None:
    """One statement, the same for every address: accounts are not looked at here."""
    key = email_key(secrets, address)
    fresh = {
        "address": vault.seal(secrets.keys, address.strip(), _place("address", kind, key)),
        "contents": vault.seal(secrets.keys, json.dumps(said), _place("contents", kind, key)),
        "owed_at": now,
        "due_at": now,
    }
    row = {"kind": kind, "state": STATE, "address_key": key, "once": f"{kind} {key.hex()}", **fresh}
    with writing():
        OwedLetter.insert(**row).on_conflict(conflict_target=(OwedLetter.once,), update=fresh).execute()


def _answer(secrets: Secrets, now: datetime, number: int, site: str) -> bool:
    """Answer one row; False when another worker was quicker."""
    row = OwedLetter.get_or_none((OwedLetter.id == number) & (OwedLetter.state == STATE))
    if row is None:
        return False
    address = vault.unseal(secrets.keys, row.address, _place("address", row.kind, row.address_key))
    said = json.loads(vault.unseal(secrets.keys, row.contents, _place("contents", row.kind, row.address_key)))
    if row.kind == JOIN:
        membership.join(secrets, now, Asked(address=address, **said), links.link_to(site, "confirm-address"))
    else:
        new_passwords.forgotten(secrets, now, address, links.link_to(site, "new-password"))
    row.delete_instance()
    return True


def _later(now: datetime, number: int) -> None:
    mine = (OwedLetter.id == number) & (OwedLetter.state == STATE)
    with writing():
        OwedLetter.delete().where(mine & (OwedLetter.owed_at < now - KEPT_FOR)).execute()
        OwedLetter.update(due_at=now + AGAIN_AFTER).where(mine).execute()


def _place(column: str, kind: str, key: bytes) -> str:
    return f"owed_letter.{column}.{kind} {key.hex()}"
