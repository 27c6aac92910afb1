"""The check of a lesson: nothing that tells who did it, where or when, and nothing of the reporter."""

import pytest

from rules.lesson_marks import WIDE, Who, examine
from rules.redaction import STOP, ReportWords

WHO = Who("Dr Petra Vale", "Cutler Row Clinic", "Heron Ward", "NB 4471")
TOLD = ReportWords(
    story="She read my notes aloud so the whole room knew what I do.",
    place="behind the Corn Exchange",
    contact="07700 900123, ask for Wren",
    identifiers=("07700 900555",),
    names=("Wren",),
)


def codes(text: str, who: Who = WHO) -> set[str]:
    """What the check says of a text."""
    found = examine({"what_happened": text}, TOLD, who)
    assert {one.severity for one in found} <= {STOP}
    return {one.code for one in found}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The doctor was called Petra.", "professional"),
        ("Doctor Vale did not listen.", "professional"),
        ("It was at Cutler Row Clinic.", "professional"),
        ("It was at the cutler row clinic, upstairs.", "professional"),
        ("Somewhere near Cutler.", "professional"),
        ("On Heron they were kind.", "professional"),
        ("The badge said 4471.", "professional"),
        ("The other one, Dr. Okoro, laughed.", "professional"),
        ("Then nurse Quill came in.", "professional"),
        ("We rang sergeant O’Hare.", "professional"),
        ("It was in Bradford.", "town"),
        ("A clinic in Newcastle upon Tyne.", "town"),
        ("Police in Camden came.", "town"),
        ("so the whole room knew that", "copied"),
        ("Wren asked for help.", "name"),
        ("Ring 07700 900123.", "contact"),
        ("It was behind the Corn Exchange.", "place"),
        ("A man with 07700 900555.", "identifier"),
        ("On 4 November it was dark.", "date"),
        ("On Tuesday it was dark.", "date"),
        ("It was 10:30 at night.", "time"),
        ("See www.example.org for it.", "link"),
        ("Somewhere in LS7.", "postcode-district"),
        ("A Romanian woman of about 30.", "age-and-origin"),
        ("The case had 884412.", "number"),
    ],
)
def test_each_thing_that_tells_is_stopped(text, code):
    assert code in codes(text)


@pytest.mark.parametrize(
    "text",
    [
        "A doctor in a clinic did not close the door.",
        "I saw a nurse. They asked why. The GP Surgery wrote, and the social worker I had said sorry.",
        "Ask for a Nurse Practitioner or the Police Officer in charge.",
        "In Scotland a police officer refused to write it down.",
        "In the North West a nurse did, and said sorry.",
        "Ask for a chaperone before anything begins. Bring somebody you trust.",
        "In London the team gave another worker at once.",
    ],
)
def test_kinds_of_job_nations_and_regions_may_stand(text):
    assert codes(text) == set()


@pytest.mark.parametrize(
    ("who", "text"),
    [
        (Who(organisation="the police"), "The police did not come."),
        (Who(organisation="GP surgery"), "A GP surgery turned somebody away."),
        (Who(name="Dr"), "A Dr was rude."),
        (Who(organisation="Open Door", team="Night team"), "They left the door open at night."),
        (Who(name="Will"), "It will help to ask."),
        (Who(), "Nothing was known of who it was."),
    ],
)
def test_plain_words_are_no_names(who, text):
    assert codes(text, who) == set()


def test_a_force_is_named_by_its_place():
    assert "professional" in codes("They were of Police Scotland.", Who(organisation="Police Scotland"))
    assert codes("They were police, in Scotland.", Who(organisation="Police Scotland")) == set()


def test_every_heading_is_looked_at_and_each_thing_said_once():
    found = examine({"title": "Petra", "what_happened": "Petra and Petra", "what_helped": "no"}, TOLD, WHO)
    assert [(one.field, one.code) for one in found] == [("title", "professional"), ("what_happened", "professional")]


def test_a_lesson_names_nations_and_regions_and_nothing_smaller():
    assert {"scotland", "wales", "northern-ireland", "north-west", "london"} <= set(WIDE)
    assert not {"uk", "greater-manchester", "northumbria"} & set(WIDE)
