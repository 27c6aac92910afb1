"""The worker, started by `huey_consumer tasks.worker.huey`: the site's settings and database for every task."""

from app import create_app
from models.database import connect
from tasks import alerts, bounces, complaints, housekeeping, letters, therapists
from tasks.queue import huey

__all__ = ["alerts", "bounces", "complaints", "housekeeping", "huey", "letters", "therapists"]

app = create_app()


@huey.on_startup()
def open_thread() -> None:
    """Each worker thread has an app context and a database connection of its own, kept for its whole life."""
    app.app_context().push()
    connect()
    # What the last worker left is taken up at once, not at the next full minute.
    letters.send_owed()
