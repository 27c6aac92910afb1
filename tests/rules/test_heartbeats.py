"""Regular moments, each dealt with once."""

from datetime import datetime

from models.database import writing
from rules import heartbeats


def turns(*hours: int) -> list[bool]:
    with writing():
        return [heartbeats.takes_turn(datetime(2026, 11, 20, hour), "a moment") for hour in hours]


def test_each_moment_is_dealt_with_once_and_an_earlier_one_not_at_all(make):
    assert turns(9, 9, 13, 13, 9, 17) == [False, False, True, False, False, True]


def test_the_first_moment_ever_is_noted_and_not_dealt_with(make):
    assert turns(9) == [False]
    assert heartbeats.seen_at("a moment") == datetime(2026, 11, 20, 9)
