"""Places where a member is for some days."""

from datetime import timedelta

import pytest

from models.account import Account, AccountArea
from rules import membership, touring, wishes
from rules.touring import NoSuchDay, NoSuchPlace, TooManyPlaces
from rules.wishes import Wishes


@pytest.fixture
def today(make):
    return make.now.date()


def places(today, account) -> list[str]:
    return [row.area for row in touring.places(today, account)]


def test_a_place_is_there_to_its_last_day_and_then_gone(make, today):
    account = make.account()
    touring.add(today, account, "wales", today + timedelta(days=3))
    touring.add(today, account, "kent", today)
    assert places(today, account) == ["kent", "wales"]
    assert places(today + timedelta(days=1), account) == ["wales"]
    assert places(today + timedelta(days=4), account) == []
    assert touring.forget_old(today + timedelta(days=3)) == 1
    assert touring.forget_old(today + timedelta(days=4)) == 1
    assert AccountArea.select().count() == 0


@pytest.mark.parametrize("days", [-1, 31])
def test_the_last_day_is_near(make, today, days):
    with pytest.raises(NoSuchDay):
        touring.add(today, make.account(), "wales", today + timedelta(days=days))


def test_five_places_are_enough_and_a_new_day_takes_no_room(make, today):
    account = make.account()
    for area in ("wales", "kent", "london", "sussex", "cumbria"):
        touring.add(today, account, area, today)
    with pytest.raises(TooManyPlaces):
        touring.add(today, account, "merseyside", today)
    touring.add(today, account, "wales", today + timedelta(days=30))
    touring.remove(account, "kent")
    touring.add(today, account, "merseyside", today)
    # Past ones take none either.
    for area in ("kent", "gwent", "essex", "norfolk"):
        touring.add(today + timedelta(days=1), account, area, today + timedelta(days=1))


def test_a_place_is_one_we_know_and_not_theirs_already(make, today):
    account = make.account(areas=["wales"])
    worker = make.account("project-worker")
    for whose, area in ((account, "wales"), (account, "atlantis"), (worker, "kent")):
        with pytest.raises(NoSuchPlace):
            touring.add(today, whose, area, today)
    assert Account.get_by_id(account.id).area_codes == ["wales"]


def test_saving_areas_leaves_the_places_of_some_days(make, today):
    account = make.account(areas=["wales"])
    touring.add(today, account, "kent", today)
    touring.add(today, account, "london", today)
    wishes.keep(account, Wishes(["wales", "london"]))
    assert account.area_codes == ["london", "wales"] and places(today, account) == ["kent"]
    touring.remove(account, "wales")
    assert account.area_codes == ["london", "wales"]
    membership.close(make.now, account, account)
    assert AccountArea.select().count() == 0
