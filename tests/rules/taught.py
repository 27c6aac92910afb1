"""Lessons for tests: a report that others may learn from, and a lesson at each of its steps."""

from models.account import Account
from models.lesson import Lesson
from models.report import Report
from rules import desk, lesson_content, lessons, reports
from rules.answers import Answers
from tests.factories import Maker

STORY = "At the walk-in on Cutler Row she read my notes aloud and then the whole waiting room knew what I do."
WHO = {"name": ["Dr Petra Vale"], "organisation": ["Cutler Row Clinic"], "team": ["Heron Ward"], "badge": ["NB 4471"]}
WORDS = {
    "title": "Ask for a closed door",
    "what_happened": "A doctor spoke of somebody's job where others could hear it.",
    "what_helped": "Asking at the desk for another room, before saying anything.",
}


def told(make: Maker, **answers) -> Report:
    """A report about a professional from the form, with the permission; `code` of the row is its receipt code."""
    make.team()
    said = {
        "story": STORY,
        "profession": "doctor",
        "nation": "england",
        "details": {"who": WHO},
        "permissions": ("peer_lesson",),
    } | answers
    sent = reports.send(make.secrets, make.now, Answers(kind="professional", **said), make.form_id())
    sent.report.code = sent.code
    return sent.report


def read(make: Maker, me: Account, **answers) -> Report:
    """One that `me` reads."""
    report = told(make, **answers)
    desk.take(make.now, report, me)
    return report


def saved(make: Maker, me: Account, report: Report | None = None, **changes) -> Lesson:
    """A lesson that `me` writes from a report, saved; words may be given."""
    report = report or read(make, me)
    lesson = lessons.begin(make.secrets, make.now, report, me)
    save(make, lesson, me, **changes)
    return fresh(lesson)


def save(make: Maker, lesson: Lesson, by: Account, **changes) -> list:
    """Save words, profession and area; anything left out is as it was made."""
    profession, area = changes.pop("profession", "doctor"), changes.pop("area", "england")
    at = (make.secrets, make.now)
    return lessons.save(*at, lesson, by, {**WORDS, **changes}, profession, area, make.team())


def asked(make: Maker, me: Account, report: Report | None = None, **changes) -> Lesson:
    """One that waits for a second person."""
    lesson = saved(make, me, report, **changes)
    lessons.ask(make.secrets, make.now, lesson, me)
    return fresh(lesson)


def published(make: Maker, me: Account, report: Report | None = None, by: Account | None = None, **changes) -> Lesson:
    """One that members read, approved by an editor."""
    lesson = asked(make, me, report, **changes)
    seen = lesson_content.hash_of(make.secrets, lesson)
    lessons.approve(make.secrets, make.now, lesson, by or make.account("editor"), seen)
    return fresh(lesson)


def fresh(lesson: Lesson) -> Lesson:
    """The lesson as stored."""
    return Lesson.get_by_id(lesson.id)
