"""`python -m tests.faults.clocked`: the worker with a clock that the test sets, in the file `clock` beside its data.

The file holds how many seconds the clock is ahead. Only the one clock of the tasks is changed; nothing else is.
"""

import os
import sys
from datetime import datetime, timedelta
from pathlib import Path

from huey.bin.huey_consumer import consumer_main

from tasks import clock
from tests.live.site import WORKER, LiveSite

COMMAND = [sys.executable, "-m", "tests.faults.clocked"]
_plain_now = clock.now


def ahead(data: Path) -> timedelta:
    """How far the clock of the installation with this data folder is ahead."""
    path = data.parent / "clock"
    return timedelta(seconds=int(path.read_text())) if path.exists() else timedelta()


def move(site: LiveSite, more: timedelta) -> None:
    """Set the clock forward, or back."""
    seconds = int((ahead(site.folder / "data") + more).total_seconds())
    draft = site.folder / "clock.new"
    draft.write_text(str(seconds))
    draft.rename(site.folder / "clock")


def shifted_now() -> datetime:
    """The time by that clock, naive UTC, whole seconds."""
    return _plain_now() + ahead(Path(os.environ["NUM_DATA_DIR"]))


if __name__ == "__main__":
    # Before the worker's own modules take the clock by its name.
    clock.now = shifted_now
    sys.argv = WORKER
    consumer_main()
