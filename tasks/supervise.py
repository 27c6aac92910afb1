"""Keep the development web server, worker and mail catcher running together, for `./run`."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

BIN = Path(sys.executable).parent
STOP_SECONDS = 8
RESTARTS_A_MINUTE = 5

# One process and many threads: slow phones hold a thread for a long time, and every limit in memory is shared.
# A report may be 1 MB, and what somebody typed must not land in a temporary file, so the buffer is larger than that.
WEB = (
    "waitress-serve --call --host=127.0.0.1 --threads=32 --connection-limit=5000 --asyncore-use-poll --ident= "
    "--channel-timeout=30 --inbuf-overflow=1200000 --outbuf-overflow=8000000 "
    "--max-request-body-size=10000000 --no-clear-untrusted-proxy-headers"
).split()
WORKER = "huey_consumer tasks.worker.huey --quiet -d 0.1 -b 1 -m 0.1 -g TERM -t 20 -w 2".split()


class Child:
    """One process that is started again when it ends by itself."""

    def __init__(self, name: str, command: list[str]) -> None:
        """Start it at once."""
        self.name = name
        self.command = command
        self.starts: list[float] = []
        self.process = self.start()

    def start(self) -> subprocess.Popen[bytes]:
        """Start the process in a session of its own, so that Ctrl-C reaches this supervisor alone."""
        self.starts.append(time.monotonic())
        # Without setpriv a kill -9 of the supervisor would leave the children holding the port.
        guard = ["setpriv", "--pdeathsig", "TERM"] if shutil.which("setpriv") else []
        program = str(BIN / self.command[0])
        return subprocess.Popen([*guard, program, *self.command[1:]], start_new_session=True, stdin=subprocess.DEVNULL)

    def look_after(self) -> bool:
        """Start it again when it has ended; False when it ended too often in the last minute."""
        if self.process.poll() is None:
            return True
        since = time.monotonic() - 60
        recent = sum(1 for start in self.starts if start > since)
        print(f"The {self.name} ended (status {self.process.returncode}).", file=sys.stderr, flush=True)
        if recent > RESTARTS_A_MINUTE:
            return False
        time.sleep(recent * 0.5)
        self.process = self.start()
        return True

    def ask_to_stop(self) -> None:
        """Send the polite signal."""
        if self.process.poll() is None:
            self.process.terminate()

    def stop(self, seconds: float) -> None:
        """Wait for the end and insist after `seconds`."""
        try:
            self.process.wait(max(seconds, 0.1))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def is_free(port: int) -> bool:
    """Say whether this computer may listen on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def answers(port: int) -> bool:
    """Say whether something accepts connections on the port."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def announce(port: int, has_catcher: bool) -> None:
    """Print where the site is and where letters are read."""
    site = os.environ.get("NUM_SITE_URL", f"http://localhost:{port}").rstrip("/")
    print(f"\nThe site:     {site}/")
    if has_catcher:
        print(f"Its letters:  {site}/dev/letters/")
    print("Ctrl-C stops everything.", flush=True)


def watch(children: list[Child], port: int, has_catcher: bool) -> int:
    """Announce the site once it answers, then look after the children until one cannot be kept running."""
    announced = False
    while all(child.look_after() for child in children):
        if not announced and answers(port):
            announce(port, has_catcher)
            announced = True
        time.sleep(0.2)
    print("It keeps ending, so everything stops here.", file=sys.stderr)
    return 1


def leave(_signal: int, _frame: FrameType | None) -> None:
    """Turn a stop signal into the end of `main`."""
    raise SystemExit(0)


def main() -> int:
    """Start the children, watch them, and stop them all on Ctrl-C, TERM or a closed terminal."""
    port = int(os.environ.get("PORT", "5000"))
    if not is_free(port):
        print(f"Port {port} is taken. Choose another one: PORT={port + 1} ./run", file=sys.stderr)
        return 1
    has_catcher = not os.environ.get("NUM_MAIL_URL")
    commands = {"web server": [*WEB, f"--port={port}", "app:create_app"], "worker": WORKER}
    if has_catcher:
        catcher_port = int(os.environ.get("NUM_CATCHER_PORT", "5025"))
        while not is_free(catcher_port):
            catcher_port += 1
        os.environ["NUM_CATCHER_PORT"] = str(catcher_port)
        commands["mail catcher"] = ["python", "-m", "tasks.catcher"]
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, leave)
    children: list[Child] = []
    try:
        for name, command in commands.items():
            children.append(Child(name, command))
        return watch(children, port, has_catcher)
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        deadline = time.monotonic() + STOP_SECONDS
        for child in children:
            child.ask_to_stop()
        for child in children:
            child.stop(deadline - time.monotonic())


if __name__ == "__main__":
    sys.exit(main())
