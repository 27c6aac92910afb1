"""The queue. It only rings "look at the ledger": huey forgets a task that its worker dies with."""

import logging
import sqlite3
from urllib.parse import urlparse

from huey import SqliteHuey
from huey.serializer import SignedSerializer

log = logging.getLogger(__name__)


class Bell(SqliteHuey):
    """A queue that may fail to ring: what was done is already stored, and the sweep looks each minute anyway."""

    def enqueue(self, task):
        """Put a task into the queue, or only note that it could not be."""
        try:
            return super().enqueue(task)
        except (sqlite3.Error, OSError) as problem:
            log.warning("The queue did not ring: %s", type(problem).__name__)
            return None


huey = Bell("num", results=False, create_tables=False)


def bind(url: str, secret: str) -> None:
    """Say where the queue is kept, `sqlite:///absolute/path.db`, and the secret its rows are signed with."""
    parts = urlparse(url)
    if parts.scheme != "sqlite":
        raise ValueError("NUM_QUEUE_URL must be sqlite:///absolute/path.db")
    # Its own file in rollback-journal mode: what was rung leaves no trace in a write-ahead log.
    huey.storage_kwargs = {"filename": parts.path, "journal_mode": "truncate", "fsync": True}
    huey.serializer = SignedSerializer(secret=secret)
    huey.storage = huey.create_storage()
