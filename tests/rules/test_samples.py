"""The sample data: real rows that say nothing of anybody real."""

import json

import pytest

from models.account import ROLES, Account
from models.alert import HEADINGS, Alert
from models.delivery import Delivery
from models.project import Project
from models.report import Harm, Report
from rules import access, accounts, imports, leads, samples, team_keys, translations, waiting
from rules.identifiers import identifiers_within
from rules.redaction import ReportWords, lint
from rules.report_words import open_words

ALERTS = json.loads((samples.SAMPLES / "alerts.json").read_text(encoding="utf-8"))
REPORTS = list(map(json.loads, (samples.SAMPLES / "reports.jsonl").read_text(encoding="utf-8").splitlines()))


@pytest.mark.parametrize("row", ALERTS, ids=[row["report"] for row in ALERTS])
def test_nothing_in_a_sample_warning_points_to_its_reporter(row):
    report = next(one for one in REPORTS if one["ref"] == row["report"])
    contact = report["contact"]["value"] if report["contact"] else ""
    words = ReportWords(report["story"], report["place"], report["looks"], contact, report["identifiers"])
    assert list(row["words"]) == list(HEADINGS)
    assert lint(row["words"], words) == []
    assert identifiers_within("\n".join(row["words"].values())) == []


def test_every_sample_report_is_loaded_once(make):
    make.team()
    with (samples.SAMPLES / "reports.jsonl").open("rb") as file:
        outcomes = [brought.outcome for brought in imports.bring_in(make.secrets, make.now, file)]
    assert outcomes == ["loaded"] * 180
    assert Harm.select().count() == 256
    assert samples.bring_reports(make.secrets, make.now) == 0
    assert Report.select().count() == 180


def test_the_sample_site_has_people_of_every_role_warnings_and_work(secrets, make):
    team = samples.make_accounts(secrets, make.now)
    samples.bring_reports(secrets, make.now)
    released = samples.warn(secrets, make.now, team)
    samples.send_new_reports(secrets, make.now)

    translated = [translations.words_for(alert, "ro") for alert in released]
    assert [words["title"][:14] for words, language in translated if language == "ro"] == ["Arată un cuțit"]
    assert {role for role, _ in samples.people(secrets)} == set(ROLES)
    assert len(released) >= 12
    assert len({alert.month for alert in released}) >= 4
    assert {alert.level for alert in released} == {1, 2, 3}
    assert Alert.select().where(Alert.state == "waiting").count() == 1
    assert Delivery.select().where(Delivery.state == "owed").count() > 0
    new = list(waiting.new_first(make.account("caseworker")))
    assert [report.is_in_danger for report in new] == [True, False]
    assert all(open_words(report, team.private).story for report in new)


def test_every_sample_person_signs_in_and_both_caseworkers_hold_the_key(secrets, make):
    samples.make_accounts(secrets, make.now)
    for role, address in samples.people(secrets):
        opened = accounts.sign_in(secrets, make.now, address, samples.PASSWORD)
        assert ("team_key" in opened.payload) == (role in access.READING_DESK)
        assert ("project_key" in opened.payload) == (role == "project-worker")
    assert team_keys.waiting() == []


def test_the_sample_project_has_a_lead_and_a_colleague_who_both_hold_its_key(secrets, make):
    samples.make_accounts(secrets, make.now)
    (project,) = Project.admitted()
    assert set(project.area_codes) == {"merseyside", "greater-manchester"}
    assert [worker.is_lead for worker in leads.workers(project)] == [True, False]
    assert team_keys.waiting(project.ref) == []


def test_sample_people_are_not_made_beside_real_ones(secrets, make):
    make.account("member")
    with pytest.raises(samples.NotEmpty):
        samples.make_accounts(secrets, make.now)
    assert Account.select().count() == 1
    assert samples.people(secrets) == []
