"""Owed letters that are no alert: who is owed one, how often, and what it needs when it goes."""

import json
import secrets as randomness
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from models.account import Account
from models.database import writing
from models.letter import OwedLetter
from models.report import Report
from models.therapist import Therapist
from rules import permissions, vault
from rules.keyed import Secrets, email_key

KINDS = (
    "confirm-address",
    "already-member",
    "admitted",
    "new-password",
    "new-address",
    "address-changed",
    "reports-wait",
    "message-waits",
    "project-invitation",
    "therapist-again",
    "therapist-client",
    "date-near",
    "sending-stopped",
)
# Anybody can ask for these in somebody else's name, so a mailbox gets few of them.
CAPPED = ("confirm-address", "already-member", "new-password", "new-address", "project-invitation")
A_DAY, IN_30_DAYS = 1, 3
# Of all capped kinds together: who joins and forgets the password on one day still gets both letters.
ALL_A_DAY, ALL_IN_30_DAYS = 3, 6
KEPT_FOR = timedelta(days=30)


@dataclass(frozen=True)
class Opened:
    """An owed letter, opened for sending; `token` is its account's, None for a reporter or therapist, who has none."""

    kind: str
    address: str = field(repr=False)
    contents: dict[str, str] = field(repr=False)
    language: str
    token: str | None = field(repr=False)
    # Codes of the neutral name and subject that its account chose.
    sender_name: str = "updates"
    subject: str = "update"


def owe(
    secrets: Secrets,
    now: datetime,
    kind: str,
    *,
    account: Account | None = None,
    report: Report | None = None,
    therapist: Therapist | None = None,
    address: str | None = None,
    contents: dict[str, str] | None = None,
    once: str | None = None,
    language: str = "en",
) -> OwedLetter | None:
    """Owe one letter of a kind of KINDS to an account, at its own address unless another is given; or to the reporter
    of a report, at the address given; or to a therapist of the directory.

    None, and nothing owed, when the address had its share of this kind (one a day, three in 30 days) or of all capped
    kinds (three, six), or a letter named `once` exists. Raises ValueError for an unknown kind or nobody to send to.
    """
    if kind not in KINDS:
        raise ValueError(kind)
    if account is not None:
        address = address or vault.unseal(secrets.keys, account.email, f"account.email.{account.ref}")
        key = email_key(secrets, address)
    elif report is not None and address is not None:
        # A name by chance: the address's own key would tell which member the reporter is.
        key = randomness.token_bytes(16)
    elif therapist is not None:
        address = vault.unseal(secrets.keys, therapist.email, f"therapist.email.{therapist.ref}")
        key = email_key(secrets, address)
    else:
        raise ValueError("to whom?")
    sealed = vault.seal(secrets.keys, address, _place("address", key))
    inside = vault.seal(secrets.keys, json.dumps(contents or {}), _place("contents", key))
    with writing():
        if kind in CAPPED and any(_shares_used(kind, key, now)):
            return None
        if once is not None and OwedLetter.select().where(OwedLetter.once == once).exists():
            return None
        return OwedLetter.create(
            kind=kind,
            account=account,
            report=report,
            therapist=therapist,
            address=sealed,
            address_key=key,
            contents=inside,
            language=language,
            once=once,
            owed_at=now,
            due_at=now,
        )


def owe_all(secrets: Secrets, now: datetime, kind: str, accounts: Iterable[Account], name: str) -> int:
    """The same letter to each of these in their own language; `name` and the account keep it single.

    Returns how many are owed now that were not before.
    """
    return sum(
        owe(secrets, now, kind, account=one, once=f"{name} {one.id}", language=one.language) is not None
        for one in accounts
    )


def had_its_share(secrets: Secrets, now: datetime, kind: str, account: Account) -> bool:
    """Whether an account's address had its share of this one capped kind, whatever else went there.

    Raises NotOpened.
    """
    address = vault.unseal(secrets.keys, account.email, f"account.email.{account.ref}")
    return _shares_used(kind, email_key(secrets, address), now)[1]


