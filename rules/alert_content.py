"""What an alert says: its words and facts, sealed while it is a draft, with the linter's verdict on exactly them."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from models.alert import HEADINGS, Alert, AlertHarm, AlertTarget
from models.codes import ABOUTS, AREAS, GENDERS, HARMS, LANGUAGES, LEVELS, SECTORS
from rules import N_, Refused, vault
from rules.keyed import Secrets
from rules.redaction import STOP, Finding, verdict_hash
from rules.text import clean_line, clean_text

_MONTH = re.compile(r"20\d\d-(?:0[1-9]|1[0-2])")
ONE_LINE = "title"


class WordsChanged(Refused):
    """The text is another one than the approver read, or than was approved."""

    message = N_("The text has changed since you opened the page. Read it again.")


class WrongFacts(Refused):
    """A fact that is on none of our lists."""

    message = N_("Choose from the lists.")


@dataclass(frozen=True)
class Facts:
    """What an alert says in codes; `month` is YYYY-MM, no area is not chosen yet, no sector and no target everybody."""

    level: int
    area: str | None
    month: str
    harms: tuple[str, ...]
    about: str = "person"
    sector: str | None = None
    language: str = "en"
    # Genders that it is for.
    targets: tuple[str, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """What the linter found, and whether somebody accepted exactly these remarks."""

    findings: tuple[Finding, ...] = ()
    is_accepted: bool = False

    @property
    def stops(self) -> list[Finding]:
        """What must be changed."""
        return [found for found in self.findings if found.severity == STOP]

    @property
    def warnings(self) -> list[Finding]:
        """What may be accepted."""
        return [found for found in self.findings if found.severity != STOP]

    @property
    def fingerprint(self) -> str:
        """A fixed text for these findings: what a tick on the page stands for."""
        return verdict_hash(list(self.findings))


def clean_words(words: Mapping[str, str]) -> dict[str, str]:
    """Every heading once, in order, its text made safe to keep."""
    return {name: (clean_line if name == ONE_LINE else clean_text)(words.get(name, "")) for name in HEADINGS}


def check_facts(facts: Facts) -> None:
    """Raise WrongFacts unless every code is on its list."""
    is_right = (
        facts.level in LEVELS
        and (facts.area is None or facts.area in AREAS)
        and _MONTH.fullmatch(facts.month)
        and all(code in HARMS for code in facts.harms)
        and facts.about in ABOUTS
        and (facts.sector is None or facts.sector in SECTORS)
        and facts.language in LANGUAGES
        and all(code in GENDERS for code in facts.targets)
    )
    if not is_right:
        raise WrongFacts


def facts_of(alert: Alert) -> Facts:
    """The coded facts of an alert as they are stored."""
    return Facts(
        level=alert.level,
        area=alert.area,
        month=alert.month,
        harms=tuple(alert.harm_codes),
        about=alert.about,
        sector=alert.sector,
        language=alert.language,
        targets=tuple(alert.target_codes),
    )


def set_facts(alert: Alert, facts: Facts) -> None:
    """Put facts into the row, its harms and its targets; the row must be stored already. Call it in a transaction."""
    for name in ("level", "area", "month", "about", "sector", "language"):
        setattr(alert, name, getattr(facts, name))
    AlertHarm.delete().where(AlertHarm.alert == alert).execute()
    for code in dict.fromkeys(facts.harms):
        AlertHarm.create(alert=alert, code=code)
    AlertTarget.delete().where(AlertTarget.alert == alert).execute()
    for code in dict.fromkeys(facts.targets):
        AlertTarget.create(alert=alert, code=code)


def read_words(secrets: Secrets, alert: Alert) -> dict[str, str]:
    """The words of a draft by heading; empty ones when nothing was written yet. Raises NotOpened."""
    kept = json.loads(vault.unseal(secrets.keys, alert.draft, f"alert.draft.{alert.ref}")) if alert.draft else {}
    return {name: kept.get(name, "") for name in HEADINGS}


def published_words(alert: Alert) -> dict[str, str]:
    """The words of a published alert by heading."""
    kept = json.loads(alert.words) if alert.words else {}
    return {name: kept.get(name, "") for name in HEADINGS}


def set_words(secrets: Secrets, alert: Alert, words: Mapping[str, str]) -> None:
    """Seal words into the row."""
    alert.draft = vault.seal(secrets.keys, json.dumps(dict(words)), f"alert.draft.{alert.ref}")


def read_verdict(secrets: Secrets, alert: Alert) -> Verdict | None:
    """The linter's verdict on the words as saved; None before the first save and after a report joined or left.

    Raises NotOpened.
    """
    if alert.verdict is None:
        return None
    kept = json.loads(vault.unseal(secrets.keys, alert.verdict, f"alert.verdict.{alert.ref}"))
    return Verdict(tuple(Finding(**found) for found in kept["findings"]), kept["is_accepted"])


def set_verdict(secrets: Secrets, alert: Alert, verdict: Verdict) -> None:
    """Seal a verdict into the row."""
    kept = json.dumps({"findings": [asdict(found) for found in verdict.findings], "is_accepted": verdict.is_accepted})
    alert.verdict = vault.seal(secrets.keys, kept, f"alert.verdict.{alert.ref}")


def content_hash(words: Mapping[str, str], facts: Facts, verdict: Verdict | None) -> str:
    """SHA-256 of exactly these words, facts and verdict: what a second person approves."""
    said = asdict(facts) | {"harms": sorted(facts.harms), "targets": sorted(facts.targets)}
    if not facts.targets:
        # So that what reporters answered to texts before there were targets still stands.
        del said["targets"]
    parts = [
        [words[name] for name in HEADINGS],
        said,
        [verdict.fingerprint, verdict.is_accepted] if verdict else None,
    ]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def hash_of(secrets: Secrets, alert: Alert) -> str:
    """The hash of a draft as it is stored. Raises NotOpened."""
    return content_hash(read_words(secrets, alert), facts_of(alert), read_verdict(secrets, alert))
