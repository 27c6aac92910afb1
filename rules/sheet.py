"""The sheet for a hospital: what was ticked as plain clinical sentences in English. Nothing of it is stored."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from models.sheet import FIXED, QUESTIONS, TYPED, Question, Tick


@dataclass(frozen=True)
class Sheet:
    """What a hospital reads. `first` are the sentences that must not wait; `parts` are headings with their lines."""

    first: tuple[str, ...]
    parts: tuple[tuple[str, tuple[str, ...]], ...]

    def __bool__(self) -> bool:
        """Whether it says anything."""
        return bool(self.first or self.parts)


def write(ticked: Mapping[str, Iterable[str]], said: Mapping[str, str]) -> Sheet:
    """The sheet from ticks (question code -> tick codes) and from what was typed (code of TYPED -> words).

    Only what is ticked or typed is said, in the order of the questions. Codes that are on no list are left out.
    Raises nothing.
    """
    chosen = {code: _chosen(question, ticked.get(code, ())) for code, question in QUESTIONS.items()}
    first = [tick.sentence for ticks in chosen.values() for tick in ticks if tick.urgent]
    parts: dict[str, list[str]] = {}
    for code, ticks in chosen.items():
        lines = _lines(QUESTIONS[code], [tick for tick in ticks if not tick.urgent])
        if lines:
            parts.setdefault(QUESTIONS[code].heading, []).extend(lines)
    for code, heading in TYPED.items():
        if words := said.get(code, "").strip():
            line = FIXED["interpreter"].format(language=words) if code == "interpreter" else words
            parts[heading] = [line]
    return Sheet(tuple(first), tuple((heading, tuple(lines)) for heading, lines in parts.items()))


def _chosen(question: Question, codes: Iterable[str]) -> list[Tick]:
    wanted = set(codes)
    return [tick for tick in question.ticks.values() if tick.code in wanted and tick.sentence]


def _lines(question: Question, ticks: list[Tick]) -> list[str]:
    sentences = [tick.sentence for tick in ticks]
    if question.kind == "joined" and sentences:
        joined = ", ".join(sentences)
        return [f"{joined[0].upper()}{joined[1:]}."]
    return sentences
