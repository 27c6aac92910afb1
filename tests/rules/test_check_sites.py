"""Keys of partner websites."""

import pytest

from models.check_site import CheckSite
from models.database import database
from rules import check_sites


@pytest.fixture
def manager(make):
    """Who makes keys."""
    return make.account("manager")


def test_a_key_finds_its_website_and_is_not_kept(make, secrets, manager):
    site, key = check_sites.make(secrets, make.now, manager, " Lantern\u202e  adverts ")
    other, other_key = check_sites.make(secrets, make.now, manager, "Sparrow")
    assert (check_sites.find(secrets, key), check_sites.find(secrets, other_key)) == (site, other)
    assert (site.name, site.made_by, len(key)) == ("Lantern adverts", manager, 43)
    assert key not in "".join(database.obj.connection().iterdump())


def test_a_wrong_key_and_an_ended_one_find_nothing(make, secrets, manager):
    site, key = check_sites.make(secrets, make.now, manager, "Lantern")
    check_sites.end(make.now, manager, site)
    assert [check_sites.find(secrets, one) for one in (key, key + "x", "", "\u2603")] == [None] * 4
    with pytest.raises(check_sites.EndedAlready):
        check_sites.end(make.now, manager, site)


@pytest.mark.parametrize("name", ["", "  ", "\u200b", "x" * 81])
def test_a_key_needs_a_name(make, secrets, manager, name):
    with pytest.raises(check_sites.NoName):
        check_sites.make(secrets, make.now, manager, name)
    assert CheckSite.select().count() == 0


def test_the_list_begins_with_those_that_may_ask(make, secrets, manager):
    for name in ("Aa", "Bb", "Cc"):
        site, _key = check_sites.make(secrets, make.now, manager, name)
        if name == "Aa":
            check_sites.end(make.now, manager, site)
    assert [site.name for site in check_sites.listing()] == ["Bb", "Cc", "Aa"]
