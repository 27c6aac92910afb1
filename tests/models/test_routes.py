"""The routes as data: every code is known, every word can be translated, nothing is said to be checked."""

from io import BytesIO
from pathlib import Path

from babel.messages.extract import extract_python

from models import route_names
from models.codes import NATIONS, PROFESSIONS, WANTS
from models.facts import CLOCKS, FACTS
from models.routes import EXTRAS, INDEPENDENCE, INDEPENDENT, LIMITS, PLACES, ROWS, STEPS, WISHES


def test_translators_see_every_word_of_the_routes():
    source = BytesIO(Path(route_names.__file__).read_bytes())
    extracted = {text for _, _, text, _ in extract_python(source, ["N_"], [], {})}
    shown = {place.name for place in PLACES.values()}
    shown |= {text for step in STEPS.values() for text in (step.what_for, step.how, step.can, step.cannot)}
    shown |= {one.words for one in INDEPENDENCE.values()} | {extra.when for extra in EXTRAS}
    shown |= {text for wish in WISHES.values() for text in (wish.can, wish.cannot, wish.ask)}
    shown |= {row.note for row in ROWS} | set(LIMITS.values())
    assert extracted == set(route_names.ROUTE_NAMES)
    # Words of a kind stand there even when each of its bodies has its own.
    assert shown - {""} <= extracted


def test_every_step_leads_to_somebody_and_says_what_for_how_and_what_it_can_and_cannot():
    for step in STEPS.values():
        assert {step.body, *step.others} <= set(FACTS) | set(PLACES)
        assert set(step.clocks) <= set(CLOCKS)
        assert all((step.what_for, step.how, step.can, step.cannot))


def test_a_body_is_no_place_as_well():
    assert set(FACTS) & set(PLACES) == set()


def test_every_nation_and_profession_has_one_row():
    pairs = [(nation, profession) for row in ROWS for nation in row.nations for profession in row.professions]
    assert sorted(pairs) == sorted((nation, profession) for nation in NATIONS for profession in PROFESSIONS)
    assert len([row for row in ROWS if not row.nations]) == 1


def test_rows_name_known_steps_and_bodies():
    for row in ROWS:
        assert row.steps and {*row.steps, *row.regulators, *row.also, *row.crime} <= set(STEPS)
        assert {row.reviewer, *row.helpers} <= set(FACTS) | set(PLACES)
        assert INDEPENDENCE[row.independence].word in INDEPENDENT


def test_every_wish_is_answered_and_every_extra_is_there_for_every_nation():
    assert set(WISHES) == set(WANTS)
    assert all(wish.can and wish.cannot for wish in WISHES.values())
    assert all(set(extra.steps) == set(NATIONS) and set(extra.steps.values()) <= set(STEPS) for extra in EXTRAS)


def test_a_step_with_several_time_limits_of_one_start_says_what_each_is_for():
    for step in STEPS.values():
        starts = [CLOCKS[code].starts for code in step.clocks if code not in LIMITS]
        assert len(starts) == len(set(starts))


def test_nothing_is_unused():
    used = {code for row in ROWS for code in (*row.steps, *row.regulators, *row.also, *row.crime)}
    used |= {code for extra in EXTRAS for code in extra.steps.values()}
    led = {code for code in STEPS if code in ("num", "records", "ico") or code.startswith("law")}
    assert set(STEPS) - used - led == set()


def test_no_route_says_that_somebody_checked_it_before_anybody_did():
    assert [row.code for row in ROWS if row.checked_on] == []
