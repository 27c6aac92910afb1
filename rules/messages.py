"""Messages about a report, to and fro: casework with its reporter, and casework with the project that sent it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from peewee import IntegrityError

from models.account import Account
from models.database import writing
from models.message import CASEWORK, PARTIES, Message, Thread
from models.report import Report
from rules import N_, Refused, access, audit, desk, message_notices, project_reports, sessions, team_keys, threads
from rules.form_ids import FormId
from rules.keyed import Secrets
from rules.threads import PROJECT, REPORTER, NobodyReads, Shown
from rules.vault import keyed_hash


class NothingWritten(Refused):
    """No words."""

    message = N_("Write your message first.")


@dataclass(frozen=True)
class _Post:
    """A message to be kept; `seen` is how many the sender's page showed."""

    report: Report
    party: str
    sender: str
    by: Account | None
    words: str = field(repr=False)
    form_key: bytes
    seen: int | None


def look(now: datetime, report: Report, by: Account, team_private: bytes | None) -> dict[str, list[Shown]]:
    """Both parties' messages for a caseworker who reads the report, by party; each opening is noted.

    Raises NotReading, NoAccess.
    """
    _need_reading(report, by)
    if team_private is None:
        raise team_keys.NoAccess
    opened = {party: threads.open_thread(report, party, team_private=team_private) for party in PARTIES}
    if any(opened.values()):
        with writing():
            audit.record(now, "messages-opened", by, report)
    return opened


def from_casework(
    secrets: Secrets,
    now: datetime,
    report: Report,
    party: str,
    by: Account,
    form: FormId,
    words: str,
    *,
    team_private: bytes | None,
    seen: int | None = None,
) -> Message:
    """Write to the reporter or the project, and owe them the notice; the same form with the same words is one message.

    `seen` is how many messages the page showed: one that came meanwhile still waits.
    Raises NothingWritten, NotReading, NoAccess, NobodyReads, WrongState.
    """
    post = _post(secrets, report, party, CASEWORK, by, form, words, seen)
    if team_private is None:
        raise team_keys.NoAccess

    def write() -> Message:
        _need_reading(report, by)
        message, is_new = _keep(now, post)
        if is_new and party == REPORTER:
            message_notices.owe_reporter(secrets, now, _fresh(report), by, team_private)
        elif is_new:
            message_notices.owe_project(secrets, now, report.project)
        return message

    return _in_one(write)


def from_reporter(
    secrets: Secrets,
    now: datetime,
    report: Report,
    form: FormId,
    words: str,
    seen: int | None = None,
) -> Message:
    """The holder of the receipt code writes to casework. Raises NothingWritten, WrongState."""
    post = _post(secrets, report, REPORTER, REPORTER, None, form, words, seen)

    def write() -> Message:
        # Whoever claimed it meanwhile has another code, and this session is not theirs.
        if sessions.has_other_code(report):
            raise desk.WrongState
        return _keep(now, post)[0]

    return _in_one(write)


def from_project(
    secrets: Secrets,
    now: datetime,
    report: Report,
    by: Account,
    form: FormId,
    words: str,
    seen: int | None = None,
) -> Message:
    """A project's worker who holds its key writes to casework about a report the project may see.

    Raises NothingWritten, NobodyReads, NoAccess, WrongState.
    """
    post = _post(secrets, report, PROJECT, PROJECT, by, form, words, seen)

    def write() -> Message:
        _need_seeing(report, by)
        if not team_keys.has_access(by):
            raise team_keys.NoAccess
        return _keep(now, post)[0]

    return _in_one(write)


def note_read(now: datetime, report: Report, party: str, by: Account | None = None, seen: int | None = None) -> None:
    """Say that the messages with a party have been read; opening the page does not.

    `by` is the caseworker or the project's worker who read them, None the reporter. `seen` is how many the page showed.
    Raises NotReading, NobodyReads.
    """
    sender = CASEWORK if by is not None and by.role in access.READING_DESK else party
    with writing():
        if sender == CASEWORK:
            _need_reading(report, by)
        elif sender == PROJECT:
            _need_seeing(report, by)
        elif sessions.has_other_code(report):
            # Claimed meanwhile: what the person has not read still waits for them.
            return
        thread = threads.find(report, party)
        if thread is None or not threads.clear(thread, sender, seen):
            return
        thread.save()
        audit.record(now, "messages-read", by, report, party, None if by else "code")


def _post(
    secrets: Secrets,
    report: Report,
    party: str,
    sender: str,
    by: Account | None,
    form: FormId,
    words: str,
    seen: int | None,
) -> _Post:
    if not words.strip():
        raise NothingWritten
    parts = (form.number, report.ref, party, sender, words)
    form_key = keyed_hash(secrets.keys.index, "message", *parts, size=16)
    return _Post(report, party, sender, by, words, form_key, seen)


def _keep(now: datetime, post: _Post) -> tuple[Message, bool]:
    """The message as a row, and whether it is a new one."""
    report = _fresh(post.report)
    known = Message.get_or_none(Message.form_key == post.form_key)
    if known is not None:
        return known, False
    thread = threads.find(report, post.party) or Thread(report=report, party=post.party)
    threads.clear(thread, post.sender, post.seen)
    threads.note_news(thread, post.sender)
    thread.save()
    message = threads.add(thread, post.sender, post.words, sent_on=now.date(), form_key=post.form_key)
    audit.record(now, "message-sent", post.by, report, post.party, None if post.by else "code")
    return message, True


def _in_one(act: Callable[[], Message]) -> Message:
    """Do it in one transaction; once more when two copies of one form, or two first messages, raced."""
    try:
        with writing():
            return act()
    except IntegrityError:
        with writing():
            return act()


def _fresh(report: Report) -> Report:
    """The row as it is now, inside the transaction. Raises WrongState when it was erased."""
    found = Report.get_or_none((Report.id == report.id) & (Report.state != "erased"))
    if found is None:
        raise desk.WrongState
    return found


def _need_reading(report: Report, by: Account | None) -> None:
    if by is None or not desk.is_reading(report, by):
        raise desk.NotReading


def _need_seeing(report: Report, by: Account | None) -> None:
    if by is None or not project_reports.may_see(by.project, report):
        raise NobodyReads
