"""A project's workers among themselves: a lead gives and ends access, makes leads, sends links for new passwords."""

from datetime import datetime

from models.account import Account
from models.database import writing
from models.project import Project
from rules import N_, Refused, invitations, leads, roles, team_keys
from rules.keyed import Secrets
from rules.links import LinkTo


class NotLead(Refused):
    """Only a lead lets people of the project in and out."""

    message = N_("Only a lead of your project can do this. Ask them.")


def find(project: Project, ref: str) -> Account | None:
    """Who has this reference in this project, invited or working; None for everybody else's and nobody's."""
    theirs = (Account.project == project) & Account.state.in_(("invited", "admitted"))
    return Account.get_or_none((Account.ref == ref) & theirs)


def others(account: Account) -> list[Account]:
    """Colleagues who stay when this worker leaves, longest-serving first."""
    return [worker for worker in leads.workers(account.project) if worker.id != account.id]


def invite(secrets: Secrets, now: datetime, by: Account, name: str, address: str, link_to: LinkTo) -> Account:
    """Ask a colleague to join one's own project. Raises NotLead, WroteAlready."""
    if not by.is_lead:
        raise NotLead
    return invitations.invite(secrets, now, by, by.project, name, address, link_to)


def cancel(now: datetime, by: Account, account: Account) -> None:
    """Take a colleague's invitation back. Raises NotLead, AcceptedAlready."""
    _need_lead(by, account)
    invitations.cancel(now, by, account)


def give_access(now: datetime, by: Account, account: Account, private: bytes | None) -> None:
    """Give a colleague the project's key, of which `private` is the opened half. Raises NotLead, NoAccess."""
    _need_lead(by, account)
    if private is None:
        raise team_keys.NoAccess
    team_keys.give(now, by, account, private)


def end_access(now: datetime, by: Account, account: Account) -> None:
    """End a colleague's account at once: sessions, keys, letters. Raises NotLead, NotYourself."""
    _need_lead(by, account)
    roles.close(now, by, account)


def make_lead(now: datetime, by: Account, account: Account) -> None:
    """Make a colleague a lead too; doing it twice is the same. Raises NotLead."""
    _need_lead(by, account)
    if not account.is_lead and account.state == "admitted":
        with writing():
            leads.make(now, by, account)


def renew(secrets: Secrets, now: datetime, by: Account, account: Account, link_to: LinkTo) -> None:
    """Take a colleague's password and keys away and owe a link to choose another; then a lead gives access again.

    Raises NotLead, NotYourself, NotThereYet, WroteAlready.
    """
    _need_lead(by, account)
    roles.renew(secrets, now, by, account, link_to)


def _need_lead(by: Account, account: Account) -> None:
    if not by.is_lead or by.project_id is None or by.project_id != account.project_id:
        raise NotLead
