"""Accounts: making one, finding one, signing in, changing columns, closing."""

import secrets as randomness
from dataclasses import dataclass
from datetime import datetime

from models.account import Account, AccountArea
from models.codes import AREAS, LANGUAGES
from models.database import writing
from models.project import Project
from models.saved_search import SavedSearch
from rules import N_, Refused, access, audit, passwords, sessions, team_keys, vault
from rules.keyed import Secrets, email_key, new_token


class AddressTaken(Refused):
    """Another account has this address."""

    message = N_("There is already an account with this address.")


class WrongPassword(Refused):
    """Address or password is wrong, or the account may not sign in; which, is not said."""

    message = N_("That address and password do not belong together. Try again.")


@dataclass(frozen=True)
class SignedIn:
    """Who signed in, and what the session carries."""

    account: Account
    payload: dict


def find(secrets: Secrets, address: str) -> Account | None:
    """The account with this address, whatever its state."""
    return Account.get_or_none(Account.email_key == email_key(secrets, address))


def address_of(secrets: Secrets, account: Account) -> str:
    """A member's address, opened; empty once the account is closed. Raises NotOpened."""
    return vault.unseal(secrets.keys, account.email, f"account.email.{account.ref}") if account.email else ""


def name_of(secrets: Secrets, account: Account) -> str:
    """A member's working name, opened; empty once the account is closed. Raises NotOpened."""
    return vault.unseal(secrets.keys, account.name, f"account.name.{account.ref}") if account.name else ""


def set_address(secrets: Secrets, account: Account, address: str) -> None:
    """Put an address into an account's columns; save it inside a transaction."""
    account.email = vault.seal(secrets.keys, address.strip(), f"account.email.{account.ref}")
    account.email_key = email_key(secrets, address)


def change(account: Account, **columns) -> None:
    """Write only these columns, so that two people who change one account do not undo each other.

    Call it inside a transaction.
    """
    Account.update(**columns).where(Account.id == account.id).execute()
    for column, value in columns.items():
        setattr(account, column, value)


def rename(secrets: Secrets, account: Account, name: str) -> None:
    """Store another working name; call it inside a transaction."""
    change(account, name=vault.seal(secrets.keys, name, f"account.name.{account.ref}"))


def move(secrets: Secrets, account: Account, address: str) -> None:
    """Store another address; call it inside a transaction."""
    set_address(secrets, account, address)
    change(account, email=account.email, email_key=account.email_key)


def create(
    secrets: Secrets,
    now: datetime,
    *,
    role: str,
    address: str,
    name: str,
    password: str | None = None,
    areas: list[str] | None = None,
    state: str = "admitted",
    language: str = "en",
    by: Account | None = None,
    project: Project | None = None,
    is_lead: bool = False,
) -> tuple[Account, bytes | None]:
    """Make an account; the first of a team makes its key, whose private half is returned for safe keeping.

    Raises AddressTaken, PasswordTooWeak, Busy.
    """
    account = _blank(secrets, now, role, address, name, state, language)
    account.project, account.is_lead = project, is_lead
    if password is not None:
        prepared = passwords.prepare(secrets, password, role, account.ref)
        for column, value in prepared.columns().items():
            setattr(account, column, value)
    with writing():
        if Account.select().where(Account.email_key == account.email_key).exists():
            raise AddressTaken
        account.save()
        set_areas(account, areas or [])
        audit.record(now, "account-made", by, account)
        recovery = team_keys.start(now, account)
    return account, recovery


def sign_in(secrets: Secrets, now: datetime, address: str, password: str) -> SignedIn:
    """Check address and password, the same work for known and unknown. Raises WrongPassword, Busy."""
    account = find(secrets, address)
    is_right, own_private = passwords.check(secrets, account, password)
    if account is None or not is_right or account.state != "admitted":
        raise WrongPassword
    payload = {}
    if own_private is not None:
        payload["own_key"] = own_private.hex()
        team_key = team_keys.open_team_key(account, own_private)
        if team_key is not None:
            payload["project_key" if account.role == access.PROJECT else "team_key"] = team_key.hex()
    with writing():
        audit.record(now, "signed-in", account)
    return SignedIn(account, payload)


def set_areas(account: Account, areas: list[str]) -> None:
    """Replace an account's areas; codes that are no area are left out. Call it inside a transaction.

    Where somebody is for some days stays, but an area that is now chosen for good.
    """
    lasting = AccountArea.until_on.is_null() | AccountArea.area.in_(areas)
    AccountArea.delete().where((AccountArea.account == account) & lasting).execute()
    for code in dict.fromkeys(areas):
        if code in AREAS:
            AccountArea.create(account=account, area=code)


def close(now: datetime, account: Account, by: Account | None) -> None:
    """End an account at once: it signs nobody in, its sessions end, its keys, name, address and wishes are gone.

    Raises LastHolder.
    """
    with writing():
        change(
            account,
            state="closed",
            closed_on=now.date(),
            is_paused=True,
            email="",
            # Nobody's address has a random key, and the column wants one of its own for each account.
            email_key=randomness.token_bytes(16),
            name="",
            about=None,
            sector=None,
            is_lead=False,
            lowest_level=1,
            style="nudge",
            gender=None,
            phone=None,
            text_level=None,
            bouncing_since=None,
            bounce_kind=None,
            letter_token=new_token(),
            salt=None,
            verifier=None,
            public_key=None,
            private_key=None,
        )
        AccountArea.delete().where(AccountArea.account == account).execute()
        SavedSearch.delete().where(SavedSearch.account == account).execute()
        sessions.end_all_of(account)
        team_keys.take(account)
        audit.record(now, "account-closed", by, account)


def _blank(secrets: Secrets, now: datetime, role: str, address: str, name: str, state: str, language: str) -> Account:
    account = Account(
        role=role,
        state=state,
        language=language if language in LANGUAGES else "en",
        letter_token=new_token(),
        applied_on=now.date(),
        admitted_on=now.date() if state == "admitted" else None,
    )
    set_address(secrets, account, address)
    account.name = vault.seal(secrets.keys, name, f"account.name.{account.ref}")
    return account
