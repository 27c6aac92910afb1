"""Wishes: which warnings a member wants and how, a pause, and another address."""

from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta

from models.account import CADENCES, STYLES, Account
from models.audit import Audit
from models.codes import GENDERS, LANGUAGES, LEVELS, SECTORS, SENDER_NAMES, SUBJECTS
from models.database import writing
from rules import N_, Refused, accounts, audit, bounces, deliveries, letters, links, passwords, reach, vault
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
    """Which warnings a member wants. No area means whole-UK alerts only; no sector and no gender mean all."""

    areas: list[str] = field(default_factory=list)
    lowest_level: int = 1
    sector: str | None = None
    gender: str | None = None

    def columns(self) -> dict:
        """What to store beside the areas; raises UnknownWish."""
        has_sector = self.sector is None or self.sector in SECTORS
        has_gender = self.gender is None or self.gender in GENDERS
        if self.lowest_level not in LEVELS or not has_sector or not has_gender:
            raise UnknownWish
        return {"lowest_level": self.lowest_level, "sector": self.sector, "gender": self.gender}


@dataclass(frozen=True)
class LetterWishes:
    """When and how a member is written to; hour (0 to 23) and weekday (Monday is 0) are those of gathered letters."""

    style: str = "nudge"
    cadence: str = "at-once"
    send_hour: int = 9
    send_weekday: int = 0
    sender_name: str = "updates"
    subject: str = "update"
    language: str = "en"

    def columns(self) -> dict:
        """What to store; raises UnknownWish."""
        is_known = (
            self.style in STYLES
            and self.cadence in CADENCES
            and self.send_hour in range(24)
            and self.send_weekday in range(7)
            and self.sender_name in SENDER_NAMES
            and self.subject in SUBJECTS
            and self.language in LANGUAGES
        )
        if not is_known:
            raise UnknownWish
        return asdict(self)


def keep(account: Account, wishes: Wishes) -> None:
    """Store which warnings a member wants; it counts from the next alert on.

    Raises UnknownWish, also for a project worker's area outside the project's.
    """
    columns = wishes.columns()
    among = reach.choosable(account)
    if among is not None and not among.issuperset(wishes.areas):
        raise UnknownWish
    with writing():
        accounts.change(account, **columns)
        accounts.set_areas(account, wishes.areas)


def keep_letters(account: Account, wishes: LetterWishes) -> None:
    """Store when and how a member is written to; it counts from the next letter on. Raises UnknownWish."""
    with writing():
        accounts.change(account, **wishes.columns())


def pause(account: Account) -> None:
    """Send no alert until `resume`; those still owed are not sent later."""
    with writing():
        accounts.change(account, is_paused=True)
        deliveries.cancel_account(account)


def resume(account: Account) -> None:
    """Send letters again, from the next one on and as often as before, also after an unsubscribe.

    Who had chosen none gets them at once.
    """
    with writing():
        cadence = "at-once" if account.cadence == "none" else account.cadence
        accounts.change(account, is_paused=False, cadence=cadence)


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
        # What the old address sent back says nothing of this one.
        bounces.start_again(now, account)
        links.drop(account)
        audit.record(now, "address-changed", account, account)


def _times_asked(account: Account, now: datetime) -> int:
    """From the audit, because nothing else tells of a request for an address that somebody has."""
    mine = (Audit.actor == account.id) & (Audit.action == ASKED) & (Audit.hour > now - WITHIN)
    return Audit.select().where(mine).count()
