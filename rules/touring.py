"""Touring: areas where a member is for some days, up to a last day, and gone from here when that has passed."""

from datetime import date, timedelta

from models.account import Account, AccountArea
from models.codes import AREAS
from models.database import writing
from rules import N_, Refused, access

MOST = 5
LONGEST = timedelta(days=30)


class NoSuchDay(Refused):
    """A last day that has passed, or is too far away."""

    message = N_("The last day is today or later, and at most 30 days from now.")


class NoSuchPlace(Refused):
    """A place that is no area, or whose warnings come already."""

    message = N_("Choose a place that you do not get warnings for yet.")


class TooManyPlaces(Refused):
    """More places than somebody is at in 30 days."""

    message = N_("You can add 5 places. Take one off first.")


def add(today: date, account: Account, area: str, until_on: date) -> None:
    """Warn a member about an area to its last day; one that is there already gets this day instead.

    `today` is the day in London. Raises NoSuchPlace (also for project workers, who are where their project is),
    NoSuchDay, TooManyPlaces.
    """
    if area not in AREAS or account.role == access.PROJECT:
        raise NoSuchPlace
    if not today <= until_on <= today + LONGEST:
        raise NoSuchDay
    with writing():
        _forget(AccountArea.account == account, today)
        here = AccountArea.get_or_none((AccountArea.account == account) & (AccountArea.area == area))
        if here is not None and here.until_on is None:
            raise NoSuchPlace
        if here is None and len(places(today, account)) >= MOST:
            raise TooManyPlaces
        remove(account, area)
        AccountArea.create(account=account, area=area, until_on=until_on)


def remove(account: Account, area: str) -> None:
    """Take an area of some days off; one that is not there changes nothing."""
    with writing():
        touring = (AccountArea.account == account) & (AccountArea.area == area) & AccountArea.until_on.is_null(False)
        AccountArea.delete().where(touring).execute()


def places(today: date, account: Account) -> list[AccountArea]:
    """Where a member is for some days, from `today` on, the first to end before the others."""
    lasts = (AccountArea.account == account) & (AccountArea.until_on >= today)
    return list(AccountArea.select().where(lasts).order_by(AccountArea.until_on, AccountArea.area))


def forget_old(today: date) -> int:
    """Delete all places whose last day has passed: where somebody was is nobody's business; returns how many."""
    with writing():
        return _forget(AccountArea.until_on.is_null(False), today)


def _forget(of, today: date) -> int:
    return AccountArea.delete().where(of & (AccountArea.until_on < today)).execute()
