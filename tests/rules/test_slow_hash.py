"""The slow hash and its gate."""

import threading

import pytest

from rules.slow_hash import FULL, MIB, Busy, SlowHash


def test_the_same_secret_and_salt_give_the_same_bytes():
    slow = SlowHash("low")
    assert slow.run("a", b"s" * 16, "index", 32) == slow.run("a", b"s" * 16, "index", 32)


def test_another_salt_gives_other_bytes():
    slow = SlowHash("low")
    assert slow.run("a", b"s" * 16, "index", 32) != slow.run("a", b"t" * 16, "index", 32)


def test_the_real_cost_runs_and_differs_from_the_cheap_one():
    assert FULL == {"index": (2, 19 * MIB), "secret": (2, 64 * MIB)}
    assert SlowHash("full").run("a", b"s" * 16, "secret", 64) != SlowHash("low").run("a", b"s" * 16, "secret", 64)


def test_when_all_places_are_taken_the_next_is_told_so_at_once():
    slow = SlowHash("low", may_wait=0)
    entered, leave = threading.Barrier(3), threading.Event()

    def hold():
        with slow._gate():
            entered.wait(5)
            leave.wait(5)

    holders = [threading.Thread(target=hold) for _ in range(2)]
    for holder in holders:
        holder.start()
    entered.wait(5)
    with pytest.raises(Busy):
        slow.run("a", b"s" * 16, "index", 32)
    leave.set()
    for holder in holders:
        holder.join()
    assert len(slow.run("a", b"s" * 16, "index", 32)) == 32
