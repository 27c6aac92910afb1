"""Sessions: starting, finding and ending a browser's way in."""

import json
import secrets as randomness
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from peewee import JOIN

from models.account import Account
from models.database import writing
from models.form_draft import FormDraft
from models.report import Report
from models.session import Session
from rules import N_, Refused, access, vault
from rules.keyed import Secrets

# Idle and whole life by kind: (minutes, hours). Staff screens hold more, so they close sooner.
LIVES = {"member": (20, 12), "staff": (15, 8), "drop-in": (5, 4), "code": (10, 1), "form": (40, 24)}
TOUCHED_AFTER = timedelta(seconds=30)
# A form kept for somebody whose session ran out still asks whose it was; a reporter's is forgotten sooner.
GRACES = {
    "member": timedelta(hours=24),
    "staff": timedelta(hours=24),
    "drop-in": timedelta(0),
    "code": timedelta(hours=1),
    "form": timedelta(hours=1),
}


class CodeReplaced(Refused):
    """The receipt code that was typed was replaced by another one a moment ago."""

    message = N_("That code opens nothing. Look at each letter and number again.")


@dataclass
class Opened:
    """A session found by its cookie: the row and what its payload says."""

    row: Session
    payload: dict = field(repr=False)
    token: str = field(repr=False)


def kind_for(account: Account) -> str:
    """Which life a session of this account has."""
    if account.role == access.DROP_IN:
        return "drop-in"
    return "staff" if account.role in access.STAFF else "member"


def start(
    secrets: Secrets,
    now: datetime,
    kind: str,
    payload: dict,
    account: Account | None = None,
    report: Report | None = None,
    form_draft: FormDraft | None = None,
) -> str:
    """Open a session and return the cookie's value (256 random bits); only it opens the payload.

    `report` is the row as its code opened it. Raises CodeReplaced when it has another code by now.
    """
    token = randomness.token_urlsafe(32)
    with writing():
        if report is not None and has_other_code(report):
            raise CodeReplaced
        Session.create(
            token_key=_token_key(secrets, token),
            kind=kind,
            account=account,
            report=report,
            form_draft=form_draft,
            payload=_sealed(secrets, token, payload),
            started_at=_noted(kind, now),
            last_seen_at=_noted(kind, now),
        )
    return token


def find(secrets: Secrets, token: str, now: datetime) -> Opened | None:
    """The live session of this cookie, or None when it is unknown, idle too long, too old, or its account is closed."""
    # The report comes in the same query: a change to it asks whether the code is still the one it had here.
    with_report = Session.select(Session, Report).join(Report, JOIN.LEFT_OUTER)
    row = with_report.where(Session.token_key == _token_key(secrets, token)).first()
    if row is None or not _is_live(row, now):
        return None
    if row.account_id is not None and row.account.state != "admitted":
        return None
    return Opened(row, json.loads(vault.open_with(_payload_key(secrets, token), row.payload, "session.payload")), token)


def has_other_code(report: Report) -> bool:
    """Whether the report's receipt code is not the one that this row was read with: it was claimed or deleted since."""
    if report.code_key is None:
        return False
    changed = Report.code_key.is_null() | (Report.code_key != report.code_key)
    return Report.select().where((Report.id == report.id) & changed).exists()


def holder(secrets: Secrets, token: str) -> Account | Report | FormDraft | None:
    """Whose session this was, live or run out: the account, or the report or draft whose code opened it."""
    row = Session.get_or_none(Session.token_key == _token_key(secrets, token))
    return (row.account or row.report or row.form_draft) if row else None


def touch(opened: Opened, now: datetime) -> None:
    """Note that the session is in use; writes at most twice a minute."""
    at = _noted(opened.row.kind, now)
    if at - opened.row.last_seen_at >= TOUCHED_AFTER:
        with writing():
            Session.update(last_seen_at=at).where(Session.id == opened.row.id).execute()


def save(secrets: Secrets, opened: Opened) -> None:
    """Keep a changed payload."""
    with writing():
        payload = _sealed(secrets, opened.token, opened.payload)
        Session.update(payload=payload).where(Session.id == opened.row.id).execute()


def end(secrets: Secrets, token: str) -> None:
    """End this browser's session; ending none is no error."""
    with writing():
        Session.delete().where(Session.token_key == _token_key(secrets, token)).execute()


def end_all_of(account: Account) -> None:
    """End every session of an account, inside or outside a transaction."""
    with writing():
        Session.delete().where(Session.account == account).execute()


def clear_dead(now: datetime) -> int:
    """Delete sessions that nobody can use any more; returns how many."""
    with writing():
        return sum(
            Session.delete()
            .where(
                (Session.kind == kind)
                & (
                    (Session.last_seen_at < now - timedelta(minutes=idle) - GRACES[kind])
                    | (Session.started_at < now - timedelta(hours=whole) - GRACES[kind])
                )
            )
            .execute()
            for kind, (idle, whole) in LIVES.items()
        )


def _is_live(row: Session, now: datetime) -> bool:
    """Both limits, and never from the future: a clock set back must not lengthen a session."""
    idle, whole = LIVES[row.kind]
    is_idle = now - row.last_seen_at > timedelta(minutes=idle)
    is_old = now - row.started_at > timedelta(hours=whole)
    is_early = now < row.started_at - timedelta(minutes=5)
    return not (is_idle or is_old or is_early)


def _noted(kind: str, at: datetime) -> datetime:
    """The time as it is kept: of an open form by the ten minutes, for it lies beside a report and others' sign-ins."""
    return at.replace(minute=at.minute // 10 * 10, second=0, microsecond=0) if kind == "form" else at


def _token_key(secrets: Secrets, token: str) -> bytes:
    return vault.keyed_hash(secrets.keys.index, "session", token)


def _payload_key(secrets: Secrets, token: str) -> bytes:
    return vault.keyed_hash(secrets.keys.index, "session payload", token)


def _sealed(secrets: Secrets, token: str, payload: dict) -> str:
    return vault.seal_with(_payload_key(secrets, token), json.dumps(payload), "session.payload")
