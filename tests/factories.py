"""Makers of real rows for tests: accounts of every role, reports, alerts."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cached_property

from flask import Flask

from models.account import Account
from models.alert import Alert, AlertHarm
from models.database import writing
from models.project import Project, ProjectArea
from models.report import Report
from rules import accounts, alert_content, alerts, asked, bulk, desk, drafts, form_ids, reports, team_keys
from rules.answers import Answers
from rules.keyed import Secrets
from tasks.clock import now

PASSWORD = "three odd lanterns"
SITE = "http://localhost"
WORDS = {
    "title": "Man who makes threats",
    "what_happened": "Asks for the money back and becomes loud.",
    "person": "Tall man with glasses and a beard.",
    "contact_used": "A mobile ending 61.",
}
_addresses: dict[int, str] = {}


def address_of(account: Account) -> str:
    """The address a made account signs in with."""
    return _addresses[account.id]


def answer_asked(secrets: Secrets) -> int:
    """As the worker does: answer who asked to join or for a password; returns how many."""
    return asked.answer_all(secrets, now(), SITE)


class Maker:
    """Makes rows through the rules, so that they are as real as a visitor's."""

    def __init__(self, app: Flask):
        self.app = app
        self.secrets = app.extensions["num_secrets"]
        self.count = 0
        self.team_private: bytes | None = None
        self.project_keys: dict[int, bytes] = {}

    @property
    def now(self) -> datetime:
        """The clock's time."""
        return now()

    def account(self, role: str = "member", **changes) -> Account:
        """An admitted account with PASSWORD; areas=[...] and any column may be given.

        A project worker is of `own_project` unless project=... is given, has its key, and is lead when the first.
        """
        self.count += 1
        address = changes.pop("address", f"{role}{self.count}@example.org")
        areas = changes.pop("areas", [])
        project = (changes.pop("project", None) or self.own_project) if role == "project-worker" else None
        account, recovery = accounts.create(
            self.secrets,
            changes.pop("now", now()),
            role=role,
            address=address,
            name=f"{role} {self.count}",
            password=PASSWORD,
            areas=areas,
            project=project,
            is_lead=bool(project) and project.id not in self.project_keys,
        )
        if project is not None:
            self._give_project_key(project, account, recovery)
        elif recovery:
            self.team_private = recovery
        elif role in ("caseworker", "independent") and self.team_private:
            team_keys.give(now(), None, account, self.team_private)
        if changes:
            for column, value in changes.items():
                setattr(account, column, value)
            account.save()
        _addresses[account.id] = address
        return account

    def project(self, name: str = "", areas: Sequence[str] = ("uk",)) -> Project:
        """An admitted project that works in these areas; its workers are made with project=..."""
        self.count += 1
        today = now().date()
        dates = {"applied_on": today, "agreement_on": today, "admitted_on": today}
        with writing():
            project = Project.create(name=name or f"project {self.count}", state="admitted", **dates)
            for area in areas:
                ProjectArea.create(project=project, area=area)
        return project

    @cached_property
    def own_project(self) -> Project:
        """The project of workers for whom none is named; it works everywhere."""
        return self.project()

    def project_private(self, project: Project) -> bytes:
        """A project's private key; makes its first worker when there is none."""
        if project.id not in self.project_keys:
            self.account("project-worker", project=project)
        return self.project_keys[project.id]

    def team(self) -> bytes:
        """The casework team's private key; makes a first caseworker when there is none."""
        if self.team_private is None:
            self.account("caseworker")
        assert self.team_private is not None
        return self.team_private

    def form_id(self) -> form_ids.FormId:
        """The number of a form that was just opened."""
        return form_ids.read_form_id(self.secrets, form_ids.new_form_id(self.secrets, now()), now())

    def report(self, state: str = "screened", received_on: date | None = None, **answers) -> Report:
        """A report; any answer of `Answers` may be given. Permissions as a list; anything left out is empty."""
        self.team()
        self.count += 1
        answers.setdefault("harms", ("threats",))
        answers["permissions"] = tuple(answers.get("permissions", ()))
        answers["harms"] = tuple(answers["harms"])
        report = reports.bring_in(
            self.secrets, now(), f"made-{self.count}", received_on or now().date(), Answers(**answers), state
        )
        assert report is not None
        return report

    def draft(
        self, report: Report | None = None, by: Account | None = None, words: dict | None = None, **facts
    ) -> Alert:
        """A saved draft, from a report (which `by` reads) or else from police; any fact of `alert_content.Facts`."""
        team_private = self.team()
        by = by or self.account("caseworker")
        if report is None:
            alert = drafts.draft_new(self.secrets, now(), by, "police")
        else:
            desk.open_too(now(), report, by, "cover")
            alert = drafts.draft_from(self.secrets, now(), report, by)
        said = WORDS if words is None else words
        wanted = replace(
            alert_content.facts_of(alert), **{"area": "greater-manchester", "harms": ("threats",), **facts}
        )
        drafts.save(self.secrets, now(), alert, by, said, wanted, team_private)
        return Alert.get_by_id(alert.id)

    def asked(self, report: Report | None = None, **more) -> Alert:
        """A draft that waits for a second person; its warnings are accepted."""
        alert = self.draft(report, **more)
        verdict = alert_content.read_verdict(self.secrets, alert)
        return drafts.ask(self.secrets, now(), alert, alert.author, verdict.fingerprint)

    def approved(self, report: Report | None = None, hold: int = 0, **more) -> Alert:
        """An alert that another caseworker approved; due after `hold` seconds."""
        alert = self.asked(report, **more)
        seen = alert_content.hash_of(self.secrets, alert)
        return alerts.approve(self.secrets, now(), alert, self.account("caseworker"), seen, hold)

    def published(self, report: Report | None = None, at: datetime | None = None, **more) -> Alert:
        """A published alert, its deliveries resolved; `more` are facts, or words={...}."""
        alert = self.approved(report, **more)
        alerts.release_due(self.secrets, max(at or now(), alert.release_at))
        return Alert.get_by_id(alert.id)

    def many_alerts(self, count: int, **columns) -> None:
        """Published alerts as plain rows, a minute apart, for lists; the newest is the last one made."""
        self.count += count
        first = now() - timedelta(minutes=count)
        said = json.dumps(columns.pop("words", WORDS))
        plain = self._published() | {
            "words": said,
            "area": "greater-manchester",
            "month": f"{now():%Y-%m}",
        }
        made = [{**plain, **columns, "published_at": first + timedelta(minutes=place)} for place in range(count)]
        with writing():
            Alert.insert_many(made).execute()
            fresh = Alert.select(Alert.id).order_by(Alert.id.desc()).limit(count)
            AlertHarm.insert_many([{"alert": row.id, "code": "threats"} for row in list(fresh)]).execute()

    def plain_alert(self, **columns) -> Alert:
        """A published alert as a plain row, owed to nobody yet."""
        self.count += 1
        plain = self._published() | {
            "words": json.dumps(WORDS),
            "month": f"{now():%Y-%m}",
            "published_at": now(),
        }
        with writing():
            alert = Alert.create(**{**plain, **columns})
            AlertHarm.create(alert=alert, code="threats")
        return alert

    def _give_project_key(self, project: Project, account: Account, private: bytes | None) -> None:
        """Keep the key that a project's first worker made; those who follow are given it."""
        if private is not None:
            self.project_keys[project.id] = private
        elif project.id in self.project_keys:
            team_keys.give(now(), None, account, self.project_keys[project.id])

    def _published(self) -> dict:
        """What the database wants of a published row: a second person and what they approved."""
        return {"state": "published", "approver": bulk.bulk_approver(now()), "approved_hash": "made"}