def look_again(secrets: Secrets, letter_id: int, name: str) -> Opened | None:
    """An owed letter that the worker `name` claimed, opened; None when it was cancelled or is not that worker's.

    To a reporter it goes only while they let us get in touch and the report is not erased. Raises NotOpened.
    """
    mine = (OwedLetter.id == letter_id) & (OwedLetter.state == "claimed") & (OwedLetter.claimed_by == name)
    row = OwedLetter.get_or_none(mine)
    if row is None or not _may_go(row):
        return None
    opened = Opened(
        row.kind,
        vault.unseal(secrets.keys, row.address, _place("address", row.address_key)),
        json.loads(vault.unseal(secrets.keys, row.contents, _place("contents", row.address_key))),
        row.language,
        row.account.letter_token if row.account else None,
    )
    if row.account is None:
        return opened
    return replace(opened, sender_name=row.account.sender_name, subject=row.account.subject)


def cancel_account(account: Account) -> int:
    """Nothing that is owed to this account is sent, and what it said is gone; returns how many letters."""
    with writing():
        mine = (OwedLetter.account == account) & (OwedLetter.state == "owed")
        return OwedLetter.update(state="cancelled", address=None, contents=None).where(mine).execute()


def cancel_report(report: Report) -> int:
    """Nothing that is owed to this report's reporter is sent, and the address is gone; returns how many letters."""
    with writing():
        theirs = (OwedLetter.report == report) & (OwedLetter.state == "owed")
        ended = OwedLetter.update(state="cancelled", address=None, contents=None, once=None)
        return ended.where(theirs).execute()


def cancel_named(start: str | None) -> int:
    """Nothing that is owed under a name that begins so (`once`) is sent, and the address is gone; how many letters."""
    if not start:
        return 0
    with writing():
        named = OwedLetter.once.startswith(start) & (OwedLetter.state == "owed")
        ended = OwedLetter.update(state="cancelled", address=None, contents=None, once=None)
        return ended.where(named).execute()


def in_flight(*, account: Account | None = None, report: Report | None = None) -> bool:
    """Whether a letter to this account, or to this report's reporter, is in a worker's hands now."""
    theirs = (OwedLetter.account == account) if account else (OwedLetter.report == report)
    return OwedLetter.select().where(theirs & (OwedLetter.state == "claimed")).exists()


def clear_old(now: datetime) -> int:
    """Delete letters that ended: after a day, or after 30 days where a cap counts them; returns how many."""
    ended = OwedLetter.state.in_(("sent", "bounced", "cancelled"))
    needed = (OwedLetter.owed_at >= now - KEPT_FOR) & OwedLetter.kind.in_(CAPPED)
    is_fresh = OwedLetter.owed_at >= now - timedelta(days=1)
    with writing():
        return OwedLetter.delete().where(ended & ~needed & ~is_fresh).execute()


def _may_go(row: OwedLetter) -> bool:
    """Whether who is written to still is somebody we may write to."""
    if row.report is not None:
        return row.report.state != "erased" and permissions.may(row.report, "contact")
    if row.therapist is not None:
        return row.therapist.state in ("listed", "paused")
    return row.account is not None and row.account.state != "closed"


def _shares_used(kind: str, key: bytes, now: datetime) -> tuple[bool, bool]:
    """Whether an address had its share of all capped kinds, and of this one.

    Letters cancelled before they went do not count. An invitation does: taken back it cancels no letter to a known
    address, and whoever may ask again at once would know that this one is not.
    """
    counts = (OwedLetter.state != "cancelled") | (OwedLetter.kind == "project-invitation")
    had = OwedLetter.select(OwedLetter.kind, OwedLetter.owed_at).where(
        (OwedLetter.address_key == key) & OwedLetter.kind.in_(CAPPED) & counts & (OwedLetter.owed_at > now - KEPT_FOR)
    )
    month = list(had)
    today = [letter for letter in month if letter.owed_at > now - timedelta(days=1)]
    is_full = len(today) >= ALL_A_DAY or len(month) >= ALL_IN_30_DAYS
    of_kind = [sum(letter.kind == kind for letter in letters) for letters in (today, month)]
    return is_full, of_kind[0] >= A_DAY or of_kind[1] >= IN_30_DAYS


def _place(column: str, key: bytes) -> str:
    return f"owed_letter.{column}.{key.hex()}"
