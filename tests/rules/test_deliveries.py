"""Who is owed which alert."""

from datetime import timedelta

import pytest

from models.account import AccountArea
from models.database import database, writing
from models.delivery import Delivery
from rules import deliveries

MEMBERS = {
    "manchester": {"areas": ["greater-manchester"]},
    "london": {"areas": ["london"]},
    "north west": {"areas": ["north-west"]},
    "england": {"areas": ["england"]},
    "everywhere": {"areas": ["uk"]},
    "no area": {},
    "two areas": {"areas": ["greater-manchester", "london"]},
    "dangerous only": {"areas": ["greater-manchester"], "lowest_level": 3},
    "street": {"areas": ["greater-manchester"], "sector": "street"},
    "agency": {"areas": ["greater-manchester"], "sector": "agency"},
    "romanian": {"areas": ["greater-manchester"], "language": "ro"},
    "paused": {"areas": ["greater-manchester"], "is_paused": True},
    "unsubscribed": {"areas": ["greater-manchester"], "cadence": "none"},
    "applied": {"areas": ["greater-manchester"], "state": "applied"},
    "closed": {"areas": ["greater-manchester"], "state": "closed"},
    "establishment": {"areas": ["greater-manchester"], "role": "establishment"},
    "project": {"areas": ["greater-manchester"], "role": "project-worker"},
    "practitioner": {"areas": ["greater-manchester"], "role": "practitioner"},
    "frontline": {"areas": ["greater-manchester"], "role": "practitioner", "is_frontline": True},
    "caseworker": {"areas": ["greater-manchester"], "role": "caseworker"},
    "drop-in": {"areas": ["greater-manchester"], "role": "drop-in"},
    "touring": {},
    "toured": {},
}
NEAR = {"manchester", "north west", "england", "everywhere", "two areas", "street", "agency", "romanian"}
NEAR |= {"establishment", "project", "frontline", "touring"}
ALL = NEAR | {"london", "no area", "dangerous only", "toured"}
LONDON = {"london", "england", "everywhere", "two areas"}
ALERTS = [
    ({"area": "greater-manchester", "level": 1}, NEAR),
    ({"area": "greater-manchester", "level": 2}, NEAR),
    ({"area": "greater-manchester", "level": 3}, NEAR | {"dangerous only"}),
    ({"area": "greater-manchester", "sector": "street"}, NEAR - {"agency"}),
    ({"area": "greater-manchester", "language": "ro"}, {"romanian"}),
    ({"area": "greater-manchester", "language": "pl"}, set()),
    ({"area": "london", "level": 3}, LONDON),
    ({"area": "north-west", "level": 3}, NEAR | {"dangerous only"}),
    ({"area": "england", "level": 3}, ALL - {"no area", "toured"}),
    ({"area": "scotland", "level": 3}, {"everywhere"}),
    ({"area": "uk", "level": 3}, ALL),
    ({"area": "uk", "level": 1}, ALL - {"dangerous only"}),
    ({"area": None, "level": 3}, ALL),
]


@pytest.fixture
def members(make):
    """One account for each name in MEMBERS; `touring` is in Manchester until today, `toured` was until yesterday."""
    found = {name: make.account(**{"role": "member", **wishes}) for name, wishes in MEMBERS.items()}
    today = make.now.date()
    with writing():
        AccountArea.create(account=found["touring"], area="greater-manchester", until_on=today)
        AccountArea.create(account=found["toured"], area="greater-manchester", until_on=today - timedelta(days=1))
    return found


def owed_to(alert, members) -> set[str]:
    """The names of those who are owed this alert."""
    ids = {row.account_id for row in Delivery.select().where(Delivery.alert == alert)}
    return {name for name, account in members.items() if account.id in ids}


@pytest.mark.parametrize(("facts", "wanted"), ALERTS, ids=[str(facts) for facts, _ in ALERTS])
def test_an_alert_is_owed_to_exactly_those_it_concerns(make, members, facts, wanted):
    alert = make.plain_alert(**facts)
    added = deliveries.resolve(alert, make.now)
    assert owed_to(alert, members) == wanted
    assert added == len(wanted)
    assert Delivery.select().where(Delivery.alert == alert).count() == added


def test_resolving_is_one_statement_and_a_second_time_adds_nobody(make, members):
    alert = make.plain_alert(area="uk", level=3)
    said = []
    hook = lambda sql, *more: said.append(sql)  # noqa: E731
    database.query_hooks.append(hook)
    try:
        first = deliveries.resolve(alert, make.now)
    finally:
        database.query_hooks.remove(hook)
    assert len(said) == 1, said
    assert first == len(ALL)
    assert deliveries.resolve(alert, make.now) == 0
    assert deliveries.counts(alert) == {"owed": len(ALL), "claimed": 0, "sent": 0, "bounced": 0, "cancelled": 0}


def test_a_member_who_came_later_is_added_and_nobody_twice(make, members):
    alert = make.plain_alert(area="uk", level=3)
    deliveries.resolve(alert, make.now)
    make.account(areas=["london"])
    assert deliveries.resolve(alert, make.now) == 1


def test_a_withdrawn_alert_keeps_what_was_sent_and_cancels_what_is_owed(make, members):
    alert, other = make.plain_alert(area="uk", level=3), make.plain_alert(area="uk", level=3)
    for one in (alert, other):
        deliveries.resolve(one, make.now)
    first = alert.deliveries.first()
    Delivery.update(state="sent").where(Delivery.id == first.id).execute()
    assert deliveries.cancel_alert(alert) == len(ALL) - 1
    assert deliveries.counts(alert) == {"owed": 0, "claimed": 0, "sent": 1, "bounced": 0, "cancelled": len(ALL) - 1}
    assert deliveries.counts(other)["owed"] == len(ALL)


def test_a_member_who_leaves_is_owed_nothing_and_the_others_as_before(make, members):
    alert = make.plain_alert(area="uk", level=3)
    deliveries.resolve(alert, make.now)
    assert deliveries.cancel_account(members["london"]) == 1
    assert owed_to(alert, members) == ALL
    assert deliveries.counts()["owed"] == len(ALL) - 1


def test_a_letter_is_under_way_while_it_is_claimed(make, members):
    alert = make.plain_alert(area="uk", level=3)
    deliveries.resolve(alert, make.now)
    assert not deliveries.in_flight(alert=alert)
    mine = (Delivery.alert == alert) & (Delivery.account == members["london"])
    Delivery.update(state="claimed").where(mine).execute()
    assert deliveries.in_flight(alert=alert)
    assert deliveries.in_flight(account=members["london"])
    assert not deliveries.in_flight(account=members["manchester"])


def test_the_ledger_tells_since_when_somebody_waits(make, members):
    assert deliveries.oldest_owed_at() is None
    long_ago = make.now - timedelta(hours=3)
    alert = make.plain_alert(area="london", level=3, published_at=long_ago)
    deliveries.resolve(alert, make.now)
    assert deliveries.oldest_owed_at() == long_ago
    deliveries.cancel_alert(alert)
    assert deliveries.oldest_owed_at() is None
