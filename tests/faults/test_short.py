"""The form of the faults that fits into every test run."""

from tests.faults.killing import kill_while_sending


def test_a_worker_killed_four_times_loses_nobody(tmp_path):
    kill_while_sending(tmp_path, members=400, kills=4, connections=1, seed=7)
