"""What a lesson says: sealed while it is written, with what the check found in exactly that; clear once published."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from models.lesson import Lesson
from rules import vault
from rules.keyed import Secrets
from rules.redaction import Finding
from rules.text import clean_line, clean_text

HEADINGS = ("title", "what_happened", "what_helped")


@dataclass(frozen=True)
class Content:
    """What a lesson says while it is written, and what the check found in exactly that; None before the first save."""

    words: dict[str, str]
    findings: tuple[Finding, ...] | None = None


def clean_words(words: Mapping[str, str]) -> dict[str, str]:
    """Every heading once, in order, its text made safe to keep."""
    return {name: (clean_line if name == "title" else clean_text)(words.get(name, "")) for name in HEADINGS}


def read(secrets: Secrets, lesson: Lesson) -> Content:
    """What a lesson says, published or not; empty once it was withdrawn. Raises NotOpened."""
    if lesson.words is not None:
        return Content(json.loads(lesson.words), ())
    if lesson.draft is None:
        return Content(dict.fromkeys(HEADINGS, ""))
    kept = json.loads(vault.unseal(secrets.keys, lesson.draft, _place(lesson)))
    findings = kept["findings"]
    return Content(kept["words"], None if findings is None else tuple(Finding(**one) for one in findings))


def hash_of(secrets: Secrets, lesson: Lesson) -> str:
    """A fixed text for exactly these words, profession and place: what an approval holds for."""
    said = [read(secrets, lesson).words, lesson.profession, lesson.area]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def seal(secrets: Secrets, lesson: Lesson, content: Content) -> None:
    """Put what it says into the row, sealed by the server's key; save it inside a transaction."""
    findings = None if content.findings is None else [asdict(one) for one in content.findings]
    text = json.dumps({"words": content.words, "findings": findings})
    lesson.draft = vault.seal(secrets.keys, text, _place(lesson))


def _place(lesson: Lesson) -> str:
    return f"lesson.draft.{lesson.ref}"
