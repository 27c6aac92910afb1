"""Stopping letters by the link in each of them: no sign-in, no question."""

from models.account import Account
from models.database import writing
from rules import deliveries, letters


def stop(token: str) -> Account | None:
    """Send nothing more to whoever holds this letter token, until they ask again; doing it twice is the same.

    None for a token that is nobody's. What is under way ends by itself: see `is_under_way`.
    """
    with writing():
        account = Account.get_or_none(Account.letter_token == token)
        if account is None:
            return None
        # A pause, so that how often they were written to is still known when they ask again.
        Account.update(is_paused=True).where(Account.id == account.id).execute()
        deliveries.cancel_account(account)
        letters.cancel_account(account)
        return account


def is_under_way(account: Account) -> bool:
    """Whether a letter to them is in a worker's hands now."""
    return deliveries.in_flight(account=account) or letters.in_flight(account=account)
