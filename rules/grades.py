"""Grades: how sure we are of what is said about an identifier: by one, by more apart from each other, by police."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from models.report import Report
from rules import N_

OLD_AFTER_MONTHS = 24


@dataclass(frozen=True)
class Grade:
    """A grade in a word or two, and what it means."""

    name: str
    meaning: str


GRADES = {
    "single": Grade(N_("From one person"), N_("One person told us, or one project. We have not heard it from others.")),
    "corroborated": Grade(
        N_("From more than one person"), N_("As far as we can tell, they told us apart from each other.")
    ),
    "confirmed": Grade(N_("Confirmed by police"), N_("Police told us that they know of it.")),
}


def grade(reports: Iterable[Report], is_police: bool) -> str | None:
    """A code of GRADES for reports with `id`, `project`, `claimed_on` and `confirmed_on`; None without a report.

    `is_police`: a warning that came from police stands behind one of them.
    """
    rows = list(reports)
    if not rows:
        return None
    if is_police or any(row.confirmed_on for row in rows):
        return "confirmed"
    return "corroborated" if len({_source(row) for row in rows}) > 1 else "single"


def is_old(newest: date, today: date) -> bool:
    """Whether the newest report came 24 months ago or more, by the month."""
    return (today.year - newest.year) * 12 + today.month - newest.month >= OLD_AFTER_MONTHS


def _source(report: Report) -> tuple[str, int]:
    """Who speaks, as far as we can tell: a project for all it sent, each receipt for itself.

    What a person has taken over from a project is their own.
    """
    if report.project_id and report.claimed_on is None:
        return "project", report.project_id
    return "report", report.id
