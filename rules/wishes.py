"""Wishes: which warnings a member wants and how, a pause, and another address."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from models.account import CADENCES, STYLES, Account
from models.audit import Audit
from models.codes import LANGUAGES, LEVELS, SECTORS
from models.database import writing
from rules import N_, Refused, accounts, audit, deliveries, letters, links, passwords, reach, vault
from rules.keyed import Secrets
from rules.links import LinkTo
from rules.passwords import NotYourPassword

ASKED = "new-address-asked"
NEW_ADDRESSES, WITHIN = 3, timedelta(days=30)


class UnknownWish(Refused):
    """An answer that the lists do not have."""

    message = N_("Choose one of the answers in the list.")


class AskedTooOften(Refused):
    """A member asked for another address three times in 30 days: each goes to a mailbox that may not be theirs."""

    message = N_("You asked for a new address three times this month. Wait some weeks, or write to us.")


@dataclass(frozen=True)
class Wishes:
    """What a member chose on their own page. No area means whole-UK alerts only; no sector means all."""

    areas: list[str] = field(default_factory=list)
    lowest_level: int = 1
    sector: str | None = None
    style: str = "nudge"
    cadence: str = "at-once"
    language: str = "en"

    def columns(self) -> dict:
        """What to store beside the areas; raises UnknownWish."""
        known = (
            self.lowest_level in LEVELS
            and (self.sector is None or self.sector in SECTORS)
            and self.style in STYLES
            and self.cadence in CADENCES
            and self.language in LANGUAGES
        )
        if not known:
            raise UnknownWish
        names = ("lowest_level", "sector", "style", "cadence", "language")
        return {name: getattr(self, name) for name in names}


def keep(account: Account, wishes: Wishes) -> None:
    """Store what a member chose; it counts from the next alert on.

    Raises UnknownWish, also for a project worker's area outside the project's.
    """
    columns = wishes.columns()
    among = reach.choosable(account)
    if among is not None and not among.issuperset(wishes.areas):
        raise UnknownWish
    with writing():
        accounts.change(account, **columns)
        accounts.set_areas(account, wishes.areas)


def pause(account: Account) -> None:
    """Send no alert until `resume`; those still owed are not sent later."""
    with writing():
        accounts.change(account, is_paused=True)
        deliveries.cancel_account(account)


def resume(account: Account) -> None:
    """Send letters again, from the next one on, also after an unsubscribe."""
    with writing():
        accounts.change(account, is_paused=False, cadence="at-once")


def ask_new_address(
    secrets: Secrets, now: datetime, account: Account, password: str, address: str, link_to: LinkTo
) -> None:
    """Owe a link to a new address; nothing moves before it is pressed.

    An address that somebody else has is told so by letter; the page is the same.
    Raises NotYourPassword, AskedTooOften (three in 30 days, whosever the addresses were), Busy.
    """
    is_right, _ = passwords.check(secrets, account, password)
    if not is_right:
        raise NotYourPassword
    with writing():
        if _times_asked(account, now) >= NEW_ADDRESSES:
            raise AskedTooOften
        audit.record(now, ASKED, account, account)
        known = accounts.find(secrets, address)
        if known is not None:
            letters.owe(secrets, now, "already-member", account=known, language=known.language)
            return
        sealed = vault.seal(secrets.keys, address.strip(), f"account_link.email.{account.ref}")
        token = links.make(secrets, now, account, "new-address", sealed)
        contents = {"link": link_to(token)}
        letters.owe(
            secrets, now, "new-address", account=account, address=address, contents=contents, language=account.language
        )


def confirm_new_address(secrets: Secrets, now: datetime, token: str) -> None:
    """Move to the new address and owe a neutral note to the old one; again within a minute changes nothing.

    Raises LinkGone, AddressTaken.
    """
    link = links.look(secrets, now, "new-address", token)
    if link.used_at is not None:
        return
    account = link.account
    address = vault.unseal(secrets.keys, link.email, f"account_link.email.{account.ref}")
    with writing():
        if not links.use(now, link):
            return
        if accounts.find(secrets, address) is not None:
            raise accounts.AddressTaken
        old = accounts.address_of(secrets, account)
        letters.owe(secrets, now, "address-changed", account=account, address=old, language=account.language)
        accounts.move(secrets, account, address)
        links.drop(account)
        audit.record(now, "address-changed", account, account)


def _times_asked(account: Account, now: datetime) -> int:
    """From the audit, because nothing else tells of a request for an address that somebody has."""
    mine = (Audit.actor == account.id) & (Audit.action == ASKED) & (Audit.hour > now - WITHIN)
    return Audit.select().where(mine).count()
