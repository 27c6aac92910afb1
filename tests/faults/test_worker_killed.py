"""Twenty kills in two thousand letters, over one connection and over three."""

import pytest

from tests.faults.killing import kill_while_sending
from tests.faults.short import IS_SHORT

SEEDS = (1,) if IS_SHORT else (1, 2, 3)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("connections", [1, 3])
def test_a_worker_killed_twenty_times_loses_nobody(tmp_path, connections, seed):
    kill_while_sending(tmp_path, members=2000, kills=5 if IS_SHORT else 20, connections=connections, seed=seed)
