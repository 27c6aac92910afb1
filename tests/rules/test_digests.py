"""Letters that gather: whose they are, when they go, and that nothing is lost or doubled on the way."""

from datetime import date, datetime, timedelta

import pytest

from models.account import Account
from models.alert import Alert
from models.database import writing
from models.delivery import Delivery
from models.digest import Digest
from rules import deliveries, digests, last_look, sending, unsubscribing, wishes
from rules.sending import MAY_NOT_GO, NO_ANSWER, TAKEN
from rules.spool import Spool

NAME = "here.1.a"
# A Tuesday, in winter: the office's clock and UTC say the same.
NOW = datetime(2026, 12, 1, 12, 0)
TOMORROW = datetime(2026, 12, 2, 9, 0)


def owe(make, now: datetime = NOW, **columns) -> Alert:
    """An alert for London, published and owed now."""
    alert = make.plain_alert(**{"area": "london", "level": 3, "published_at": now, **columns})
    deliveries.resolve(alert, now)
    return alert


@pytest.fixture
def member(make):
    """A member who wants one letter a day at nine."""
    return make.account(areas=["london"], cadence="daily")


def claim(now: datetime, outcomes=None, name: str = NAME):
    return sending.next_batch(now, name, outcomes or {})


def states() -> list[str]:
    return [row.state for row in Delivery.select().order_by(Delivery.id)]


def recover(tmp_path, now: datetime) -> int:
    return sending.recover(now, tmp_path)


def test_a_daily_letter_gathers_what_came_since_the_last_and_goes_at_its_hour(make, member):
    first, second = owe(make), owe(make, NOW + timedelta(hours=3), level=2)
    digest = Digest.get()
    assert (digest.account_id, digest.day, digest.due_at) == (member.id, date(2026, 12, 2), TOMORROW)
    assert claim(TOMORROW - timedelta(seconds=1)) == []
    rows = claim(TOMORROW)
    assert rows == [("D", digest.id)]
    assert states() == ["claimed"] * 2 and deliveries.in_flight(account=member) and deliveries.in_flight(alert=first)
    assert last_look.at_digest(digest.id, NAME).alerts == ((first.id, "alert"), (second.id, "alert"))
    assert claim(TOMORROW, {rows[0]: TAKEN}) == []
    assert states() == ["sent"] * 2 and Digest.get().state == "sent"
    assert {row.sent_at for row in Delivery.select()} == {TOMORROW}


def test_a_weekly_letter_goes_on_its_day_at_its_hour(make):
    make.account(areas=["london"], cadence="weekly", send_weekday=4, send_hour=17)
    owe(make)
    assert (Digest.get().day, Digest.get().due_at) == (date(2026, 12, 4), datetime(2026, 12, 4, 17, 0))
    owe(make, datetime(2026, 12, 4, 17, 0) - timedelta(seconds=1))
    assert Digest.select().count() == 1


@pytest.mark.parametrize(
    ("now", "hour", "due_at"),
    [
        # Summer time begins on 28 March 2027 and ends on 31 October 2027.
        (datetime(2027, 3, 27, 12), 9, datetime(2027, 3, 28, 8)),
        (datetime(2027, 10, 30, 12), 9, datetime(2027, 10, 31, 9)),
        (datetime(2027, 3, 27, 12), 1, datetime(2027, 3, 28, 1)),
        (datetime(2027, 10, 30, 12), 1, datetime(2027, 10, 31, 0)),
        (datetime(2027, 7, 1, 22, 30), 0, datetime(2027, 7, 1, 23)),
        (datetime(2027, 7, 1, 23, 30), 0, datetime(2027, 7, 2, 23)),
    ],
)
def test_the_hour_is_the_offices_also_when_the_clocks_change(make, now, hour, due_at):
    make.account(areas=["london"], cadence="daily", send_hour=hour)
    owe(make, now)
    assert Digest.get().due_at == due_at


def test_in_the_night_of_two_hours_one_o_clock_comes_once(make):
    make.account(areas=["london"], cadence="daily", send_hour=1)
    owe(make, datetime(2027, 10, 30, 12))
    rows = claim(datetime(2027, 10, 31, 0))
    claim(datetime(2027, 10, 31, 0), dict.fromkeys(rows, TAKEN))
    owe(make, datetime(2027, 10, 31, 0, 30))
    assert [one.day for one in Digest.select().order_by(Digest.id)] == [date(2027, 10, 31), date(2027, 11, 1)]


