"""Threads: the messages of one report with one party, each sealed to casework and to that party."""

from dataclasses import dataclass, field
from datetime import date

from models.message import CASEWORK, PARTIES, Message, Thread
from models.report import Report
from rules import N_, Refused, project_reports, team_keys, vault

REPORTER, PROJECT = PARTIES


class NobodyReads(Refused):
    """The report has no receipt code, or no project that may see it: nobody could open the message."""

    message = N_("Nobody could read a message here.")


@dataclass(frozen=True)
class Shown:
    """One message; `sender` is casework, reporter or project, `words` None where it is sealed to an older key."""

    sender: str
    words: str | None = field(repr=False)
    sent_on: date


def find(report: Report, party: str) -> Thread | None:
    """The report's thread with a party of PARTIES, if one was begun."""
    return Thread.get_or_none((Thread.report == report) & (Thread.party == party))


def unread_parties(report: Report) -> list[str]:
    """The parties whose newest message casework has not read."""
    return [thread.party for thread in Thread.unread().where(Thread.report == report)]


def has_news(report: Report, party: str) -> bool:
    """Whether this party has not read what casework wrote last."""
    thread = find(report, party)
    return thread is not None and thread.waits_for_party


def is_reachable(report: Report, party: str) -> bool:
    """Whether casework may write to this party: it could open the message, and may see the report."""
    try:
        public_key(report, party)
    except NobodyReads:
        return False
    return True


def open_thread(
    report: Report, party: str, *, team_private: bytes | None = None, party_private: bytes | None = None
) -> list[Shown]:
    """The messages with a party of PARTIES, oldest first, opened with casework's private half or with the party's own.

    Empty when nobody wrote. Who may look is asked before: casework by `look`, a project by project_reports.may_see.
    Raises NoAccess without a key.
    """
    private = team_private or party_private
    if private is None:
        raise team_keys.NoAccess
    written = Message.select().join(Thread).where((Thread.report == report) & (Thread.party == party))
    return [
        Shown(row.sender, _opened(row, private, bool(team_private), _place(report, party, row.sender)), row.sent_on)
        for row in written.order_by(Message.id)
    ]


def add(thread: Thread, sender: str, words: str, **columns) -> Message:
    """Keep a message, sealed to both sides as they are now; call it inside a transaction. Raises NobodyReads.

    Each has a key of its own: whoever gets a project's new pair reads what is written from then on and nothing before.
    """
    report, key = thread.report, vault.new_data_key()
    return Message.create(
        thread=thread,
        sender=sender,
        words=vault.seal_with(key, words, _place(report, thread.party, sender)),
        team_sealed=vault.seal_to(team_keys.current().public_key, key),
        party_sealed=vault.seal_to(public_key(report, thread.party), key),
        **columns,
    )


def note_news(thread: Thread, sender: str) -> None:
    """The other side has not read the newest message."""
    setattr(thread, _flag(thread.party if sender == CASEWORK else CASEWORK), True)


def clear(thread: Thread, side: str, seen: int | None) -> bool:
    """Nothing waits for this side any more, unless a message came that its page did not show; whether it changed."""
    if not getattr(thread, _flag(side)) or (seen is not None and thread.messages.count() > seen):
        return False
    setattr(thread, _flag(side), False)
    return True


def public_key(report: Report, party: str) -> bytes:
    """What a message is sealed to for its party. Raises NobodyReads."""
    if party == REPORTER and report.receipt_public_key:
        return report.receipt_public_key
    # Of a project that has ended nobody signs in any more, and what is written to it would look as if it were read.
    is_working = report.project is not None and report.project.state == "admitted"
    if party == PROJECT and is_working and project_reports.may_see(report.project, report):
        try:
            return team_keys.current(report.project.ref).public_key
        except team_keys.NoTeamKey as problem:
            raise NobodyReads from problem
    raise NobodyReads


def _opened(row: Message, private: bytes, is_casework: bool, place: str) -> str | None:
    try:
        key = vault.open_from(private, row.team_sealed if is_casework else row.party_sealed)
    except vault.NotOpened:
        return None
    return vault.open_with(key, row.words, place)


def _flag(side: str) -> str:
    return "waits_for_casework" if side == CASEWORK else "waits_for_party"


def _place(report: Report, party: str, sender: str) -> str:
    """A message opens only in its own thread, and as its sender's."""
    return f"message.words.{report.ref}.{party}.{sender}"
