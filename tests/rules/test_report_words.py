"""What is sealed in a report opens for the casework team and for nobody else."""

import pytest

from rules import report_words
from rules.vault import NotOpened

STORY = "He would not pay and shouted <b>loud</b>"


@pytest.fixture
def report(make):
    return make.report(
        story=STORY,
        place="Leeds",
        looks="Tall",
        identifiers="07700 900123\ncityads.example: quiet_man0; dave@example.org, something odd",
        contact_how="email",
        contact_value="me@example.net",
    )


def test_the_team_opens_its_words_and_contact(make, report):
    words = report_words.open_words(report, make.team())
    assert (words.story, words.place, words.looks) == (STORY, "Leeds", "Tall")
    assert [met.value for met in words.identifiers] == [
        "+447700900123",
        "cityads.example/quiet_man0",
        "dave@example.org",
    ]
    assert words.unread == ("something odd",)
    assert report_words.open_contact(report, make.team()) == {"how": "email", "value": "me@example.net"}


def test_nobody_else_opens_them(report):
    with pytest.raises(NotOpened):
        report_words.open_words(report, b"x" * 32)


def test_each_identifier_is_named_once_however_many_keys_it_has(make):
    words = report_words.open_words(make.report(identifiers="da.ve@gmail.com, 07700 900123"), make.team())
    assert len(words.identifiers) == 3
    assert [one.value for one in words.named] == ["da.ve@gmail.com", "+447700900123"]
