"""The sample change of a help page."""

from models.help_page import FactCheck
from rules import help_drafts, help_pages, sample_help


def test_one_page_waits_for_a_second_reader_and_nothing_counts_as_checked(make):
    author = make.account("caseworker")
    assert sample_help.change(make.now, author) == 1
    assert help_drafts.waiting_for(make.account("editor")) == 1
    assert help_pages.current(sample_help.PAGE) == help_pages.shipped(sample_help.PAGE)
    assert FactCheck.select().count() == 0
