"""A worker connection's own notes between two transactions: which letter it began and which was answered.

Whoever starts next reads the notes of those that died before anything else. They hold numbers, never an address.
"""

import errno
import fcntl
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

# A row of the ledger: its kind and its id. Kinds: `L` a delivery (an alert's letter), `D` a digest, `T` a delivery that
# is a text, `O` an owed letter.
Row = tuple[str, int]


@dataclass
class Past:
    """What a dead worker had noted: letters answered, with the mail server's code, and letters begun."""

    name: str
    path: Path
    answered: dict[Row, int] = field(default_factory=dict)
    begun: set[Row] = field(default_factory=set)


class Spool:
    """The notes of one connection, held locked while its process lives. The file's name is the name it claims under."""

    def __init__(self, folder: Path, name: str):
        """Open a new file for appending; raises OSError when the disk refuses."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.name = name
        self.path = folder / name
        # Made under another name and locked before it appears, or a starting worker could take it for a dead one's.
        hidden = folder / f".{name}"
        self._file = os.open(hidden, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_EXCL, 0o600)
        fcntl.flock(self._file, fcntl.LOCK_EX)
        os.rename(hidden, self.path)

    def start(self, row: Row) -> None:
        """Note that a letter is about to be spoken to the mail server."""
        self._note(f"start {row[0]} {row[1]}\n")

    def done(self, row: Row, code: int) -> None:
        """Note the mail server's last answer about it (250 is taken)."""
        self._note(f"done {row[0]} {row[1]} {code}\n")

    def clear(self) -> None:
        """Forget all: the ledger holds it now."""
        os.ftruncate(self._file, 0)

    def remove(self) -> None:
        """Take the file away, when the ledger holds everything."""
        self.path.unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of the file; what it holds is then a dead worker's."""
        os.close(self._file)

    def _note(self, line: str) -> None:
        """Add one line, whole or with an error: a full disk may take half of it."""
        if os.write(self._file, line.encode()) != len(line):
            raise OSError(errno.ENOSPC, "the spool took half a line")


def dead(folder: Path) -> Iterator[Past]:
    """The notes of workers that ended without handing them over; each is the caller's alone while it holds it.

    Delete `path` when the ledger holds what the notes say.
    """
    for path in sorted(folder.glob("[!.]*")) if folder.is_dir() else ():
        file = _locked(path)
        if file is None:
            continue
        try:
            yield _read(path)
        finally:
            os.close(file)


def _locked(path: Path) -> int | None:
    """The file held locked, or None when its worker lives or somebody else took it over."""
    try:
        file = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # Taken over and removed by another worker between our two steps: no name leads to it any more.
        if os.fstat(file).st_nlink:
            return file
    except BlockingIOError:
        pass
    os.close(file)
    return None


def _read(path: Path) -> Past:
    """The notes in a file; a line cut short by the kill counts as not written."""
    past = Past(path.name, path)
    whole, _, _cut = path.read_text().rpartition("\n")
    for line in whole.splitlines():
        act, kind, number, *code = line.split()
        row = (kind, int(number))
        if act == "start":
            past.begun.add(row)
        else:
            past.begun.discard(row)
            past.answered[row] = int(code[0])
    return past
