"""Style sheet and scripts: hashed names, compressed beforehand, kept by browsers for a year."""

import gzip
import os
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

import brotli
from flask import Flask
from whitenoise import WhiteNoise

FOLDER = Path(__file__).parent.parent / "static"
SERVED = (".css", ".js")


class YearLong(WhiteNoise):
    """A name carries its content's hash, so the file behind it never changes."""

    FOREVER = 365 * 24 * 60 * 60

    def immutable_file_test(self, path: str, url: str) -> bool:
        """Every file here is one of ours with its hash in its name."""
        return True


def serve(app: Flask) -> None:
    """Put the files under /static/, before Flask sees the request, and give templates `asset`."""
    folder = app.config["DATA_DIR"] / "static"
    folder.mkdir(exist_ok=True)
    names = {}
    for source in sorted(FOLDER.iterdir()):
        if source.suffix in SERVED:
            names[source.name] = _keep(folder, source)
    files = YearLong(app.wsgi_app, folder, "static/", allow_all_origins=False, add_headers_function=_add_headers)
    app.wsgi_app = files  # type: ignore[method-assign]

    def asset(name: str) -> str:
        """Where a file of static/ is served; the same address in every language."""
        return f"/static/{names[name]}"

    app.jinja_env.globals["asset"] = asset


def _add_headers(headers, path: str, url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"


def _keep(folder: Path, source: Path) -> str:
    """Make the plain, brotli and gzip copies that are not there yet; returns the hashed name."""
    plain = source.read_bytes()
    name = f"{source.stem}.{blake2b(plain, digest_size=5).hexdigest()}{source.suffix}"
    for ending, content in (("", plain), *_compressed(plain)):
        wanted = folder / (name + ending)
        if not wanted.exists():
            # Whole or not at all: several web processes may start at once.
            draft = folder.parent / f"{wanted.name}.{os.getpid()}"
            draft.write_bytes(content)
            draft.replace(wanted)
    return name


@lru_cache(maxsize=16)
def _compressed(plain: bytes) -> tuple[tuple[str, bytes], ...]:
    return (".br", brotli.compress(plain, quality=11)), (".gz", gzip.compress(plain, 9, mtime=0))
