"""A worker's notes and who reads them after its death."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from rules import spool
from rules.spool import Spool

ROOT = Path(__file__).parents[2]
NOTES_THEN_HANGS = """
import sys, signal
from pathlib import Path
from rules.spool import Spool
notes = Spool(Path(sys.argv[1]), "other")
notes.start(("L", 1)); notes.done(("L", 1), 250)
notes.start(("O", 1)); notes.done(("O", 1), 451)
notes.start(("L", 2))
print("ready", flush=True)
signal.pause()
"""


def read(folder) -> dict:
    return {past.name: (past.answered, past.begun) for past in spool.dead(folder)}


def test_a_living_workers_notes_are_left_alone_and_a_killed_ones_are_read(tmp_path):
    worker = subprocess.Popen([sys.executable, "-c", NOTES_THEN_HANGS, tmp_path], stdout=subprocess.PIPE, cwd=ROOT)
    assert worker.stdout is not None
    worker.stdout.readline()
    assert read(tmp_path) == {}
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    worker.stdout.close()
    assert read(tmp_path) == {"other": ({("L", 1): 250, ("O", 1): 451}, {("L", 2)})}


def test_notes_that_the_ledger_holds_are_forgotten(tmp_path):
    notes = Spool(tmp_path, "mine")
    notes.start(("L", 7))
    notes.clear()
    notes.start(("L", 8))
    notes.close()
    assert read(tmp_path) == {"mine": ({}, {("L", 8)})}


def test_notes_are_gone_when_all_was_handed_over(tmp_path):
    notes = Spool(tmp_path, "mine")
    notes.start(("L", 7))
    notes.remove()
    notes.close()
    assert list(tmp_path.iterdir()) == []


def test_a_line_cut_short_counts_as_not_written(tmp_path):
    notes = Spool(tmp_path, "mine")
    notes.start(("L", 123))
    notes.close()
    with open(tmp_path / "mine", "ab") as file:
        file.write(b"done L 12")
    assert read(tmp_path) == {"mine": ({}, {("L", 123)})}


def test_two_who_start_together_read_the_same_notes_once(tmp_path):
    notes = Spool(tmp_path, "mine")
    notes.start(("L", 1))
    notes.close()
    first = spool.dead(tmp_path)
    assert next(first).begun == {("L", 1)}
    assert read(tmp_path) == {}
    first.close()
    assert len(read(tmp_path)) == 1


def test_the_notes_are_for_this_account_alone(tmp_path):
    notes = Spool(tmp_path / "spool", "mine")
    assert os.stat(notes.path).st_mode & 0o077 == 0
    assert os.stat(tmp_path / "spool").st_mode & 0o077 == 0
    notes.close()
