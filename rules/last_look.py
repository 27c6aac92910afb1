"""The last look before a letter: whether it may still go, and what it needs of whom it goes to."""

from typing import NamedTuple

from models.database import fetch
from rules import access

# Whoever may still be written to, at the last moment.
_TAKES = "a.state = 'admitted' AND a.cadence <> 'none' AND NOT a.is_paused"
_MEMBER = "a.role, a.is_frontline, a.id, a.ref, a.email, a.letter_token, a.style, a.language, a.sender_name, a.subject"
# A correction says how it stands, so it goes also when the alert was taken back.
_LOOK = f"""
    SELECT {_MEMBER}, d.alert_id, d.kind
    FROM delivery d JOIN account a ON a.id = d.account_id JOIN alert w ON w.id = d.alert_id
    WHERE d.id = ? AND d.state = 'claimed' AND d.claimed_by = ? AND (w.state = 'published' OR d.kind = 'correction')
    AND {_TAKES} AND a.bouncing_since IS NULL
"""  # noqa: S608 - fixed texts of this file alone
_LOOK_DIGEST = f"""
    SELECT {_MEMBER}, g.id
    FROM digest g JOIN account a ON a.id = g.account_id
    WHERE g.id = ? AND g.state = 'claimed' AND g.claimed_by = ? AND {_TAKES} AND a.bouncing_since IS NULL
"""  # noqa: S608 - fixed texts of this file alone
_GATHERED = """
    SELECT d.id, d.alert_id, d.kind, w.state = 'published' OR d.kind = 'correction'
    FROM delivery d JOIN alert w ON w.id = d.alert_id
    WHERE d.digest_id = ? AND d.state = 'claimed' AND d.claimed_by = ? ORDER BY w.level DESC, w.published_at DESC, d.id
"""
_LOOK_TEXT = f"""
    SELECT a.role, a.is_frontline, a.ref, a.phone, a.language
    FROM delivery d JOIN account a ON a.id = d.account_id JOIN alert w ON w.id = d.alert_id
    WHERE d.id = ? AND d.state = 'claimed' AND d.claimed_by = ? AND w.state = 'published'
    AND {_TAKES} AND a.phone IS NOT NULL AND a.text_level <= w.level
"""  # noqa: S608 - as above


class Member(NamedTuple):
    """What a letter needs to know of whom it goes to; `email` is sealed, the last two are codes."""

    id: int
    ref: str
    email: str
    token: str
    style: str
    language: str
    sender_name: str
    subject: str


class Ready(NamedTuple):
    """What a delivery needs to become a letter; `kind` is of models/delivery.py."""

    member: Member
    alert_id: int
    kind: str


class Gathered(NamedTuple):
    """What a digest needs to become a letter: its alerts with their kinds, and deliveries that may not go any more."""

    member: Member
    alerts: tuple[tuple[int, str], ...]
    left_out: tuple[int, ...]


class Phone(NamedTuple):
    """What a text needs; `number` is sealed."""

    account_ref: str
    number: str
    language: str


def at_delivery(delivery_id: int, name: str) -> Ready | None:
    """What the letter needs, or None when it may not go: member, alert or pause changed, or the row is not ours."""
    for role, is_frontline, *found in fetch(_LOOK, (delivery_id, name)):
        if access.kind_of(role, is_frontline) in access.WARNED:
            return Ready(Member(*found[:-2]), *found[-2:])
    return None


def at_digest(digest_id: int, name: str) -> Gathered | None:
    """What the gathered letter needs; None when it may not go, or nothing that it gathered may."""
    for role, is_frontline, *found in fetch(_LOOK_DIGEST, (digest_id, name)):
        rows = fetch(_GATHERED, (digest_id, name))
        goes = tuple((alert_id, kind) for _, alert_id, kind, may_go in rows if may_go)
        if goes and access.kind_of(role, is_frontline) in access.WARNED:
            return Gathered(Member(*found[:-1]), goes, tuple(row_id for row_id, _, _, may_go in rows if not may_go))
    return None


def at_text(delivery_id: int, name: str) -> Phone | None:
    """What the text needs, or None when it may not go."""
    for role, is_frontline, *found in fetch(_LOOK_TEXT, (delivery_id, name)):
        if access.kind_of(role, is_frontline) in access.WARNED:
            return Phone(*found)
    return None
