"""The form of the faults that fits into every test run."""

import pytest

from tests.faults.filling import ROOMS, fill_while_reporting
from tests.faults.killing import kill_while_sending
from tests.faults.locking import hold_while_reporting
from tests.faults.posting import post_again_and_again
from tests.faults.racing import stop_while_sending


def test_a_worker_killed_four_times_loses_nobody(tmp_path):
    kill_while_sending(tmp_path, letters=400, kills=4, connections=1, seed=7)


def test_a_locked_database_gives_503_with_the_words_and_loses_nothing(tmp_path):
    hold_while_reporting(tmp_path, reporters=2, seconds=17)


@pytest.mark.parametrize("room", ROOMS)
def test_a_full_disk_gives_503_with_the_words_and_loses_nothing(tmp_path, room):
    fill_while_reporting(tmp_path, room, each=5)


def test_forms_posted_again_and_again_are_one_report_each(tmp_path):
    post_again_and_again(tmp_path, forms=40, seed=7)


def test_no_letter_begins_after_done(tmp_path):
    stop_while_sending(tmp_path, members=100, stopping=40, seed=7)
