"""Everybody in the state test: staff, a member, and two projects with their workers; made once, then copied."""

import shutil
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import time_machine
from flask import Flask

from models import database
from models.account import Account
from models.project import Project
from rules import accounts
from rules.keyed import Secrets
from tests.factories import PASSWORD, Maker, address_of

# A Monday morning; the machine's clock starts here.
BEGINS = datetime(2027, 3, 1, 9)
OTHERS = ("editor", "manager", "auditor", "drop-in", "member", "establishment", "practitioner")


@dataclass
class Person:
    """Somebody with an account; `own_private` is what their password opens."""

    id: int
    role: str
    address: str
    own_private: bytes | None = field(repr=False)
    project: int | None = None

    @property
    def row(self) -> Account:
        """The account as it is now."""
        return Account.get_by_id(self.id)


@dataclass
class Cast:
    """Who is there when an example begins."""

    casework: list[Person]
    others: dict[str, Person]
    projects: dict[int, list[Person]]
    team_private: bytes = field(repr=False)


def person(secrets: Secrets, now: datetime, account: Account) -> Person:
    """A person with what their password opens."""
    payload = accounts.sign_in(secrets, now, address_of(account), PASSWORD).payload
    held = payload.get("own_key")
    key = bytes.fromhex(held) if held else None
    return Person(account.id, account.role, address_of(account), key, account.project_id)


def assemble(app: Flask, copy: Path) -> Cast:
    """Make everybody in the empty database of the app, and keep a copy of it."""
    with time_machine.travel(BEGINS, tick=False):
        make = Maker(app)
        casework = [make.account("caseworker"), make.account("caseworker")]
        others = {role: make.account(role, areas=["uk"]) for role in OTHERS}
        others["frontline-practitioner"] = make.account("practitioner", is_frontline=True)
        workers = []
        for _ in range(2):
            project: Project = make.project()
            workers += [make.account("project-worker", project=project) for _ in range(2)]
        known = [person(make.secrets, BEGINS, account) for account in (*casework, *others.values(), *workers)]
    by_id = {one.id: one for one in known}
    of_projects: dict[int, list[Person]] = {}
    for worker in workers:
        of_projects.setdefault(worker.project_id, []).append(by_id[worker.id])
    database.database.close()
    shutil.copy(app.config["DATA_DIR"] / "num.db", copy)
    named = {name: by_id[account.id] for name, account in others.items()}
    return Cast([by_id[one.id] for one in casework], named, of_projects, make.team())
