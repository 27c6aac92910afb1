"""One alert to 10,000 members, ledger and all, beside a bare smtplib loop that sends the same letters."""

import smtplib
import statistics
import time
from pathlib import Path

from flask import Flask

from models.account import STYLES, Account
from rules import letter_text, vault
from tasks import mailer, wording
from tests.bench import installation
from tests.bench.mail_server import smtp_sink

MEMBERS, ROUNDS, TARGET = 10_000, 3, 0.4


def measure(folder: Path) -> bool:
    """Print letters a second and the ratio; whether the target was reached."""
    with smtp_sink(folder) as port:
        app = installation.fresh(folder / "sending", MAIL_URL=f"smtp://127.0.0.1:{port}")
        with app.app_context():
            installation.add_members(app, MEMBERS)
            letters = _letters(app)
            bare, ours = [], []
            for _ in range(ROUNDS):
                bare.append(_bare(app, port, letters))
                ours.append(_ours())
    ratio = statistics.median(ours) / statistics.median(bare)
    print(f"  {'letters a second':28}{'rounds':>26}{'median':>10}{'ratio':>8}")
    for name, rates in (("bare smtplib loop", bare), ("the site, ledger and all", ours)):
        rounds = " ".join(f"{rate:8.0f}" for rate in rates)
        share = statistics.median(rates) / statistics.median(bare)
        print(f"  {name:28}{rounds:>26}{statistics.median(rates):10.0f}{share:8.2f}")
    print(f"  target {TARGET}: {'reached' if ratio >= TARGET else 'MISSED'}")
    return ratio >= TARGET


def _letters(app: Flask) -> list[tuple[str, bytes]]:
    """The letters of one alert, all built beforehand, so that the bare loop only sends."""
    installation.owe_alert()
    secrets = app.extensions["num_secrets"]
    alert = wording.Alert.select().order_by(wording.Alert.id.desc()).get()
    sender, site = app.config["MAIL_FROM"], app.config["SITE_URL"]
    frames = {style: letter_text.frame(wording.alert_words(alert, style, "en"), sender, site) for style in STYLES}
    made = []
    for one in Account.admitted().iterator():
        to = letter_text.envelope(vault.unseal(secrets.keys, one.email, f"account.email.{one.ref}"))
        letter_id = letter_text.message_id_of(secrets, "alert", alert.id, one.id)
        date = letter_text.date_line(mailer.now())
        made.append((to.decode(), letter_text.fill(frames[one.style], to, letter_id, date, one.letter_token)))
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
