"""A team's key: made once, held by those who were given it, given on by one who holds it.

The casework team has one, and so has each partner project.
"""

from datetime import datetime

from models.account import Account
from models.database import writing
from models.key_pair import KeyGrant, KeyPair
from models.project import Project
from rules import N_, Refused, access, audit, vault

CASEWORK = "casework"


class NoTeamKey(Refused):
    """There is no casework team yet, so nothing can be sealed to it."""

    message = N_("Reports cannot be taken here yet. Please call the office.")


class NoAccess(Refused):
    """This account was not given the team's key."""

    message = N_("You wait for access. A colleague who has it can give it to you.")


class LastHolder(Refused):
    """Taking this account's key would leave nobody who can open reports."""

    message = N_("Nobody else can open reports. Give a colleague access first.")


def team_of(account: Account) -> str | None:
    """The team whose key this account may hold: casework, or its project by its ref; None for everybody else."""
    if account.role in access.READING_DESK:
        return CASEWORK
    return account.project.ref if account.role == access.PROJECT and account.project_id else None


def current(team: str = CASEWORK) -> KeyPair:
    """The pair that is sealed to, for casework or a project's ref; raises NoTeamKey."""
    pair = KeyPair.current(team)
    if pair is None:
        raise NoTeamKey
    return pair


def start(now: datetime, account: Account) -> bytes | None:
    """Make a team's pair when this account is the first who could hold it; returns the private half, else None.

    A project whose every holder has gone gets a new pair: what was sealed to the old one is still casework's to read.
    Casework's pair is made once and never replaced here. Call it inside the transaction that gives the account keys.
    """
    team = team_of(account)
    if team is None or account.public_key is None:
        return None
    pair = KeyPair.current(team)
    if pair is not None and (team == CASEWORK or _holders(pair).exists()):
        return None
    if account.role == access.INDEPENDENT:
        # Casework makes its own key; an outsider is given it.
        return None
    KeyPair.update(is_current=False).where(KeyPair.team == team).execute()
    public, private = vault.new_pair()
    pair = KeyPair.create(team=team, public_key=public, made_on=now.date())
    _grant(pair, account, private)
    audit.record(now, "team-key-made", account, pair)
    return private


def give(now: datetime, by: Account | None, to: Account, private: bytes) -> None:
    """Give the team's private half to another of the team. Raises NoAccess when they have no key pair of their own."""
    team = team_of(to)
    if to.public_key is None or team is None:
        raise NoAccess
    pair = current(team)
    if vault.pair_of(private)[0] != pair.public_key:
        raise NoAccess
    with writing():
        _grant(pair, to, private)
        audit.record(now, "team-key-given", by, to)


def take(account: Account) -> None:
    """Take the keys from an account that leaves its team; call it inside a transaction.

    Raises LastHolder when nobody else in casework could open reports; an independent reader does not count, who opens
    only what is about us and gives nobody the key.
    """
    pair = KeyPair.current()
    if account.role != access.INDEPENDENT and pair is not None and _holds(account, pair):
        others = _holders(pair, account).where(Account.role == access.CASEWORKER)
        if not others.exists():
            raise LastHolder
    KeyGrant.delete().where(KeyGrant.account == account).execute()


def has_access(account: Account) -> bool:
    """Whether this account was given its team's current key."""
    team = team_of(account)
    pair = KeyPair.current(team) if team else None
    return pair is not None and _holds(account, pair)


def waiting(team: str = CASEWORK) -> list[Account]:
    """Those of casework, or of a project by its ref, who have a key pair and wait for access."""
    pair = KeyPair.current(team)
    granted = KeyGrant.select(KeyGrant.account).where(KeyGrant.key_pair == pair)
    theirs = Account.role.in_(sorted(access.READING_DESK)) if team == CASEWORK else (Account.role == access.PROJECT)
    found = Account.admitted().where(theirs & Account.public_key.is_null(False) & Account.id.not_in(granted))
    return list(found if team == CASEWORK else found.join(Project).where(Project.ref == team))


def open_team_key(account: Account, own_private: bytes) -> bytes | None:
    """The team's private half for an account that was given it, else None."""
    team = team_of(account)
    pair = KeyPair.current(team) if team else None
    grant = KeyGrant.get_or_none((KeyGrant.account == account) & (KeyGrant.key_pair == pair)) if pair else None
    return vault.open_from(own_private, grant.sealed_key) if grant else None


def _holds(account: Account, pair: KeyPair) -> bool:
    return KeyGrant.select().where((KeyGrant.account == account) & (KeyGrant.key_pair == pair)).exists()


def _holders(pair: KeyPair, but: Account | None = None):
    """Grants of accounts that hold this pair and may sign in, all or all others."""
    found = KeyGrant.select().join(Account).where((KeyGrant.key_pair == pair) & (Account.state == "admitted"))
    return found.where(KeyGrant.account != but) if but else found


def _grant(pair: KeyPair, account: Account, private: bytes) -> None:
    sealed = vault.seal_to(account.public_key, private)
    KeyGrant.delete().where((KeyGrant.key_pair == pair) & (KeyGrant.account == account)).execute()
    KeyGrant.create(key_pair=pair, account=account, sealed_key=sealed)
