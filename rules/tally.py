"""Counting answers by month; a count belongs to nobody."""

from datetime import datetime

from models.database import writing
from models.tally import Tally
from rules import N_, Refused

SUBJECTS = ("alert", "check")
ANSWERS = ("yes", "no")


class NotAnAnswer(Refused):
    """Something else than the two buttons of the page."""

    message = N_("Press yes or no.")


def count(now: datetime, subject: str, answer: str) -> None:
    """Count one answer to "did this change a plan?" after an `alert` or a `check`. Raises NotAnAnswer, DatabaseBusy."""
    if subject not in SUBJECTS or answer not in ANSWERS:
        raise NotAnAnswer
    with writing():
        Tally.insert(month=f"{now:%Y-%m}", subject=subject, answer=answer, count=1).on_conflict(
            conflict_target=[Tally.month, Tally.subject, Tally.answer], update={Tally.count: Tally.count + 1}
        ).execute()
