"""New passwords: a forgotten one, a first one, a changed one."""

from datetime import datetime

from models.account import Account, AccountLink
from models.database import writing
from rules import access, accounts, audit, letters, links, passwords, sessions, team_keys
from rules.keyed import Secrets
from rules.links import LinkTo
from rules.passwords import NotYourPassword


def forgotten(secrets: Secrets, now: datetime, address: str, link_to: LinkTo) -> None:
    """Owe a link for a new password, if the address is known and its account holds no keys; else nothing."""
    with writing():
        account = accounts.find(secrets, address)
        if account is None or account.state not in ("confirmed", "admitted") or account.role in access.KEY_HOLDERS:
            return
        send_link(secrets, now, account, link_to)


def send_link(secrets: Secrets, now: datetime, account: Account, link_to: LinkTo) -> bool:
    """Owe the letter with a link to choose a password; call it inside a transaction. False when they had one today."""
    token = links.make(secrets, now, account, "new-password")
    contents = {"link": link_to(token)}
    owed = letters.owe(secrets, now, "new-password", account=account, contents=contents, language=account.language)
    return owed is not None


def look(secrets: Secrets, now: datetime, token: str) -> AccountLink:
    """The link to choose a password by. Raises LinkGone, also for an account that holds keys and has a password:
    no letter alone may open reports."""
    link = links.look(secrets, now, "new-password", token)
    account = link.account
    is_barred = account.role in access.KEY_HOLDERS and account.verifier is not None and link.used_at is None
    if is_barred or account.state not in ("confirmed", "admitted"):
        raise links.LinkGone
    return link


def choose(secrets: Secrets, now: datetime, token: str, password: str) -> None:
    """Set the password behind a link; all sessions end, other links are worthless. Holders of keys get a pair.

    Pressing again within a minute changes nothing. Raises LinkGone, PasswordTooWeak, Busy.
    """
    link = look(secrets, now, token)
    if link.used_at is not None:
        return
    account = link.account
    new = passwords.prepare(secrets, password, account.role, account.ref)
    with writing():
        if links.use(now, link):
            accounts.change(account, **new.columns())
            team_keys.start(now, account)
            links.drop(account)
            sessions.end_all_of(account)
            audit.record(now, "password-chosen", account, account)


def change(secrets: Secrets, now: datetime, account: Account, old: str, new: str) -> None:
    """Change one's own password; the key pair stays, so access stays. All sessions end, the caller begins a new one.

    Raises NotYourPassword, PasswordTooWeak, Busy.
    """
    passwords.check_strength(new)
    is_right, private = passwords.check(secrets, account, old)
    if not is_right:
        raise NotYourPassword
    prepared = passwords.prepare(secrets, new, account.role, account.ref, private)
    with writing():
        accounts.change(account, **prepared.columns())
        links.drop(account)
        sessions.end_all_of(account)
        audit.record(now, "password-changed", account, account)
