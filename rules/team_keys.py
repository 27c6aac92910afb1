"""The casework team's key: made once, held by those who were given it, given on by one who holds it."""

from datetime import datetime

from models.account import Account
from models.database import writing
from models.key_pair import KeyGrant, KeyPair
from rules import N_, Refused, access, audit, vault


class NoTeamKey(Refused):
    """There is no casework team yet, so nothing can be sealed to it."""

    message = N_("Reports cannot be taken here yet. Please call the office.")


class NoAccess(Refused):
    """This account was not given the team's key."""

    message = N_("You wait for access. A colleague who has it can give it to you.")


class LastHolder(Refused):
    """Taking this account's key would leave nobody who can open reports."""

    message = N_("Nobody else can open reports. Give a colleague access first.")


def current() -> KeyPair:
    """The pair that reports are sealed to; raises NoTeamKey."""
    pair = KeyPair.current()
    if pair is None:
        raise NoTeamKey
    return pair


def exists() -> bool:
    """Whether the team has a key yet."""
    return KeyPair.current() is not None


def make(now: datetime, first: Account) -> bytes:
    """Make the team's pair and give it to its first caseworker; returns the private half for the recovery copy.

    Call it inside the transaction that makes the account.
    """
    public, private = vault.new_pair()
    pair = KeyPair.create(team="casework", public_key=public, made_on=now.date())
    _grant(pair, first, private)
    audit.record(now, "team-key-made", first, pair)
    return private


def give(now: datetime, by: Account | None, to: Account, private: bytes) -> None:
    """Give the team's private half to another caseworker. Raises NoAccess when they have no key pair of their own."""
    pair = current()
    if to.public_key is None:
        raise NoAccess
    with writing():
        _grant(pair, to, private)
        audit.record(now, "team-key-given", by, to)


def take(account: Account) -> None:
    """Take the team's key from an account that leaves casework; call it inside a transaction. Raises LastHolder."""
    if has_access(account) and not _other_holders(account).exists():
        raise LastHolder
    KeyGrant.delete().where(KeyGrant.account == account).execute()


def has_access(account: Account) -> bool:
    """Whether this account was given the current team key."""
    return KeyGrant.select().join(KeyPair).where((KeyGrant.account == account) & KeyPair.is_current).exists()


def waiting() -> list[Account]:
    """Caseworkers who have a key pair and wait for access."""
    granted = KeyGrant.select(KeyGrant.account).join(KeyPair).where(KeyPair.is_current)
    return list(
        Account.admitted().where(
            (Account.role == access.CASEWORKER) & Account.public_key.is_null(False) & Account.id.not_in(granted)
        )
    )


def open_team_key(account: Account, own_private: bytes) -> bytes | None:
    """The team's private half for an account that was given it, else None."""
    grant = KeyGrant.select().join(KeyPair).where((KeyGrant.account == account) & KeyPair.is_current).first()
    return vault.open_from(own_private, grant.sealed_key) if grant else None


def _other_holders(account: Account):
    """Accounts that hold the current key too and may sign in."""
    holders = KeyGrant.select().join(KeyPair).switch(KeyGrant).join(Account)
    return holders.where((KeyGrant.account != account) & KeyPair.is_current & (Account.state == "admitted"))


def _grant(pair: KeyPair, account: Account, private: bytes) -> None:
    sealed = vault.seal_to(account.public_key, private)
    KeyGrant.delete().where((KeyGrant.key_pair == pair) & (KeyGrant.account == account)).execute()
    KeyGrant.create(key_pair=pair, account=account, sealed_key=sealed)
