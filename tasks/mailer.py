"""The sending loop: claim rows, look again, speak to the mail server, mark; until nothing is due."""

import logging
import os
import secrets as randomness
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, current_app

from models.alert import Alert
from models.database import connect, database
from rules import Refused, letter_text, letters, sending, vault
from rules.keyed import Secrets
from rules.letter_text import Frame, NotAnAddress
from rules.sending import MAY_NOT_GO, TAKEN
from rules.spool import Row, Spool
from tasks import wording
from tasks.clock import now
from tasks.relay import Relay, Trouble

log = logging.getLogger(__name__)

BATCH_SECONDS = 1.0
# Readers get their turn between two transactions.
PAUSE_SECONDS = 0.005
# So many refusals without one letter taken mean the mail server is unwell: the rest waits for the next minute.
REFUSALS_IN_A_ROW = 20
NO_SUCH_ADDRESS = 553
# SMTP's own "local error, try later" (RFC 5321).
NOT_WRITTEN = 451
FRAMES_KEPT = 64


@dataclass
class Run:
    """What one go over the ledger did; `is_cut_short` when the mail server would not take more."""

    sent: int = 0
    is_cut_short: bool = False


def send_until_nothing_due() -> Run:
    """Send whatever is due, over as many connections as the settings say, after putting right what dead workers left.

    Needs an app context and an open database. Raises DatabaseBusy, DatabaseUnwritable, OSError; nothing is lost then.
    """
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    sending.recover(now(), spool_folder())
    if not sending.is_anything_due(now()):
        return Run()
    connections = max(1, app.config["MAIL_CONNECTIONS"])
    if connections == 1:
        runs = [Postman(app).work()]
    else:
        with ThreadPoolExecutor(connections) as threads:
            runs = list(threads.map(_work_in_thread, [app] * connections))
    run = Run(sum(run.sent for run in runs), any(run.is_cut_short for run in runs))
    if run.is_cut_short:
        log.warning("The mail server takes no letters now; the rest is tried again within a minute.")
    return run


def spool_folder() -> Path:
    """Where the workers of this computer keep their notes."""
    return current_app.config["DATA_DIR"] / "spool"


def _work_in_thread(app: Flask) -> Run:
    with app.app_context():
        connect()
        try:
            return Postman(app).work()
        finally:
            database.close()


class Postman:
    """One connection's worker: claims rows under its own name and empties them into the mail server."""

    def __init__(self, app: Flask):
        """Take the settings; opens nothing yet."""
        config = app.config
        self.secrets: Secrets = app.extensions["num_secrets"]
        self.sender, self.site = config["MAIL_FROM"], config["SITE_URL"]
        self.relay = Relay(config["MAIL_URL"], self.sender)
        rate = config["MAIL_RATE"] / max(1, config["MAIL_CONNECTIONS"])
        self.gap = 1 / rate if rate else 0.0
        self.most = min(sending.MOST, max(1, int(rate * BATCH_SECONDS))) if rate else sending.MOST
        self.name = f"{socket.gethostname()}.{os.getpid()}.{randomness.token_hex(4)}"
        self.frames: dict[tuple[int, str, str], Frame] = {}
        self.run = Run()
        self.refusals = 0
        self.next_at = 0.0

    def work(self) -> Run:
        """Send until nothing is due or the mail server takes no more."""
        spool = Spool(spool_folder(), self.name)
        try:
            self._empty(spool)
            spool.remove()
        finally:
            spool.close()
            self.relay.close()
        return self.run

    def _empty(self, spool: Spool) -> None:
        """Batch after batch; each transaction marks the last batch and claims the next."""
        outcomes: dict[Row, int] = {}
        most = self.most if self._is_open() else 0
        while True:
            rows = sending.next_batch(now(), self.name, outcomes, most)
            spool.clear()
            outcomes = {}
            if not rows:
                return
            ready_at = time.monotonic() + PAUSE_SECONDS
            if not self._send_batch(spool, rows, outcomes):
                self.run.is_cut_short = True
                most = 0
            time.sleep(max(0.0, ready_at - time.monotonic()))

    def _send_batch(self, spool: Spool, rows: list[Row], outcomes: dict[Row, int]) -> bool:
        """Send rows for a second at most and put down each outcome; False when the mail server takes no more."""
        ends_at = time.monotonic() + BATCH_SECONDS
        self.date = letter_text.date_line(now())
        for row in rows:
            if time.monotonic() >= ends_at:
                return True
            self._keep_the_rate()
            try:
                code = self._send_one(spool, row)
            except Trouble:
                return False
            outcomes[row] = code
            if code == TAKEN:
                self.run.sent += 1
                self.refusals = 0
            elif code != MAY_NOT_GO:
                self.refusals += 1
                if self.refusals >= REFUSALS_IN_A_ROW:
                    return False
        return True

    def _send_one(self, spool: Spool, row: Row) -> int:
        """Look again at the last moment, write the letter, speak it; returns a code of rules/sending.py or SMTP's."""
        try:
            made = self._delivery(row[1]) if row[0] == "L" else self._owed_letter(row[1])
        except NotAnAddress:
            return NO_SUCH_ADDRESS
        except (Refused, ValueError, LookupError) as problem:
            # One row that does not open must not hold up all others; it is tried again later.
            log.warning("letter %s %s could not be written: %s", *row, type(problem).__name__)
            return NOT_WRITTEN
        if made is None:
            return MAY_NOT_GO
        spool.start(row)
        code = self.relay.send(*made)
        spool.done(row, code)
        return code

    def _delivery(self, delivery_id: int) -> tuple[bytes, bytes] | None:
        """Address and bytes of an alert's letter, or None when it may not go any more."""
        ready = sending.look_again(delivery_id, self.name)
        if ready is None:
            return None
        key = (ready.alert_id, ready.style, ready.language)
        frame = self.frames.get(key)
        if frame is None:
            if len(self.frames) >= FRAMES_KEPT:
                self.frames.clear()
            alert = Alert.get_by_id(ready.alert_id)
            words = wording.alert_words(alert, ready.style, ready.language)
            frame = self.frames[key] = letter_text.frame(words, self.sender, self.site)
        to = letter_text.envelope(vault.unseal(self.secrets.keys, ready.email, f"account.email.{ready.account_ref}"))
        letter_id = letter_text.message_id_of(self.secrets, "alert", ready.alert_id, ready.account_id)
        return to, letter_text.fill(frame, to, letter_id, self.date, ready.token)

    def _owed_letter(self, letter_id: int) -> tuple[bytes, bytes] | None:
        """Address and bytes of an owed letter, or None when it was cancelled."""
        opened = letters.look_again(self.secrets, letter_id, self.name)
        if opened is None:
            return None
        to = letter_text.envelope(opened.address)
        words = wording.owed_words(opened)
        number = letter_text.message_id_of(self.secrets, "owed", letter_id)
        if opened.token is None:
            return to, letter_text.once(words, self.sender, to, number, self.date)
        frame = letter_text.frame(words, self.sender, self.site)
        return to, letter_text.fill(frame, to, number, self.date, opened.token)

    def _is_open(self) -> bool:
        """Whether the mail server answers; asked before rows are claimed, so that none is taken in vain."""
        try:
            self.relay.connect()
        except Trouble:
            self.run.is_cut_short = True
        return not self.run.is_cut_short

    def _keep_the_rate(self) -> None:
        if self.gap:
            wait = self.next_at - time.monotonic()
            if wait > 0:
                time.sleep(wait)
            self.next_at = time.monotonic() + self.gap
