"""Help pages as they stand: shipped or published, checked or not, with each source once."""

from datetime import date

import pytest

from models.facts import FACTS, Source
from models.help_page import FactCheck
from models.help_texts import GROUPS, HELP, read
from rules import fact_checks, help_pages
from tests.rules import helping


def test_until_one_is_published_a_page_stands_as_it_was_shipped(make):
    helping.waiting(make, make.account("editor"), "law")
    assert help_pages.current("law") == help_pages.shipped("law")
    published = helping.published(make, "law")
    assert help_pages.current("law") == published
    assert [page for page in help_pages.all_current() if page.code == "law"] == [published]
    assert [page.code for page in help_pages.all_current()] == list(HELP)


def test_a_page_that_we_do_not_have_is_none(app):
    assert help_pages.current("nothing") is None
    assert help_pages.shipped("../facts") is None


def test_a_page_that_nobody_checked_is_to_check_with_its_facts(app):
    shown = help_pages.show(helping.text(body="Ring {ico}."), {})
    assert shown.checked_on is None
    assert shown.sources == ((helping.SOURCE, None), (FACTS["ico"].source, FACTS["ico"].checked_on))
    assert "0303 123 1113" in shown.html


def test_looking_at_a_page_checks_it_and_the_facts_on_it(make):
    page = helping.published(make, "law", body="Ring {ico}.")
    help_pages.look(make.now, page, page.fingerprint, make.account("editor"))
    today = make.now.date()
    shown = help_pages.show(page, fact_checks.all_checks())
    assert (shown.checked_on, [day for _, day in shown.sources]) == (today, [today, today])
    assert {row.fact for row in FactCheck.select()} == {"page:law", "ico"}


def test_a_page_that_changed_is_to_check_again_but_its_facts_are_not(make):
    before = helping.published(make, "law", body="Ring {ico}.")
    help_pages.look(make.now, before, before.fingerprint, make.account("editor"))
    after = helping.published(make, "law", body="Ring {ico} today.")
    shown = help_pages.show(after, fact_checks.all_checks())
    assert (shown.checked_on, [day for _, day in shown.sources]) == (None, [None, make.now.date()])


def test_nobody_checks_a_page_that_has_changed_under_their_eyes(make):
    before = helping.published(make, "law")
    after = helping.published(make, "law", body="Other words.")
    by = make.account("editor")
    for page, seen in ((before, before.fingerprint), (after, before.fingerprint), (after, "")):
        with pytest.raises(help_pages.PageChanged):
            help_pages.look(make.now, page, seen, by)
    assert FactCheck.select().count() == 0


def test_the_day_that_a_page_was_shipped_with_is_no_day_of_a_changed_page(monkeypatch, app):
    text = HELP["law"]
    dated = type(text)(**{**vars(text), "checked_on": date(2026, 11, 4)})
    monkeypatch.setattr(help_pages, "HELP", {"law": dated})
    assert help_pages.show(help_pages.shipped("law"), {}).checked_on == date(2026, 11, 4)
    assert help_pages.show(helping.text("law"), {}).checked_on is None


def test_a_source_that_several_facts_share_stands_once_and_is_as_old_as_the_oldest(make):
    first, other = Source("A", "https://example.org/", "2026"), Source("B", "https://example.org/", "2025")
    days = [(first, date(2026, 11, 9)), (other, date(2026, 11, 4))]
    assert help_pages._each_once(days) == ((first, date(2026, 11, 4)),)
    assert help_pages._each_once([*days, (other, None)]) == ((first, None),)


def test_reading_a_page_costs_two_queries(make, queries):
    helping.published(make, "law")
    queries.clear()
    help_pages.show(help_pages.current("law"), fact_checks.all_checks())
    assert len(queries) == 2


def test_shipped_pages_have_a_title_a_line_and_a_group():
    assert {text.group for text in HELP.values()} == set(GROUPS)
    assert [text.code for text in HELP.values() if not text.title or len(text.title) > 80 or not text.line] == []
    assert not {"facts", "services", "talk", "next", "hide", "data", "terms", "versions"} & set(HELP)


def test_a_head_that_is_wrong_is_found_at_once(tmp_path):
    path = tmp_path / "page.md"
    path.write_text("title: A\nline: b\ngroup: danger\nsource: T | https://example.org/ | 2026\n\n---\n\nWords: yes\n")
    text = read(path)
    assert (text.code, text.title, text.body, text.sources[0].date) == ("page", "A", "Words: yes", "2026")
    path.write_text("title: A\ngroup: nowhere\n---\nWords")
    with pytest.raises(ValueError, match="there is no group nowhere"):
        read(path)
