"""Sample requests for funded therapy: one that runs, one that waits for a therapist, one that nobody has read."""

from datetime import datetime, timedelta
from typing import Any

from models.package import Package
from models.report import Report
from models.therapist import Therapist
from rules import desk, package_matching, package_sessions, packages, reports, therapists
from rules.answers import Answers
from rules.keyed import Secrets
from rules.samples import Team, fresh_form, rows_of


def bring(secrets: Secrets, now: datetime, team: Team) -> int:
    """The sample packages, as far as each has come; returns how many. The sample therapists must be there.

    Raises NoTeamKey, Busy.
    """
    rows = rows_of("packages.json")
    for row in rows:
        then = now - timedelta(days=row["days_ago"])
        package = Package.get(Package.report == _ask(secrets, then, row))
        if "granted" in row:
            desk.take(then, package.report, team.author)
            packages.note(then, package, team.author, team.private, row["note"])
            packages.grant(then, package, team.author, row["granted"], row["pence"])
        if "therapist" in row:
            ref = next(one.ref for one in Therapist.select() if _name(one) == row["therapist"])
            package_matching.match(secrets, then, package, team.author, ref)
        for seen, days_ago in enumerate(row.get("sessions", ())):
            held_on = (now - timedelta(days=days_ago)).date()
            package_sessions.use(now, package, team.author, held_on, seen)
    return len(rows)


def _ask(secrets: Secrets, then: datetime, row: dict[str, Any]) -> Report:
    answers = Answers(
        kind="package",
        story=row["story"],
        details={"package": row["details"]},
        permissions=tuple(row["permissions"]),
        contact_how=row.get("contact_how", ""),
        contact_value=row.get("contact_value", ""),
    )
    return reports.send(secrets, then, answers, fresh_form(secrets, then)).report


def _name(therapist: Therapist) -> str:
    return therapists.shown(therapist.listing).name if therapist.listing else ""
