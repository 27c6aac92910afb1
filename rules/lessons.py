"""Lessons: what somebody's experience with a professional teaches others; written by one of us, approved by another."""

import json
from collections.abc import Mapping
from datetime import datetime

from models.account import Account
from models.audit import Audit
from models.codes import PROFESSIONS
from models.database import writing
from models.lesson import Lesson
from models.report import Report
from rules import (
    N_,
    Refused,
    access,
    audit,
    desk,
    drafts,
    lesson_marks,
    locks,
    permissions,
    report_words,
    team_keys,
)
from rules.keyed import Secrets
from rules.lesson_content import HEADINGS, Content, clean_words, hash_of, read, seal
from rules.redaction import Finding

PERMISSION = "peer_lesson"
UNFINISHED = ("draft", "waiting")


class WrongState(Refused):
    """The lesson has moved on since the page was opened."""

    message = N_("This lesson has changed since you opened the page. Look again.")


class CaseworkersOnly(Refused):
    """Only a caseworker who reads the report writes a lesson from it."""

    message = N_("Only a caseworker who reads the report writes a lesson.")


class WrongCode(Refused):
    """A profession or part of the country that is on none of our lists."""

    message = N_("Choose from the lists.")


class Incomplete(Refused):
    """A lesson needs a heading and what happened."""

    message = N_("Write a heading and what happened.")


class PointsToSomebody(Refused):
    """The check found what must not leave."""

    message = N_("Something in the text points to somebody. Change what is marked.")


class OwnWords(Refused):
    """Whoever wrote any of it may not approve it."""

    message = N_("You wrote this. Somebody else must approve it.")


class WordsChanged(Refused):
    """The text is not the one that was on the page."""

    message = N_("The text has changed since you opened the page. Read it again.")


def begin(secrets: Secrets, now: datetime, report: Report, by: Account) -> Lesson:
    """Begin a lesson from a report about a professional; an unfinished one from the same report is given again.

    Raises NoPermission, CaseworkersOnly, NotReading.
    """
    with writing():
        _need_writer(report, by)
        begun = Lesson.get_or_none((Lesson.report == report) & Lesson.state.in_(UNFINISHED))
        if begun is not None:
            return begun
        detail = report.professional.first()
        profession = detail.profession if detail and detail.profession in PROFESSIONS else "other"
        nation = detail.nation if detail and detail.nation in lesson_marks.WIDE else None
        lesson = Lesson(report=report, profession=profession, area=nation, author=by)
        seal(secrets, lesson, Content(dict.fromkeys(HEADINGS, "")))
        lesson.save()
        audit.record(now, "lesson-begun", by, lesson)
    return lesson


def save(
    secrets: Secrets,
    now: datetime,
    lesson: Lesson,
    by: Account,
    words: Mapping[str, str],
    profession: str,
    area: str | None,
    team_private: bytes | None,
) -> list[Finding]:
    """Keep the words and hold them against the report; whoever saves is the author, and what was asked is void.

    Raises WrongCode, NoPermission, CaseworkersOnly, NotReading, NoAccess, NotOpened, WrongState.
    """
    if profession not in PROFESSIONS or (area is not None and area not in lesson_marks.WIDE):
        raise WrongCode
    if lesson.report is None:
        raise WrongState
    said = clean_words(words)
    with writing():
        _need_writer(lesson.report, by)
    findings = _examine(now, lesson.report, by, team_private, said)
    with writing():
        lesson = _fresh(lesson, *UNFINISHED)
        _need_writer(lesson.report, by)
        before = read(secrets, lesson)
        is_same = (before.words, lesson.profession, lesson.area) == (said, profession, area)
        if is_same and before.findings == tuple(findings):
            return findings
        lesson.state, lesson.author, lesson.profession, lesson.area = "draft", by, profession, area
        seal(secrets, lesson, Content(said, tuple(findings)))
        lesson.save()
        audit.record(now, "lesson-saved", by, lesson)
    return findings


def ask(secrets: Secrets, now: datetime, lesson: Lesson, by: Account) -> None:
    """Ask a second person.

    Raises Incomplete, PointsToSomebody, NoPermission, CaseworkersOnly, NotReading, WrongState.
    """
    with writing():
        lesson = _fresh(lesson, "draft")
        _need_writer(lesson.report, by)
        content = read(secrets, lesson)
        if content.findings is None or not (content.words["title"] and content.words["what_happened"]):
            raise Incomplete
        if content.findings:
            raise PointsToSomebody
        lesson.state = "waiting"
        lesson.save()
        audit.record(now, "lesson-asked", by, lesson)


