"""Invitations: somebody is asked to join a project by letter, and accepts with a name and a password."""

from datetime import datetime

from models.account import Account, AccountLink
from models.database import writing
from models.project import Project
from rules import N_, Refused, access, accounts, audit, leads, letters, links, membership, passwords
from rules.keyed import Secrets, new_token
from rules.links import LinkTo
from rules.roles import WroteAlready

# The link's purpose and the letter's kind.
INVITATION = "project-invitation"


class AcceptedAlready(Refused):
    """They were quicker than the colleague who wanted to take the invitation back."""

    message = N_("They have accepted already. End their access instead.")


def invite(
    secrets: Secrets,
    now: datetime,
    by: Account | None,
    project: Project,
    name: str,
    address: str,
    link_to: LinkTo,
    is_lead: bool = False,
) -> Account:
    """Ask somebody to join a project: a row that waits, and a letter with a link that is good for 14 days.

    Whoever invites learns nothing of an address that has an account: the row is the same, the letter counts the same,
    and only its reader sees that it has no link. Raises WroteAlready.
    """
    with writing():
        known = accounts.find(secrets, address)
        account, _ = accounts.create(
            secrets,
            now,
            role=access.PROJECT,
            # An address stands once in the table; this one is nobody's.
            address=address if known is None else f"{new_token()}@nobody.invalid",
            name=name,
            areas=project.area_codes,
            state="invited",
            language=by.language if by else "en",
            by=by,
            project=project,
            is_lead=is_lead,
        )
        contents = {} if known is not None else {"link": link_to(links.make(secrets, now, account, INVITATION))}
        to = known or account
        if letters.had_its_share(secrets, now, INVITATION, to):
            raise WroteAlready
        # Letters of other kinds may have used up the mailbox. Only a known address gets those, so it is not said.
        letters.owe(secrets, now, INVITATION, account=to, contents=contents, language=to.language)
    return account


def waiting(project: Project) -> list[Account]:
    """Those who were asked to join a project and have not answered, newest last."""
    return list(
        Account.select().where((Account.project == project) & (Account.state == "invited")).order_by(Account.id)
    )


def look(secrets: Secrets, now: datetime, token: str) -> AccountLink:
    """The link of an invitation. Raises LinkGone, also when it was taken back or the project has ended."""
    link = links.look(secrets, now, INVITATION, token)
    account = link.account
    if account.state not in ("invited", "admitted") or account.project is None or account.project.state != "admitted":
        raise links.LinkGone
    return link


def accept(secrets: Secrets, now: datetime, token: str, name: str, password: str) -> None:
    """Join: the working name, the password and a key pair; the first to come makes the project's key.

    Pressing again within a minute changes nothing. Raises LinkGone, PasswordTooWeak, Busy.
    """
    link = look(secrets, now, token)
    if link.used_at is not None:
        return
    account = link.account
    new = passwords.prepare(secrets, password, account.role, account.ref)
    with writing():
        # Looked at again: while the password was hashed the invitation may have been taken back.
        if look(secrets, now, token).used_at is None and links.use(now, link):
            accounts.change(account, state="admitted", admitted_on=now.date(), **new.columns())
            accounts.rename(secrets, account, name)
            leads.settle(now, account, account.project)
            links.drop(account)
            audit.record(now, "invitation-accepted", account, account)


def cancel(now: datetime, by: Account, account: Account) -> None:
    """Take an invitation back: its link is worthless at once. Raises AcceptedAlready."""
    with writing():
        # The row stays closed and not deleted: with it would go what was sent, and the cap on letters counts that.
        if not Account.select().where((Account.id == account.id) & (Account.state == "invited")).exists():
            raise AcceptedAlready
        membership.close(now, account, by)


def clear_old(now: datetime) -> int:
    """End invitations that nobody accepted while their link was good, as if taken back; returns how many."""
    asked_on = (now - links.GOOD_FOR[INVITATION]).date()
    with writing():
        old = list(Account.select().where((Account.state == "invited") & (Account.applied_on < asked_on)))
        for account in old:
            membership.close(now, account, None)
    return len(old)
