"""Membership: asking to join, confirming an address, being admitted or refused, leaving."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from models.account import Account
from models.database import writing
from rules import N_, Refused, access, accounts, audit, deliveries, leads, letters, links, passwords, vault
from rules.keyed import Secrets
from rules.links import LinkTo

# Who may ask to join here; projects ask in another way, and staff are asked.
KINDS = (access.MEMBER, access.ESTABLISHMENT, access.PRACTITIONER)
REFUSALS = ("not-for-them", "asked-twice", "not-18", "not-honest", "other")
UNCONFIRMED_FOR = timedelta(days=7)
# Source: NUM's protective design: a new member reads warnings at once, and neither searches nor checks much.
PROBATION = timedelta(days=14)


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
    role: str = access.MEMBER
    about: str = field(default="", repr=False)


def join(secrets: Secrets, now: datetime, asked: Asked, link_to: LinkTo) -> None:
    """Take a request to join; the letter tells the address's owner what happens next, the page tells nobody.

    A known address is owed `already-member`; one that never confirmed keeps its newest answers and is written to again.
    Raises ValueError for a role that is not of KINDS.
    """
    if asked.role not in KINDS:
        raise ValueError(asked.role)
    with writing():
        account = accounts.find(secrets, asked.address)
        if account is not None and (account.state != "applied" or account.role not in KINDS):
            letters.owe(secrets, now, "already-member", account=account, language=account.language)
            return
        if account is None:
            account, _ = accounts.create(
                secrets,
                now,
                role=asked.role,
                address=asked.address,
                name=asked.name,
                areas=asked.areas,
                state="applied",
                language=asked.language,
            )
        else:
            accounts.rename(secrets, account, asked.name)
            accounts.change(account, language=asked.language, role=asked.role)
            accounts.set_areas(account, asked.areas)
        about = vault.seal(secrets.keys, asked.about, _place(account)) if asked.about else None
        accounts.change(account, about=about)
        token = links.make(secrets, now, account, "confirm-address")
        contents = {"link": link_to(token)}
        letters.owe(secrets, now, "confirm-address", account=account, contents=contents, language=account.language)


def about(secrets: Secrets, account: Account) -> str:
    """What somebody who waits says of their venue, website or work, opened; empty when nothing. Raises NotOpened."""
    return vault.unseal(secrets.keys, account.about, _place(account)) if account.about else ""


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


def admit(secrets: Secrets, now: datetime, account: Account, by: Account, role: str | None = None) -> None:
    """Let somebody in who confirmed and waits, as what they asked for or another role of KINDS; owe the letter.

    Nobody is frontline by this, and for 14 days they are on probation. Raises NotWaiting, ValueError.
    """
    role = role or account.role
    if role not in KINDS:
        raise ValueError(role)
    with writing():
        today = now.date()
        columns = {"admitted_on": today, "probation_until": today + PROBATION, "role": role, "is_frontline": False}
        _answer(account, state="admitted", **columns)
        letters.owe(secrets, now, "admitted", account=account, language=account.language)
        audit.record(now, "member-admitted", by, account, role)


def refuse(now: datetime, account: Account, by: Account, reason: str) -> None:
    """Say no, for a reason of REFUSALS; nobody is written to. Raises NotWaiting, ValueError."""
    if reason not in REFUSALS:
        raise ValueError(reason)
    with writing():
        _answer(account, state="refused")
        audit.record(now, "member-refused", by, account, reason)


def close(now: datetime, account: Account, by: Account | None) -> None:
    """End an account for good, by its own wish or a manager's: nothing is sent, nobody signs in, name and address go.

    `by` is None when nobody ended it, but its time.

    When a project's lead goes, a colleague follows. Raises LastHolder when nobody else in casework could open reports.
    """
    with writing():
        deliveries.cancel_account(account)
        letters.cancel_account(account)
        links.drop(account)
        accounts.close(now, account, by)
        if account.project_id:
            leads.settle(now, by, account.project)


def clear_unconfirmed(now: datetime) -> int:
    """Delete requests whose address was not confirmed within a week; returns how many."""
    old = (Account.state == "applied") & (Account.applied_on < (now - UNCONFIRMED_FOR).date())
    with writing():
        return Account.delete().where(old).execute()


def _answer(account: Account, **columns) -> None:
    """Only the first answer counts, also when two caseworkers press at once; what they said of themselves goes."""
    columns["about"] = None
    waiting = (Account.id == account.id) & (Account.state == "confirmed")
    if Account.update(**columns).where(waiting).execute() == 0:
        raise NotWaiting
    for column, value in columns.items():
        setattr(account, column, value)


def _place(account: Account) -> str:
    return f"account.about.{account.ref}"
