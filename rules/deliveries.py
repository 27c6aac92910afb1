"""The ledger: who is owed which alert, what is cancelled, and how it stands."""

from datetime import datetime
from typing import Any

from peewee import SQL, Value, fn

from models.account import Account, AccountArea
from models.alert import Alert
from models.codes import ROOT_AREA, areas_around, is_root
from models.database import writing
from models.delivery import Delivery
from models.owed import STATES
from rules import access

# Roles that alerts go to; a practitioner only when marked frontline.
WARNED_ROLES = tuple(sorted(access.WARNED - {access.FRONTLINE}))


def resolve(alert: Alert, now: datetime) -> int:
    """Owe an alert to everybody whom it concerns, in one statement; returns how many rows were added (a second time 0).

    Call it inside the transaction that publishes.
    """
    found = Account.select(Value(alert.id), Account.id, Value("email"), Value("owed"), Value(now), 0, False)
    insert = Delivery.insert_from(
        found.where(_wants(alert, now)),
        [
            Delivery.alert,
            Delivery.account,
            Delivery.channel,
            Delivery.state,
            Delivery.due_at,
            Delivery.attempts,
            Delivery.is_possibly_twice,
        ],
    )
    pair = (Delivery.alert, Delivery.account, Delivery.channel)
    return insert.on_conflict(action="NOTHING", conflict_target=pair).as_rowcount().execute()


def cancel_alert(alert: Alert) -> int:
    """Nothing more of this alert is sent; returns how many rows. Rows under way end by themselves: see `in_flight`."""
    with writing():
        its = (Delivery.alert == alert) & (Delivery.state == "owed")
        return Delivery.update(state="cancelled").where(its).execute()


def cancel_account(account: Account) -> int:
    """Nothing that is owed to this member is sent; returns how many rows. Rows under way: see `in_flight`."""
    with writing():
        mine = (Delivery.account == account) & (Delivery.state == "owed")
        return Delivery.update(state="cancelled").where(mine).execute()


def in_flight(alert: Alert | None = None, account: Account | None = None) -> bool:
    """Whether a letter of this alert, or to this member, is in a worker's hands now."""
    claimed = Delivery.select(SQL("1")).where(Delivery.state == "claimed")
    if alert is not None:
        claimed = claimed.where(Delivery.alert == alert)
    if account is not None:
        claimed = claimed.where(Delivery.account == account)
    return claimed.exists()


def counts(alert: Alert | None = None) -> dict[str, int]:
    """How many deliveries stand in each state, of one alert or of all."""
    rows = Delivery.select(Delivery.state, fn.COUNT(Delivery.id)).group_by(Delivery.state)
    found = dict((rows.where(Delivery.alert == alert) if alert is not None else rows).tuples())
    return {state: found.get(state, 0) for state in STATES}


def oldest_owed_at() -> datetime | None:
    """When the oldest alert was published that somebody still waits for; None when nobody waits."""
    waiting = Delivery.state.in_(("owed", "claimed"))
    return Delivery.select(fn.MIN(Alert.published_at)).join(Alert).where(waiting).scalar()


def _wants(alert: Alert, now: datetime) -> Any:
    """Whom an alert concerns: role, state, wishes, language and area."""
    role = Account.role.in_(WARNED_ROLES) | ((Account.role == access.PRACTITIONER) & Account.is_frontline)
    wants = role & (Account.state == "admitted") & (Account.cadence == "at-once") & ~Account.is_paused
    wants &= Account.lowest_level <= alert.level
    if alert.sector is not None:
        wants &= Account.sector.is_null() | (Account.sector == alert.sector)
    # English is what everybody gets; a warning in another language goes to those who chose it.
    if alert.language != "en":
        wants &= Account.language == alert.language
    area = alert.area or ROOT_AREA.code
    if not is_root(area):
        wants &= Account.id.in_(_living_around(area, now))
    return wants


def _living_around(area: str, now: datetime) -> Any:
    """Accounts with an area that holds this one or lies in it; a touring member's counts to its last day."""
    lasts = AccountArea.until_on.is_null() | (AccountArea.until_on >= now.date())
    return AccountArea.select(AccountArea.account).where(AccountArea.area.in_(sorted(areas_around(area))) & lasts)
