"""A lock that is held long."""

from tests.faults.locking import hold_while_reporting


def test_a_lock_held_for_30_seconds_gives_503_with_the_words_and_loses_nothing(tmp_path):
    hold_while_reporting(tmp_path, reporters=6, seconds=30)
