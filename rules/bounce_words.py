"""What a letter that came back says: the address is gone, full, or refuses for now; somebody complains; or nothing."""

import re
from collections.abc import Iterator
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from email.utils import getaddresses
from typing import NamedTuple

# Longer ones are not looked at: a report of a failure is a few thousand bytes, and this is read in one piece.
MOST_BYTES = 1_000_000
# So much of a text holds what went wrong; what follows is our own letter again.
MOST_WORDS = 20_000
MOST_ADDRESSES, LONGEST_ADDRESS = 50, 320

# Where the address that our letter came from may stand: whom the report is to, or what it tells of the letter.
TO = ("To", "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To")
OF_LETTER = ("Return-Path", "Original-Mail-From", "X-Envelope-From")

# RFC 3463. Everything about the address, but not what is about the sender's (5.1.7, 5.1.8); a mailbox that is shut;
# a domain that takes no mail. Policy (5.7), size and the network say something of us, of the letter or of today.
_GONE_STATUS = re.compile(r"5\.1\.(?!7\b|8\b)\d+|5\.2\.1|5\.4\.4")
# Servers that know no better say these of everything, so the reply's code (RFC 5321, 7504) tells more.
_VAGUE_STATUS = ("", "5.0.0", "5.5.0")
_GONE_CODES = ("550", "551", "553", "556")
_STATUS = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?!\.?\d)")
_CODE = re.compile(r"(?<![\d.])([45][0-5]\d)(?=[ -])")
_FULL = re.compile(
    r"(mailbox|inbox|mail box|account)\b[^.\n]{0,30}\b(is |was )?(full|over|exceeded)|quota (is )?exceeded"
    r"|(over|exceed(ed|s)?)( \w+){0,3} (quota|storage)|out of storage|insufficient (system )?storage",
    re.I,
)
_GONE = re.compile(
    r"(user|recipient|mailbox|address|account)s?\b[^.\n]{0,40}\b(unknown|not found|does(n't| not) exist|disabled"
    r"|unavailable|inactive|no longer|invalid)|(unknown|no such|invalid|non-?existent) (user|recipient|mailbox|address"
    r"|local part|account|domain|host)|no mailbox here|host (or domain name )?not found|domain not found",
    re.I,
)
_WAITS = re.compile(r"delayed|will (be )?(retr|continue|keep trying)|still being retried|not been delivered yet", re.I)
_FAILED = re.compile(
    r"undeliver|could not be delivered|wasn't able to deliver|was not delivered|not able to deliver|delivery[^\n]{0,80}"
    r"fail|failure notice|returned mail|returned to sender|mail delivery (failed|system)|permanent(ly)? (error|fail)",
    re.I,
)
# What follows such a line is the letter itself.
_OWN_LETTER = re.compile(
    r"^[ >-]*(below this line is a copy|this is a copy of (the|your) message|included is a copy|original message"
    r"|original message headers)",
    re.I | re.M,
)
# RFC 5965 and its registry: what people press. "not-spam" takes it back, and the rest is about forged mail.
_COMPLAINTS = ("abuse", "fraud", "opt-out", "opt-out-list")


class Returned(NamedTuple):
    """What came back: a kind (`full`, `soft`, `hard`, `complaint`) or None, and addresses it may be about."""

    kind: str | None
    addresses: tuple[str, ...] = ()


def read(raw: bytes) -> Returned:
    """What a message in a mailbox for returned letters says; rubbish, news and automatic answers say nothing.

    Knows delivery reports (RFC 3464), complaints (RFC 5965) and the plain texts of servers without either.
    """
    if len(raw) > MOST_BYTES:
        return Returned(None)
    try:
        message = BytesParser(policy=compat32).parsebytes(raw)
        kind = _kind(message)
        return Returned(kind, tuple(_addresses(message)) if kind else ())
    except Exception:  # Anybody may write to that mailbox, and the parser has no end of errors.
        return Returned(None)


