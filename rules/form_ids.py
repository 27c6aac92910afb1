"""Form ids: a signed, dated number in each form without a cookie, so that a repeat is known as one."""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from rules import N_, Refused
from rules.keyed import Secrets
from rules.vault import keyed_hash

GOOD_FOR = timedelta(hours=72)


class FormTooOld(Refused):
    """The form id is not ours or older than 72 hours; the words come back with a new one."""

    message = N_("This page was open for a long time, so nothing was sent yet. Your words are still here. Send again.")


@dataclass(frozen=True)
class FormId:
    """A form that we gave out: its number (16 bytes) and when (naive UTC)."""

    number: bytes
    made_at: datetime


def new_form_id(secrets_: Secrets, now: datetime) -> str:
    """A fresh form id, as text for a hidden field."""
    raw = secrets.token_bytes(16) + int(now.replace(tzinfo=UTC).timestamp()).to_bytes(6, "big")
    return urlsafe_b64encode(raw + _mac(secrets_, raw)).decode()


def read_form_id(secrets_: Secrets, text: str, now: datetime) -> FormId:
    """The form id in a posted form; raises FormTooOld when it is not ours, from the future or over 72 hours old."""
    try:
        raw = urlsafe_b64decode(text.encode())
    except ValueError as problem:
        raise FormTooOld from problem
    body, mac = raw[:22], raw[22:]
    if len(raw) != 38 or not secrets.compare_digest(mac, _mac(secrets_, body)):
        raise FormTooOld
    made_at = datetime.fromtimestamp(int.from_bytes(body[16:], "big"), UTC).replace(tzinfo=None)
    # A minute of grace: two web hosts' clocks differ.
    if not timedelta(minutes=-1) <= now - made_at <= GOOD_FOR:
        raise FormTooOld
    return FormId(body[:16], made_at)


def _mac(secrets_: Secrets, raw: bytes) -> bytes:
    return keyed_hash(secrets_.keys.index, "form id", raw, size=16)
