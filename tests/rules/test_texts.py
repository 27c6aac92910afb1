"""Who is owed a text, and that a month's texts cost no more than they may."""

from datetime import date, datetime, timedelta

import pytest

from models.account import Account
from models.alert import Alert
from models.delivery import Delivery
from rules import deliveries, last_look, sending, texts
from rules.sending import TAKEN

NOW = datetime(2026, 12, 10, 12)
NAME = "here.1.a"


def owe(make, level: int = 3, now: datetime = NOW) -> Alert:
    """An alert for London, with texts."""
    alert = make.plain_alert(area="london", level=level, published_at=now)
    deliveries.resolve(alert, now, has_texts=True)
    return alert


def member(make, **columns) -> Account:
    """A member in London with a phone."""
    return make.account(areas=["london"], **{"phone": "sealed", "text_level": 2, **columns})


def texts_owed() -> list[Delivery]:
    return list(Delivery.select().where(Delivery.channel == "text").order_by(Delivery.id))


def claim(now: datetime, outcomes=None, a_month: int = 100, name: str = NAME):
    return sending.next_batch(now, name, outcomes or {}, 100, ["T"], a_month)


def test_who_has_a_phone_and_asked_gets_a_text_beside_the_letter(make):
    asked = member(make)
    member(make, phone=None), member(make, text_level=None), member(make, text_level=3)
    member(make, cadence="none"), member(make, is_paused=True)
    alert = owe(make, level=2)
    assert [row.account_id for row in texts_owed()] == [asked.id]
    assert Delivery.select().where((Delivery.channel == "email") & (Delivery.alert == alert)).count() == 4
    owe(make, level=1)
    assert len(texts_owed()) == 1


def test_without_texts_in_the_settings_nobody_is_owed_one(make):
    member(make)
    deliveries.resolve(make.plain_alert(area="london", level=3), make.now)
    assert texts_owed() == []


def test_who_gathers_letters_gets_the_text_at_once(make):
    member(make, cadence="weekly")
    owe(make)
    assert [kind for kind, _ in claim(NOW)] == ["T"]


CHANGES = {
    "paused": {"is_paused": True},
    "unsubscribed": {"cadence": "none"},
    "no phone": {"phone": None},
    "no texts": {"text_level": None},
    "closed": {"state": "closed"},
    "other role": {"role": "drop-in"},
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_no_text_goes_to_a_member_who_changed_at_the_last_moment(make, change):
    one = member(make)
    owe(make)
    [(_, number)] = claim(NOW)
    assert last_look.at_text(number, NAME) == (one.ref, "sealed", "en")
    Account.update(**change).where(Account.id == one.id).execute()
    assert last_look.at_text(number, NAME) is None


def test_a_text_goes_also_where_letters_do_not_arrive(make):
    one = member(make)
    owe(make)
    Account.update(bouncing_since=date(2026, 12, 1)).where(Account.id == one.id).execute()
    [(_, number)] = claim(NOW)
    assert last_look.at_text(number, NAME) is not None


def test_no_text_goes_of_an_alert_withdrawn_at_the_last_moment(make):
    member(make)
    alert = owe(make)
    [(_, number)] = claim(NOW)
    Alert.update(state="withdrawn").where(Alert.id == alert.id).execute()
    assert last_look.at_text(number, NAME) is None


def test_a_months_money_buys_so_many_texts():
    assert [texts.a_month(*each) for each in ((4, 50), (3, 1), (0, 50), (4, 0))] == [1250, 33, 0, 0]


def test_past_the_cap_texts_are_cancelled_and_counted_and_letters_go(make):
    for _ in range(5):
        member(make)
    owe(make)
    rows = claim(NOW, a_month=3)
    assert len(rows) == 3
    assert claim(NOW, dict.fromkeys(rows, TAKEN), a_month=3) == []
    assert [(row.state, row.refusal) for row in texts_owed()] == [("sent", None)] * 3 + [("cancelled", "cap")] * 2
    assert (texts.cut(NOW), texts.left(NOW, 3)) == (2, 0)
    assert len(sending.next_batch(NOW, NAME, {}, 100, ["L"])) == 5


def test_two_connections_together_keep_the_cap(make):
    for _ in range(5):
        member(make)
    owe(make)
    assert len(claim(NOW, a_month=3)) == 3
    assert claim(NOW, a_month=3, name="here.2.b") == []
    assert texts.cut(NOW) == 2


def test_the_next_month_has_its_own_money(make):
    member(make)
    owe(make)
    claim(NOW, dict.fromkeys(claim(NOW, a_month=1), TAKEN), a_month=1)
    january = datetime(2027, 1, 1)
    assert (texts.left(january - timedelta(seconds=1), 1), texts.left(january, 1)) == (0, 1)
    owe(make, now=january)
    assert len(claim(january, a_month=1)) == 1
    assert texts.cut(january) == 0


def test_a_text_about_what_is_older_than_seven_days_is_not_sent(make, tmp_path):
    member(make)
    owe(make)
    sending.recover(NOW + timedelta(days=7, hours=1), tmp_path)
    assert [row.state for row in texts_owed()] == ["cancelled"]
    assert texts.cut(NOW) == 0
