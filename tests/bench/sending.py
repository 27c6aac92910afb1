"""One alert to 10,000 members, ledger and all, beside a bare smtplib loop that sends the same letters."""

import smtplib
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask

from models.account import Account
from models.alert import Alert
from rules import last_look, letter_text, sending, vault
from rules.spool import Spool
from tasks import mailer, wording
from tasks.relay import Relay
from tests.bench import installation
from tests.bench.mail_server import smtp_sink

MEMBERS, ROUNDS, TARGET = 10_000, 3, 0.8
# What one letter goes through, as it is told, with what does it.
PARTS: dict[str, tuple[tuple[Any, str], ...]] = {
    "spoken to the mail server": ((Relay, "send"),),
    "looked at again": ((last_look, "at_delivery"),),
    "address opened": ((vault, "unseal"), (letter_text, "envelope")),
    "letter filled": ((letter_text, "fill"), (letter_text, "message_id_of")),
    "noted in the spool": ((Spool, "start"), (Spool, "done")),
    "marked and claimed": ((sending, "next_batch"),),
}


def measure(folder: Path) -> bool:
    """Print letters a second, the ratio and what stands between it and 1; whether the target was reached."""
    with smtp_sink(folder) as port:
        app = installation.fresh(folder / "sending", MAIL_URL=f"smtp://127.0.0.1:{port}")
        with app.app_context():
            installation.add_members(app, MEMBERS)
            letters = _letters(app)
            bare, ours = [], []
            for _ in range(ROUNDS):
                bare.append(_bare(app, port, letters))
                ours.append(_ours())
            shares = _parts()
    ratio = statistics.median(ours) / statistics.median(bare)
    print(f"  {'letters a second':28}{'rounds':>26}{'median':>10}{'ratio':>8}")
    for name, rates in (("bare smtplib loop", bare), ("the site, ledger and all", ours)):
        rounds = " ".join(f"{rate:8.0f}" for rate in rates)
        share = statistics.median(rates) / statistics.median(bare)
        print(f"  {name:28}{rounds:>26}{statistics.median(rates):10.0f}{share:8.2f}")
    print(f"  {'of one letter':28}{'microseconds':>26}{'share':>10}")
    whole = sum(shares.values())
    for name, seconds in shares.items():
        print(f"  {name:28}{seconds / MEMBERS * 1e6:26.0f}{seconds / whole:10.0%}")
    print(f"  {'(a bare letter)':28}{1e6 / statistics.median(bare):26.0f}")
    print(f"  target {TARGET}: {'reached' if ratio >= TARGET else 'MISSED'}")
    return ratio >= TARGET


def _letters(app: Flask) -> list[tuple[str, bytes]]:
    """The letters of one alert, all built beforehand, so that the bare loop only sends."""
    installation.owe_alert()
    secrets = app.extensions["num_secrets"]
    alert = Alert.select().order_by(Alert.id.desc()).get()
    sender, site = app.config["MAIL_FROM"], app.config["SITE_URL"]
    frames: dict[tuple, letter_text.Frame] = {}
    made = []
    for one in Account.admitted().iterator():
        chosen = (one.style, one.language, one.sender_name, one.subject)
        if chosen not in frames:
            frames[chosen] = letter_text.frame(wording.alert_words(alert, *chosen), sender, site)
        to = letter_text.envelope(vault.unseal(secrets.keys, one.email, f"account.email.{one.ref}"))
        letter_id = letter_text.message_id_of(secrets, "alert", alert.id, one.id)
        date = letter_text.date_line(mailer.now())
        made.append((to.decode(), letter_text.fill(frames[chosen], to, letter_id, date, one.letter_token)))
    mailer.send_until_nothing_due()
    return made


def _bare(app: Flask, port: int, letters: list[tuple[str, bytes]]) -> float:
    began = time.perf_counter()
    with smtplib.SMTP("127.0.0.1", port, local_hostname="localhost") as smtp:
        for to, letter in letters:
            smtp.sendmail(app.config["MAIL_FROM"], [to], letter)
    return len(letters) / (time.perf_counter() - began)


def _ours() -> float:
    began = time.perf_counter()
    owed = installation.owe_alert()
    sent = mailer.send_until_nothing_due().sent
    assert sent == owed
    return sent / (time.perf_counter() - began)


def _parts() -> dict[str, float]:
    """The seconds that each part took in one more round, and what is left."""
    spent = dict.fromkeys(PARTS, 0.0)
    began = time.perf_counter()
    owed = installation.owe_alert()
    spent = {"released with its rows": time.perf_counter() - began, **spent}
    with _timed(spent):
        assert mailer.send_until_nothing_due().sent == owed
    rest = time.perf_counter() - began - sum(spent.values())
    return spent | {"everything else": rest}


@contextmanager
def _timed(spent: dict[str, float]) -> Iterator[None]:
    """Add up what each part takes while this lasts."""
    plain = [(name, owner, called, getattr(owner, called)) for name, of in PARTS.items() for owner, called in of]

    def timed(name: str, function: Any) -> Any:
        def call(*args: Any, **more: Any) -> Any:
            began = time.perf_counter()
            try:
                return function(*args, **more)
            finally:
                spent[name] += time.perf_counter() - began

        return call

    for name, owner, called, function in plain:
        setattr(owner, called, timed(name, function))
    try:
        yield
    finally:
        for _, owner, called, function in plain:
            setattr(owner, called, function)
