"""The development mail catcher: keeps every letter as a file instead of sending it."""

import itertools
import os
import signal
import sys
import time
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

KEPT = 200
LARGEST_LETTER = 10_000_000


class LetterKeeper:
    """The handler that writes each letter into a folder and drops the oldest ones."""

    def __init__(self, folder: Path) -> None:
        """Make the folder, for this account's eyes only."""
        self.folder = folder
        self.numbers = itertools.count()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Answer one letter: kept, or told to come again when it could not be written."""
        try:
            keep_letter(self.folder, envelope.original_content or b"", next(self.numbers))
        except OSError:
            return "451 The letter could not be kept, try again later"
        return "250 Kept"


def keep_letter(folder: Path, content: bytes, number: int) -> Path:
    """Write one letter as `<folder>/<time>-<number>.eml`, drop all but the newest 200, and return its path.

    The names sort by arrival. A letter appears whole or not at all. Raises OSError when the disk refuses.
    """
    name = f"{time.time_ns():020d}-{number % 1_000_000:06d}"
    unfinished = folder / f"{name}.part"
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    letter = unfinished.rename(folder / f"{name}.eml")
    for old in sorted(folder.glob("*.eml"))[:-KEPT]:
        old.unlink(missing_ok=True)
    return letter


def main() -> int:
    """Listen on this computer only, until told to stop; refuse in production, where letters must reach people."""
    if os.environ.get("NUM_ENV") == "production":
        print("The mail catcher does not run in production: set NUM_MAIL_URL to a mail server.", file=sys.stderr)
        return 1
    folder = Path(os.environ.get("NUM_DATA_DIR", "var")) / "letters"
    port = int(os.environ.get("NUM_CATCHER_PORT", "5025"))
    # The signals are blocked before the server's thread starts, so that sigwait alone receives them.
    signals = {signal.SIGINT, signal.SIGTERM}
    signal.pthread_sigmask(signal.SIG_BLOCK, signals)
    controller = Controller(LetterKeeper(folder), hostname="127.0.0.1", port=port, data_size_limit=LARGEST_LETTER)
    controller.start()
    signal.sigwait(signals)
    controller.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
