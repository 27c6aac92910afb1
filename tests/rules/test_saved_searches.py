"""Searches that members keep."""

import json
from datetime import timedelta

import pytest

from models.database import fetch, writing
from models.saved_search import SavedSearch
from rules import browse, membership, saved_searches
from rules.saved_searches import MOST, NothingToLookFor, Search, TooMany
from tests.factories import WORDS

TYPED = [
    "glasses",
    "GLASS",
    "tall beard",
    "lantern",
    '"tall man"',
    '"man tall"',
    "061",
    "man's",
    "cafe",
    "café",
    'robbery OR "x" NEAR(y)',
    "threats",
    "Manchester",
    "greater-manchester",
    "a*",
    "loud the",
]
TEXTS = [
    WORDS,
    {"title": "Café door", "what_happened": "Robbery near the caf\u00e9. X or y.", "person": "The man\u2019s dog"},
    {"title": "x", "what_happened": "x", "person": "Tall. Man."},
]


def test_words_are_sealed_and_open_for_their_member(make):
    account = make.account()
    saved_searches.keep(make.secrets, make.now, account, Search("Quokka  lamps", "wales", "theft", 3, "street", "men"))
    [kept] = saved_searches.kept(make.secrets, account)
    assert kept == Search("Quokka lamps", "wales", "theft", 3, "street", "men", ref=kept.ref)
    assert "Quokka" not in json.dumps(fetch("SELECT * FROM saved_search"))
    assert saved_searches.kept(make.secrets, make.account()) == []


def test_the_same_search_is_kept_once(make):
    account = make.account()
    for words in ("Big car", "big CAR", " big  car!"):
        saved_searches.keep(make.secrets, make.now, account, Search(words))
    saved_searches.keep(make.secrets, make.now, account, Search("big car", level=3))
    assert len(saved_searches.kept(make.secrets, account)) == 2


def test_ten_are_enough_and_one_taken_off_makes_room(make):
    account = make.account()
    for number in range(MOST):
        saved_searches.keep(make.secrets, make.now, account, Search(f"word{number}"))
    with pytest.raises(TooMany):
        saved_searches.keep(make.secrets, make.now, account, Search("more"))
    saved_searches.remove(make.account(), saved_searches.kept(make.secrets, account)[0].ref)
    assert len(saved_searches.kept(make.secrets, account)) == MOST
    saved_searches.remove(account, saved_searches.kept(make.secrets, account)[0].ref)
    saved_searches.keep(make.secrets, make.now, account, Search("more"))


@pytest.mark.parametrize(
    "wrong",
    [
        Search(),
        Search("?!"),
        Search("?!", is_said=True),
        Search("x", area="atlantis"),
        Search("x", harm="x"),
        Search("x", level=9),
        Search("x", sector="x"),
        Search("x", gender="x"),
    ],
)
def test_nothing_to_look_for_is_not_kept(make, wrong):
    with pytest.raises(NothingToLookFor):
        saved_searches.keep(make.secrets, make.now, make.account(), wrong)
    assert SavedSearch.select().count() == 0


def test_a_project_keeps_no_search_for_what_it_may_not_read(make):
    worker = make.account("project-worker", project=make.project(areas=["wales"]))
    saved_searches.keep(make.secrets, make.now, worker, Search(area="gwent"))
    with pytest.raises(NothingToLookFor):
        saved_searches.keep(make.secrets, make.now, worker, Search(area="kent"))


@pytest.mark.parametrize("words", TEXTS, ids=lambda words: words["title"])
@pytest.mark.parametrize("is_said", [False, True])
def test_a_kept_search_says_what_the_search_itself_finds_afterwards(make, words, is_said):
    account = make.account()
    for typed in TYPED:
        with writing():
            SavedSearch.delete().execute()
        saved_searches.keep(make.secrets, make.now, account, Search(typed, is_said=is_said))
        alert = make.plain_alert(area="greater-manchester", words=json.dumps(words))
        is_found = alert.ref in [one.ref for one in browse.listing(browse.Filters(typed, is_said=is_said)).rows]
        assert (typed, bool(saved_searches.said_by(make.secrets, alert, words))) == (typed, is_found)
        alert.delete_instance()


def test_many_searches_are_read_a_batch_at_a_time(make, queries, monkeypatch):
    monkeypatch.setattr(saved_searches, "BATCH", 3)
    account = make.account()
    for number in range(8):
        saved_searches.keep(make.secrets, make.now, account, Search(f"glasses {'tall ' * (number % 2)}{number}"))
    alert = make.plain_alert()
    words = WORDS | {"advice": "1 2 3 5 8", "contact_used": ""}
    queries.clear()
    found = saved_searches.said_by(make.secrets, alert, words)
    assert len([sql for sql in queries if "saved_search" in sql]) == 4
    assert len(found) == 4


def test_a_search_that_does_not_open_stops_no_warning(make):
    account = make.account()
    saved_searches.keep(make.secrets, make.now, account, Search("glasses"))
    saved_searches.keep(make.secrets, make.now + timedelta(days=1), account, Search("beard"))
    with writing():
        SavedSearch.update(words="1.k1.broken").where(SavedSearch.id == SavedSearch.select().first().id).execute()
    assert len(saved_searches.said_by(make.secrets, make.plain_alert(), WORDS)) == 1


def test_searches_go_with_the_account(make):
    account = make.account()
    saved_searches.keep(make.secrets, make.now, account, Search("glasses"))
    membership.close(make.now, account, account)
    assert SavedSearch.select().count() == 0
