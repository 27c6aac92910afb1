"""Links sent by letter: made, looked at, used once. Opening one changes nothing; only its button does."""

from collections.abc import Callable
from datetime import datetime, timedelta

from models.account import Account, AccountLink
from models.database import writing
from rules import N_, Refused
from rules.keyed import Secrets, new_token, token_key

# Turns a token into the address of the page behind it.
LinkTo = Callable[[str], str]

# How long each kind may lie in a mailbox.
GOOD_FOR = {
    "confirm-address": timedelta(days=3),
    "new-password": timedelta(days=1),
    "new-address": timedelta(days=1),
    "project-invitation": timedelta(days=14),
    # Longer than until the entry is hidden, so that a late answer still finds its page.
    "therapist-again": timedelta(days=90),
}
# The page behind each kind; the worker writes letters too, and it has no routes to ask.
PATHS = {
    "confirm-address": "/join/confirm/{}/",
    "new-password": "/new-password/{}/",
    "new-address": "/account/address/{}/",
    "project-invitation": "/projects/invitation/{}/",
    "therapist-again": "/therapists/again/{}/",
}
# A second press of the button, or a reload, shows the same end page for so long.
SHOWN_AGAIN = timedelta(minutes=1)


class LinkGone(Refused):
    """The link is unknown, too old, or was used more than a minute ago."""

    message = N_("This link was used already, or it is too old. Ask for a new one.")


def link_to(site: str, purpose: str) -> LinkTo:
    """What turns a token into the whole address of the page behind it. `site` is the site's own, `purpose` one of
    PATHS."""
    return lambda token: site + PATHS[purpose].format(token)


def make(secrets: Secrets, now: datetime, account: Account, purpose: str, email: str | None = None) -> str:
    """A new link's token, of which only a hash is stored. `purpose` is one of GOOD_FOR; `email` is a sealed address."""
    token = new_token()
    with writing():
        AccountLink.create(
            account=account,
            purpose=purpose,
            token_key=token_key(secrets, purpose, token),
            email=email,
            expires_at=now + GOOD_FOR[purpose],
        )
    return token


def look(secrets: Secrets, now: datetime, purpose: str, token: str) -> AccountLink:
    """The link with this token, still good or used within the last minute. Raises LinkGone."""
    link = AccountLink.get_or_none(AccountLink.token_key == token_key(secrets, purpose, token))
    if link is None or now > link.expires_at:
        raise LinkGone
    if link.used_at is not None and now - link.used_at > SHOWN_AGAIN:
        raise LinkGone
    return link


def use(now: datetime, link: AccountLink) -> bool:
    """Use the link up; False when somebody was quicker. Call it inside the transaction of what the link does."""
    unused = AccountLink.update(used_at=now).where((AccountLink.id == link.id) & AccountLink.used_at.is_null())
    return unused.execute() == 1


def drop(account: Account) -> None:
    """Make every unused link of an account worthless; call it inside a transaction."""
    AccountLink.delete().where((AccountLink.account == account) & AccountLink.used_at.is_null()).execute()


def clear_old(now: datetime) -> int:
    """Delete links that have ended for a day; returns how many."""
    with writing():
        return AccountLink.delete().where(AccountLink.expires_at < now - timedelta(days=1)).execute()
