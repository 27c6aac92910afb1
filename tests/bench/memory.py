"""The most memory that sending one alert takes, by the number of members."""

import subprocess
import sys
from pathlib import Path

from tasks import mailer
from tests.bench import installation
from tests.bench.mail_server import smtp_sink

SIZES, MOST_MORE_MB = (1_000, 10_000, 100_000), 20


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
            peaks[size] = int(_in_a_process("send", home, url, 0))
    print(f"  {'members':>10}{'peak MB':>10}{'more':>8}")
    for size, peak in peaks.items():
        print(f"  {size:10,}{peak / 1024:10.1f}{(peak - peaks[SIZES[0]]) / 1024:8.1f}")
    is_flat = max(peaks.values()) - min(peaks.values()) <= MOST_MORE_MB * 1024
    print(f"  target within {MOST_MORE_MB} MB: {'reached' if is_flat else 'MISSED'}")
    return is_flat


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
        owed = installation.owe_alert()
        assert mailer.send_until_nothing_due().sent == owed
    status = Path("/proc/self/status").read_text()
    print(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))


if __name__ == "__main__":
    _step(sys.argv[1], Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]))
