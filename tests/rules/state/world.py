"""One example's world: a fresh database, the clock, everybody's keys, and the model of what ought to be so."""

import shutil
from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import pytest
import time_machine
from flask import Flask

from models import database
from models.report import Report
from rules import followup, form_drafts, reports, team_keys
from rules.answers import Answers, Arrival
from rules.form_ids import FormId, new_form_id, read_form_id
from rules.keyed import Secrets
from tests.rules.state.cast import BEGINS, Cast, Person
from tests.rules.state.model import Begun, Given, Partner, Told, Warned

Thing = TypeVar("Thing")
# What reports name; two reports may name the same.
NUMBERS = ("07700 900461", "07700 900462", "07700 900463")

MODEL = ("now", "count", "told", "warned", "begun", "casework", "gone", "partners", "hashes")


class World:
    """What the acts share."""

    def __init__(self, app: Flask, cast: Cast, copy: Path, reached: Counter, scene: dict | None = None):
        self.app, self.cast, self.reached = app, cast, reached
        self.secrets: Secrets = app.extensions["num_secrets"]
        database.database.close()
        shutil.copy(copy, app.config["DATA_DIR"] / "num.db")
        database.connect()
        self.now = BEGINS
        self.count = 0
        self.told: list[Told] = []
        self.warned: list[Warned] = []
        self.begun: list[Begun] = []
        self.casework = list(cast.casework)
        self.gone: list[Person] = []
        self.partners = {
            number: Partner(number, list(people), {one.id for one in people})
            for number, people in cast.projects.items()
        }
        # The hash of each text, as it was first asked about.
        self.hashes: dict[int, str] = {}
        vars(self).update(deepcopy(scene or {}))
        self.clock = time_machine.travel(self.now, tick=False)
        self.traveller = self.clock.start()

    def scene(self, copy: Path) -> dict:
        """All that the model holds, with a copy of the database beside it: where other worlds may begin."""
        database.database.close()
        shutil.copy(self.app.config["DATA_DIR"] / "num.db", copy)
        return deepcopy({name: getattr(self, name) for name in MODEL})

    def end(self) -> None:
        """Put the real clock back."""
        self.clock.stop()

    def move(self, now: datetime) -> None:
        """Let time pass."""
        self.now = now
        self.traveller.move_to(now, tick=False)

    def name(self, kind: str) -> str:
        """A word that stands nowhere else."""
        self.count += 1
        return f"{kind}{self.count}x"

    def form(self) -> FormId:
        """A form that was just opened."""
        return read_form_id(self.secrets, new_form_id(self.secrets, self.now), self.now)

    def row(self, told: Told) -> Report:
        """The report as it is now."""
        return Report.get_by_id(told.id)

    def keep(self, sent: reports.Sent, answers: Answers, arrival: Arrival) -> Told:
        """Note a report that came; its code opens it and nothing is given that nobody gave."""
        row, inbox = followup.open_code(self.secrets, self.now, sent.code)
        assert isinstance(row, Report)
        assert row.id == sent.report.id
        given_by = answers.given_by if answers.maker else dict.fromkeys(answers.permissions, "person")
        day = arrival.received_on or self.now.date()
        told = Told(
            id=row.id,
            ref=row.ref,
            code=sent.code,
            inbox=inbox,
            story=answers.story,
            number=answers.identifiers,
            contact=answers.contact_value,
            project=arrival.project.id if arrival.project else None,
            is_for_somebody=bool(answers.maker),
            unknown={name for name, how in given_by.items() if not counts(name, how)},
            given=[Given(name, how, day) for name, how in given_by.items() if counts(name, how)],
        )
        self.told.append(told)
        return told

    def team_key(self, person: Person) -> bytes | None:
        """What a sign-in as this account would carry of its team's key."""
        return team_keys.open_team_key(person.row, person.own_private) if person.own_private else None

    def workers(self) -> list[Person]:
        """Everybody who works for a project now."""
        return [one for partner in self.partners.values() for one in partner.workers]

    def content(self, begun: Begun) -> form_drafts.Content:
        """What a form holds, for its code's holder."""
        draft, key = followup.open_code(self.secrets, self.now, begun.code)
        assert draft.form_key == begun.form_key
        return form_drafts.look(draft, key)


def counts(name: str, how: str) -> bool:
    """Whether it is given: unknown lets us do nothing, but to show a warning first only holds us back."""
    return how in ("person", "reporter-says-so") or name == "see_first"


def pick(number: int, things: list[Thing]) -> Thing:
    """One of the things; small numbers mean the newest."""
    return things[-1 - number % len(things)]


def meets(expected: type[Exception] | None, act: Callable[[], Thing]) -> Thing | None:
    """Do it: it is refused in exactly this way, or not at all."""
    if expected is None:
        return act()
    with pytest.raises(expected) as refused:
        act()
    assert type(refused.value) is expected
    return None
