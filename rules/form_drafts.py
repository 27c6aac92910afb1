"""Form drafts: a long report while it is being written, kept a day under its code and sealed with it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from peewee import IntegrityError

from models.database import writing
from models.form_draft import FormDraft
from models.report import Report
from models.session import Session
from rules import N_, Refused, audit, reports, taking, vault
from rules.answers import THROUGH_THE_SITE, Answers, Arrival
from rules.form_ids import FormId
from rules.keyed import Secrets, receipt_keys

# After the last save. What nobody sent or came back for is shredded then.
KEPT_FOR = timedelta(hours=24)

# The version of a draft that nobody has saved anything in since it was begun.
BEGUN = 1

# Letters in all; every step filled to its own limit fits.
MOST_KEPT = 1_000_000

# One step as it was posted: field names with their values.
Fields = Mapping[str, list[str]]


class DraftGone(Refused):
    """The draft was sent, deleted, or a day has passed."""

    message = N_("What you began is not kept any more. What you typed on this page is still here.")


class DraftChanged(Refused):
    """Another window saved something between reading the draft and sending it."""

    message = N_("Something was saved in another window just now. Nothing was sent yet. Press send again.")


class DraftFull(Refused):
    """What is kept of one draft has a limit, earlier texts among it."""

    message = N_("This is too long in all. Send what you have; then add the rest with your code.")


class AlreadySent(Refused):
    """The form that began this draft was sent already."""

    message = N_("You sent this already. Your code opens it.")


class AlreadyBegun(AlreadySent):
    """The form that began this draft came again after something was saved in it: from a browser's memory, perhaps from
    somebody else's hand, who must not be led to the words of the first."""

    message = N_("A report was begun with this page already, and its code opens it. Press again to begin another.")


@dataclass(frozen=True)
class Opened:
    """A draft with its key, and the code that opens it again (it becomes the receipt code)."""

    draft: FormDraft
    key: bytes = field(repr=False)
    code: str = field(repr=False)


@dataclass
class Content:
    """What was answered so far: each step's fields, at which version each was saved, and what a later save replaced."""

    steps: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    saved_at: dict[str, int] = field(default_factory=dict)
    earlier: dict[str, list[dict[str, list[str]]]] = field(default_factory=dict)
    version: int = 1


def start(secrets: Secrets, now: datetime, form: FormId, steps: Mapping[str, Fields], kind: str = "harm") -> Opened:
    """Begin a draft of a report of this kind with what is answered already; the same form with the same answers opens
    the same draft again, until the first save.

    Raises AlreadyBegun, AlreadySent, Busy, DatabaseBusy, DatabaseUnwritable.
    """
    first = {name: _plain(fields) for name, fields in steps.items() if _says(fields)}
    raw = json.dumps({"draft": first, "kind": kind}, sort_keys=True).encode()
    code, form_key = reports.named(secrets, form, raw)
    code_key, inbox_key = receipt_keys(secrets, code)
    key = vault.new_data_key()
    content = Content(first, dict.fromkeys(first, 1))
    draft = FormDraft(
        kind=kind,
        form_key=form_key,
        code_key=code_key,
        sealed_key=vault.wrap(inbox_key, key, _key_place(code_key)),
        words=_sealed(key, content, code_key),
        expires_at=now + KEPT_FOR,
    )
    if Report.select().where(Report.form_key == form_key).exists():
        raise AlreadySent
    try:
        with writing():
            # One whose day has passed must not stand in the way.
            FormDraft.delete().where((FormDraft.form_key == form_key) & (FormDraft.expires_at < now)).execute()
            draft.save()
    except IntegrityError:
        found = _live(now, FormDraft.form_key == form_key)
        if found is None:
            raise AlreadySent from None
        if found.version > BEGUN:
            raise AlreadyBegun from None
        return Opened(found, open_key(found, inbox_key), code)
    return Opened(draft, key, code)


def find(now: datetime, code_key: bytes) -> FormDraft | None:
    """The draft that a code leads to, if its day has not passed."""
    return _live(now, FormDraft.code_key == code_key)


def open_key(draft: FormDraft, inbox_key: bytes) -> bytes:
    """A draft's data key, for whoever has the code. Raises NotOpened."""
    return vault.unwrap(inbox_key, draft.sealed_key, _key_place(draft.code_key))


def look(draft: FormDraft, key: bytes) -> Content:
    """What a draft holds. Raises NotOpened."""
    content = Content(**json.loads(vault.open_with(key, draft.words, _place(draft.code_key))))
    content.version = draft.version
    return content