@pytest.mark.parametrize("state", ["claimed", "sent"])
def test_a_letter_that_is_under_way_or_gone_takes_no_more(make, member, state):
    first = owe(make)
    digest = Digest.get()
    rows = claim(TOMORROW)
    if state == "sent":
        claim(TOMORROW, dict.fromkeys(rows, TAKEN))
    # The clock was set back an hour meanwhile.
    later = owe(make, TOMORROW - timedelta(minutes=40))
    assert Delivery.get(Delivery.alert == first).digest_id == digest.id
    other = Delivery.get(Delivery.alert == later).digest
    assert (other.id != digest.id, other.day) == (True, date(2026, 12, 3))


@pytest.mark.parametrize("count", [0, 3, 40])
def test_gathering_takes_as_many_statements_however_many_members(make, queries, count):
    for number in range(count):
        make.account(areas=["london"], cadence=("daily", "weekly", "at-once")[number % 3], send_hour=number % 24)
    alert = make.plain_alert(area="london", level=3, published_at=NOW)
    queries.clear()
    assert deliveries.resolve(alert, NOW, has_texts=True) == count
    assert len(queries) == 4
    gathered = Delivery.select().where(Delivery.digest.is_null(False)).count()
    assert gathered == count - count // 3
    assert deliveries.resolve(alert, NOW) == 0
    assert Digest.select().count() == gathered


def test_what_goes_by_itself_never_waits_for_what_is_gathered(make, member):
    now_member = make.account(areas=["london"])
    owe(make)
    [row] = claim(NOW)
    assert Delivery.get_by_id(row[1]).account_id == now_member.id
    assert claim(NOW, {row: TAKEN}, "other") == []


def test_an_alert_taken_back_is_left_out_and_the_rest_goes(make, member):
    first, second = owe(make), owe(make)
    rows = claim(TOMORROW)
    with writing():
        Alert.update(state="withdrawn").where(Alert.id == first.id).execute()
        deliveries.cancel_alert(first)
    found = last_look.at_digest(Digest.get().id, NAME)
    assert found.alerts == ((second.id, "alert"),)
    left_out = {("L", number): MAY_NOT_GO for number in found.left_out}
    claim(TOMORROW, {rows[0]: TAKEN} | left_out)
    assert states() == ["cancelled", "sent"] and Digest.get().state == "sent"


def test_an_empty_letter_is_cancelled(make, member):
    alert = owe(make)
    deliveries.cancel_alert(alert)
    rows = claim(TOMORROW)
    assert last_look.at_digest(rows[0][1], NAME) is None
    claim(TOMORROW, {rows[0]: MAY_NOT_GO})
    assert (states(), Digest.get().state) == (["cancelled"], "cancelled")


