"""Waiting until no letter is under way, so that "done" is true when we say it."""

import time
from collections.abc import Callable

LONGEST_SECONDS = 10.0
STEP_SECONDS = 0.05


def wait(is_under_way: Callable[[], bool]) -> bool:
    """Wait until nothing is under way, ten seconds at most; returns whether it went quiet."""
    until = time.monotonic() + LONGEST_SECONDS
    while is_under_way():
        if time.monotonic() > until:
            return False
        time.sleep(STEP_SECONDS)
    return True
