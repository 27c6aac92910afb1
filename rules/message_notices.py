"""The notice that a message waits: a neutral letter to the address a reporter left, or to a project's workers."""

from datetime import datetime

from models.account import Account
from models.project import Project
from models.report import Report
from rules import access, audit, letters, permissions, report_words
from rules.identifiers import identifiers_within
from rules.keyed import Secrets
from rules.vault import keyed_hash

KIND = "message-waits"
# How a reporter hears of a message: these by themselves or not at all; any other is a channel that a person must use.
LETTER, NOT_ALLOWED, NO_CONTACT, UNREADABLE = "letter", "not-allowed", "no-contact", "unreadable"


def way(report: Report, team_private: bytes) -> str:
    """How the reporter hears that a message waits: LETTER; NOT_ALLOWED without the permission to get in touch;
    NO_CONTACT when none was left; UNREADABLE when it says e-mail but holds no address or more than one; else the
    channel they chose (`phone`, `text`, `other`), which a caseworker must use.

    Raises NotOpened.
    """
    return _way(report, team_private)[0]


def owe_reporter(secrets: Secrets, now: datetime, report: Report, by: Account, team_private: bytes) -> bool:
    """Owe the letter where the reporter lets us write and left an address, at most one a day; whether it is owed.

    `by` is the caseworker in whose request the address is opened.
    The address is sealed anew for the worker and erased when the letter has gone. Call it inside a transaction.
    Raises NotOpened.
    """
    how, address = _way(report, team_private)
    if how != LETTER:
        return False
    once = _name(secrets, now, "report", report.ref)
    if letters.owe(secrets, now, KIND, report=report, address=address, once=once) is None:
        return False
    audit.record(now, "notice-owed", by, report)
    return True


def owe_project(secrets: Secrets, now: datetime, project: Project) -> int:
    """Owe the letter to the project's workers who take letters, at most one a day each; returns how many."""
    workers = Account.admitted().where(
        (Account.role == access.PROJECT)
        & (Account.project == project)
        & (Account.cadence != "none")
        & ~Account.is_paused
    )
    return sum(
        letters.owe(
            secrets, now, KIND, account=one, once=_name(secrets, now, "account", one.ref), language=one.language
        )
        is not None
        for one in workers
    )


def _way(report: Report, team_private: bytes) -> tuple[str, str]:
    """The way, and the address where it is a letter."""
    if not permissions.may(report, "contact"):
        return NOT_ALLOWED, ""
    contact = report_words.open_contact(report, team_private)
    if contact is None:
        return NO_CONTACT, ""
    if contact["how"] != "email":
        return contact["how"] or "other", ""
    found = [one.value for one in identifiers_within(contact["value"]) if one.kind == "email"]
    # Of two addresses one may be somebody else's.
    return (LETTER, found[0]) if len(found) == 1 else (UNREADABLE, "")


def _name(secrets: Secrets, now: datetime, kind: str, ref: str) -> str:
    """Keeps the letter single for a day; tells neither of which report nor of which account."""
    return keyed_hash(secrets.keys.index, KIND, kind, ref, f"{now:%Y-%m-%d}", size=16).hex()
