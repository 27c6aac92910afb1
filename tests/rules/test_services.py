"""Local services: kept, found, taken off the list and put back."""

from datetime import date, timedelta

import pytest

from models.help_page import Service
from rules import directory, services
from rules.services import GROUPS, Told

TOLD = Told("Clyde Lamp", ("drop-in",), "greater-glasgow", ("in-person", "phone"), ("en",), True, ("women",))


def find(make, asked: str) -> list[str]:
    """Names of the services that a query finds, sorted."""
    pairs = [tuple(pair.split("=")) for pair in asked.split("&") if pair]
    return sorted(one.told.name for one in services.find(make.now.date(), directory.parse(GROUPS, pairs))[1])


@pytest.fixture
def four(make):
    """A service of a town, of a nation, of a city by phone alone, and of everywhere."""
    services.add(make.now, None, TOLD)
    services.add(make.now, None, Told("Law Line", ("legal",), "england", ("phone",), welcomes=("everybody",)))
    services.add(make.now, None, Told("London Ring", ("legal", "immigration"), "london", ("phone",), ("ro",)))
    services.add(
        make.now, None, Told("Steady", ("drugs",), "uk", ("online",), is_free=True, access=("quiet", "step-free"))
    )


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("", ["Clyde Lamp", "Law Line", "London Ring", "Steady"]),
        ("place=Glasgow", ["Clyde Lamp", "Steady"]),
        ("place=London", ["Law Line", "London Ring", "Steady"]),
        # Of a larger place: what works there, and what works in a part of it.
        ("place=England", ["Law Line", "London Ring", "Steady"]),
        ("place=Leeds&kind=legal", ["Law Line"]),
        ("place=Glasgow&how=in-person", ["Clyde Lamp"]),
        ("kind=legal&kind=immigration", ["London Ring"]),
        # Who welcomes everybody welcomes each.
        ("for=women", ["Clyde Lamp", "Law Line"]),
        ("for=men", ["Law Line"]),
        ("free=yes", ["Clyde Lamp", "Steady"]),
        ("language=ro", ["London Ring"]),
        ("access=step-free&access=quiet", ["Steady"]),
        ("access=toilet", []),
        ("kind=housing", []),
    ],
)
def test_a_service_is_found_by_place_and_filters(make, four, asked, names):
    assert find(make, asked) == names


def test_the_same_form_twice_is_one_service(make):
    form = make.form_id()
    one = services.add(make.now, None, TOLD, form)
    assert services.add(make.now, None, TOLD, form) == one
    assert Service.select().count() == 1 and one.ref.startswith("S-")
    assert services.add(make.now, None, TOLD, make.form_id()) != one


def test_changing_and_checking_note_the_day_and_who(make):
    editor, service = make.account("editor"), services.add(make.now, None, TOLD)
    Service.update(checked_on=date(2020, 1, 1)).execute()
    services.check(make.now, editor, service)
    fresh = Service.get()
    assert (fresh.checked_on, fresh.changed_by) == (make.now.date(), editor)
    services.change(make.now + timedelta(days=3), editor, service, Told("Lamp", ("housing",), "belfast", ("phone",)))
    fresh = Service.get()
    assert services.told_of(fresh) == Told("Lamp", ("housing",), "belfast", ("phone",))
    assert fresh.checked_on == make.now.date() + timedelta(days=3)
    assert find(make, "place=Belfast&kind=housing") == ["Lamp"] and find(make, "kind=drop-in") == []


def test_off_the_list_nobody_finds_it_until_it_is_put_back(make):
    editor, service = make.account("editor"), services.add(make.now, None, TOLD)
    services.take_off(make.now, editor, service)
    assert find(make, "") == []
    assert [told.name for _, told in services.for_staff()] == ["Clyde Lamp"]
    services.put_back(make.now, editor, service)
    assert find(make, "") == ["Clyde Lamp"]


def test_staff_see_the_longest_unchecked_first_and_what_is_off_last(make):
    for name, day in (("New", 9), ("Old", 1), ("Off", 0)):
        services.add(make.now + timedelta(days=day), None, Told(name))
    services.take_off(make.now, make.account("editor"), Service.get(Service.listing.contains("Off")))
    assert [told.name for _, told in services.for_staff()] == ["Old", "New", "Off"]


def test_an_old_listing_with_a_wrong_site_and_a_place_that_is_gone_is_still_read(make):
    service = services.add(make.now, None, TOLD)
    service.listing = '{"name": "Lamp", "site": "javascript:alert(1)", "area": "atlantis", "planet": "mars"}'
    assert services.told_of(service) == Told("Lamp")