def save(now: datetime, draft: FormDraft, key: bytes, step: str, fields: Fields, seen: int) -> Content:
    """Keep one step and hold the draft for another day. `seen` is the version of the page that was filled in.

    The later save wins; where another window had saved other words since, those are kept beside it.
    Raises DraftGone, DraftFull.
    """
    posted = _plain(fields)
    with writing():
        draft, content = _fresh(now, draft, key)
        stored = content.steps.get(step, {})
        earlier = content.earlier.get(step, [])
        if content.saved_at.get(step, 0) > seen and _says(stored) and stored != posted and stored not in earlier:
            content.earlier[step] = [*earlier, stored]
        content.steps[step] = posted
        content.saved_at[step] = content.version = draft.version + 1
        _write(now, draft, key, content)
    return content


def settle(now: datetime, draft: FormDraft, key: bytes, step: str) -> Content:
    """Let go of what a later save replaced in one step. Raises DraftGone."""
    with writing():
        draft, content = _fresh(now, draft, key)
        content.earlier.pop(step, None)
        content.version = draft.version + 1
        _write(now, draft, key, content)
    return content


def finish(
    secrets: Secrets, now: datetime, opened: Opened, answers: Answers, arrival: Arrival = THROUGH_THE_SITE
) -> reports.Sent:
    """Send a draft: it becomes a report with the same code, and the sessions that held it open now hold the report.

    `answers` must hold all that the draft held when `opened` was read; a save since then raises DraftChanged, so that
    it is not lost. Sent twice it is one report. Raises NothingSaid, DraftGone, AlreadySaved, NoTeamKey, Busy,
    DatabaseBusy; ValueError for answers of another kind of report than the draft's.
    """
    if not answers.says_something:
        raise reports.NothingSaid
    draft = opened.draft
    if answers.kind != draft.kind:
        raise ValueError(f"a draft of a report of {draft.kind} does not become one of {answers.kind}")
    prepared = reports.prepare(secrets, now, answers, opened.code, draft.form_key, arrival)
    try:
        with writing():
            found = _live(now, _same(draft))
            if found is not None and found.version != draft.version:
                raise DraftChanged
            if found is not None:
                report = taking.store(now, prepared)
                Session.update(form_draft=None, report=report).where(Session.form_draft == draft).execute()
                FormDraft.delete().where(FormDraft.id == draft.id).execute()
                return reports.Sent(opened.code, report, False)
    except IntegrityError:
        # Another request was quicker; it is answered below.
        pass
    sent = Report.get_or_none(Report.form_key == draft.form_key)
    if sent is None:
        raise DraftGone
    return reports.again(now, sent, opened.code)


def drop(now: datetime, draft: FormDraft) -> None:
    """Shred a draft at its writer's wish."""
    with writing():
        FormDraft.delete().where(_same(draft)).execute()
        audit.record(now, "draft-deleted", actor_kind="code")


def clear_old(now: datetime) -> int:
    """Shred drafts whose day has passed; returns how many."""
    with writing():
        return FormDraft.delete().where(FormDraft.expires_at < now).execute()


def _live(now: datetime, which) -> FormDraft | None:
    return FormDraft.get_or_none(which & (FormDraft.expires_at >= now))


def _same(draft: FormDraft):
    """The very draft: SQLite gives a deleted row's number to the next one, so the number alone may be a stranger's."""
    return (FormDraft.id == draft.id) & (FormDraft.form_key == draft.form_key) & (FormDraft.code_key == draft.code_key)


def _fresh(now: datetime, draft: FormDraft, key: bytes) -> tuple[FormDraft, Content]:
    """The draft as it is now, inside the transaction."""
    found = _live(now, _same(draft))
    if found is None:
        raise DraftGone
    return found, look(found, key)


def _write(now: datetime, draft: FormDraft, key: bytes, content: Content) -> None:
    FormDraft.update(
        words=_sealed(key, content, draft.code_key), version=content.version, expires_at=now + KEPT_FOR
    ).where(FormDraft.id == draft.id).execute()


def _sealed(key: bytes, content: Content, code_key: bytes) -> str:
    kept = json.dumps({"steps": content.steps, "saved_at": content.saved_at, "earlier": content.earlier})
    if len(kept) > MOST_KEPT:
        raise DraftFull
    return vault.seal_with(key, kept, _place(code_key))


def _place(code_key: bytes) -> str:
    return f"form_draft.words.{code_key.hex()}"


def _key_place(code_key: bytes) -> str:
    return f"form_draft.sealed_key.{code_key.hex()}"


def _plain(fields: Fields) -> dict[str, list[str]]:
    return {name: list(values) for name, values in fields.items() if any(values)}


def _says(fields: Fields) -> bool:
    return any(any(values) for values in fields.values())
