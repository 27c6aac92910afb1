"""What the index holds of an alert."""

from models.alert import Alert, AlertTarget
from rules import search_entries
from rules.search_words import BREAK
from tests.factories import WORDS

FIRST = ("", 0)


def test_an_alert_is_its_words_in_two_columns_and_its_facts(make):
    make.many_alerts(1, area="greater-glasgow", level=3, month="2026-09", sector="street")
    AlertTarget.create(alert=Alert.get(), code="trans-women")
    [(row, said, others, codes)] = search_entries.entries(search_entries.rows(FIRST), FIRST)
    assert row[1] == Alert.get().id and said == WORDS["what_happened"]
    assert others.split(BREAK)[:3] == [WORDS["title"], WORDS["person"], WORDS["contact_used"]]
    assert "Glasgow" in others and "Threats" in others
    facts = ("level 3", "area greater-glasgow", "month 2026-09", "sector street", "harm threats", "gender trans-women")
    near = ("near greater-glasgow", "near scotland", "near uk")
    assert set(codes.split()) == set(map(search_entries.code, facts + near))


def test_what_an_alert_does_not_name_is_for_everybody(make):
    make.many_alerts(1, area="nowhere")
    [(_row, _said, _others, codes)] = search_entries.entries(search_entries.rows(FIRST), FIRST)
    assert {search_entries.code("sector any"), search_entries.code("gender any")} <= set(codes.split())
    assert "near" not in codes


def test_only_what_is_newer_is_read_again(make):
    make.many_alerts(3)
    rows = search_entries.rows(FIRST)
    assert [row[1] for row in search_entries.rows(rows[1][:2])] == [row[1] for row in rows[1:]]
