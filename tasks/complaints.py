"""The notice that a day is near, for whoever looks after a complaint."""

from flask import current_app
from huey import crontab

from rules import complaint_dates
from tasks.clock import now
from tasks.queue import huey


@huey.periodic_task(crontab(minute="*"))
def remind() -> None:
    """Each minute: has the hour of reminding come? The letters go with the next sweep."""
    complaint_dates.remind(current_app.extensions["num_secrets"], now())
