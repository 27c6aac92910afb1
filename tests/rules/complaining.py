"""A report about a professional from the form, with its letter, for both who may open it."""

from dataclasses import replace
from datetime import date

from models.account import Account
from models.facts import FACTS, Clock
from models.professional import ComplaintStep
from rules import complaint_letters, complaint_words, complaints, desk, followup, reports
from rules.answers import Answers
from rules.complaint_words import Letter, Words
from rules.complaints import Wanted
from tests.factories import Maker

MINE = Words("The Chief", "You hurt me.", "Sparrow")
ANSWERS = Answers(
    kind="professional",
    profession="police",
    nation="northern-ireland",
    harms=("refused",),
    story="He shouted at me.",
    details={"who": {"organisation": ["Anyshire Police"]}, "wants": {"wants": ["apology"]}},
)
BODY = next(code for code, fact in FACTS.items() if code in complaints.BODIES and fact.kind == "body")
# A year from a final answer, whatever the file of facts holds.
YEAR = Clock("a-year", "A year", 12, "months", "final-reply", FACTS[BODY].source, None)


class Told:
    """What the person told, read by the caseworker `me`."""

    def __init__(self, make: Maker, me: Account, *ticked: str, **answers):
        self.make, self.me, self.team = make, me, make.team()
        sent = reports.send(make.secrets, make.now, replace(ANSWERS, permissions=ticked, **answers), make.form_id())
        self.code = sent.code
        self.report, self.inbox = followup.open_code(make.secrets, make.now, sent.code)
        self.key = followup.data_key(self.report, self.inbox)
        desk.take(make.now, self.report, me)

    def look(self) -> Letter:
        """The letter as its reporter sees it."""
        found = complaint_words.look(self.report, self.key)
        assert found is not None
        return found

    def save(self, words: Words = MINE, is_named: bool = False) -> None:
        """Begin the letter and write these words."""
        complaint_letters.begin(self.make.now, self.report, self.key)
        complaint_letters.save(self.make.now, self.report, self.key, self.look().version, words, is_named)

    def save_as_casework(self, text: str, seen: int | None = None) -> None:
        """I write these words."""
        seen = seen or self.look().version
        complaint_letters.save_for_casework(self.make.now, self.report, self.me, self.team, seen, "The Board", text)

    def agree(self, *ticked: str, seen: int | None = None) -> None:
        """The person says: send this for me."""
        complaint_letters.agree(self.make.now, self.report, self.key, seen or self.look().version, ticked)

    def send(self, **changes) -> None:
        """I posted it today."""
        today = complaints.today(self.make.now)
        said = {"seen": self.look().version, "how": "post", "on": today, "to": "The Chief, 1 High Street", **changes}
        complaint_letters.mark_sent(self.make.now, self.report, self.me, self.team, **said)

    def step(self, on: date | None = None, note: str = "") -> ComplaintStep:
        """I began a complaint with a body."""
        return complaints.add(self.make.now, self.report, self.me, Wanted(BODY, None, on, note), self.team)
