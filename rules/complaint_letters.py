"""Letters of complaint: written from the reporter's answers, changed by them or by casework, agreed to by them alone.

None is sent by machine: a caseworker posts or hands in exactly the words agreed to, and says so.
"""

from dataclasses import replace
from datetime import date, datetime

from models.account import Account
from models.database import writing
from models.facts import FACTS
from models.professional import SENT_HOW, ComplaintLetter
from models.report import Report
from rules import (
    N_,
    Refused,
    audit,
    complaint_draft,
    complaint_words,
    complaints,
    desk,
    permissions,
    report_words,
    routes,
    sessions,
    team_keys,
)
from rules.complaint_words import Letter, Words

COMPLAINT, NAMED = "complaint", "complaint_named"


class NothingToSend(Refused):
    """A letter needs words and somebody to read them, and its name when it is to bear one."""

    message = N_("Write to whom the letter goes and what it says, and your name if it is to bear one. Then save it.")


class NeedsComplaint(Refused):
    """Only with this permission may we send it."""

    message = N_("To have it sent, tick “Help me complain about a professional”.")


class NeedsNamed(Refused):
    """Only with this permission may the letter that we send bear a name."""

    message = N_("Your name is in it. Tick “Give my name with the complaint”, or take your name out.")


class NotAgreed(Refused):
    """The reporter has not agreed to these words, or no longer does."""

    message = N_("The person has not agreed to this letter. Only they can.")


class NotSaidHow(Refused):
    """How a letter went is needed."""

    message = N_("Choose how it went.")


class NotSaidToWhom(Refused):
    """To whom a letter went is needed."""

    message = N_("Write to whom it went.")


class WrongDay(Refused):
    """A letter goes on a day between the agreement and today."""

    message = N_("It cannot have gone on this day: not before they agreed, and not on a day to come.")


def look_for_casework(report: Report, by: Account, team_private: bytes | None) -> Letter | None:
    """The letter for a caseworker who reads the report; without the permission to give it the name stays away.

    Raises NotReading, NoAccess, NotOpened, WrongState.
    """
    letter = complaint_words.look(report, _casework_key(report, by, team_private))
    if letter is None or permissions.may(report, NAMED):
        return letter
    return replace(letter, words=replace(letter.words, name=""))


def begin(now: datetime, report: Report, key: bytes) -> None:
    """The reporter begins a letter, drafted from their own answers; one that is there stays. Raises NotOpened."""
    draft = _draft(report, key)
    with writing():
        _need_own(report)
        _create(now, report, key, draft, None)


def begin_for_casework(now: datetime, report: Report, by: Account, team_private: bytes | None) -> None:
    """A caseworker who reads the report begins it; one that is there stays.

    Raises NotReading, NoAccess, NotOpened, WrongState.
    """
    key = _casework_key(report, by, team_private)
    draft = _draft(report, key)
    with writing():
        complaints.need_reading(report, by)
        _create(now, report, key, draft, by)


def save(now: datetime, report: Report, key: bytes, seen: int, words: Words, is_named: bool) -> None:
    """The reporter changes the letter, which ends an agreement to other words; `seen` is the version they changed.

    Raises NoLetter, ChangedMeanwhile, AlreadySent, NotOpened, WrongState.
    """
    with writing():
        _need_own(report)
        _save(now, complaint_words.need(report, seen), key, words, is_named, None)


def save_for_casework(
    now: datetime, report: Report, by: Account, team_private: bytes | None, seen: int, to: str, text: str
) -> None:
    """A caseworker changes whom it goes to and what it says; the name is the reporter's alone.

    Raises NotReading, NoAccess, and as `save`.
    """
    key = _casework_key(report, by, team_private)
    with writing():
        complaints.need_reading(report, by)
        row = complaint_words.need(report, seen)
        name = complaint_words.open_words(row, key).name
        _save(now, row, key, Words(to, text, name), row.is_named, by)


def agree(now: datetime, report: Report, key: bytes, seen: int, ticked: tuple[str, ...] = ()) -> None:
    """The reporter agrees that we send exactly these words; permissions they tick are given in the same act.

    Raises NoLetter, ChangedMeanwhile, AlreadySent, NothingToSend, NeedsComplaint, NeedsNamed, NotOpened, WrongState.
    """
    with writing():
        _need_own(report)
        row = complaint_words.need(report, seen)
        said = complaint_words.open_words(row, key)
        if not said.to.strip() or not said.text.strip() or (row.is_named and not said.name.strip()):
            raise NothingToSend
        permissions.give(now, report, [name for name in (COMPLAINT, NAMED) if name in ticked])
        if not permissions.may(report, COMPLAINT):
            raise NeedsComplaint
        if row.is_named and not permissions.may(report, NAMED):
            raise NeedsNamed
        if row.state == "draft":
            complaint_words.change(row, state="agreed", agreed_on=complaints.today(now))
            audit.record(now, "letter-agreed", thing=report, actor_kind="code")


