"""Taking a report: sealed, keyed and stored in one transaction, and only then a receipt code."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from hmac import compare_digest

from peewee import IntegrityError

from models.codes import AREAS, HARMS
from models.database import writing
from models.report import Harm, Report, ReportKey
from models.sighting import Sighting
from rules import N_, Refused, audit, permissions, team_keys, vault
from rules.form_ids import FormId
from rules.identifiers import keys_of, read_identifiers
from rules.keyed import Secrets, index_key, receipt_code, receipt_keys
from rules.report_words import Met

CODE_SHOWN_FOR = timedelta(hours=24)


class NothingSaid(Refused):
    """Neither a harm nor a word."""

    message = N_("Tick something, or say it in your own words.")


class AlreadySaved(Refused):
    """The same form with the same content came again after its code was saved or a day had passed."""

    message = N_("We already have this report. Your receipt code was shown when you sent it.")


@dataclass(frozen=True)
class Answers:
    """What somebody answered; everything but one harm or one word may be empty."""

    harms: tuple[str, ...] = ()
    story: str = ""
    area: str | None = None
    place: str = ""
    when: str | None = None
    about: str = "person"
    identifiers: str = ""
    looks: str = ""
    permissions: tuple[str, ...] = ()
    contact_how: str = ""
    contact_value: str = ""
    is_in_danger: bool = False
    sector: str | None = None


@dataclass(frozen=True)
class Sent:
    """A stored report and its receipt code."""

    code: str
    report: Report
    is_repeat: bool


def send(secrets: Secrets, now: datetime, answers: Answers, form: FormId) -> Sent:
    """Store a report and give its receipt code; the same form with the same content gives the same code again.

    Raises NothingSaid, AlreadySaved, NoTeamKey, Busy, DatabaseBusy, DatabaseUnwritable; then nothing was stored.
    """
    if not answers.harms and not any(
        (
            answers.story,
            answers.identifiers,
            answers.looks,
            answers.place,
            answers.when,
            answers.area,
            answers.is_in_danger,
        )
    ):
        raise NothingSaid
    content = json.dumps(asdict(answers), sort_keys=True).encode()
    code = receipt_code(secrets, form.number, content)
    form_key = vault.keyed_hash(secrets.keys.index, "form", form.number, content, size=16)
    earlier = Report.get_or_none(Report.form_key == form_key)
    if earlier is not None:
        return _again(now, earlier, code)
    # Everything slow comes before the transaction.
    words, met = _to_seal(secrets, answers)
    code_key, inbox_key = receipt_keys(secrets, code)
    inbox_public, inbox_private = vault.new_pair()
    report = _row(now, answers, form_key=form_key, code_key=code_key)
    report.receipt_public_key = inbox_public
    report.receipt_private_key = vault.wrap(inbox_key, inbox_private, f"report.receipt_private_key.{report.ref}")
    report.code_shown_until = _end_of_showing(now)
    key = _seal(report, answers, words)
    try:
        with writing():
            _store(now, report, key, answers, met)
    except IntegrityError:
        # Two copies of one form raced; the other stored it.
        return _again(now, Report.get(Report.form_key == form_key), code)
    return Sent(code, report, False)


def bring_in(
    secrets: Secrets,
    now: datetime,
    source_ref: str,
    received_on: date,
    answers: Answers,
    state: str = "screened",
    given_by: str = "person",
) -> Report | None:
    """Store a report that came another way, under the name it has there; None when it is here already.

    It has no receipt code. Raises NothingSaid, NoTeamKey, Busy.
    """
    if not answers.harms and not answers.story:
        raise NothingSaid
    if Report.select().where(Report.source_ref == source_ref).exists():
        return None
    words, met = _to_seal(secrets, answers)
    report = _row(now, answers, source_ref=source_ref, received_on=received_on, state=state)
    key = _seal(report, answers, words)
    try:
        with writing():
            _store(now, report, key, answers, met, given_by)
    except IntegrityError:
        # Another import of the same file was quicker.
        return None
    return report


def proof_of_code(secrets: Secrets, report: Report) -> str:
    """What the code page carries to say later that its code was saved; costs no slow hash to check."""
    return f"{report.ref}.{vault.keyed_hash(secrets.keys.index, 'code shown', report.ref, size=16).hex()}"


def save_code(secrets: Secrets, proof: str) -> None:
    """The reporter saved the receipt code, so it is not shown again; a wrong proof changes nothing."""
    report = Report.get_or_none(Report.ref == proof.partition(".")[0])
    if report is not None and compare_digest(proof, proof_of_code(secrets, report)):
        with writing():
            Report.update(code_shown_until=None).where(Report.id == report.id).execute()


def forget_shown_codes(now: datetime) -> int:
    """After a day a code is not shown again, and when it was given is forgotten; returns how many."""
    with writing():
        return Report.update(code_shown_until=None).where(Report.code_shown_until < now).execute()


def sight(report: Report, met: Iterable[Met]) -> None:
    """Let what a report names be found by its keys; what already is stays. Call it inside a transaction."""
    for one in {one.key: one for one in met}.values():
        Sighting.insert(key=one.key, kind=one.kind, report=report).on_conflict_ignore().execute()


def _end_of_showing(now: datetime) -> datetime:
    """The midnight after 24 hours have passed: the exact second would tell when the report was sent."""
    return datetime.combine((now + CODE_SHOWN_FOR).date() + timedelta(days=1), time.min)


def _again(now: datetime, report: Report, code: str) -> Sent:
    if report.code_shown_until is None or report.code_shown_until < now:
        raise AlreadySaved
    return Sent(code, report, True)


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
    }
    return kept, met


def _row(now: datetime, answers: Answers, **columns) -> Report:
    return Report(
        received_on=columns.pop("received_on", now.date()),
        area=answers.area if answers.area in AREAS else None,
        when_band=answers.when,
        about=answers.about,
        sector=answers.sector,
        is_in_danger=answers.is_in_danger,
        **columns,
    )


def _seal(report: Report, answers: Answers, words: dict) -> dict[str, str | None]:
    """Seal words and contact into the row with a fresh data key; the columns of its ReportKey. Raises NoTeamKey."""
    team = team_keys.current()
    key = vault.new_data_key()
    report.words = vault.seal_with(key, json.dumps(words), f"report.words.{report.ref}")
    if answers.contact_value:
        contact = json.dumps({"how": answers.contact_how, "value": answers.contact_value})
        report.contact = vault.seal_with(key, contact, f"report.contact.{report.ref}")
    return {
        "team_sealed": vault.seal_to(team.public_key, key),
        "receipt_sealed": vault.seal_to(report.receipt_public_key, key) if report.receipt_public_key else None,
    }


def _store(
    now: datetime,
    report: Report,
    key: dict[str, str | None],
    answers: Answers,
    met: list[Met],
    given_by: str = "person",
) -> None:
    """All rows of one report; call it inside a transaction."""
    report.save()
    ReportKey.create(report=report, **key)
    for code in dict.fromkeys(answers.harms):
        if code in HARMS:
            Harm.create(report=report, code=code)
    sight(report, met)
    permissions.give(now, report, answers.permissions, given_by, report.received_on)
    audit.record(now, "report-received", thing=report, actor_kind="nobody")
