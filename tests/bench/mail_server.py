"""Postfix's smtp-sink: a mail server fast enough not to be what is measured; on this computer only."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.sink import free_port


class NoMailServer(Exception):
    """smtp-sink is not here and could not be fetched."""


@contextmanager
def smtp_sink(folder: Path) -> Iterator[int]:
    """A running smtp-sink that throws every letter away; its port. Raises NoMailServer."""
    program, libraries = _find(folder / "postfix")
    port = free_port()
    # Under root it must give its rights away, and says so.
    user = ["-u", "nobody"] if os.geteuid() == 0 else []
    environment = os.environ | {"LD_LIBRARY_PATH": str(libraries)}
    process = subprocess.Popen([program, *user, f"127.0.0.1:{port}", "1000"], env=environment)
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        process.wait()


def _find(cache: Path) -> tuple[Path, Path]:
    """The program and the folder of its libraries: installed, or out of Debian's package."""
    installed = shutil.which("smtp-sink", path=f"{os.environ['PATH']}:/usr/sbin")
    if installed:
        return Path(installed), Path("/usr/lib/postfix")
    program = cache / "usr" / "sbin" / "smtp-sink"
    if not program.exists():
        _fetch(cache)
    return program, cache / "usr" / "lib" / "postfix"


def _fetch(cache: Path) -> None:
    cache.mkdir(parents=True, exist_ok=True)
    try:
        download = ["apt-get", "-qq", "download", "postfix"]
        subprocess.run(download, cwd=cache, check=True, capture_output=True, timeout=120)
        [package] = cache.glob("postfix_*.deb")
        subprocess.run(["dpkg", "-x", package, cache], check=True, capture_output=True, timeout=60)
    except (OSError, ValueError, subprocess.SubprocessError) as problem:
        text = "smtp-sink is missing. Run this, then try again: sudo apt-get update && sudo apt-get install -y postfix"
        raise NoMailServer(text) from problem
