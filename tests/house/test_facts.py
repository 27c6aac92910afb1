"""Numbers, bodies and clocks of the world outside stand once, in models/data/facts.json, each with its source."""

import re

import pytest

from models.facts import CLOCKS, FACTS, STARTS, UNITS
from models.help_texts import HELP
from rules import markdown
from tests.house import typed_facts
from tests.house.source import name

ALL = [*FACTS.values(), *CLOCKS.values()]
DAY = re.compile(r"\d{4}-\d{2}(-\d{2})?")
NUMBERS = "two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|twenty|thirty"
LIMIT = re.compile(rf"\b(?:\d+|{NUMBERS}) (?:working )?(?:hour|day|week|month|year)s?\b", re.IGNORECASE)
WRONG = [
    "Ring 0800 555 111.",
    "Ring 0800555111.",
    "(0800) 555-111",
    "+44 800 555 111",
    "Ring 999 now.",
    "Press 55 when asked",
    "Samaritans on 116 123",
    "call 101, 105 or 112",
    "https://ico.org.uk/make-a-complaint/",
    "ico.org.uk",
    "Crimestoppers",
    "Ring 0161&nbsp;496&nbsp;0000",
    "0161 <b>496</b> 0000",
    "0161\u2009496\u20090000",
    "0161–496–0000",
    "Missing: 116 000",
    "Text HELLO to 85258",
    "ring 119, or dial 118 118",
]
RIGHT = ["Aged 55 to 64", "1,999 people", "2026-11-20", "In 2026 it was 101% sure", "£1,000", "max-age=86400", "PEP"]


@pytest.mark.parametrize("path", [pytest.param(path, id=name(path)) for path in typed_facts.files()])
def test_no_fact_is_typed_again(path):
    is_sample = "models/data/samples/" in name(path)
    assert typed_facts.wrong_in(path, is_sample, typed_facts.settings_of(path)) == []


@pytest.mark.parametrize("words", WRONG)
@pytest.mark.parametrize(
    ("kind", "around"),
    [
        (".html", "<p>{{ _('%s') }}</p>"),
        (".html", "<p>%s</p>"),
        (".py", 'TEXT = _("%s")\n'),
        (".json", '[{"advice": "%s"}]'),
        (".md", "title: Help\nsource: Own | https://example.org/ | 2026-11\n---\n%s\n"),
        (".txt", "%s\n"),
    ],
)
def test_a_fact_that_is_typed_anywhere_is_found(tmp_path, kind, around, words):
    path = tmp_path / f"page{kind}"
    path.write_text(around % words, encoding="utf-8")
    assert typed_facts.wrong_in(path) != []


@pytest.mark.parametrize("words", RIGHT)
def test_other_figures_are_left_alone(words):
    assert typed_facts.typed(words) == []


def test_a_number_for_drama_may_stand_in_samples_alone(tmp_path):
    path = tmp_path / "rows.json"
    path.write_text('["Ring 07700 900123"]', encoding="utf-8")
    assert typed_facts.wrong_in(path, may_be_drama=True) == []
    assert typed_facts.wrong_in(path) == ["07700 900123"]


@pytest.mark.parametrize("fact", ALL, ids=lambda fact: fact.code)
def test_every_fact_has_a_source_that_can_be_opened(fact):
    assert fact.source.title
    assert fact.source.address.startswith("https://")
    # Without a date nobody has read it there yet, and so nobody has checked it.
    assert DAY.fullmatch(fact.source.date) if fact.source.date else fact.checked_on is None


@pytest.mark.parametrize("fact", FACTS.values(), ids=lambda fact: fact.code)
def test_a_fact_is_a_number_with_a_phone_or_a_body_with_an_address(fact):
    assert fact.kind in ("number", "body")
    assert fact.phone if fact.kind == "number" else fact.web
    assert not fact.web or fact.web.startswith("https://")


@pytest.mark.parametrize("clock", CLOCKS.values(), ids=lambda clock: clock.code)
def test_a_clock_counts_in_a_known_unit_from_a_known_start(clock):
    assert clock.amount > 0
    assert (clock.unit in UNITS, clock.starts in STARTS) == (True, True)


@pytest.mark.parametrize("page", HELP.values(), ids=lambda page: page.code)
def test_every_placeholder_of_a_help_page_is_a_fact(page):
    assert markdown.problems(page.body) == []


@pytest.mark.parametrize("page", HELP.values(), ids=lambda page: page.code)
def test_no_time_limit_is_typed_on_a_help_page(page):
    assert LIMIT.findall(page.body) == []


def test_every_fact_is_used_somewhere():
    on_pages = {fact.code for page in HELP.values() for fact in markdown.used(page.body)}
    unused = {fact.code for fact in ALL} - on_pages - typed_facts.named_in_code()
    assert unused == set()
