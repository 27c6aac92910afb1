"""From a row of the ledger to the letter or text: looked at once more, rendered once for many members, then filled."""

from collections.abc import Callable
from typing import NamedTuple

from flask import Flask

from models.alert import Alert
from rules import last_look, letter_text, letters, vault
from rules.keyed import Secrets
from rules.last_look import Member
from rules.letter_text import Frame, Words
from rules.spool import Row
from tasks import wording

# One alert in every style, sender name and subject of one language is 75; what is kept takes a few megabytes.
FRAMES_KEPT = 512


class Letter(NamedTuple):
    """A letter ready to be spoken, where it goes back to (None: the usual sender), and deliveries it left out."""

    to: bytes
    raw: bytes
    sender: bytes | None
    left_out: tuple[int, ...] = ()


class LetterWriter:
    """Writes letters for the worker `name`, and keeps what their readers share."""

    def __init__(self, app: Flask, name: str):
        """Take the settings."""
        config = app.config
        self.secrets: Secrets = app.extensions["num_secrets"]
        self.sender, self.site = config["MAIL_FROM"], config["SITE_URL"]
        # Only where refusals are read back does a letter need a way back of its own.
        self.has_way_back = bool(config.get("BOUNCE_URL"))
        self.name = name
        self.date = b""
        self.frames: dict[tuple, Frame] = {}

    def letter(self, row: Row) -> Letter | None:
        """The letter of a delivery, a digest or an owed letter; None when it may not go any more.

        Raises NotAnAddress, NotOpened, ValueError, LookupError.
        """
        kind, number = row
        found = {"L": self._delivery, "D": self._digest, "O": self._owed_letter}[kind](number)
        if found is None or not self.has_way_back:
            return found
        return found._replace(sender=letter_text.return_path(self.secrets, self.sender, row))

    def text(self, delivery_id: int) -> tuple[str, str] | None:
        """Number and words of a text, or None when it may not go any more. Raises NotOpened."""
        phone = last_look.at_text(delivery_id, self.name)
        if phone is None:
            return None
        number = vault.unseal(self.secrets.keys, phone.number, f"account.phone.{phone.account_ref}")
        return number, wording.text_words(phone.language)

    def _delivery(self, delivery_id: int) -> Letter | None:
        ready = last_look.at_delivery(delivery_id, self.name)
        if ready is None:
            return None

        def write() -> Words:
            return wording.alert_words(Alert.get_by_id(ready.alert_id), *_chosen(ready.member), ready.kind)

        frame = self._frame((ready.kind, ready.alert_id, *_chosen(ready.member)), write)
        letter_id = letter_text.message_id_of(self.secrets, ready.kind, ready.alert_id, ready.member.id)
        return self._filled(ready.member, frame, letter_id)

    def _digest(self, digest_id: int) -> Letter | None:
        found = last_look.at_digest(digest_id, self.name)
        if found is None:
            return None

        def write() -> Words:
            told = [(Alert.get_by_id(alert_id), kind) for alert_id, kind in found.alerts]
            return wording.digest_words(told, *_chosen(found.member))

        frame = self._frame((found.alerts, *_chosen(found.member)), write)
        letter_id = letter_text.message_id_of(self.secrets, "digest", digest_id)
        return self._filled(found.member, frame, letter_id)._replace(left_out=found.left_out)

    def _owed_letter(self, letter_id: int) -> Letter | None:
        opened = letters.look_again(self.secrets, letter_id, self.name)
        if opened is None:
            return None
        to = letter_text.envelope(opened.address)
        words = wording.owed_words(opened)
        number = letter_text.message_id_of(self.secrets, "owed", letter_id)
        if opened.token is None:
            return Letter(to, letter_text.once(words, self.sender, to, number, self.date), None)
        frame = letter_text.frame(words, self.sender, self.site)
        return Letter(to, letter_text.fill(frame, to, number, self.date, opened.token), None)

    def _frame(self, key: tuple, write: Callable[[], Words]) -> Frame:
        """What all its readers share, built for the first of them."""
        frame = self.frames.get(key)
        if frame is None:
            if len(self.frames) >= FRAMES_KEPT:
                self.frames.clear()
            frame = self.frames[key] = letter_text.frame(write(), self.sender, self.site)
        return frame

    def _filled(self, member: Member, frame: Frame, letter_id: str) -> Letter:
        to = letter_text.envelope(vault.unseal(self.secrets.keys, member.email, f"account.email.{member.ref}"))
        return Letter(to, letter_text.fill(frame, to, letter_id, self.date, member.token), None)


def _chosen(member: Member) -> tuple[str, str, str, str]:
    """Style, language, sender name and subject, in the order that tasks/wording.py takes them."""
    return member.style, member.language, member.sender_name, member.subject
