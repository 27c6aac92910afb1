"""The words of a letter of complaint: sealed with the report's key, and a number that tells an older page."""

import json
from dataclasses import dataclass, field
from datetime import date

from models.professional import ComplaintLetter
from models.report import Report
from rules import N_, Refused, vault


class NoLetter(Refused):
    """Nobody began a letter."""

    message = N_("There is no letter yet.")


class ChangedMeanwhile(Refused):
    """Somebody saved other words since this page was opened."""

    message = N_("The letter was changed meanwhile. Look at what it says now, then press the button again.")


class AlreadySent(Refused):
    """What has gone cannot be changed."""

    message = N_("The letter has gone, so it cannot be changed.")


@dataclass(frozen=True)
class Words:
    """What a letter says: to whom, the letter itself, the name under it."""

    to: str = field(default="", repr=False)
    text: str = field(default="", repr=False)
    name: str = field(default="", repr=False)


@dataclass(frozen=True)
class Letter:
    """A letter as pages show it."""

    words: Words = field(repr=False)
    state: str
    version: int
    is_named: bool
    agreed_on: date | None
    sent_on: date | None
    sent_how: str | None
    sent_to: str = field(repr=False)

    @property
    def has_ended(self) -> bool:
        """Whether the reporter agreed to it once and that counts no more."""
        return self.state == "draft" and self.agreed_on is not None


def find(report: Report) -> ComplaintLetter | None:
    """The report's letter as it lies there, sealed; None when there is none."""
    return ComplaintLetter.get_or_none(ComplaintLetter.report == report)


def need(report: Report, seen: int | None = None) -> ComplaintLetter:
    """The letter, not yet sent, in the version that a page showed. Raises NoLetter, AlreadySent, ChangedMeanwhile."""
    row = find(report)
    if row is None:
        raise NoLetter
    if row.state == "sent":
        raise AlreadySent
    if seen is not None and row.version != seen:
        raise ChangedMeanwhile
    return row


def look(report: Report, key: bytes) -> Letter | None:
    """The letter, opened with the report's data key; None when there is none. Raises NotOpened."""
    row = find(report)
    if row is None:
        return None
    to = vault.open_with(key, row.sent_to, _place(report, "sent_to")) if row.sent_to else ""
    marks = (row.state, row.version, row.is_named, row.agreed_on, row.sent_on, row.sent_how)
    return Letter(open_words(row, key), *marks, to)


def open_words(row: ComplaintLetter, key: bytes) -> Words:
    """What a letter says. Raises NotOpened."""
    return Words(**json.loads(vault.open_with(key, row.words, _place(row.report, "words"))))


def seal_words(report: Report, key: bytes, words: Words) -> str:
    """The words for the letter's row."""
    return vault.seal_with(key, json.dumps(vars(words)), _place(report, "words"))


def seal_receiver(report: Report, key: bytes, to: str) -> str:
    """To whom it went, for the letter's row."""
    return vault.seal_with(key, to, _place(report, "sent_to"))


def change(row: ComplaintLetter, **columns) -> None:
    """Write columns of a letter; call it inside a transaction."""
    ComplaintLetter.update(**columns).where(ComplaintLetter.id == row.id).execute()


def on_paper(letter: Letter, day: date, office: str) -> str:
    """The whole letter as it goes out, in English as its reader needs it: to whom, the day, the words, the end.

    It ends with a name only when it is to bear one; else the answer comes through `office`, and says so.
    """
    if letter.is_named:
        end = f"Yours faithfully,\n\n{letter.words.name or '_' * 24}"
    else:
        end = f"I do not want to give my name. Please answer me through {office}."
    return "\n\n".join([letter.words.to.strip(), say_day(day), letter.words.text.strip(), end]).strip()


def say_day(day: date) -> str:
    """A day as letters say it: 4 February 2026."""
    return f"{day.day} {day:%B %Y}"


def _place(report: Report, column: str) -> str:
    return f"complaint_letter.{column}.{report.ref}"
