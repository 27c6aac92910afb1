"""Bringing in reports from a file, one JSON object a line; wrong lines are told, the rest is stored."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from rules import reports
from rules.keyed import Secrets
from rules.report_lines import LONGEST_LINE, WrongLine, read_line

MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Brought:
    """One line of the file, numbered from 1, and what came of it: `loaded`, `here` already, or `wrong` for a reason."""

    line: int
    outcome: str
    reason: str | None = None


def bring_in(secrets: Secrets, now: datetime, file: BinaryIO) -> Iterator[Brought]:
    """Store each line's report as screened and say what came of it, line by line; a second run adds nothing.

    Empty lines are passed over. Raises NoTeamKey, Busy, DatabaseBusy, DatabaseUnwritable; what was stored stays.
    """
    for number, raw in _lines(file):
        try:
            row = read_line(raw, now.date())
            report = reports.bring_in(secrets, now, row.ref, row.received_on, row.answers)
        except WrongLine as problem:
            yield Brought(number, "wrong", problem.message)
        else:
            yield Brought(number, "loaded" if report else "here")


def _lines(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Each line that is not empty, with its number from 1; a line too long is cut, so that memory stays flat."""
    number = 0
    while raw := file.readline(LONGEST_LINE + 1):
        number += 1
        rest = raw
        while not rest.endswith(b"\n") and (rest := file.readline(LONGEST_LINE)):
            pass
        raw = raw.removeprefix(MARK) if number == 1 else raw
        if raw.strip():
            yield number, raw
