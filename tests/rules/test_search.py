"""Searching published alerts by word."""

import string
import threading

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from models import database
from models.alert import Alert, AlertTarget
from rules.alerts import withdraw
from rules.browse import Filters, listing
from rules.search import MOST_COUNTED, MOST_ENDINGS, find
from rules.search_words import MOST_WORDS, typed
from tests.factories import WORDS


def titles(words: str, **more):
    """Titles found, in order."""
    return [row.words["title"] for row in listing(Filters(words=words, **more), size=100).rows]


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
    for code in ("harmthreats", "level2", "areagreatermanchester", "month2026", "sectorany", "\ue000harmthreats"):
        assert titles(code) == [], code


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


@pytest.mark.parametrize("text", HOSTILE)
def test_typed_words_never_fail(make, text):
    publish(make, "Van")
    assert len(titles(text)) <= 1
    assert len(titles(text, is_said=True)) <= 1


@given(st.text(max_size=200))
@example("\u0345")
@example("ﬀ²½")
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_at_all_fails(app, text):
    terms = typed(text)
    assert sum(len(term.words) for term in terms) <= MOST_WORDS
    for is_said in (False, True):
        find(terms, [["near greater-glasgow"], ["harm threats", "harm rape"]], is_said)


def test_words_are_read_alike_in_alerts_and_in_the_box(make):
    publish(make, "Don't open at 7 o'clock: red/blue", "Don’t open é 7 o’clock")
    for text in ("dont", "don't", "don’t", "oclock o'clock o’clock", "7"):
        assert len(titles(text)) == 2, text
    assert titles("red blue") == ["Don't open at 7 o'clock: red/blue"]


def test_signs_without_a_word_ask_for_nothing(make):
    publish(make, "Van")
    assert titles("?!*") == ["Van"]


def test_each_heading_is_read_in_its_own_script(make):
    told(make, title="Red/blue", person="Bărbat înalt", what_happened="Don't open")
    for text in ("red", "blue", "barbat", "inalt", "dont", "open"):
        assert titles(text) == ["Red/blue"], text


def told(make, **words):
    """A published alert that says only this."""
    make.many_alerts(1, words=dict.fromkeys(WORDS, "") | words)


def test_words_in_quotation_marks_stand_in_a_row(make):
    publish(make, "Red van at the canal", "Van, red", "Red vans")
    assert titles("red van") == ["Red vans", "Van, red", "Red van at the canal"]
    for text in ('"red van"', "“red van”", "„red van“", "«red van»", '"RED  VÁN"', '"red van" canal'):
        assert titles(text) == ["Red van at the canal"], text
    assert titles('"van"') == ["Van, red", "Red van at the canal"]


def test_a_quotation_mark_alone_is_only_a_sign(make):
    publish(make, "Red van", "Van, red")
    assert titles('red "van') == titles('"red van') == titles('red van"') == ["Van, red", "Red van"]
    assert titles('""') == titles('"?!"') == ["Van, red", "Red van"]


def test_no_phrase_reaches_from_one_heading_into_the_next(make):
    told(make, title="Stay away", what_happened="Took the money", pattern="Back again")
    assert titles('"money back"') == titles('"away took"') == []
    assert titles('"took the money"') == titles('"back again"') == ["Stay away"]
    told(make, title="他没有付钱", what_happened="红色汽车", pattern="晚上来")
    assert titles('"付钱"') == titles('"汽车"') == ["他没有付钱"]
    assert titles('"钱付"') == titles('"车晚"') == []


def test_what_somebody_does_or_asks_for_can_be_looked_for_alone(make):
    told(
        make,
        title="Knife",
        what_happened="Asks for the money back",
        person="Carries a knife",
        pattern="Writes at night",
    )
    told(make, title="Quiet man", what_happened="Showed a knife", person="Writes letters")
    assert titles("knife") == ["Quiet man", "Knife"]
    assert titles("knife", is_said=True) == ["Quiet man"]
    assert titles("writes", is_said=True) == titles("asks night", is_said=True) == ["Knife"]
    assert titles('"money back"', is_said=True) == ["Knife"]
    assert titles("threats", is_said=True) == titles("manchester", is_said=True) == []


def test_without_words_it_does_not_matter_where_they_stand(make):
    publish(make, "Van")
    assert titles("", is_said=True) == titles("?", is_said=True) == ["Van"]


def test_a_beginning_finds_the_same_by_few_words_as_by_many(make):
    ends = [f"zo{chr(97 + place // 26)}{chr(97 + place % 26)}" for place in range(MOST_ENDINGS + 10)]
    publish(make, "Zoa", *ends)
    assert len(titles("zo")) == len(ends) + 1
    assert titles("zoab") == ["zoab"] and titles("zob")[-1] == "zoba"
    assert titles("zox") == []


def test_accents_may_be_left_out_and_put_in(make):
    publish(make, "Café Łódź", "Müller", "Ёлка", "Ελλάδα")
    assert titles("cafe") == titles("café") == titles("cafè") == ["Café Łódź"]
    assert titles("muller") == ["Müller"] and titles("ελλαδα") == ["Ελλάδα"] and titles("елка") == ["Ёлка"]


def test_month_sector_and_gender_narrow_and_what_names_none_is_for_everybody(make):
    publish(make, "Street women", month="2026-09", sector="street")
    AlertTarget.create(alert=Alert.select().order_by(Alert.id.desc()).get(), code="women")
    publish(make, "Everybody", month="2026-10")
    publish(make, "Massage", month="2026-10", sector="massage")
    assert titles("", month="2026-10") == ["Massage", "Everybody"]
    assert titles("", sector="street") == ["Everybody", "Street women"]
    assert titles("", sector="massage") == ["Massage", "Everybody"]
    assert titles("", gender="women") == ["Massage", "Everybody", "Street women"]
    assert titles("", gender="men") == ["Massage", "Everybody"]
    assert titles("women", month="2026-09", sector="street", gender="women", level=2) == ["Street women"]


def test_an_expired_alert_is_gone_at_once_and_back_at_once(make):
    publish(make, "Old van", "New van")
    old, new = Alert.select().order_by(Alert.id)
    assert titles("van") == titles("", level=2) == ["New van", "Old van"]
    for state, gone in (("expired", old), ("published", old), ("expired", new)):
        Alert.update(state=state).where(Alert.id == gone.id).execute()
        out = [one.words for one in Alert.published()]
        assert [f'"title": "{title}"' in words for title, words in zip(titles("van"), out, strict=True)] == [
            True
        ] * len(out)


def test_when_one_ends_and_another_comes_back_in_the_same_moment_both_are_seen(make):
    publish(make, "Old van", "Middle van", "New van")
    old, middle, _new = Alert.select().order_by(Alert.id)
    Alert.update(state="expired").where(Alert.id == old.id).execute()
    assert titles("van") == ["New van", "Middle van"]
    Alert.update(state="expired").where(Alert.id == middle.id).execute()
    Alert.update(state="published").where(Alert.id == old.id).execute()
    assert titles("van") == ["New van", "Old van"]


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
