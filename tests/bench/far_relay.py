"""Letters a second over many connections to a mail server that is far away: each turn to it and back takes its time.

`python -m tests.bench.far_relay PORT TARGET MILLISECONDS` is the way there: it hands on what it gets, later.
"""

import asyncio
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tasks import mailer
from tests.bench import installation
from tests.bench.mail_server import smtp_sink
from tests.live.site import ROOT, until
from tests.sink import free_port

MEMBERS, CONNECTIONS, ROUND_TRIP, TARGET = 10_000, 64, 40, 300


def measure(folder: Path) -> bool:
    """Print letters a second; whether the target was reached."""
    with smtp_sink(folder) as sink, _way_to(sink, ROUND_TRIP) as port:
        settings = {"MAIL_URL": f"smtp://127.0.0.1:{port}", "MAIL_CONNECTIONS": CONNECTIONS}
        app = installation.fresh(folder / "far", **settings)
        with app.app_context():
            installation.add_members(app, MEMBERS)
            began = time.perf_counter()
            owed = installation.owe_alert()
            sent = mailer.send_until_nothing_due().sent
            rate = sent / (time.perf_counter() - began)
            assert sent == owed
    print(f"  {sent:,} letters over {CONNECTIONS} connections, {ROUND_TRIP} ms there and back: {rate:.0f} a second")
    print(f"  target {TARGET}: {'reached' if rate >= TARGET else 'MISSED'}")
    return rate >= TARGET


@contextmanager
def _way_to(target: int, milliseconds: int) -> Iterator[int]:
    """A process in between, so that its work is not the worker's; its port."""
    port = free_port()
    command = [sys.executable, "-m", "tests.bench.far_relay", str(port), str(target), str(milliseconds)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        until(lambda: process.stdout is not None and process.stdout.readline() == "ready\n", what="the way there")
        yield port
    finally:
        process.terminate()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


async def _hand_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, seconds: float) -> None:
    """Write what comes, each piece as long after it came as the way takes."""
    loop = asyncio.get_running_loop()
    while piece := await reader.read(65536):
        loop.call_later(seconds, writer.write, piece)
    loop.call_later(seconds, writer.close)


async def _serve(port: int, target: int, milliseconds: int) -> None:
    async def connect(near_reader: asyncio.StreamReader, near_writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", target)
        one_way = milliseconds / 2000
        there, back = _hand_on(near_reader, far_writer, one_way), _hand_on(far_reader, near_writer, one_way)
        await asyncio.gather(there, back, return_exceptions=True)

    server = await asyncio.start_server(connect, "127.0.0.1", port)
    print("ready", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve(*map(int, sys.argv[1:4])))
