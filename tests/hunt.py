"""The canary hunt: planted words looked for in files, as they are, in base64 at every offset, and in UTF-16."""

from base64 import b64encode
from collections.abc import Iterable
from pathlib import Path


def shapes(word: str) -> dict[str, bytes]:
    """How a word may lie in a file."""
    raw = word.encode()
    found = {"plain": raw, "utf-16": word.encode("utf-16-le"), "hex": raw.hex().encode()}
    for offset in range(3):
        # Leave out what its neighbours would change.
        found[f"base64+{offset}"] = b64encode(b"\0" * offset + raw)[(0, 2, 3)[offset] : -4]
    return found


def hunt(files: Iterable[Path], words: Iterable[str]) -> list[str]:
    """Where any of the words lies, as `file: word (shape)`."""
    kept = [(word, shape, raw) for word in words for shape, raw in shapes(word).items()]
    found = []
    for path in files:
        content = path.read_bytes()
        lower = content.lower()
        found += [
            f"{path.name}: {word} ({shape})"
            for word, shape, raw in kept
            if (raw.lower() in lower if shape == "plain" else raw in content)
        ]
    return found


def files_below(*folders: Path) -> list[Path]:
    """Every file of some size below these folders."""
    return [one for folder in folders for one in sorted(folder.rglob("*")) if one.is_file() and one.stat().st_size]
