"""Run the measurements that are named, or all."""

import os
import sys
from pathlib import Path

from tests.bench import alerts, checks, far_relay, memory, pages, pages_meanwhile, rendering, sending
from tests.bench.mail_server import NoMailServer

ALL = {
    "rendering": rendering.measure,
    "sending": sending.measure,
    "far-relay": far_relay.measure,
    "memory": memory.measure,
    "pages-meanwhile": pages_meanwhile.measure,
    "pages": pages.measure,
    "alerts": alerts.measure,
    "checks": checks.measure,
}


def main(names: list[str]) -> int:
    """Print one table for each measurement; 1 when one could not run or missed its target."""
    folder = Path(os.environ.get("NUM_DATA_DIR", "var")).resolve() / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    is_good = True
    for name in names or ALL:
        print(f"\n{name}", flush=True)
        try:
            is_good = ALL[name](folder) and is_good
        except NoMailServer as problem:
            print(f"!! LEFT OUT: {problem}")
            is_good = False
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
