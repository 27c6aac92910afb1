"""`python -m tests.faults.act` does in an installation what a test needs done: each line it reads is an act."""

import subprocess
import sys
from datetime import timedelta

from peewee import SQL

from app import create_app
from models.account import Account
from models.alert import Alert
from models.database import connect, writing
from rules import vault
from tasks import letters
from tests.bench import installation
from tests.faults.clocked import shifted_now
from tests.live.site import ROOT, LiveSite

# Every so many members get letters gathered by the day, and as many get texts too.
EACH = 10
# An alert of so long ago: the daily letter of everybody who gathers is due.
LONG_AGO = timedelta(hours=26)


def act(site: LiveSite, *words: object) -> None:
    """Do it, in a process that stays until the site stops."""
    if "hand" not in site.processes:
        command = [sys.executable, "-m", "tests.faults.act"]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        site.processes["hand"] = subprocess.Popen(command, cwd=ROOT, env=site.env, text=True, **pipes)
    hand = site.processes["hand"]
    hand.stdin.write(" ".join(map(str, words)) + "\n")
    hand.stdin.flush()
    assert hand.stdout.readline() == "done\n", f"{words} failed"


def add_members(count: int, style: str = "") -> None:
    """Members who want everything: most at once, some gathered, some with texts beside; `style` for all of them."""
    secrets = app.extensions["num_secrets"]
    installation.add_members(app, int(count))
    with writing():
        Account.update(cadence="daily", send_hour=9).where(_each(0)).execute()
        if style:
            Account.update(style=style).execute()
        for account in Account.select().where(_each(EACH // 2)):
            phone = vault.seal(secrets.keys, number_of(account.id), f"account.phone.{account.ref}")
            Account.update(phone=phone, text_level=1).where(Account.id == account.id).execute()


def owe(alerts: int, hours_ago: float = LONG_AGO.total_seconds() / 3600) -> None:
    """Alerts to the whole country that went out so long ago; `Lantern 7` is the title of the seventh."""
    at = shifted_now() - timedelta(hours=float(hours_ago))
    first = Alert.select().count() + 1
    for number in range(first, first + int(alerts)):
        installation.owe_alert(at, f"Lantern {number}", has_texts=True)


def number_of(account_id: int) -> str:
    """A member's invented telephone number."""
    return f"+44770090{account_id:05d}"


def ring() -> None:
    """Ring for the worker, as the site does."""
    letters.send_owed()


def _each(left: int) -> SQL:
    """Peewee's own % means another thing."""
    return SQL(f"id % {EACH} = {left}")


ACTS = {one.__name__: one for one in (add_members, owe, ring)}

if __name__ == "__main__":
    app = create_app()
    connect()
    with app.app_context():
        for line in sys.stdin:
            name, *values = line.split()
            ACTS[name](*values)
            print("done", flush=True)
