"""Reports that a project sends, and very many of them as plain rows."""

from datetime import date, timedelta

from models.account import Account
from models.database import writing
from models.message import Thread
from models.permission import Permission
from models.project import Project
from models.report import Harm, Report
from rules import reports
from rules.answers import PERSON, Answers, Arrival
from tests.factories import Maker

WORD = "Wolverineword"


def tell(
    make: Maker,
    project: Project,
    permissions: tuple[str, ...] = (),
    received_on: date | None = None,
    channel: str = "project",
    given_by: dict[str, str] | None = None,
    **answers,
) -> Report:
    """A report that a worker of the project sends for somebody."""
    make.team()
    form = make.form_id()
    said = Answers(
        harms=answers.pop("harms", ("threats",)),
        story=answers.pop("story", WORD),
        maker={"relation": "worker", "name": WORD, "knows": "yes"},
        permissions=permissions,
        given_by=given_by or dict.fromkeys(permissions, PERSON),
        **answers,
    )
    arrival = Arrival(channel=channel, received_on=received_on, project=project)
    return reports.send(make.secrets, make.now, said, form, arrival).report


def tell_many(make: Maker, project: Project, count: int, workers: int = 0, first_worker: int = 0) -> None:
    """Very many reports of one project as plain rows, one a day back from today, and workers beside them.

    Each has two harms and two permissions; every tenth has a message that waits.
    """
    today = make.now.date()
    rows = [
        {
            "ref": f"R-MANY{number:04d}",
            "state": "screened",
            "channel": "project",
            "received_on": today - timedelta(days=number // 4),
            "area": "london",
            "delay": "week",
            "project": project,
            "is_for_somebody": True,
        }
        for number in range(count)
    ]
    with writing():
        for start in range(0, count, 500):
            Report.insert_many(rows[start : start + 500]).execute()
        ids = [row.id for row in Report.select(Report.id).where(Report.ref.startswith("R-MANY"))]
        for start in range(0, count, 500):
            part = ids[start : start + 500]
            Harm.insert_many([{"report": one, "code": code} for one in part for code in ("threats", "theft")]).execute()
            given = [
                {"report": one, "name": name, "wording": "x", "given_on": today}
                for one in part
                for name in ("alert", "checker")
            ]
            Permission.insert_many(given).execute()
        threads = [{"report": one, "party": "project", "waits_for_party": True} for one in ids[::10]]
        if threads:
            Thread.insert_many(threads).execute()
        if workers:
            Account.insert_many([_worker(make, project, number) for number in range(first_worker, workers)]).execute()


def _worker(make: Maker, project: Project, number: int) -> dict:
    return {
        "ref": f"M-MANY{number:04d}",
        "role": "project-worker",
        "state": "admitted",
        "email": "x",
        "email_key": number.to_bytes(16, "big"),
        "name": "x",
        "project": project,
        "letter_token": f"many {number}",
        "applied_on": make.now.date(),
    }
