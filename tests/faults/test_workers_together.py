"""Two workers on one ledger, and clocks that jump between two lives of a worker."""

import pytest

from tests.faults.short import IS_SHORT
from tests.faults.together import BACK, FORWARD, send_with_a_jumping_clock, send_with_two_workers


def test_two_workers_on_one_ledger_send_everybody_one_letter(tmp_path):
    print(send_with_two_workers(tmp_path, members=300 if IS_SHORT else 2000, alerts=4))


@pytest.mark.parametrize("jump", [BACK, FORWARD], ids=["an hour back", "three days forward"])
def test_a_clock_that_jumps_loses_and_doubles_nothing(tmp_path, jump):
    print(send_with_a_jumping_clock(tmp_path, 300 if IS_SHORT else 2000, jump))
