"""Texts to a member's own phone: asked for with a number and a level, and stopped with the number deleted."""

import re

from models.account import Account
from models.codes import LEVELS
from models.database import writing
from models.delivery import Delivery
from rules import N_, Refused, accounts, vault
from rules.identifier_kinds import phone, prepared
from rules.keyed import Secrets

# Mobiles of the UK: 07 without personal numbers (070) and pagers (076), but with the Isle of Man's 07624.
# Source: Ofcom, The National Telephone Numbering Plan.
_MOBILE = re.compile(r"\+447(?:[1-57-9]\d{8}|624\d{6})")


class NotAMobile(Refused):
    """What was typed is no mobile number of the UK."""

    message = N_("Write a mobile number of the UK. It begins with 07 and has 11 digits.")


class NotALevel(Refused):
    """A level that the list does not have."""

    message = N_("Choose one of the answers in the list.")


def read_mobile(typed: str) -> str:
    """The number with +44, as a text is sent to it. Raises NotAMobile."""
    number = phone(prepared(typed)) or ""
    if not _MOBILE.fullmatch(number):
        raise NotAMobile
    return number


def want_texts(secrets: Secrets, account: Account, typed: str, level: int) -> None:
    """Send a text beside the letter for warnings of this level and worse. Raises NotAMobile, NotALevel."""
    number = read_mobile(typed)
    if level not in LEVELS:
        raise NotALevel
    with writing():
        sealed = vault.seal(secrets.keys, number, f"account.phone.{account.ref}")
        accounts.change(account, phone=sealed, text_level=level)


def stop_texts(account: Account) -> None:
    """Send no texts, delete the number, and cancel those that are owed."""
    with writing():
        accounts.change(account, phone=None, text_level=None)
        owed = (Delivery.account == account) & (Delivery.channel == "text") & (Delivery.state == "owed")
        Delivery.update(state="cancelled").where(owed).execute()


def ending(secrets: Secrets, account: Account) -> str:
    """The last three digits of a member's number, to know it by; empty without one. Raises NotOpened."""
    return vault.unseal(secrets.keys, account.phone, f"account.phone.{account.ref}")[-3:] if account.phone else ""
