"""Letters that came back, in the background: every five minutes the mailbox is read, and old days are forgotten."""

import logging
import threading

from flask import current_app
from huey import crontab

from rules import bounce_words, bounces, letter_text
from rules.keyed import Secrets
from tasks import returned_mail
from tasks.clock import now
from tasks.queue import huey

log = logging.getLogger(__name__)
_reading = threading.Lock()


@huey.periodic_task(crontab(minute="*/5"))
def read_returned() -> None:
    """Read the mailbox, where there is one; one reader at a time in a process."""
    bounces.forget_old(now())
    url = current_app.config["BOUNCE_URL"]
    if url and _reading.acquire(blocking=False):
        try:
            read_all(current_app.extensions["num_secrets"], url)
        except returned_mail.NoMailbox as problem:
            log.warning("The mailbox for returned letters was not read to its end: %s", problem)
        finally:
            _reading.release()


def read_all(secrets: Secrets, url: str) -> int:
    """Work each message and remove it once that is stored: after a crash in between it is worked again, without harm.

    Returns how many changed something. Raises NoMailbox, ValueError, DatabaseBusy, DatabaseUnwritable.
    """
    changed = 0
    with returned_mail.opened(url) as box:
        for raw, remove in box:
            changed += _work(secrets, raw)
            remove()
    return changed


def _work(secrets: Secrets, raw: bytes) -> bool:
    """One message; nothing of it is kept, and nobody is answered, so no two servers can write to each other."""
    found = bounce_words.read(raw)
    if found.kind is None:
        return False
    rows = (letter_text.row_of_return_path(secrets, address) for address in found.addresses)
    row = next((one for one in rows if one is not None), None)
    return row is not None and bounces.note(now(), *row, found.kind)
