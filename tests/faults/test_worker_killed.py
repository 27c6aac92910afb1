"""A hundred kills in three thousand letters, gathered ones and texts among them, over one connection and over three."""

import pytest

from tests.faults.killing import kill_while_sending
from tests.faults.short import IS_SHORT

RUNS = ((1, 3),) if IS_SHORT else ((1, 1), (2, 3), (3, 1), (4, 3), (5, 3))


@pytest.mark.parametrize(("seed", "connections"), RUNS)
def test_a_worker_killed_a_hundred_times_loses_nobody(tmp_path, seed, connections):
    letters, kills = (1000, 8) if IS_SHORT else (3000, 100)
    kill_while_sending(tmp_path, letters, kills, connections, seed)
