"""Searching published alerts by word."""

import string
import threading

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from models import database
from models.alert import Alert
from rules.alerts import withdraw
from rules.browse import Filters, listing
from rules.search import MOST_COUNTED, MOST_WORDS, find, typed_words
from tests.factories import WORDS


def titles(words: str, **more):
    """Titles found, in order."""
    return [row.words["title"] for row in listing(Filters(words=words, **more)).rows]


def publish(make, *names, **columns):
    """Plain published alerts with these titles, the last one newest."""
    for name in names:
        make.many_alerts(1, words={**WORDS, "title": name}, **columns)


def test_all_words_must_be_there_and_each_may_go_on(make):
    publish(make, "Robbery at the canal", "Robbery with a van")
    assert titles("rob") == ["Robbery with a van", "Robbery at the canal"]
    assert titles("VAN robb") == ["Robbery with a van"]
    assert titles("obbery") == []


def test_the_newest_comes_first(make):
    publish(make, "Van one", "Van two", "Van three")
    assert titles("van") == ["Van three", "Van two", "Van one"]


def test_area_and_harm_are_found_by_their_names(make):
    publish(make, "Blue car")
    assert titles("manchester threats") == ["Blue car"]


def test_codes_are_no_words(make):
    publish(make, "Blue car")
    assert titles("harmthreats") == titles("level2") == titles("areagreatermanchester") == []


def test_accents_and_other_scripts_are_found(make):
    publish(make, "Café bărbat", "他没有付钱", "رجل عنيف")
    assert titles("cafe barbat") == ["Café bărbat"]
    assert titles("付钱") == ["他没有付钱"]
    assert titles("\u202eعنيف\u202c") == ["رجل عنيف"]


def test_words_and_filters_narrow_together(make):
    publish(make, "Van here", level=3)
    publish(make, "Van there", level=1, area="greater-glasgow")
    assert titles("van", level=3) == ["Van here"]
    assert titles("van", area="scotland") == ["Van there"]
    assert titles("van", harm="threats", level=1, area="scotland") == ["Van there"]
    assert titles("van", harm="rape") == []


def test_a_new_alert_is_found_at_once_and_a_withdrawn_one_is_gone_at_once(make):
    publish(make, "Old van")
    assert titles("van") == ["Old van"]
    alert = make.published(words={**WORDS, "title": "New van"})
    assert titles("van") == ["New van", "Old van"]
    withdraw(make.now, alert, make.account("caseworker"), "mistake")
    assert titles("van") == ["Old van"]


def test_an_older_alert_that_comes_later_stands_in_its_place(make):
    publish(make, "First van", "Third van")
    older = Alert.get(Alert.published_at == Alert.select(Alert.published_at).order_by(Alert.published_at).limit(1))
    assert titles("van") == ["Third van", "First van"]
    make.many_alerts(1, words={**WORDS, "title": "Oldest van"})
    Alert.update(published_at=older.published_at.replace(year=2020)).where(Alert.words.contains("Oldest")).execute()
    assert titles("van") == ["Third van", "First van", "Oldest van"]


def test_drafts_and_waiting_alerts_are_never_found(make):
    make.draft(words={**WORDS, "title": "Van in a draft"})
    make.asked(words={**WORDS, "title": "Van that waits"})
    make.approved(words={**WORDS, "title": "Van in its hold"}, hold=600)
    assert titles("van") == []


HOSTILE = [
    '"', "'", "*", "AND", "NOT van",
    "van OR", "NEAR(van)", "words:van", "codes:level2", "{words} : van", "^van", "van -x",
    '"van', "(van", "van)", "+van", "\x00", "%", "_", "\u202e\u0646\u0627\u0641", "😟", "-", "a" * 10_000, "a " * 5_000,
    '" OR 1=1 --', "\ud800", string.punctuation,
]  # fmt: skip


@pytest.mark.parametrize("typed", HOSTILE)
def test_typed_words_never_fail(make, typed):
    publish(make, "Van")
    assert len(titles(typed)) <= 1


@given(st.text(max_size=200))
@example("\u0345")
@example("ﬀ²½")
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_at_all_fails(app, typed):
    words = typed_words(typed)
    assert len(words) <= MOST_WORDS
    if words:
        find(words, ["greater-glasgow"], "threats", 2)


def test_words_are_read_alike_in_alerts_and_in_the_box(make):
    publish(make, "Don't open at 7 o'clock: red/blue", "Don’t open é 7 o’clock")
    for typed in ("dont", "don't", "don’t", "oclock o'clock o’clock", "7"):
        assert len(titles(typed)) == 2, typed
    assert titles("red blue") == ["Don't open at 7 o'clock: red/blue"]


def test_signs_without_a_word_ask_for_nothing(make):
    publish(make, "Van")
    assert titles("?!*") == ["Van"]


def test_counting_stops_at_a_thousand(make):
    make.many_alerts(MOST_COUNTED + 5)
    found = listing(Filters(words="threats"))
    assert found.count == MOST_COUNTED + 1
    assert found.is_many


def test_many_threads_may_search_at_once(app, make):
    publish(make, *(f"Van {number}" for number in range(30)))
    wrong = []

    def ask():
        database.connect()
        try:
            if listing(Filters(words="van")).count != 30:
                wrong.append("count")
        except Exception as problem:
            wrong.append(problem)
        finally:
            database.database.close()

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
