"""Alerts in the background: approved ones are released when their hold has passed."""

from flask import current_app
from huey import crontab

from rules import alert_life, alerts
from tasks import letters
from tasks.clock import now
from tasks.queue import huey


@huey.task()
def release_due() -> None:
    """Release every approved alert whose hold has passed, and ring for its letters."""
    has_texts = bool(current_app.config["TEXT_URL"])
    if alerts.release_due(current_app.extensions["num_secrets"], now(), has_texts):
        letters.send_owed()


@huey.periodic_task(crontab(minute="*"))
def release_each_minute() -> None:
    """The same each minute, whoever rang or did not."""
    release_due.call_local()


@huey.periodic_task(crontab(hour="3", minute="10"))
def end_each_night() -> None:
    """Warnings that nobody kept end the night after their last day; a night that was missed is made up for."""
    alert_life.expire_due(now())
