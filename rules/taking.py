"""Making the rows of one report: everything slow first, then all rows in one transaction."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime

from models.codes import AREAS, HARMS_OF
from models.package import Package
from models.professional import ProfessionalDetail
from models.report import Harm, Report, ReportKey
from models.sighting import Sighting
from rules import audit, locks, permissions, team_keys, vault
from rules.answers import Answers, Arrival, delay_of
from rules.identifiers import keys_of, read_identifiers
from rules.keyed import Secrets, index_fingerprint, index_key
from rules.report_words import Met


@dataclass(frozen=True)
class Prepared:
    """A report ready to be stored: its row, its data key as sealed, what it names."""

    report: Report
    answers: Answers
    key: dict[str, str | None] = field(repr=False)
    met: tuple[Met, ...] = field(repr=False)
    about: locks.About = field(repr=False)


def prepare(secrets: Secrets, now: datetime, answers: Answers, arrival: Arrival, **columns) -> Prepared:
    """Seal and key a report (a slow hash for each identifier: keep it out of transactions). `columns` go into its row.

    With `receipt_public_key` among them the receipt code's holder can open it too. Raises NoTeamKey, Busy.
    """
    words, met = _to_seal(secrets, answers)
    about = locks.find_about(secrets, answers.named, answers.is_about_num, _told(answers))
    received_on = arrival.received_on or now.date()
    report = Report(
        kind=answers.kind,
        received_on=received_on,
        channel=arrival.channel,
        origin=arrival.origin,
        taken_by=arrival.taken_by,
        project=arrival.project,
        area=answers.area if answers.area in AREAS else None,
        when_band=answers.when,
        delay=delay_of(answers.happened_on, received_on),
        about=answers.about,
        sector=answers.sector,
        is_in_danger=answers.is_in_danger,
        is_for_somebody=bool(answers.maker),
        keyed_with=index_fingerprint(secrets),
        **columns,
    )
    return Prepared(report, answers, _seal(report, answers, words), tuple(met), about)


def store(now: datetime, prepared: Prepared) -> Report:
    """Write all rows of one report; call it inside a transaction. Raises IntegrityError when the same one is there."""
    report, answers = prepared.report, prepared.answers
    report.save()
    ReportKey.create(report=report, **prepared.key)
    for code in dict.fromkeys(answers.harms):
        if code in HARMS_OF[report.kind]:
            Harm.create(report=report, code=code)
    _detail(now, report, answers)
    locks.put(now, report, prepared.about)
    if report.kind == "harm":
        sight(report, prepared.met)
    for name, given_by in answers.granted.items():
        permissions.give(now, report, [name], given_by, report.received_on, report.taken_by)
    actor = report.taken_by
    audit.record(now, "report-received", actor, report, **({} if actor else {"actor_kind": "nobody"}))
    return report


def sight(report: Report, met: Iterable[Met]) -> None:
    """Let what a report names be found by its keys; what already is stays. Call it inside a transaction.

    `report` is the row as its words were read: keyed anew since, it is to be keyed again.
    """
    Report.update(keyed_with=report.keyed_with).where(Report.id == report.id).execute()
    for one in {one.key: one for one in met}.values():
        Sighting.insert(key=one.key, kind=one.kind, report=report).on_conflict_ignore().execute()


def _detail(now: datetime, report: Report, answers: Answers) -> None:
    """The row that a kind of report has beside its own."""
    if report.kind == "professional":
        coded = {"profession": answers.profession, "nation": answers.nation, "rating": answers.rating}
        ProfessionalDetail.create(report=report, **coded)
    elif report.kind == "package":
        Package.create(report=report, asked_on=now.date())


def _told(answers: Answers) -> tuple[str, ...]:
    """Words about a professional in which one of ours may be named."""
    if answers.kind != "professional":
        return ()
    return answers.story, *(text for fields in answers.details.values() for said in fields.values() for text in said)


def _to_seal(secrets: Secrets, answers: Answers) -> tuple[dict, list[Met]]:
    """What will be sealed, and what it names with its keys (one slow hash each)."""
    known, unread = read_identifiers(answers.identifiers)
    met = [
        Met(one.kind, one.value, one.written, index_key(secrets, one.kind, text))
        for one in known
        for text in keys_of(one)
    ]
    kept = {
        "story": answers.story,
        "place": answers.place,
        "looks": answers.looks,
        "unread": unread,
        "met": [{**asdict(one), "key": one.key.hex()} for one in met],
        "happened_on": answers.happened_on,
        "details": answers.details,
        "unknown": [name for name, how in answers.given_by.items() if answers.maker and name not in answers.granted],
    }
    return kept, met


def _seal(report: Report, answers: Answers, words: dict) -> dict[str, str | None]:
    """Seal words, contact and who told it into the row with a fresh data key; the columns of its ReportKey.

    Raises NoTeamKey.
    """
    team = team_keys.current()
    key = vault.new_data_key()
    report.words = vault.seal_with(key, json.dumps(words), f"report.words.{report.ref}")
    if answers.contact_value or answers.contact_more:
        contact = json.dumps({**answers.contact_more, "how": answers.contact_how, "value": answers.contact_value})
        report.contact = vault.seal_with(key, contact, f"report.contact.{report.ref}")
    if answers.maker:
        report.maker = vault.seal_with(key, json.dumps(dict(answers.maker)), f"report.maker.{report.ref}")
    return {
        "team_sealed": vault.seal_to(team.public_key, key),
        "receipt_sealed": vault.seal_to(report.receipt_public_key, key) if report.receipt_public_key else None,
    }
