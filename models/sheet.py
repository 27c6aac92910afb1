"""What a person may tick for the sheet that they hand over at a hospital, with the sentence each tick becomes."""

import json
from dataclasses import dataclass
from types import MappingProxyType

from models.codes import FOLDER, Choice


@dataclass(frozen=True)
class Tick(Choice):
    """One thing to tick; `sentence` is what stands on the sheet, in English, or nothing. `urgent` ones stand first."""

    sentence: str
    urgent: bool = False


@dataclass(frozen=True)
class Question(Choice):
    """Ticks under one question. `kind` is one, many or joined (its ticks share a line); `heading` is the sheet's."""

    heading: str
    kind: str
    ticks: MappingProxyType[str, Tick]


def _read(row: dict) -> Question:
    return Question(**{**row, "ticks": MappingProxyType({tick["code"]: Tick(**tick) for tick in row["ticks"]})})


_sheet = json.loads((FOLDER / "sheet.json").read_text(encoding="utf-8"))
QUESTIONS = MappingProxyType({row["code"]: _read(row) for row in _sheet["questions"]})
# What stands on every sheet, and the headings over what was typed; in English like all of it.
FIXED, TYPED = (MappingProxyType(_sheet[name]) for name in ("fixed", "typed"))
