"""Before a warning goes out, the desk sees how many would get it, and nobody's name."""

import pytest

from models.account import Account
from rules import saved_searches
from rules.saved_searches import Search
from tests.browser_client import HTML


def path(alert) -> str:
    return f"/staff/alerts/{alert.ref}/audience/"


@pytest.mark.parametrize("state", ["draft", "asked", "approved"])
def test_members_are_counted_while_it_is_written_waits_and_is_approved(make, signed_in, state):
    browser = signed_in("editor")
    for _ in range(6):
        make.account(areas=["kent"])
    make.account(areas=["kent"], cadence="weekly")
    saved_searches.keep(make.secrets, make.now, make.account(), Search("glasses"))
    alert = getattr(make, state)(area="kent")
    page = browser.get(path(alert))
    assert page.status == 200 and "Members: 8" in page.words()
    said = ["".join(one.itertext()) for tag in ("dt", "dd") for one in page.tree.iter(HTML + tag)]
    told = dict(zip(said[: len(said) // 2], said[len(said) // 2 :], strict=True))
    assert told == {
        "At once": "7",
        "Once a day": "nobody",
        "Once a week": "fewer than 5",
        "Kent": "7",
        "Elsewhere, or no area": "fewer than 5",
    }
    assert not [row.ref for row in Account.select() if row.ref in page.text]
    assert path(alert) in browser.get(f"/staff/alerts/{alert.ref}/").text


def test_nobody_is_said_in_words(make, signed_in):
    assert "Nobody would get it now" in signed_in("editor").get(path(make.draft(area="kent"))).words()


def test_with_script_the_numbers_come_alone(make, signed_in):
    answer = signed_in("editor").get(path(make.draft()), headers={"HX-Request": "true"})
    assert answer.by_id("audience") is not None and "<html" not in answer.text


def test_one_that_is_out_has_counts_of_its_own(make, signed_in):
    alert = make.published()
    assert signed_in("editor").get(path(alert)).location == f"/staff/alerts/{alert.ref}/"


def test_the_queries_do_not_grow_with_the_members(make, signed_in, queries):
    browser, alert, counted = signed_in("editor"), make.draft(area="uk"), []
    for _ in range(2):
        for number in range(8):
            member = make.account(areas=[("kent", "wales", "london")[number % 3]])
            saved_searches.keep(make.secrets, make.now, member, Search("glasses"))
        queries.clear()
        browser.get(path(alert))
        counted.append(len(queries))
    assert counted[0] == counted[1]
