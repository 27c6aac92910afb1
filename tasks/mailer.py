"""The sending loop: claim rows, look again, speak to the mail server, mark; until nothing is due."""

import logging
import os
import secrets as randomness
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask, current_app

from models.database import connect, database
from rules import Refused, letter_text, pauses, sending, texts
from rules.letter_text import NotAnAddress
from rules.sending import MAY_NOT_GO, TAKEN
from rules.spool import Row, Spool
from tasks import texter
from tasks.clock import now
from tasks.letter_writer import Letter, LetterWriter
from tasks.relay import Relay, Trouble

log = logging.getLogger(__name__)

BATCH_SECONDS = 1.0
# Readers get their turn between two transactions.
PAUSE_SECONDS = 0.005
# So many refusals without one letter taken, over all connections, mean that something is wrong with what we send.
REFUSALS_IN_A_ROW = 20
# Our own answers, beside those of mail servers: no address, and SMTP's "local error, try later" (RFC 5321).
NO_SUCH_ADDRESS, NOT_WRITTEN = 553, 451
LETTERS, TEXTS = frozenset("OLD"), frozenset("T")


@dataclass
class Together:
    """What the connections of one go share: when the next letter may go, and how many in a row were not taken."""

    gap: float
    next_at: float = 0.0
    untaken: int = 0
    refused: list[Row] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def wait_for_turn(self) -> None:
        """Wait until the rate lets another letter go, over whichever connection."""
        if self.gap:
            with self.lock:
                turn = max(self.next_at, time.monotonic())
                self.next_at = turn + self.gap
            time.sleep(max(0.0, turn - time.monotonic()))

    def note(self, row: Row, code: int) -> None:
        """Count what the mail server said of one letter."""
        with self.lock:
            self.untaken = 0 if code == TAKEN else self.untaken + 1
            # "Not now" says nothing of what we send, and passes by itself; only a "never" stops sending until we look.
            if code == TAKEN:
                self.refused = []
            elif 500 <= code < 600:
                self.refused.append(row)

    @property
    def is_stuck(self) -> bool:
        """Whether letter after letter is not taken: the rest waits."""
        return self.untaken >= REFUSALS_IN_A_ROW

    @property
    def is_refused(self) -> bool:
        """Whether the mail server refuses letter after letter for good."""
        return len(self.refused) >= REFUSALS_IN_A_ROW


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
    together = Together(1 / app.config["MAIL_RATE"] if app.config["MAIL_RATE"] else 0.0)
    if connections == 1:
        runs = [Postman(app, together).work()]
    else:
        with ThreadPoolExecutor(connections) as threads:
            runs = list(threads.map(_work_in_thread, [app] * connections, [together] * connections))
    if together.is_refused:
        sending.owe_again(now(), together.refused)
        pauses.stop_for_refusals(app.extensions["num_secrets"], now())
    run = Run(sum(run.sent for run in runs), any(run.is_cut_short for run in runs))
    if run.is_cut_short:
        log.warning("The mail server takes no letters now; the rest is tried again within a minute.")
    return run


def spool_folder() -> Path:
    """Where the workers of this computer keep their notes."""
    return current_app.config["DATA_DIR"] / "spool"


def _work_in_thread(app: Flask, together: Together) -> Run:
    with app.app_context():
        connect()
        try:
            return Postman(app, together).work()
        finally:
            database.close()


class Postman:
    """One connection's worker: claims rows under its own name and empties them into the mail server."""

    def __init__(self, app: Flask, together: Together):
        """Take the settings; opens nothing yet. Raises ValueError for a setting that says nothing."""
        config = app.config
        self.relay = Relay(config["MAIL_URL"], config["MAIL_FROM"], config["MAIL_TIMEOUT"])
        self.texter = texter.sender_for(config["TEXT_URL"])
        self.texts_a_month = texts.a_month(config["TEXT_PENCE"], config["TEXT_CAP_POUNDS"]) if self.texter else 0
        rate = config["MAIL_RATE"] / max(1, config["MAIL_CONNECTIONS"])
        self.most = min(sending.MOST, max(1, int(rate * BATCH_SECONDS))) if rate else sending.MOST
        self.name = f"{socket.gethostname()}.{os.getpid()}.{randomness.token_hex(4)}"
        self.writer = LetterWriter(app, self.name)
        self.together = together
        # What still goes in this run.
        self.kinds = LETTERS | TEXTS
        self.run = Run()

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
        # Asked before rows are claimed, so that none is taken in vain.
        try:
            self.relay.connect()
        except Trouble:
            self._give_up("L")
        while True:
            kinds = [kind for kind in sending.KINDS if kind in self.kinds]
            rows = sending.next_batch(now(), self.name, outcomes, self.most, kinds, self.texts_a_month)
            spool.clear()
            outcomes = {}
            if not rows:
                return
            ready_at = time.monotonic() + PAUSE_SECONDS
            self._send_batch(spool, rows, outcomes)
            time.sleep(max(0.0, ready_at - time.monotonic()))

    def _send_batch(self, spool: Spool, rows: list[Row], outcomes: dict[Row, int]) -> None:
        """Send rows for a second at most and put down each outcome; what is not begun goes back by itself."""
        ends_at = time.monotonic() + BATCH_SECONDS
        self.writer.date = letter_text.date_line(now())
        for row in rows:
            if time.monotonic() >= ends_at:
                return
            if self.together.is_stuck:
                self._give_up("L")
            if row[0] not in self.kinds:
                continue
            try:
                code = self._send_one(spool, row, outcomes)
            except Trouble:
                self._give_up(row[0])
                continue
            outcomes[row] = code
            self.run.sent += code == TAKEN

    def _send_one(self, spool: Spool, row: Row, outcomes: dict[Row, int]) -> int:
        """Look again at the last moment, write the letter, speak it; returns a code of rules/sending.py or SMTP's.

        Raises Trouble.
        """
        if row[0] in LETTERS:
            self.together.wait_for_turn()
        try:
            made = self.writer.text(row[1]) if row[0] in TEXTS else self.writer.letter(row)
        except NotAnAddress:
            return NO_SUCH_ADDRESS
        except (Refused, ValueError, LookupError) as problem:
            # One row that does not open must not hold up all others; it is tried again later.
            log.warning("letter %s %s could not be written: %s", *row, type(problem).__name__)
            return NOT_WRITTEN
        if made is None:
            return MAY_NOT_GO
        if isinstance(made, Letter):
            return self._speak_letter(spool, row, made, outcomes)
        return self._bring_text(spool, row, *made)

    def _speak_letter(self, spool: Spool, row: Row, letter: Letter, outcomes: dict[Row, int]) -> int:
        for number in letter.left_out:
            # Noted before the letter: what it left out must not be marked as sent with it.
            outcomes["L", number] = MAY_NOT_GO
            spool.done(("L", number), MAY_NOT_GO)
        spool.start(row)
        code = self.relay.send(letter.to, letter.raw, letter.sender)
        spool.done(row, code)
        self.together.note(row, code)
        return code

    def _bring_text(self, spool: Spool, row: Row, number: str, text: str) -> int:
        if self.texter is None:
            return MAY_NOT_GO
        spool.start(row)
        code = self.texter.send(number, text)
        spool.done(row, code)
        return code

    def _give_up(self, kind: str) -> None:
        """Nothing more goes this way in this run: mail and texts do not wait for each other."""
        self.kinds -= LETTERS if kind in LETTERS else TEXTS
        self.run.is_cut_short = True
