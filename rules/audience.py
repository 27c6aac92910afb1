"""The audience: whom an alert concerns, by what members chose and what it is about."""

import json
from collections.abc import Collection
from datetime import datetime
from typing import Any

from peewee import SQL, fn

from models.account import Account, AccountArea
from models.alert import Alert, AlertHarm, AlertTarget, AlertTranslation
from models.codes import ROOT_AREA, areas_around, is_root
from models.project import ProjectArea
from models.saved_search import SavedSearch
from rules import access

# Roles that alerts go to; a practitioner only when marked frontline.
WARNED_ROLES = tuple(sorted(access.WARNED - {access.FRONTLINE}))


def concerned(alert: Alert, now: datetime, said: Collection[int] = ()) -> Any:
    """The condition on accounts under which an alert concerns them: for the statement that publishes and for counting.

    By their areas, level, kind of work and gender, or by a search they keep; `said` are the ids of kept searches whose
    words the alert says. Each account is met once, whatever number of ways lead to it.
    """
    own, searching = _by_wishes(alert), _searching(alert, said)
    area = alert.area or ROOT_AREA.code
    if is_root(area):
        return _takes_letters(alert) & (own | Account.id.in_(searching))
    near = _living_around(area, now)
    # Both ways in one list first, so that the few accounts in it are looked up, and not every account there is.
    return (
        Account.id.in_(near.union(searching))
        & _takes_letters(alert)
        & ((own & Account.id.in_(near)) | Account.id.in_(searching))
    )


def _takes_letters(alert: Alert) -> Any:
    """Roles that alerts go to, let in and reached: not paused, nor sent back by their mail server; in their language.

    English is what everybody gets; a warning in another language, and not in English too, goes to those who chose one
    that it is in.
    """
    role = Account.role.in_(WARNED_ROLES) | ((Account.role == access.PRACTITIONER) & Account.is_frontline)
    wants = role & (Account.state == "admitted") & (Account.cadence != "none") & ~Account.is_paused
    wants &= Account.bouncing_since.is_null()
    if alert.language == "en":
        return wants
    its = (AlertTranslation.alert == alert) & (AlertTranslation.state == "approved")
    others = AlertTranslation.select(AlertTranslation.language).where(its)
    in_english = fn.EXISTS(others.where(AlertTranslation.language == "en"))
    return wants & ((Account.language == alert.language) | Account.language.in_(others) | in_english)


def _by_wishes(alert: Alert) -> Any:
    """The level that somebody wants, and what they said of themselves; who said nothing gets all."""
    wants = (Account.lowest_level <= alert.level) & _meant_for(Account.gender, alert)
    if alert.sector is not None:
        wants &= Account.sector.is_null() | (Account.sector == alert.sector)
    return wants


def _meant_for(gender: Any, alert: Alert) -> Any:
    """Whether somebody of this gender, or of none that we know, is meant; no gender that is named means everybody."""
    targets = AlertTarget.select(AlertTarget.code).where(AlertTarget.alert == alert)
    return gender.is_null() | gender.in_(targets) | ~fn.EXISTS(targets)


def _living_around(area: str, now: datetime) -> Any:
    """Accounts with an area that holds this one or lies in it; a touring member's counts to its last day."""
    lasts = AccountArea.until_on.is_null() | (AccountArea.until_on >= now.date())
    return AccountArea.select(AccountArea.account).where(AccountArea.area.in_(sorted(areas_around(area))) & lasts)


def fitting_searches(alert: Alert) -> Any:
    """The condition on kept searches under which their codes fit an alert, whatever their words say."""
    harms = AlertHarm.select(AlertHarm.code).where(AlertHarm.alert == alert)
    around = sorted(areas_around(alert.area or ROOT_AREA.code))
    fits = SavedSearch.area.is_null() | SavedSearch.area.in_(around)
    fits &= SavedSearch.harm.is_null() | SavedSearch.harm.in_(harms)
    fits &= SavedSearch.level.is_null() | (SavedSearch.level == alert.level)
    fits &= _meant_for(SavedSearch.gender, alert)
    if alert.sector is not None:
        # What is for every kind of work is for this one too.
        fits &= SavedSearch.sector.is_null() | (SavedSearch.sector == alert.sector)
    return fits


def _searching(alert: Alert, said: Collection[int]) -> Any:
    """Accounts with a kept search that fits, wherever they chose to be warned and however bad it is.

    A kind of work or gender that a member chose still counts where the search names none. Nobody is sent by a search
    what they may not read: a project's worker reads within the project's areas.
    """
    # One value, because a statement takes only so many; it grows by some bytes for each search whose words fit.
    numbers = SQL("(SELECT value FROM json_each(?))", (json.dumps(list(said)),))
    fits = fitting_searches(alert) & (SavedSearch.words.is_null() | SavedSearch.id.in_(numbers))
    whose = Account.alias()
    fits &= SavedSearch.gender.is_null(False) | _meant_for(whose.gender, alert)
    if alert.sector is not None:
        fits &= SavedSearch.sector.is_null(False) | whose.sector.is_null() | (whose.sector == alert.sector)
    area = alert.area or ROOT_AREA.code
    if not is_root(area):
        near = ProjectArea.select(ProjectArea.project).where(ProjectArea.area.in_(sorted(areas_around(area))))
        fits &= (whose.role != access.PROJECT) | whose.project.in_(near)
    return SavedSearch.select(SavedSearch.account).join(whose, on=(SavedSearch.account == whose.id)).where(fits)