CHANGES = {
    "paused": {"is_paused": True},
    "unsubscribed": {"cadence": "none"},
    "closed": {"state": "closed"},
    "other role": {"role": "drop-in"},
    "no letters arrive": {"bouncing_since": date(2026, 11, 1)},
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_nothing_goes_to_a_member_who_changed_at_the_last_moment(make, member, change):
    owe(make)
    [(_, number)] = claim(TOMORROW)
    assert last_look.at_digest(number, NAME) is not None
    Account.update(**change).where(Account.id == member.id).execute()
    assert last_look.at_digest(number, NAME) is None
    assert last_look.at_digest(number, "somebody.else") is None


def test_who_wants_letters_at_once_again_gets_each_by_itself_and_none_twice(make, member, tmp_path):
    owe(make), owe(make)
    Account.update(cadence="at-once").where(Account.id == member.id).execute()
    recover(tmp_path, NOW)
    rows = claim(NOW)
    assert [kind for kind, _ in rows] == ["L", "L"]
    claim(NOW, dict.fromkeys(rows, TAKEN))
    [empty] = claim(TOMORROW)
    assert empty[0] == "D" and last_look.at_digest(empty[1], NAME) is None
    claim(TOMORROW, {empty: MAY_NOT_GO})
    assert states() == ["sent", "sent"]


def test_from_weekly_to_daily_what_comes_does_not_wait_for_the_week(make):
    member = make.account(areas=["london"], cadence="weekly", send_weekday=0)
    first = owe(make)
    Account.update(cadence="daily").where(Account.id == member.id).execute()
    second = owe(make)
    days = [Delivery.get(Delivery.alert == one).digest.day for one in (first, second)]
    assert days == [date(2026, 12, 7), date(2026, 12, 2)]


def test_from_at_once_to_daily_what_was_owed_goes_at_once(make, tmp_path):
    member = make.account(areas=["london"])
    owe(make)
    Account.update(cadence="daily").where(Account.id == member.id).execute()
    recover(tmp_path, NOW)
    [row] = claim(NOW)
    assert row[0] == "L" and last_look.at_delivery(row[1], NAME) is not None


@pytest.mark.parametrize("act", [lambda one: wishes.pause(one), lambda one: unsubscribing.stop(one.letter_token)])
def test_a_pause_and_an_unsubscribe_end_what_is_gathered(make, member, act):
    owe(make)
    act(member)
    assert states() == ["cancelled"]


def test_a_refusal_for_now_comes_again_with_all_it_gathered(make, member):
    owe(make), owe(make)
    rows = claim(TOMORROW)
    assert claim(TOMORROW, {rows[0]: 451}) == []
    assert states() == ["owed"] * 2 and Digest.get().refusal == "451"
    rows = claim(TOMORROW + timedelta(minutes=1))
    assert claim(TOMORROW, {rows[0]: NO_ANSWER}) == []
    assert all(row.is_possibly_twice for row in [*Delivery.select(), Digest.get()])


def test_a_refused_address_ends_all_it_gathered(make, member):
    owe(make), owe(make)
    rows = claim(TOMORROW)
    claim(TOMORROW, {rows[0]: 550})
    assert states() == ["bounced"] * 2 and {row.refusal for row in Delivery.select()} == {"550"}


def test_a_dead_workers_notes_are_believed_for_gathered_letters_too(make, tmp_path):
    for _ in range(3):
        make.account(areas=["london"], cadence="daily")
    gone, kept = owe(make), owe(make)
    notes = Spool(tmp_path, NAME)
    answered, begun, _untouched = claim(TOMORROW)
    left_out = Delivery.get((Delivery.alert == gone) & (Delivery.digest == answered[1]))
    notes.done(("L", left_out.id), MAY_NOT_GO)
    notes.start(answered)
    notes.done(answered, TAKEN)
    notes.start(begun)
    notes.close()
    assert recover(tmp_path, TOMORROW) == 1
    assert [one.state for one in Digest.select().order_by(Digest.id)] == ["sent", "owed", "owed"]
    mine = {row.alert_id: row.state for row in Delivery.select().where(Delivery.digest == answered[1])}
    assert mine == {gone.id: "cancelled", kept.id: "sent"}
    marked = {row.digest_id for row in Delivery.select().where(Delivery.is_possibly_twice)}
    assert marked == {begun[1]}


def test_another_computers_claim_is_free_after_ten_minutes_and_counts_as_one_letter(make, member, tmp_path):
    owe(make), owe(make)
    claim(TOMORROW, name="there.9.z")
    assert recover(tmp_path, TOMORROW + timedelta(minutes=9)) == 0
    assert recover(tmp_path, TOMORROW + timedelta(minutes=11)) == 1
    assert states() == ["owed"] * 2 and Digest.get().state == "owed"


def test_a_warning_older_than_seven_days_is_in_no_daily_letter(make, member, tmp_path):
    owe(make)
    recover(tmp_path, NOW + timedelta(days=6, hours=23))
    assert states() == ["owed"]
    recover(tmp_path, NOW + timedelta(days=7, hours=1))
    assert states() == ["cancelled"]


@pytest.mark.parametrize("cadence", ["daily", "weekly"])
def test_a_clock_set_forward_three_days_loses_nothing(make, tmp_path, cadence):
    member = make.account(areas=["london"], cadence=cadence, send_weekday=1)
    # A minute after the weekly hour, so it waits nearly a week.
    alert = owe(make, datetime(2026, 12, 1, 9, 1))
    due_at = Digest.get().due_at
    jumped = due_at - timedelta(minutes=1) + timedelta(days=3)
    recover(tmp_path, jumped)
    rows = claim(jumped)
    assert [last_look.at_digest(number, NAME).alerts for _, number in rows] == [((alert.id, "alert"),)]
    claim(jumped, dict.fromkeys(rows, TAKEN))
    # Set right again, nothing comes twice and what is new goes by the next letter that has not gone.
    deliveries.resolve(alert, due_at)
    new = owe(make, due_at + timedelta(minutes=5))
    assert Delivery.select().where(Delivery.account == member).count() == 2
    assert Delivery.get(Delivery.alert == new).digest.state == "owed"


def test_after_many_letters_that_went_too_early_a_warning_goes_by_itself_rather_than_never(make, member):
    with writing():
        for number in range(1, 7):
            day = NOW.date() + timedelta(days=number)
            Digest.create(account=member, day=day, due_at=NOW, state="sent")
    owe(make)
    assert [kind for kind, _ in claim(NOW)] == ["L"]


def test_every_hour_that_can_be_chosen_is_known():
    hours = digests.next_hours(NOW)
    assert {one.code for one in hours} == set(range(24 + 7 * 24))
    assert all(one.due_at > NOW for one in hours)
