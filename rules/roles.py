"""Roles: what a manager does with accounts. A manager never sees what is sealed, and nobody is told a password."""

from datetime import datetime

from models.account import ROLES, Account
from models.database import writing
from rules import (
    N_,
    Refused,
    access,
    accounts,
    audit,
    deliveries,
    leads,
    links,
    membership,
    new_passwords,
    sessions,
    team_keys,
)
from rules.keyed import Secrets
from rules.links import LinkTo

# A project's workers come and go through their project alone, because its key does; and nobody who worked here becomes
# an independent reader, or the other way round.
GIVEN_BY_MANAGERS = tuple(role for role in ROLES if role not in (access.PROJECT, access.INDEPENDENT))
# Members ask to join by themselves; everybody else is made here, though venues and practitioners may ask too.
MADE_BY_MANAGERS = tuple(role for role in ROLES if role not in (access.PROJECT, access.MEMBER))


class NotYourself(Refused):
    """Managers do not change their own role or close themselves, so one is always left."""

    message = N_("You cannot do this to your own account. Ask another manager.")


class OfAProject(Refused):
    """A project's workers have no other role: a colleague there lets them in and out."""

    message = N_("They work for a project. Close this account, and make another for another role.")


class StaysIndependent(Refused):
    """An independent reader works for nobody here, so they have no role among us, before or after."""

    message = N_("They are an independent reader. Close this account, and make another for another role.")


class NotThereYet(Refused):
    """Somebody who was asked to join and has not answered has no password to lose."""

    message = N_("They have not accepted their invitation yet. Take it back and ask them again.")


class WroteAlready(Refused):
    """Their mailbox had its share of such letters, so the link would not arrive; nothing was changed."""

    message = N_("This mailbox had enough letters from us for now. Try again tomorrow or later. Nothing was changed.")


def invite(
    secrets: Secrets, now: datetime, by: Account, role: str, name: str, address: str, link_to: LinkTo
) -> Account:
    """Make an account without a password and owe the link to choose one.

    Raises AddressTaken, WroteAlready, ValueError.
    """
    if role not in MADE_BY_MANAGERS:
        raise ValueError(role)
    with writing():
        account, _ = accounts.create(secrets, now, role=role, address=address, name=name, by=by)
        _send_link(secrets, now, account, link_to)
    return account


def renew(secrets: Secrets, now: datetime, by: Account, account: Account, link_to: LinkTo) -> None:
    """Take the password (and the keys) away and owe a link to choose another; a caseworker then gives access again.

    In a project another lead follows where one is needed. Raises NotYourself, NotThereYet, LastHolder, WroteAlready.
    """
    if account.id == by.id:
        raise NotYourself
    if account.state == "invited":
        raise NotThereYet
    with writing():
        _start_again(secrets, now, account, link_to)
        if account.project_id:
            leads.settle(now, by, account.project)
        audit.record(now, "password-renewed", by, account)


def change_role(secrets: Secrets, now: datetime, by: Account, account: Account, role: str, link_to: LinkTo) -> None:
    """Give an account another role; its sessions end. Leaving casework takes the keys away; entering it starts with a
    new password, because that is when the key pair is made. Raises NotYourself, OfAProject,
    StaysIndependent, LastHolder, WroteAlready, ValueError."""
    if role not in GIVEN_BY_MANAGERS:
        raise ValueError(role)
    if account.role == access.PROJECT:
        raise OfAProject
    if account.role == access.INDEPENDENT:
        raise StaysIndependent
    if account.id == by.id:
        raise NotYourself
    held, holds = account.role in access.KEY_HOLDERS, role in access.KEY_HOLDERS
    with writing():
        accounts.change(account, role=role, is_frontline=False)
        sessions.end_all_of(account)
        if held and not holds:
            team_keys.take(account)
            accounts.change(account, public_key=None, private_key=None)
        if holds and not held:
            _start_again(secrets, now, account, link_to)
        if role not in access.WARNED:
            deliveries.cancel_account(account)
        audit.record(now, "role-changed", by, account, role)


def mark_frontline(now: datetime, by: Account, account: Account, is_frontline: bool) -> None:
    """Say whether a practitioner works with people directly and so gets alerts; others are left as they are."""
    if account.role != access.PRACTITIONER:
        return
    with writing():
        accounts.change(account, is_frontline=is_frontline)
        if not is_frontline:
            deliveries.cancel_account(account)
        audit.record(now, "frontline-on" if is_frontline else "frontline-off", by, account)


def close(now: datetime, by: Account, account: Account) -> None:
    """Close somebody's account at once. Raises NotYourself, LastHolder."""
    if account.id == by.id:
        raise NotYourself
    membership.close(now, account, by)


def _start_again(secrets: Secrets, now: datetime, account: Account, link_to: LinkTo) -> None:
    team_keys.take(account)
    accounts.change(account, salt=None, verifier=None, public_key=None, private_key=None)
    sessions.end_all_of(account)
    links.drop(account)
    _send_link(secrets, now, account, link_to)


def _send_link(secrets: Secrets, now: datetime, account: Account, link_to: LinkTo) -> None:
    if not new_passwords.send_link(secrets, now, account, link_to):
        raise WroteAlready
