"""Sample reports about professionals, the complaint that one asks for, and lessons: made by the real rules."""

from datetime import datetime, timedelta
from typing import Any

from models.lesson import Lesson
from models.permission import Permission
from models.report import Report
from rules import complaint_letters, complaints, desk, lesson_content, lessons, reports, routes
from rules.answers import Answers
from rules.complaints import Wanted
from rules.keyed import Secrets
from rules.samples import Team, fresh_form, rows_of

# How many days ago each time limit of the complaint began to run, so that one of a year is near its end.
BEGAN = (355, 20)


def tell(secrets: Secrets, now: datetime) -> int:
    """A few reports that nobody has read yet; returns how many. Raises NoTeamKey, Busy."""
    rows = rows_of("professionals.json")
    for row in rows:
        day = now.date() - timedelta(days=row.pop("happened_on_days_ago"))
        row |= {name: tuple(row[name]) for name in ("harms", "permissions")}
        row["named"] = tuple(text for texts in row["details"]["who"].values() for text in texts)
        answers = Answers(kind="professional", happened_on=day.isoformat(), **row)
        reports.send(secrets, now, answers, fresh_form(secrets, now))
    return len(rows)


def complain(now: datetime, team: Team) -> int:
    """Begin a complaint for somebody who asked for one; returns how many reports were read. Raises NoTeamKey."""
    asked = Permission.live().where(Permission.name == complaint_letters.COMPLAINT).select(Permission.report)
    report = Report.get_or_none((Report.kind == "professional") & Report.id.in_(asked))
    if report is None:
        return 0
    desk.take(now, report, team.author)
    detail = report.professional.get()
    way = routes.find(detail.nation, detail.profession, None)
    for step, days in zip((one for one in way.steps if one.clocks), BEGAN, strict=False):
        on = complaints.today(now) - timedelta(days=days)
        complaints.add(now, report, team.author, Wanted(step.body, step.clocks[0], on), team.private)
    complaint_letters.begin_for_casework(now, report, team.author, team.private)
    return 1


def teach(secrets: Secrets, now: datetime, team: Team) -> int:
    """The sample lessons, each from a report of its own; returns how many. Raises NoTeamKey, Busy."""
    rows = rows_of("lessons.json")
    for row in rows:
        then = now - timedelta(days=row["days_ago"])
        report = _told(secrets, then, row["report"])
        desk.take(then, report, team.author)
        lesson = lessons.begin(secrets, then, report, team.author)
        words = {name: row[name] for name in lesson_content.HEADINGS}
        codes = (row["report"]["profession"], row["area"])
        lessons.save(secrets, then, lesson, team.author, words, *codes, team.private)
        lessons.ask(secrets, then, lesson, team.author)
        if not row.get("is_waiting"):
            seen = lesson_content.hash_of(secrets, Lesson.get_by_id(lesson.id))
            lessons.approve(secrets, then, lesson, team.approver, seen)
        desk.screen(then, report, team.author)
    return len(rows)


def _told(secrets: Secrets, then: datetime, told: dict[str, Any]) -> Report:
    """The report that a lesson comes from."""
    told = {**told, "harms": tuple(told["harms"]), "permissions": ("peer_lesson",)}
    return reports.send(secrets, then, Answers(kind="professional", **told), fresh_form(secrets, then)).report
