"""A letter's cost per member, filled into what all share, beside building each afresh with EmailMessage."""

import statistics
import time
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from models.account import STYLES
from models.alert import Alert
from rules import letter_text
from tasks import wording
from tasks.clock import now
from tests.bench import installation

LETTERS, ROUNDS, TARGET = 2_000, 5, 0.1


def measure(folder: Path) -> bool:
    """Print microseconds a letter by style; whether the worst ratio is within the target."""
    app = installation.fresh(folder / "rendering")
    worst = 0.0
    with app.app_context():
        installation.owe_alert()
        alert, secrets = Alert.get(), app.extensions["num_secrets"]
        sender, site = app.config["MAIL_FROM"], app.config["SITE_URL"]
        date = letter_text.date_line(now())
        print(f"  {'microseconds a letter':28}{'EmailMessage':>14}{'filled':>10}{'ratio':>8}")
        for style in STYLES:
            words = wording.alert_words(alert, style, "en")
            frame = letter_text.frame(words, sender, site)

            def filled(number: int) -> bytes:
                to = letter_text.envelope(f"bulk{number}@example.org")
                letter_id = letter_text.message_id_of(secrets, "alert", alert.id, number)
                return letter_text.fill(frame, to, letter_id, date, f"{number:022d}")  # noqa: B023 - called at once

            def afresh(number: int) -> bytes:
                return _afresh(words, sender, site, number)  # noqa: B023 - called at once

            bare, ours = _median(afresh), _median(filled)
            worst = max(worst, ours / bare)
            print(f"  {style:28}{bare:14.1f}{ours:10.1f}{ours / bare:8.3f}")
    print(f"  target {TARGET}: {'reached' if worst <= TARGET else 'MISSED'}")
    return worst <= TARGET


def _afresh(words: letter_text.Words, sender: str, site: str, number: int) -> bytes:
    """The same letter built by the standard library; its words are rendered already."""
    token = f"{number:022d}"
    letter = EmailMessage(policy=SMTP)
    letter["From"] = f"{words.sender_name} <{sender}>"
    letter["To"] = f"bulk{number}@example.org"
    letter["Subject"] = words.subject
    letter["Message-ID"] = f"<{number:032x}@localhost>"
    letter["Date"] = now()
    letter["List-Unsubscribe"] = f"<{letter_text.unsubscribe_link(site, token)}>"
    letter["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(words.body.replace(letter_text.TOKEN_HERE, token), cte="quoted-printable")
    return letter.as_bytes()


def _median(make: Callable[[int], bytes]) -> float:
    """Microseconds for one letter: the median of some rounds."""
    rounds = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        for number in range(LETTERS):
            make(number)
        rounds.append((time.perf_counter() - began) / LETTERS * 1e6)
    return statistics.median(rounds)
