"""The mailbox that letters come back to: a folder on this computer, or one behind IMAP or POP3."""

import imaplib
import mailbox
import poplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from rules.bounce_words import MOST_BYTES

TIMEOUT_SECONDS = 30
# The rest waits for the next time, so that nobody who fills the mailbox keeps a worker for hours.
MOST_AT_ONCE = 500
HERE = ("localhost", "127.0.0.1", "::1")
PORTS = {"imaps": 993, "imap": 143, "pop3s": 995, "pop3": 110}
WANTED = "NUM_BOUNCE_URL must be maildir:///folder, imaps://user:password@host or pop3s://user:password@host"
# With one longer line in a message poplib gives up, each time again, and what lies behind it is never reached.
poplib._MAXLINE = MOST_BYTES  # type: ignore[attr-defined]

# Reads messages one after the other and hands out each with what removes it.
Box = Iterator[tuple[bytes, Callable[[], Any]]]


class NoMailbox(Exception):
    """The mailbox does not open, or broke off; what was not read waits."""


def checked(url: str) -> SplitResult:
    """The parts of a NUM_BOUNCE_URL; raises ValueError for one that is no mailbox or would send a password in clear."""
    try:
        parts = urlsplit(url)
        where = parts.hostname and (parts.port is None or parts.port > 0)
    except ValueError:
        # Its words would repeat a piece of the password.
        raise ValueError(WANTED) from None
    is_folder = parts.scheme == "maildir" and not parts.netloc and Path(parts.path).is_absolute()
    is_safe = parts.scheme in ("imaps", "pop3s") or (parts.scheme in PORTS and parts.hostname in HERE)
    if not is_folder and not (is_safe and where and parts.username):
        raise ValueError(WANTED)
    return parts


@contextmanager
def opened(url: str) -> Iterator[Box]:
    """Open the mailbox at `url`; raises ValueError, NoMailbox. What is too long comes cut off or empty."""
    parts = checked(url)
    way = {"maildir": _folder, "imap": _imap, "imaps": _imap, "pop3": _pop3, "pop3s": _pop3}[parts.scheme]
    box = way(parts)
    try:
        yield box
    except (OSError, EOFError, mailbox.Error, imaplib.IMAP4.error, poplib.error_proto) as problem:
        # What a server says, or a path, does not belong into a log.
        raise NoMailbox(type(problem).__name__) from None
    finally:
        with suppress(OSError, EOFError, imaplib.IMAP4.error, poplib.error_proto):
            box.close()  # type: ignore[attr-defined]


def _folder(parts: SplitResult) -> Box:
    box = mailbox.Maildir(unquote(parts.path), create=False)
    for key in box.keys()[:MOST_AT_ONCE]:
        try:
            with box.get_file(key) as file:
                raw = file.read(MOST_BYTES + 1)
        except (KeyError, FileNotFoundError):
            # Another worker has read it meanwhile.
            continue
        yield raw, partial(box.discard, key)


def _imap(parts: SplitResult) -> Box:
    where = (parts.hostname or "", parts.port or PORTS[parts.scheme])
    server: imaplib.IMAP4
    if parts.scheme == "imaps":
        server = imaplib.IMAP4_SSL(*where, ssl_context=ssl.create_default_context(), timeout=TIMEOUT_SECONDS)
    else:
        server = imaplib.IMAP4(*where, timeout=TIMEOUT_SECONDS)
    with server:
        server.login(unquote(parts.username or ""), unquote(parts.password or ""))
        _fine(server.select("INBOX"))
        numbers = _fine(server.uid("SEARCH", "ALL"))[0] or b""
        for number in numbers.decode("ascii").split()[:MOST_AT_ONCE]:
            found = _fine(server.uid("FETCH", number, f"(BODY.PEEK[]<0.{MOST_BYTES + 1}>)"))
            raw = next((one[1] for one in found if isinstance(one, tuple)), None)
            if raw is not None:
                yield raw, partial(_remove_imap, server, number)


def _remove_imap(server: imaplib.IMAP4, number: str) -> None:
    _fine(server.uid("STORE", number, "+FLAGS.SILENT", r"(\Deleted)"))
    _fine(server.expunge())


def _fine(answer: tuple[str, list[Any]]) -> list[Any]:
    """What a command answered; raises imaplib's error when the server refused it."""
    if answer[0] != "OK":
        raise imaplib.IMAP4.error("refused")
    return answer[1]


def _pop3(parts: SplitResult) -> Box:
    where = (parts.hostname or "", parts.port or PORTS[parts.scheme])
    server: poplib.POP3
    if parts.scheme == "pop3s":
        server = poplib.POP3_SSL(*where, timeout=TIMEOUT_SECONDS, context=ssl.create_default_context())
    else:
        server = poplib.POP3(*where, timeout=TIMEOUT_SECONDS)
    try:
        server.user(unquote(parts.username or ""))
        server.pass_(unquote(parts.password or ""))
        for line in server.list()[1][:MOST_AT_ONCE]:
            number, size = (int(one) for one in line.split()[:2])
            raw = b"\r\n".join(server.retr(number)[1]) if size <= MOST_BYTES else b""
            yield raw, partial(server.dele, number)
        # The server removes what was marked only when it is told goodbye.
        server.quit()
    finally:
        server.close()
