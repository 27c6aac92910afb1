"""Alerts in the background: approved ones are released when their hold has passed."""

from flask import current_app
from huey import crontab

from rules import alerts
from tasks import letters
from tasks.clock import now
from tasks.queue import huey


@huey.task()
def release_due() -> None:
    """Release every approved alert whose hold has passed, and ring for its letters."""
    if alerts.release_due(current_app.extensions["num_secrets"], now()):
        letters.send_owed()


@huey.periodic_task(crontab(minute="*"))
def release_each_minute() -> None:
    """The same each minute, whoever rang or did not."""
    release_due.call_local()