def approve(secrets: Secrets, now: datetime, lesson: Lesson, by: Account, seen: str) -> None:
    """Publish exactly the text whose `hash_of` is `seen`. Raises OwnWords, WordsChanged, NoPermission, WrongState."""
    with writing():
        lesson = _fresh(lesson, "waiting")
        if not may_open(lesson, by):
            raise WrongState
        if by.id in writers(lesson):
            raise OwnWords
        permissions.need(lesson.report, PERMISSION)
        content = read(secrets, lesson)
        if seen != hash_of(secrets, lesson) or content.findings != ():
            raise WordsChanged
        lesson.state, lesson.approver, lesson.approved_hash = "published", by, seen
        lesson.words, lesson.draft = json.dumps(content.words), None
        lesson.published_on = now.date()
        lesson.save()
        audit.record(now, "lesson-published", by, lesson)


def send_back(now: datetime, lesson: Lesson, by: Account) -> None:
    """Give it back to whoever wrote it. Raises WrongState."""
    with writing():
        lesson = _fresh(lesson, "waiting")
        if not may_open(lesson, by):
            raise WrongState
        lesson.state = "draft"
        lesson.save()
        audit.record(now, "lesson-sent-back", by, lesson)


def withdraw(now: datetime, lesson: Lesson, by: Account) -> None:
    """Take a lesson down, or give one up; its words are deleted. Raises WrongState."""
    with writing():
        lesson = _fresh(lesson, *UNFINISHED, "published")
        if not may_open(lesson, by):
            raise WrongState
        _withdraw(now, lesson)
        audit.record(now, "lesson-withdrawn", by, lesson)


def lose_report(now: datetime, report: Report) -> None:
    """The reporter took the permission back or deleted the report: its lessons go at once, words and all.

    Call it inside a transaction.
    """
    for lesson in list(Lesson.select().where((Lesson.report == report) & (Lesson.state != "withdrawn"))):
        _withdraw(now, lesson)
        audit.record(now, "lesson-withdrawn", None, lesson, actor_kind="code")


def writers(lesson: Lesson) -> set[int]:
    """Ids of all who ever began or changed it."""
    acts = Audit.action.in_(("lesson-begun", "lesson-saved"))
    rows = Audit.select(Audit.actor).where(acts & (Audit.object_kind == "Lesson") & (Audit.object_id == lesson.id))
    return {row.actor for row in rows} | {lesson.author_id}


def may_write(report: Report, by: Account) -> bool:
    """Whether this account may write a lesson from this report now."""
    is_caseworker = by.role == access.CASEWORKER and desk.is_reading(report, by)
    return is_caseworker and report.kind == "professional" and permissions.may(report, PERMISSION)


def may_open(lesson: Lesson, by: Account) -> bool:
    """Whether this account may see a lesson on the desk: not when the report is about them."""
    return lesson.report is None or not locks.is_locked(lesson.report, by)


def _examine(
    now: datetime, report: Report, by: Account, team_private: bytes | None, words: Mapping[str, str]
) -> list[Finding]:
    if team_private is None:
        raise team_keys.NoAccess
    told = drafts.words_to_hold(now, report, by, team_private)
    who = lesson_marks.who_of(report_words.open_words(report, team_private).details)
    return lesson_marks.examine(words, told, who)


def _need_writer(report: Report, by: Account) -> None:
    permissions.need(report, PERMISSION)
    if by.role != access.CASEWORKER or report.kind != "professional":
        raise CaseworkersOnly
    if not desk.is_reading(report, by):
        raise desk.NotReading


def _fresh(lesson: Lesson, *states: str) -> Lesson:
    """The row as it is now, inside the transaction, in one of these states. Raises WrongState."""
    found = Lesson.get_or_none((Lesson.id == lesson.id) & Lesson.state.in_(states))
    if found is None or found.report is None:
        raise WrongState
    return found


def _withdraw(now: datetime, lesson: Lesson) -> None:
    lesson.state, lesson.withdrawn_on = "withdrawn", now.date()
    lesson.words = lesson.draft = None
    lesson.save()