def disagree(now: datetime, report: Report) -> None:
    """The reporter no longer wants it sent. Raises NoLetter, AlreadySent, WrongState."""
    with writing():
        _need_own(report)
        complaint_words.need(report)
        void(now, report)


def void(now: datetime, report: Report, name: str = COMPLAINT) -> None:
    """End the agreement because this permission was taken back or the reporter is another; call it in a transaction.

    A letter without a name stays agreed to when only the name's permission ends.
    """
    row = complaint_words.find(report)
    if row is not None and row.state == "agreed" and (name == COMPLAINT or row.is_named):
        complaint_words.change(row, state="draft")
        audit.record(now, "letter-agreement-ended", thing=report, actor_kind="code")


def mark_sent(
    now: datetime,
    report: Report,
    by: Account,
    team_private: bytes | None,
    seen: int,
    how: str,
    on: date | None,
    to: str,
) -> None:
    """Say that a caseworker sent the letter: how (of SENT_HOW), on which day, to whom.

    The permissions are looked at once more, here and by the database. Raises NotReading, NoAccess, WrongState,
    NoLetter, ChangedMeanwhile, AlreadySent, NotAgreed, NoPermission, NotSaidHow, NotSaidToWhom, WrongDay.
    """
    key = _casework_key(report, by, team_private)
    with writing():
        complaints.need_reading(report, by)
        row = complaint_words.need(report, seen)
        if row.state != "agreed":
            raise NotAgreed
        for name in (COMPLAINT, NAMED) if row.is_named else (COMPLAINT,):
            permissions.need(report, name)
        if how not in SENT_HOW:
            raise NotSaidHow
        if on is None or not row.agreed_on <= on <= complaints.today(now):
            raise WrongDay
        if not to.strip():
            raise NotSaidToWhom
        sealed = complaint_words.seal_receiver(report, key, to)
        complaint_words.change(row, state="sent", sent_on=on, sent_how=how, sent_to=sealed, sent_by=by)
        audit.record(now, "letter-sent", by, report, how)


def _draft(report: Report, key: bytes) -> Words:
    said, detail = report_words.read_words(report, key), report.professional.first()
    route = routes.find(detail and detail.nation, detail and detail.profession, None)
    # Whoever gave the last answer has nothing more to say.
    after = route.second if any(said.details.get("before", {}).get("final_on", [])) else None
    step = after or route.steps[0]
    # Where the organisation itself comes first, it is the one that the person named.
    named = "\n".join(said.details.get("who", {}).get("organisation", []))
    to = routes.name_of(step.body) if step.body in FACTS else named
    if step.others:
        # One of several, and which one only the person or casework can find out.
        to = ""
    return Words(to, complaint_draft.compose(said, report.harm_codes))


def _create(now: datetime, report: Report, key: bytes, draft: Words, by: Account | None) -> None:
    if complaint_words.find(report) is None:
        sealed, is_named = complaint_words.seal_words(report, key, draft), permissions.may(report, NAMED)
        ComplaintLetter.create(report=report, words=sealed, is_named=is_named)
        audit.record(now, "letter-begun", by, report, actor_kind=None if by else "code")


def _save(now: datetime, row: ComplaintLetter, key: bytes, words: Words, is_named: bool, by: Account | None) -> None:
    if (words, is_named) == (complaint_words.open_words(row, key), row.is_named):
        return
    sealed = complaint_words.seal_words(row.report, key, words)
    complaint_words.change(row, words=sealed, is_named=is_named, version=row.version + 1, state="draft")
    audit.record(now, "letter-changed", by, row.report, actor_kind=None if by else "code")


def _casework_key(report: Report, by: Account, team_private: bytes | None) -> bytes:
    complaints.need_reading(report, by)
    if team_private is None:
        raise team_keys.NoAccess
    return report_words.data_key(report, team_private)


def _need_own(report: Report) -> None:
    """Raise WrongState when the report was erased, or claimed since this session read it."""
    if sessions.has_other_code(report) or not complaints.is_there(report):
        raise desk.WrongState
