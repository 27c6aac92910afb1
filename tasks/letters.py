"""Letters in the background: a bell that says "look at the ledger", a sweep each minute, and the notice to staff."""

import threading

from flask import current_app
from huey import crontab

from rules import asked, notices
from tasks import mailer
from tasks.clock import now
from tasks.queue import huey

_rung = threading.Event()
_working = threading.Lock()


@huey.task()
def send_owed() -> None:
    """Work the ledger until nothing is due. One loop at a time in a process; a bell rung meanwhile is not lost."""
    # Before the loop is waited for: a loop that sends ten thousand alerts takes these letters up between two batches.
    answer_asked()
    _rung.set()
    while _rung.is_set() and _working.acquire(blocking=False):
        try:
            _rung.clear()
            mailer.send_until_nothing_due()
        finally:
            _working.release()


@huey.periodic_task(crontab(minute="*"))
def sweep() -> None:
    """Each minute: what a crash, a full mailbox or a dead mail server left, and the times of the staff notice."""
    try:
        tell_at_fixed_times()
    finally:
        send_owed.call_local()


@huey.task()
def tell_staff() -> None:
    """At once, when somebody in danger waits: owe each caseworker the notice, and send it."""
    if notices.tell_of_danger(current_app.extensions["num_secrets"], now()):
        send_owed.call_local()


def answer_asked() -> int:
    """Answer who wants to join or forgot a password, so that their letters are owed; returns how many requests.

    Raises DatabaseBusy, DatabaseUnwritable; what was asked stays.
    """
    return asked.answer_all(current_app.extensions["num_secrets"], now(), current_app.config["SITE_URL"])


def tell_at_fixed_times() -> int:
    """Owe the notice when one of its times has come, or where `tell_staff` was not rung; returns how many letters."""
    secrets = current_app.extensions["num_secrets"]
    return notices.tell_of_danger(secrets, now()) + notices.tell_at_fixed_times(secrets, now())
