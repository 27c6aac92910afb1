"""Help pages as they are shipped: Markdown files of models/data/help/, each with a head of lines `name: value`."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

from models.codes import FOLDER
from models.facts import Source

# The order of the index.
GROUPS = ("danger", "rights", "daily", "num")
LAST = 99


@dataclass(frozen=True)
class HelpText:
    """One page: its code is its address, `line` says in the index what it is about, `order` is its place in its group.

    Without `checked_on` a person has still to look whether it is right.
    """

    code: str
    title: str
    line: str
    group: str
    order: int
    checked_on: date | None
    sources: tuple[Source, ...]
    body: str


def read(path: Path) -> HelpText:
    """One file. Raises ValueError and KeyError when its head is not as it should be."""
    head, _, body = path.read_text(encoding="utf-8").partition("\n---\n")
    rows = [[part.strip() for part in row.split(":", 1)] for row in head.splitlines() if row.strip()]
    said = {name: value for name, value in rows if name != "source"}
    sources = [[part.strip() for part in value.split("|")] for name, value in rows if name == "source"]
    if said["group"] not in GROUPS:
        raise ValueError(f"{path.name}: there is no group {said['group']}")
    return HelpText(
        code=path.stem,
        title=said["title"],
        line=said.get("line", ""),
        group=said["group"],
        order=int(said.get("order") or LAST),
        checked_on=date.fromisoformat(said["checked_on"]) if said.get("checked_on") else None,
        sources=tuple(Source(*one) for one in sources),
        body=body.strip(),
    )


_texts = sorted((read(path) for path in (FOLDER / "help").glob("*.md")), key=lambda text: (text.order, text.title))
HELP = MappingProxyType({text.code: text for text in _texts})
