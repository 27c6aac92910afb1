"""How many members an alert would go to now, by area and by how they are written to; none by name."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from peewee import Case, fn

from models.account import Account, AccountArea
from models.alert import Alert
from models.codes import ROOT_AREA, areas_around, is_root
from rules import audience, texts


@dataclass(frozen=True)
class Headcount:
    """Members in all; by cadence; who gets a text too; by area, the most first.

    Somebody with two areas is in both of them; `elsewhere` are those without an area around the alert's, whom the
    whole UK or a search they keep leads to.
    """

    members: int
    cadences: dict[str, int]
    with_text: int
    areas: dict[str, int]
    elsewhere: int


def of(alert: Alert, now: datetime, said: Collection[int] = ()) -> Headcount:
    """Whom the alert would go to if it were released now, counted in two queries.

    `said` are the ids of kept searches whose words it says.
    """
    concerned = audience.concerned(alert, now, said)
    area = alert.area or ROOT_AREA.code
    near = AccountArea.until_on.is_null() | (AccountArea.until_on >= now.date())
    if not is_root(area):
        near &= AccountArea.area.in_(sorted(areas_around(area)))
    with_text = fn.SUM(Case(None, [(texts.wanted(alert), 1)], 0))
    own = AccountArea.select(AccountArea.id).where((AccountArea.account == Account.id) & near)
    without = fn.SUM(Case(None, [(fn.EXISTS(own), 0)], 1))
    rows = list(
        Account.select(Account.cadence, fn.COUNT(Account.id), with_text, without)
        .where(concerned)
        .group_by(Account.cadence)
        .tuples()
    )
    by_area = (
        AccountArea.select(AccountArea.area, fn.COUNT(AccountArea.id))
        .where(near & AccountArea.account.in_(Account.select(Account.id).where(concerned)))
        .group_by(AccountArea.area)
        .order_by(fn.COUNT(AccountArea.id).desc(), AccountArea.area)
    )
    return Headcount(
        members=sum(row[1] for row in rows),
        cadences={row[0]: row[1] for row in rows},
        with_text=sum(row[2] for row in rows),
        areas=dict(by_area.tuples()),
        elsewhere=sum(row[3] for row in rows),
    )
