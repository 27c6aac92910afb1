"""Who is owed which alert."""

from datetime import timedelta

import pytest

from models.account import Account, AccountArea
from models.alert import Alert
from models.database import writing
from models.delivery import Delivery
from models.digest import Digest
from rules import deliveries, last_look, sending

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
    "daily": {"areas": ["greater-manchester"], "cadence": "daily"},
    "weekly": {"areas": ["greater-manchester"], "cadence": "weekly"},
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
NEAR |= {"establishment", "project", "frontline", "touring", "daily", "weekly"}
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


def test_resolving_takes_as_many_statements_whoever_is_there_and_a_second_time_adds_nobody(make, members, queries):
    alert = make.plain_alert(area="uk", level=3)
    queries.clear()
    first = deliveries.resolve(alert, make.now)
    assert len(queries) == 3, queries
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


def test_what_is_gathered_waits_from_its_letters_hour_on(make):
    make.account(areas=["london"], cadence="daily")
    deliveries.resolve(make.plain_alert(area="london"), make.now)
    assert deliveries.oldest_owed_at() == Digest.get().due_at > make.now
    make.account(areas=["london"])
    alert = make.plain_alert(area="london")
    deliveries.resolve(alert, make.now)
    assert deliveries.oldest_owed_at() == alert.published_at


STATES = ("sent", "claimed", "owed", "bounced", "cancelled")


def test_a_correction_goes_to_whoever_the_letter_reached_and_still_takes_letters(make):
    members = {state: make.account(areas=["london"]) for state in (*STATES, "paused", "stopped", "daily")}
    alert = make.plain_alert(area="london", level=3)
    deliveries.resolve(alert, make.now)
    for name, one in members.items():
        state = name if name in STATES else "sent"
        Delivery.update(state=state).where(Delivery.account == one).execute()
    wishes = {"paused": {"is_paused": True}, "stopped": {"cadence": "none"}, "daily": {"cadence": "daily"}}
    for name, change in wishes.items():
        Account.update(**change).where(Account.id == members[name].id).execute()
    assert deliveries.owe_corrections(alert, make.now) == 3
    assert deliveries.owe_corrections(alert, make.now) == 0
    found = {row.account_id: row for row in Delivery.select().where(Delivery.kind == "correction")}
    assert set(found) == {members[name].id for name in ("sent", "claimed", "daily")}
    assert found[members["daily"].id].digest_id and not found[members["sent"].id].digest_id


def test_a_correction_goes_however_old_the_warning_is_and_is_news_for_seven_days(make, tmp_path):
    make.account(areas=["london"])
    now = make.now
    alert = make.plain_alert(area="london", published_at=now - timedelta(days=90), standing="resolved")
    deliveries.resolve(alert, now - timedelta(days=90))
    Delivery.update(state="sent").execute()
    Alert.update(standing_on=now.date(), state="withdrawn").execute()
    deliveries.owe_corrections(alert, now)
    sending.recover(now + timedelta(days=6), tmp_path)
    [(_, number)] = sending.next_batch(now, "here.1.a", {})
    assert last_look.at_delivery(number, "here.1.a").kind == "correction"
    sending.next_batch(now, "here.1.a", {}, 0)
    sending.recover(now + timedelta(days=9), tmp_path)
    assert Delivery.get_by_id(number).state == "cancelled"
