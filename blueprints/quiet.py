"""Waiting until no letter is under way, so that "done" is true when we say it."""

import time
from collections.abc import Callable, Iterable

from models.alert import Alert
from models.report import Report
from rules import deliveries, letters

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


def wait_for_report(report: Report, warned: Iterable[Alert]) -> bool:
    """The same for the letters of these alerts, which the report stands or stood behind, and those to its reporter."""
    return wait(lambda: letters.in_flight(report=report) or any(deliveries.in_flight(alert=alert) for alert in warned))
