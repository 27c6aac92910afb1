"""The most memory that sending one alert takes, by the number of members, and owing one to a million."""

import shutil
import subprocess
import sys
import time
from pathlib import Path

from models.account import Account
from models.database import database, writing
from tasks import mailer
from tests.bench import installation
from tests.bench.mail_server import smtp_sink

SIZES, MOST_MORE_MB = (1_000, 10_000, 100_000), 20
# A million members are these over and over, with a name and a place of their own.
MANY, COPIED = 1_000_000, 1_000
_COPY = """
    WITH RECURSIVE times (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM times WHERE n < ?)
    INSERT INTO account ({columns}) SELECT {values} FROM account a, times WHERE a.state = 'admitted'
"""
_COPY_AREAS = """
    INSERT INTO account_area (account_id, area)
    SELECT b.id, x.area FROM account b JOIN account a ON a.email = b.email AND a.id < b.id AND a.id <= ?
    JOIN account_area x ON x.account_id = a.id
"""


def measure(folder: Path) -> bool:
    """Print the peak of each size; whether all lie within 20 MB."""
    peaks = {}
    with smtp_sink(folder) as port:
        home, url = folder / "memory", f"smtp://127.0.0.1:{port}"
        _in_a_process("fresh", home, url, 0)
        made = 0
        for size in SIZES:
            _in_a_process("members", home, url, size - made)
            made = size
            print(f"  {size:,} members are there", flush=True)
            peaks[size] = int(_in_a_process("send", home, url, 0))
        seconds, peak, owed = _resolve_many(home.with_name("resolving"), url)
    print(f"  {owed:,} owed in {seconds:.1f} s, peak {peak / 1024:.1f} MB")
    print(f"  {'members':>10}{'peak MB':>10}{'more':>8}")
    for size, peak in peaks.items():
        print(f"  {size:10,}{peak / 1024:10.1f}{(peak - peaks[SIZES[0]]) / 1024:8.1f}")
    is_flat = max(peaks.values()) - min(peaks.values()) <= MOST_MORE_MB * 1024
    print(f"  target within {MOST_MORE_MB} MB: {'reached' if is_flat else 'MISSED'}")
    return is_flat


def _resolve_many(home: Path, url: str) -> tuple[float, int, int]:
    """Owe one alert to a million: the seconds that took, the peak in KB and how many it is owed to."""
    _in_a_process("fresh", home, url, 0)
    _in_a_process("members", home, url, COPIED)
    _in_a_process("copy", home, url, MANY // COPIED - 1)
    print(f"  {MANY:,} members are there", flush=True)
    seconds, owed, peak = _in_a_process("resolve", home, url, 0).split()
    shutil.rmtree(home)
    return float(seconds), int(peak), int(owed)


def _in_a_process(act: str, home: Path, url: str, count: int) -> str:
    """Each step in a process of its own, so that a peak belongs to one step."""
    command = [sys.executable, "-m", "tests.bench.memory", act, home, url, str(count)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _step(act: str, home: Path, url: str, count: int) -> None:
    if act == "fresh":
        installation.fresh(home, MAIL_URL=url)
        return
    app = installation.opened(home, MAIL_URL=url)
    with app.app_context():
        if act == "members":
            installation.add_members(app, count)
            return
        if act == "copy":
            _copy_members(count)
            return
        began = time.perf_counter()
        owed = installation.owe_alert()
        if act == "resolve":
            print(time.perf_counter() - began, owed)
        else:
            assert mailer.send_until_nothing_due().sent == owed
    status = Path("/proc/self/status").read_text()
    print(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))


def _copy_members(times: int) -> None:
    """So many more of each member, their seals and wishes the same."""
    columns = [name for name in Account._meta.columns if name != "id"]
    own = {"ref": "a.ref || '-' || n", "email_key": "randomblob(16)", "letter_token": "hex(randomblob(11))"}
    values = [own.get(name, f"a.{name}") for name in columns]
    with writing():
        database.execute_sql(_COPY.format(columns=", ".join(columns), values=", ".join(values)), (times,))
        database.execute_sql("CREATE INDEX copied ON account (email)")
        database.execute_sql(_COPY_AREAS, (COPIED,))
        database.execute_sql("DROP INDEX copied")


if __name__ == "__main__":
    _step(sys.argv[1], Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]))
