"""Changing help pages: nobody's words are lost, nobody publishes alone, and every version stays."""

import pytest
from peewee import IntegrityError

from models.database import writing
from models.help_page import HelpVersion
from rules import help_drafts, help_pages
from tests.rules import helping


def states(code: str = "law") -> list[str]:
    return [row.state for row in reversed(help_drafts.versions(code))]


def test_what_is_saved_is_a_draft_that_nobody_else_reads(make):
    by = make.account("editor")
    row = helping.saved(make, by)
    assert (row.state, row.author, row.published_on) == ("draft", by, None)
    assert help_drafts.at_hand("law") == help_pages.of_version(row)
    assert help_pages.current("law") == help_pages.shipped("law")
    assert help_drafts.open_versions() == {"law": row}


def test_saving_ones_own_draft_again_keeps_one_row(make):
    by = make.account("editor")
    helping.saved(make, by)
    helping.saved(make, by, body="Other words.")
    assert states() == ["draft"]


def test_anothers_draft_stays_in_the_history_when_it_is_changed(make):
    first, second = make.account("editor"), make.account("caseworker")
    helping.saved(make, first, body="First words.")
    helping.saved(make, second, body="Second words.")
    rows = help_drafts.versions("law")
    assert [(row.state, row.author, row.body) for row in rows] == [
        ("draft", second, "Second words."),
        ("replaced", first, "First words."),
    ]


def test_a_later_save_never_overwrites_words_that_its_writer_has_not_seen(make):
    first, second = make.account("editor"), make.account("caseworker")
    seen = help_drafts.at_hand("law").fingerprint
    help_drafts.save(make.now, helping.text(body="First words."), first, seen)
    with pytest.raises(help_drafts.ChangedMeanwhile):
        help_drafts.save(make.now, helping.text(body="Second words."), second, seen)
    # Not even one's own, from another window.
    with pytest.raises(help_drafts.ChangedMeanwhile):
        help_drafts.save(make.now, helping.text(body="Third words."), first, seen)
    assert help_drafts.at_hand("law").body == "First words."


def test_the_same_words_saved_twice_are_no_conflict(make):
    by, seen = make.account("editor"), help_drafts.at_hand("law").fingerprint
    row = help_drafts.save(make.now, helping.text(), by, seen)
    assert help_drafts.save(make.now, helping.text(), by, seen) == row
    assert states() == ["draft"]


def test_words_that_differ_in_nothing_make_no_draft(make):
    shipped = help_pages.shipped("law")
    assert help_drafts.save(make.now, shipped, make.account("editor"), shipped.fingerprint) is None
    assert states() == []
    with pytest.raises(help_drafts.NothingNew):
        help_drafts.ask(make.now, "law", make.account("editor"))


def test_a_second_reader_publishes_exactly_what_they_read(make):
    author, reader = make.account("editor"), make.account("caseworker")
    page = help_pages.of_version(helping.waiting(make, author))
    with pytest.raises(help_pages.PageChanged):
        help_drafts.publish(make.now, "law", reader, "something else")
    row = help_drafts.publish(make.now, "law", reader, page.fingerprint)
    assert (row.state, row.approver, row.published_on) == ("published", reader, make.now.date())
    assert help_pages.current("law") == page


def test_the_author_never_publishes(make):
    author = make.account("editor")
    page = help_pages.of_version(helping.waiting(make, author))
    with pytest.raises(help_drafts.OwnPage):
        help_drafts.publish(make.now, "law", author, page.fingerprint)
    # The database refuses it too, whatever the code does.
    with pytest.raises(IntegrityError), writing():
        HelpVersion.update(state="published", approver=author).execute()
    assert states() == ["waiting"]


def test_whoever_wrote_some_of_it_does_not_publish_it_under_anothers_name(make):
    author, other, third = (make.account("editor") for _one in range(3))
    helping.saved(make, author, body="Words of the first.")
    page = help_pages.of_version(helping.waiting(make, other, body="Words of the first. Theirs."))
    with pytest.raises(help_drafts.OwnPage):
        help_drafts.publish(make.now, "law", author, page.fingerprint)
    assert help_drafts.publish(make.now, "law", third, page.fingerprint).approver == third
    # What they wrote before that has been read: of the next change they may be the second reader again.
    page = help_pages.of_version(helping.waiting(make, other, body="Words of the first. Others."))
    assert help_drafts.publish(make.now, "law", author, page.fingerprint).approver == author


@pytest.mark.parametrize("role", ["member", "manager", "auditor", "project-worker"])
def test_other_roles_never_publish(make, role):
    page = help_pages.of_version(helping.waiting(make, make.account("editor")))
    with pytest.raises(help_drafts.OwnPage):
        help_drafts.publish(make.now, "law", make.account(role), page.fingerprint)


def test_what_is_published_takes_the_place_of_what_was(make):
    helping.published(make, body="Old words.")
    helping.published(make, body="New words.")
    assert states() == ["replaced", "published"]
    assert help_pages.current("law").body == "New words."


def test_a_change_ends_the_asking(make):
    author, reader = make.account("editor"), make.account("caseworker")
    page = help_pages.of_version(helping.waiting(make, author))
    helping.saved(make, author, body="Changed after asking.")
    with pytest.raises(help_pages.PageChanged):
        help_drafts.publish(make.now, "law", reader, page.fingerprint)
    assert states() == ["draft"]


def test_what_waits_can_be_sent_back(make):
    helping.waiting(make, make.account("editor"))
    help_drafts.send_back(make.now, "law", make.account("caseworker"))
    assert states() == ["draft"]
    with pytest.raises(help_pages.PageChanged):
        help_drafts.send_back(make.now, "law", make.account("caseworker"))


@pytest.mark.parametrize("body", ["Ring 0161 496 0000.", "<b>x</b>", "![x](/x.png)", "Ask {nobody}."])
def test_what_may_not_stand_on_a_page_is_never_asked_about_or_published(make, body):
    author = make.account("editor")
    row = helping.saved(make, author, body=body)
    with pytest.raises(help_drafts.Unfit):
        help_drafts.ask(make.now, "law", author)
    with writing():
        HelpVersion.update(state="waiting").execute()
    with pytest.raises(help_drafts.Unfit):
        help_drafts.publish(make.now, "law", make.account("caseworker"), help_pages.of_version(row).fingerprint)
    assert help_pages.current("law") == help_pages.shipped("law")


def test_a_number_in_the_title_is_found_too():
    assert help_drafts.problems(helping.text(title="Ring 0161 496 0000")) != []


def test_an_older_version_is_taken_as_a_new_draft_and_nothing_is_lost(make):
    old = helping.published(make, body="Old words.")
    helping.published(make, body="New words.")
    helping.saved(make, make.account("editor"), body="A draft.")
    me = make.account("caseworker")
    help_drafts.take_again(make.now, old, me)
    assert states() == ["replaced", "published", "replaced", "draft"]
    assert (help_drafts.at_hand("law").body, help_drafts.open_version("law").author) == ("Old words.", me)
    help_drafts.take_again(make.now, help_pages.shipped("law"), me)
    assert help_drafts.at_hand("law").body == help_pages.shipped("law").body
