"""A real site for tests: the web server and the worker as processes of their own, over loopback."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from tests.browser_client import Page

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
WORKER = [str(BIN / "huey_consumer"), "tasks.worker.huey", "-d", "0.1", "-b", "1", "-m", "0.1", "-g", "TERM", "-w", "2"]


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def until(happened, seconds: float = 30, what: str = "it"):
    """Wait until something is true and return it; fail loudly when it never is."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = happened()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(f"{what} did not happen in {seconds} s")


class LiveSite:
    """Starts, stops and kills the processes of one installation in a folder of its own."""

    def __init__(self, folder: Path, mail_port: int, hold: int = 1, **more: str):
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.env = os.environ | {
            "NUM_ENV": "development",
            "NUM_DATA_DIR": str(folder / "data"),
            "NUM_KEY_FILE": str(folder / "num.key"),
            "NUM_SITE_URL": self.url,
            "NUM_MAIL_URL": f"smtp://127.0.0.1:{mail_port}",
            "NUM_HASH_COST": "low",
            "NUM_HOLD_SECONDS": str(hold),
            "PYTHONUNBUFFERED": "1",
            # Temporary files lie where the hunt for planted words looks too.
            "TMPDIR": str(folder / "tmp"),
            **more,
        }
        (folder / "tmp").mkdir(exist_ok=True)
        self.processes: dict[str, subprocess.Popen] = {}
        self.flask("migrate")

    def flask(self, *words: str, code: int = 0) -> str:
        """Run one command of the site; its output."""
        done = subprocess.run(
            [BIN / "flask", *words], cwd=ROOT, env=self.env, capture_output=True, text=True, timeout=180, check=False
        )
        assert done.returncode == code, f"{words}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done.stdout + done.stderr

    def start_web(self) -> None:
        """Start the web server and wait until it answers."""
        self._start(
            "web",
            [
                str(BIN / "waitress-serve"),
                f"--listen=127.0.0.1:{self.port}",
                "--threads=32",
                "--connection-limit=5000",
                "--asyncore-use-poll",
                "--ident=",
                "--no-clear-untrusted-proxy-headers",
                "--call",
                "app:create_app",
            ],
        )
        until(self._answers, what="the web server's first answer")

    def start_worker(self, name: str = "worker", command: Sequence[str] = WORKER) -> None:
        """Start the worker, or another one beside it under another name."""
        self._start(name, command)

    def kill(self, name: str) -> None:
        """Kill a process at once, as a crash would."""
        process = self.processes.pop(name)
        process.kill()
        process.wait()

    def stop(self) -> None:
        """Stop everything."""
        for process in self.processes.values():
            process.terminate()
        for process in self.processes.values():
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
            for pipe in filter(None, (process.stdin, process.stdout)):
                pipe.close()
        self.processes.clear()

    def log(self, name: str) -> str:
        """What a process said."""
        return (self.folder / f"{name}.log").read_text(errors="replace")

    def _start(self, name: str, command: Sequence[str]) -> None:
        with (self.folder / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(command, cwd=ROOT, env=self.env, stdout=log, stderr=log)

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), 1):
                return True
        except OSError:
            return False


class LiveBrowser:
    """A browser over real HTTP: keeps cookies, follows nothing by itself."""

    def __init__(self, site: LiveSite):
        self.site = site
        self.cookies: dict[str, str] = {}

    def open(self, method: str, path: str, data: dict | None = None, timeout: float = 60) -> Page:
        """One request."""
        connection = http.client.HTTPConnection("127.0.0.1", self.site.port, timeout=timeout)
        headers = {"Sec-Fetch-Site": "same-origin", "Host": f"127.0.0.1:{self.site.port}"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        body = None
        if data is not None:
            body = urlencode(data, doseq=True)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        text = answer.read().decode("utf-8")
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            for name, morsel in SimpleCookie(cookie).items():
                if morsel.value and morsel["max-age"] != "0":
                    self.cookies[name] = morsel.value
                else:
                    self.cookies.pop(name, None)
        connection.close()
        return Page(answer.status, dict(answer.headers), text)

    def get(self, path: str) -> Page:
        """Open a page."""
        return self.open("GET", path)

    def post(self, path: str, data: dict) -> Page:
        """Post fields."""
        return self.open("POST", path, data)

    def submit(self, path: str, changes: dict | None = None, action: str | None = None) -> Page:
        """Open a page, change fields of its form and send it; goes where the answer points."""
        fields = self.get(path).fields(action) | (changes or {})
        answer = self.post(action or path, fields)
        return (
            self.get(urlsplit(answer.location)._replace(scheme="", netloc="").geturl())
            if answer.status == 303
            else answer
        )

    def sign_in(self, email: str, password: str) -> "LiveBrowser":
        """Sign in."""
        answer = self.post("/sign-in/", self.get("/sign-in/").fields() | {"email": email, "password": password})
        assert answer.status == 303, answer.words()
        return self
