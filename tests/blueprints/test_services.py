"""Local services as anybody finds them."""

import pytest

from models.help_page import Service
from models.session import Session
from rules import services
from rules.services import Told
from tests.blueprints.test_therapists import link, names
from tests.browser_client import HTML
from tests.house.test_weight import get, wire

LIST = "/help/services/"
LAMP = Told(
    "Clyde Lamp",
    ("drop-in", "food-money"),
    "greater-glasgow",
    ("in-person", "phone"),
    ("en", "ro"),
    True,
    ("everybody",),
    "Tea and a wash.",
    "Monday to Thursday, 6 to 10",
    "Ring for the door.",
    "0141 496 0201",
    "lamp@example.org",
    "https://lamp.example.org/",
)


@pytest.fixture
def lamp(make):
    """A drop-in in Glasgow, and a line for England."""
    services.add(make.now, None, Told("Law Line", ("legal",), "england", ("phone",)))
    return services.add(make.now, None, LAMP)


def test_a_service_shows_all_that_is_told_of_it(client, lamp, make):
    page = client.get(f"{LIST}?place=Glasgow")
    assert names(page) == ["Clyde Lamp"]
    assert "1 service. In Greater Glasgow first, then by phone or online from elsewhere." in page.words()
    assert "Greater Glasgow · Drop-in or outreach, Food and money · Free" in page.words()
    assert "Monday to Thursday, 6 to 10. Ring for the door." in page.words()
    assert f"Checked on {make.now.day} " in page.words()
    links = {a.get("href") for a in page.tree.iter(HTML + "a")}
    assert {"tel:+441414960201", "mailto:lamp%40example.org", "https://lamp.example.org/"} <= links


def test_filters_are_links_and_nobody_ends_on_an_empty_page(client, lamp):
    page = client.get(LIST + link(client.get(LIST), "Legal advice"))
    assert names(page) == ["Law Line"]
    page = client.get(f"{LIST}?place=Glasgow&kind=legal")
    assert "None fits all of this." in page.words()
    assert names(client.get(LIST + link(page, "Leave out Greater Glasgow"))) == ["Law Line"]


def test_an_empty_list_says_where_else_to_go_and_an_unknown_place_is_told(client, make):
    assert "No service is on the list yet." in client.get(LIST).words()
    services.add(make.now, None, LAMP)
    assert "We do not know the place “Atlantis”" in client.get(f"{LIST}?place=Atlantis&kind=nope").words()


def test_reading_leaves_no_trace_and_costs_two_queries(client, app, lamp, make, queries):
    for number in range(30):
        services.add(make.now, None, Told(f"Lamp {number}", ("drop-in",), "uk", ("phone",), about="Tea and a wash."))
    queries.clear()
    page = client.get(LIST)
    assert page.status == 200 and "Set-Cookie" not in page.headers
    assert len(queries) == 2
    assert Session.select().count() == 0
    assert wire(get(app, LIST)) <= 5_000


def test_a_site_that_runs_something_is_not_linked_to(client, make):
    service = services.add(make.now, None, LAMP)
    Service.update(listing=service.listing.replace("https://lamp.example.org/", "javascript:alert(1)")).execute()
    assert "javascript" not in client.get(LIST).text
