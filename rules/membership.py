"""Membership: asking to join, confirming an address, being admitted or refused, leaving."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from models.account import Account
from models.database import writing
from rules import N_, Refused, accounts, audit, deliveries, letters, links, passwords
from rules.keyed import Secrets
from rules.links import LinkTo

REFUSALS = ("not-for-them", "asked-twice", "not-18", "not-honest", "other")
UNCONFIRMED_FOR = timedelta(days=7)


class NotWaiting(Refused):
    """A colleague was quicker, or the person left."""

    message = N_("This request was answered already.")


@dataclass(frozen=True)
class Asked:
    """What somebody wrote who wants to join."""

    name: str = field(repr=False)
    address: str = field(repr=False)
    areas: list[str] = field(default_factory=list)
    language: str = "en"


def join(secrets: Secrets, now: datetime, asked: Asked, link_to: LinkTo) -> None:
    """Take a request to join; the letter tells the address's owner what happens next, the page tells nobody.

    A known address is owed `already-member`; one that never confirmed keeps its newest answers and is written to again.
    """
    with writing():
        account = accounts.find(secrets, asked.address)
        if account is not None and account.state != "applied":
            letters.owe(secrets, now, "already-member", account=account, language=account.language)
            return
        if account is None:
            account, _ = accounts.create(
                secrets,
                now,
                role="member",
                address=asked.address,
                name=asked.name,
                areas=asked.areas,
                state="applied",
                language=asked.language,
            )
        else:
            accounts.rename(secrets, account, asked.name)
            accounts.change(account, language=asked.language)
            accounts.set_areas(account, asked.areas)
        token = links.make(secrets, now, account, "confirm-address")
        contents = {"link": link_to(token)}
        letters.owe(secrets, now, "confirm-address", account=account, contents=contents, language=account.language)


def confirm(secrets: Secrets, now: datetime, token: str, password: str) -> None:
    """The owner of the address presses the button: sets the password and waits for a caseworker from now on.

    Pressing again within a minute changes nothing. Raises LinkGone, PasswordTooWeak, Busy.
    """
    link = links.look(secrets, now, "confirm-address", token)
    if link.used_at is not None:
        return
    account = link.account
    new = passwords.prepare(secrets, password, account.role, account.ref)
    with writing():
        if links.use(now, link):
            accounts.change(account, state="confirmed", **new.columns())
            links.drop(account)
            audit.record(now, "address-confirmed", account, account)


def admit(secrets: Secrets, now: datetime, account: Account, by: Account) -> None:
    """Let somebody in who confirmed and waits, and owe the letter that says so. Raises NotWaiting."""
    with writing():
        _answer(account, state="admitted", admitted_on=now.date())
        letters.owe(secrets, now, "admitted", account=account, language=account.language)
        audit.record(now, "member-admitted", by, account)


def refuse(now: datetime, account: Account, by: Account, reason: str) -> None:
    """Say no, for a reason of REFUSALS; nobody is written to. Raises NotWaiting, ValueError."""
    if reason not in REFUSALS:
        raise ValueError(reason)
    with writing():
        _answer(account, state="refused")
        audit.record(now, "member-refused", by, account, reason)


def close(now: datetime, account: Account, by: Account) -> None:
    """End an account for good, by its own wish or a manager's: nothing is sent, nobody signs in, name and address go.

    Raises LastHolder when nobody else could open reports.
    """
    with writing():
        deliveries.cancel_account(account)
        letters.cancel_account(account)
        links.drop(account)
        accounts.close(now, account, by)


def clear_unconfirmed(now: datetime) -> int:
    """Delete requests whose address was not confirmed within a week; returns how many."""
    old = (Account.state == "applied") & (Account.applied_on < (now - UNCONFIRMED_FOR).date())
    with writing():
        return Account.delete().where(old).execute()


def _answer(account: Account, **columns) -> None:
    """Only the first answer counts, also when two caseworkers press at once."""
    waiting = (Account.id == account.id) & (Account.state == "confirmed")
    if Account.update(**columns).where(waiting).execute() == 0:
        raise NotWaiting
    for column, value in columns.items():
        setattr(account, column, value)
