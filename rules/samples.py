"""Sample data for trying the site: invented accounts, reports and warnings, all made by the real rules."""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from models.account import Account
from models.alert import Alert
from models.codes import FOLDER, area_named
from models.report import Report
from rules import (
    N_,
    Refused,
    accounts,
    alert_content,
    alerts,
    clocks,
    desk,
    drafts,
    form_ids,
    imports,
    projects,
    reports,
    saved_searches,
    team_keys,
    touring,
    translations,
    wishes,
)
from rules.answers import Answers
from rules.form_ids import FormId
from rules.keyed import Secrets

SAMPLES = FOLDER / "samples"
# Everybody knows it: sample accounts are never made in production.
PASSWORD = "seven quiet harbours"  # noqa: S105 - printed for whoever tries the site


class NotEmpty(Refused):
    """Somebody has an account here already."""

    message = N_("There are accounts here already, so nothing was added.")


@dataclass(frozen=True)
class Team:
    """Who writes the sample warnings, who approves them, and the key that opens reports."""

    author: Account
    approver: Account
    private: bytes = field(repr=False)


def rows_of(name: str) -> Any:
    """What a file of models/data/samples/ holds."""
    return json.loads((SAMPLES / name).read_text(encoding="utf-8"))


def area_code(name: str) -> str:
    """The code of an area by its name; AssertionError for one that is no area's."""
    area = area_named(name)
    assert area is not None, f"no area is named {name}"
    return area.code


def fresh_form(secrets: Secrets, at: datetime) -> FormId:
    """A form as if a page had given it out at this moment (naive UTC)."""
    return form_ids.read_form_id(secrets, form_ids.new_form_id(secrets, at), at)


def people(secrets: Secrets) -> list[tuple[str, str]]:
    """Role and address of each sample account that is here."""
    rows = rows_of("accounts.json")
    return [(row["role"], row["address"]) for row in rows if accounts.find(secrets, row["address"])]


def make_accounts(secrets: Secrets, now: datetime) -> Team:
    """An account of each role with PASSWORD; returns the team that writes the sample warnings.

    Raises NotEmpty when anybody has an account, Busy.
    """
    if Account.select().exists():
        raise NotEmpty
    made: dict[str, Account] = {}
    keys: dict[str, bytes] = {}
    for row in rows_of("accounts.json"):
        areas = [area_code(name) for name in row.get("areas", [])]
        project = projects.named(now, row["project"], areas) if "project" in row else None
        account, first_key = accounts.create(
            secrets,
            now,
            role=row["role"],
            address=row["address"],
            name=row["name"],
            password=PASSWORD,
            areas=areas,
            project=project,
            is_lead=project is not None and project.ref not in keys,
        )
        # Whoever comes first to casework or to a project makes its key, and the sample colleagues are given it.
        team = team_keys.team_of(account)
        if first_key:
            keys[team or ""] = first_key
        elif team:
            team_keys.give(now, None, account, keys[team])
        _wish(secrets, now, account, areas, row)
        made[row["address"]] = account
    return Team(made["caseworker@example.org"], made["editor@example.org"], keys[team_keys.CASEWORK])


def _wish(secrets: Secrets, now: datetime, account: Account, areas: list[str], row: dict[str, Any]) -> None:
    """What a sample account says on its own page."""
    wishes.keep(account, wishes.Wishes(areas, row.get("lowest_level", 1), row.get("sector"), row.get("gender")))
    wishes.keep_letters(account, wishes.LetterWishes(**row.get("letters", {})))
    for place, days in row.get("touring", {}).items():
        touring.add(now.date(), account, area_code(place), now.date() + timedelta(days=days))
    for search in row.get("searches", []):
        saved_searches.keep(secrets, now, account, saved_searches.Search(**search))


def bring_reports(secrets: Secrets, now: datetime) -> int:
    """The sample reports, read as any other file is; returns how many. Raises NoTeamKey, Busy."""
    with (SAMPLES / "reports.jsonl").open("rb") as file:
        return sum(brought.outcome == "loaded" for brought in imports.bring_in(secrets, now, file))


def send_new_reports(secrets: Secrets, now: datetime) -> int:
    """A few reports that nobody has read yet, so that the desk has work; returns how many. Raises NoTeamKey, Busy."""
    rows = rows_of("new_reports.json")
    for row in rows:
        row |= {"harms": tuple(row["harms"]), "permissions": tuple(row["permissions"]), "area": area_code(row["area"])}
        reports.send(secrets, now, Answers(**row), fresh_form(secrets, now))
    return len(rows)


def warn(secrets: Secrets, now: datetime, team: Team) -> list[Alert]:
    """Warnings written from sample reports; all but those that wait for a second person are released and returned."""
    for row in rows_of("alerts.json"):
        alert = _ask(secrets, now, team, row)
        if "translation" in row:
            _translate(secrets, now, team, alert, **row["translation"])
        if not row.get("is_waiting"):
            seen = alert_content.hash_of(secrets, alert)
            alerts.approve(secrets, now, alert, team.approver, seen, hold=0)
    return alerts.release_due(secrets, now)


def _translate(secrets: Secrets, now: datetime, team: Team, alert: Alert, language: str, words: dict[str, str]) -> None:
    """A colleague reads a translation and approves it before the warning is out."""
    translations.save(secrets, now, alert, language, team.author, words, team.private)
    row = translations.ask(secrets, now, alert, language, team.author)
    seen = translations.hash_of(secrets, alert, row)
    translations.approve(secrets, now, alert, language, team.approver, seen)


def _ask(secrets: Secrets, now: datetime, team: Team, row: dict[str, Any]) -> Alert:
    """Draft one warning beside its report and ask a second person."""
    report = Report.get(Report.source_ref == row["report"])
    desk.take(now, report, team.author)
    alert = drafts.draft_from(secrets, now, report, team.author)
    facts = alert_content.Facts(
        level=row["level"],
        area=report.area,
        month=f"{clocks.months_after(now.date(), -row['months_ago']):%Y-%m}",
        harms=tuple(row["harms"]),
        about=row["about"],
    )
    drafts.save(secrets, now, alert, team.author, row["words"], facts, team.private)
    return drafts.ask(secrets, now, alert, team.author)
