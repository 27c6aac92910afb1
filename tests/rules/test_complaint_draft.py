"""The first draft: the person's own words in the first person, and only what they said."""

from models.routes import WISHES
from rules.complaint_draft import compose
from rules.report_words import Words

DETAILS = {
    "who": {"organisation": ["St Elsewhere"], "team": ["Ward 4"], "name": ["Dr Grey"], "badge": ["771"]},
    "happened": {
        "how_came": ["By ambulance."],
        "said_done": ["She laughed."],
        "witnesses": ["A nurse."],
        "chaperone": ["not-offered"],
        "interpreter": ["refused"],
    },
    "before": {
        "complained": ["yes"],
        "to_whom": ["The ward"],
        "on": ["2026-02-28"],
        "reference": ["C-9"],
        "answer": ["They were sorry I felt so."],
        "final_on": ["2026-03-09"],
    },
    "wants": {
        "wants": ["apology", "lesson", "not-punished"],
        "adjustments": ["writing"],
        "adjustment_words": ["Welsh"],
    },
    "you": {"race": ["black-african"], "origin_words": ["Lagos"], "was_why": ["yes"]},
}


def test_it_says_in_the_first_person_what_was_answered():
    text = compose(Words(story="I lay there for six hours.", happened_on="2026-02-04", details=DETAILS), ["refused"])
    for said in (
        "I want to complain",
        "Where they work: St Elsewhere\nTeam or place: Ward 4\nWho: Dr Grey\nNumber or badge: 771",
        "It happened on 4 February 2026.",
        "I lay there for six hours.",
        "– Refused to help or to see me",
        "How I came to be there: By ambulance.",
        "Who saw or heard it: A nurse.\nA chaperone was not offered to me.\n",
        "I asked for an interpreter, and was refused.",
        "On: 28 February 2026\nReference: C-9",
        "Final answer on: 9 March 2026",
        f"– {WISHES['apology'].ask}\n",
        "– Please write to me",
        "– Welsh",
        "my race, or where I am from, was why",
    ):
        assert said in text


def test_how_somebody_describes_themselves_and_what_asks_nothing_of_a_body_stay_out():
    text = compose(Words(story="x", details=DETAILS), [])
    assert "Lagos" not in text
    assert "african" not in text
    assert "workers" not in text


def test_what_was_not_answered_is_left_out():
    text = compose(Words(story="He shouted at me."), [])
    assert text.split("\n\n")[1:2] == ["He shouted at me."]
    assert len(text.split("\n\n")) == 3
    assert "None" not in text


def test_a_day_that_nobody_can_read_stays_as_it_was_written():
    assert "It happened on last spring." in compose(Words(happened_on="last spring"), [])


def test_who_did_not_complain_before_says_nothing_of_it():
    before = {**DETAILS["before"], "complained": ["no"]}
    assert "before" not in compose(Words(story="x", details={"before": before}), [])
