"""What somebody answered, and what follows from how it came."""

from datetime import date

import pytest

from models.codes import CHANNELS, DELAYS, ORIGINS
from rules.answers import BANDS, LONGER, PERSON, SAID, UNKNOWN, Answers, Arrival, days_between, delay_of

CAME = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("happened_on", "days"), [("2026-03-10", 0), ("2026-03-09", 1), ("2025-03-10", 365), ("2026-03-11", None)]
)
def test_days_are_counted_from_the_harm_to_the_report(happened_on, days):
    assert days_between(happened_on, CAME) == days


@pytest.mark.parametrize("nonsense", ["", "yesterday", "2026-02-30", "10/03/2026"])
def test_what_is_no_day_has_no_delay(nonsense):
    assert (days_between(nonsense, CAME), delay_of(nonsense, CAME)) == (None, None)


def test_the_last_day_of_each_band_is_in_it_and_the_next_is_not():
    names = [*(band for band, _last in BANDS), LONGER]
    for place, (band, last) in enumerate(BANDS):
        ends = (date.fromordinal(CAME.toordinal() - last), date.fromordinal(CAME.toordinal() - last - 1))
        assert [delay_of(end.isoformat(), CAME) for end in ends] == [band, names[place + 1]]
    assert names == list(DELAYS)


def test_a_report_comes_from_police_or_a_body_only_through_their_channels():
    origins = {channel: Arrival(channel).origin for channel in CHANNELS}
    assert {channel: origin for channel, origin in origins.items() if origin != "member"} == {
        "police": "police",
        "other-body": "other-body",
    }
    assert set(origins.values()) == set(ORIGINS)


def test_for_somebody_else_unknown_gives_nothing():
    given = {"alert": PERSON, "checker": SAID, "quote": UNKNOWN}
    told = Answers(maker={"relation": "friend"}, given_by=given, permissions=("research",))
    assert told.granted == {"alert": PERSON, "checker": SAID}


def test_where_nobody_knows_whether_the_person_wants_to_see_it_first_they_are_shown_it():
    given = {"alert": SAID, "see_first": UNKNOWN}
    assert Answers(maker={"relation": "friend"}, given_by=given).granted == given


def test_the_person_gives_what_they_tick():
    assert Answers(permissions=("alert",), given_by={"quote": SAID}).granted == {"alert": PERSON}
