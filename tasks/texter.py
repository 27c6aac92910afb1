"""Texts to phones: one small interface, and the sender behind it that keeps each text as a file.

A gateway is another class with the same `send`; `sender_for` chooses by the setting NUM_TEXT_URL.
"""

import os
import secrets as randomness
import time
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlparse

from rules.sending import TAKEN
from tasks.relay import Trouble


class Texter(Protocol):
    """Whatever brings texts to phones."""

    def send(self, number: str, text: str) -> int:
        """Offer one text; returns a code as mail servers give them: 250 taken, 4xx not now, 5xx not to this number.

        Raises Trouble when no text goes at all now.
        """


class FolderTexter:
    """Keeps each text as a file: for development, and for a gateway that empties a folder."""

    def __init__(self, folder: Path):
        """`folder` is made, for this account's eyes only, when the first text comes."""
        self.folder = folder

    def send(self, number: str, text: str) -> int:
        """Write `<time>-<chance>.txt`, whole or not at all: the number, an empty line, the text. Raises Trouble."""
        name = f"{time.time_ns():020d}-{randomness.token_hex(4)}"
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            unfinished = self.folder / f".{name}"
            with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(f"{number}\n\n{text}\n")
            unfinished.rename(self.folder / f"{name}.txt")
        except OSError as problem:
            raise Trouble(type(problem).__name__) from None
        return TAKEN


def sender_for(url: str) -> Texter | None:
    """The sender that the setting names, `file:///folder`; None when it is empty: no texts. Raises ValueError."""
    if not url:
        return None
    parts = urlparse(url)
    if parts.scheme != "file" or parts.netloc or not parts.path.startswith("/"):
        raise ValueError("NUM_TEXT_URL must be file:///folder")
    return FolderTexter(Path(unquote(parts.path)))
