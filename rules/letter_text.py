"""The bytes of a letter: built once for many members, then filled with what differs."""

import quopri
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.header import Header
from email.utils import format_datetime
from hmac import compare_digest

from models.fields import ALPHABET, spelled
from rules import Refused
from rules.keyed import Secrets
from rules.spool import Row
from rules.vault import keyed_hash

# Stands in a rendered text where the member's own token goes; as long as a token, and nothing anybody writes.
TOKEN_HERE = "tok3n-g0es-h3re-tok3n0"  # noqa: S105
LINE = 76
# Kinds of the ledger's rows in the order that return paths number them, so it never changes.
KINDS = "LDTO"
CHECK, LONGEST_NUMBER = 10, 13
_ADDRESS = re.compile(r"[^\s<>@\x00-\x20\x7f]+@[^\s<>@\x00-\x20\x7f]+")


class NotAnAddress(Refused):
    """No mail server could take a letter to this."""


@dataclass(frozen=True)
class Words:
    """A letter's rendered words; the body holds TOKEN_HERE where the member's token goes."""

    sender_name: str
    subject: str
    body: str = field(repr=False)


@dataclass(frozen=True)
class Frame:
    """A letter without what differs from member to member."""

    parts: tuple[bytes, ...] = field(repr=False)


# The end of the head, and that no program should answer.
_PLAIN_TEXT = (
    b"Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
    b"Content-Transfer-Encoding: quoted-printable\r\n\r\n"
)


def unsubscribe_link(site: str, token: str = TOKEN_HERE) -> str:
    """The address behind which letters stop; `site` is the site's own."""
    return f"{site}/unsubscribe/{token}"


def frame(words: Words, sender: str, site: str) -> Frame:
    """Build everything of a letter that all its readers share; `sender` is the neutral address it comes from."""
    # The link that stops letters stands last; an alert may hold anything, even these letters.
    before, after = words.body.strip().rsplit(TOKEN_HERE, 1)
    body = _quoted(before)
    # Never split the token: a soft line break before it where the line would grow too long.
    if len(body.rpartition(b"\r\n")[2]) + len(TOKEN_HERE) > LINE:
        body += b"=\r\n"
    site_link = unsubscribe_link(site, "")
    return Frame(
        (
            *_head(words, sender),
            _bytes(f"\r\nList-Unsubscribe: <{site_link}"),
            b">\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" + _PLAIN_TEXT + body,
            _quoted(after) + b"\r\n",
        )
    )


def fill(frame: Frame, to: bytes, message_id: str, date: bytes, token: str) -> bytes:
    """One member's letter: `to` from `envelope`, `date` from `date_line`, `message_id` from `message_id_of`."""
    start, after_to, after_id, after_date, after_link, end = frame.parts
    own = token.encode()
    return b"".join((start, to, after_to, message_id.encode(), after_id, date, after_date, own, after_link, own, end))


def once(words: Words, sender: str, to: bytes, message_id: str, date: bytes) -> bytes:
    """A letter to somebody without an account: no token, so no link or header that stops letters."""
    start, after_to, after_id = _head(words, sender)
    parts = (start, to, after_to, message_id.encode(), after_id, date, b"\r\n", _PLAIN_TEXT)
    return b"".join(parts) + _quoted(words.body.strip()) + b"\r\n"


def envelope(address: str) -> bytes:
    """An address as mail servers take it; raises NotAnAddress."""
    local, _, domain = address.rpartition("@")
    try:
        plain = f"{local}@{domain.encode('idna').decode()}" if not domain.isascii() else address
        raw = plain.encode("ascii")
    except UnicodeError as problem:
        raise NotAnAddress from problem
    if not _ADDRESS.fullmatch(plain):
        raise NotAnAddress
    return raw


def message_id_of(secrets: Secrets, kind: str, *numbers: int) -> str:
    """The same for the same alert and member each time, so that mail programs fold a repeat; tells of neither."""
    return keyed_hash(secrets.keys.index, "message id", kind, *(str(number) for number in numbers), size=16).hex()


def return_path(secrets: Secrets, sender: str, row: Row) -> bytes:
    """The address that one letter comes back to: the sender's, with the row of the ledger in base 32 and a keyed check.

    Without the key nobody makes one, so nobody ends somebody else's letters by sending made-up refusals.
    """
    local, _, domain = sender.rpartition("@")
    return f"{local}+{_marked(secrets, row)}@{domain}".encode("ascii")


def row_of_return_path(secrets: Secrets, address: str) -> Row | None:
    """The row whose letter came back to this address, in upper or lower case; None when it is none of ours."""
    mark = address.partition("@")[0].rpartition("+")[2].upper()
    number, check = mark[:-CHECK], mark[-CHECK:]
    if not 0 < len(number) <= LONGEST_NUMBER or not set(mark) <= set(ALPHABET):
        return None
    value = 0
    for letter in number:
        value = value << 5 | ALPHABET.index(letter)
    row = (KINDS[value % len(KINDS)], value // len(KINDS))
    return row if compare_digest(_check(secrets, row), check) else None


def date_line(now: datetime) -> bytes:
    """A time (naive UTC) as letters carry it."""
    return format_datetime(now.replace(tzinfo=UTC)).encode()


def _marked(secrets: Secrets, row: Row) -> str:
    value = row[1] * len(KINDS) + KINDS.index(row[0])
    return (spelled(value, max(1, -(-value.bit_length() // 5))) + _check(secrets, row)).lower()


def _check(secrets: Secrets, row: Row) -> str:
    """50 bits that only our key gives for this row."""
    said = keyed_hash(secrets.keys.index, "return path", row[0], str(row[1]), size=8)
    return spelled(int.from_bytes(said), CHECK)


def _head(words: Words, sender: str) -> tuple[bytes, bytes, bytes]:
    """What stands before the address, before the letter's own name and before its date."""
    return (
        _bytes(f"From: {_header(words.sender_name)} <{sender}>\r\nSubject: {_header(words.subject)}\r\nTo: "),
        b"\r\nMessage-ID: <",
        _bytes(f"@{sender.rpartition('@')[2]}>\r\nDate: "),
    )


def _quoted(text: str) -> bytes:
    """Quoted-printable: any letter of any script in plain ASCII lines (RFC 2045)."""
    return quopri.encodestring(text.encode()).replace(b"\n", b"\r\n")


def _header(text: str) -> str:
    return text if text.isascii() else Header(text, "utf-8").encode()


def _bytes(text: str) -> bytes:
    return text.encode("ascii")