def kind_of(status: str, said: str) -> str:
    """`full`, `soft` or `hard`: what a failure's status (RFC 3463, may be empty) and words say of the address."""
    code = _CODE.search(said)
    code_is = code.group(1) if code else ""
    if status in ("5.2.2", "4.2.2") or _FULL.search(said) or (code_is == "552" and status in (*_VAGUE_STATUS, "5.2.0")):
        return "full"
    if status.startswith("4") or (not status and code_is.startswith("4")):
        return "soft"
    is_gone = _GONE_STATUS.fullmatch(status) or _GONE.search(said)
    return "hard" if is_gone or (status in _VAGUE_STATUS and code_is in _GONE_CODES) else "soft"


def _kind(message: Message) -> str | None:
    parts = list(message.walk())
    reports = [part for part in parts if part.get_content_type() == "message/feedback-report"]
    if reports:
        types = [_text(fields.get("Feedback-Type")).strip().lower() for part in reports for fields in _fields(part)]
        return "complaint" if any(one in _COMPLAINTS for one in types) else None
    statuses = [part for part in parts if part.get_content_type() == "message/delivery-status"]
    if statuses:
        return _of_report([fields for part in statuses for fields in _fields(part)])
    return _of_text(message, parts)


def _of_report(groups: list[Message]) -> str | None:
    """What a delivery report says of its recipients: we write to one at a time."""
    for fields in groups:
        if _text(fields.get("Action")).strip().lower() == "failed":
            status = _STATUS.search(_text(fields.get("Status")))
            said = _text(fields.get("Diagnostic-Code"))[:MOST_WORDS]
            return kind_of(status.group() if status else "", said)
    return None


def _of_text(message: Message, parts: list[Message]) -> str | None:
    """What a server's plain words say; nothing unless they come from a server, and of a failure."""
    sender = " ".join(_text(message.get(name)) for name in ("From", "Sender")).lower()
    has_list = message.get("X-Failed-Recipients") is not None
    is_a_server = has_list or any(name in sender for name in ("mailer-daemon", "postmaster", "mail delivery"))
    if not is_a_server:
        return None
    subject = _text(message.get("Subject"))
    texts = (part.get_payload(decode=True) for part in parts if part.get_content_type() == "text/plain")
    first = next((text for text in texts if isinstance(text, bytes)), b"")[:MOST_WORDS].decode("utf-8", "replace")
    said = _OWN_LETTER.split(first, maxsplit=1)[0]
    if _WAITS.search(subject) or (_WAITS.search(said) and not _FAILED.search(said)):
        return None
    status = _STATUS.search(said)
    if not (has_list or _FAILED.search(subject) or _FAILED.search(said)):
        return None
    return kind_of(status.group() if status else "", said)


def _addresses(message: Message) -> Iterator[str]:
    """Every address that may be the one our letter came from, at most once each; most likely ones first."""
    found: dict[str, None] = {}
    for part in message.walk():
        inside = _fields(part) if part.get_content_type() == "message/feedback-report" else [part]
        if part.get_content_type() == "text/rfc822-headers":
            raw = part.get_payload(decode=True)
            inside = [BytesParser(policy=compat32).parsebytes(raw)] if isinstance(raw, bytes) else []
        for fields in inside:
            names = (*TO, *OF_LETTER) if part is message else OF_LETTER
            written = [_text(value) for name in names for value in fields.get_all(name, [])]
            found |= {address: None for _, address in getaddresses(written) if 3 <= len(address) <= LONGEST_ADDRESS}
    yield from list(found)[:MOST_ADDRESSES]


def _fields(part: Message) -> list[Message]:
    """The groups of fields in a report's part."""
    inside = part.get_payload()
    return [one for one in inside if isinstance(one, Message)] if isinstance(inside, list) else []


def _text(value: object) -> str:
    return "" if value is None else str(value)
