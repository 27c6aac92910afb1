"""Taking a report: sealed, keyed and stored in one transaction, and only then a receipt code."""

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from hmac import compare_digest

from peewee import IntegrityError

from models.database import writing
from models.report import Report
from rules import N_, Refused, report_groups, taking, vault
from rules.answers import THROUGH_THE_SITE, Answers, Arrival
from rules.form_ids import FormId
from rules.keyed import Secrets, receipt_code, receipt_keys

CODE_SHOWN_FOR = timedelta(hours=24)


class NothingSaid(Refused):
    """Neither a harm nor a word."""

    message = N_("Tick something, or say it in your own words.")


class AlreadySaved(Refused):
    """The same form with the same content came again after its code was saved or a day had passed."""

    message = N_("We already have this report. Your receipt code was shown when you sent it.")


@dataclass(frozen=True)
class Sent:
    """A stored report and its receipt code."""

    code: str
    report: Report
    is_repeat: bool


def send(secrets: Secrets, now: datetime, answers: Answers, form: FormId, arrival: Arrival = THROUGH_THE_SITE) -> Sent:
    """Store a report and give its receipt code; the same form with the same content gives the same code again.

    Raises NothingSaid, AlreadySaved, NoTeamKey, Busy, DatabaseBusy, DatabaseUnwritable; then nothing was stored.
    """
    if not answers.says_something:
        raise NothingSaid
    # Another day or channel is other content: whoever corrects one must not get the old report back.
    came = (arrival.channel, str(arrival.received_on or ""))
    content = json.dumps([asdict(answers), *came], sort_keys=True).encode()
    code, form_key = named(secrets, form, content)
    earlier = Report.get_or_none(Report.form_key == form_key)
    if earlier is not None:
        return again(now, earlier, code)
    # Everything slow comes before the transaction.
    prepared = prepare(secrets, now, answers, code, form_key, arrival)
    try:
        with writing():
            report = taking.store(now, prepared)
    except IntegrityError:
        # Two copies of one form raced; the other stored it.
        return again(now, Report.get(Report.form_key == form_key), code)
    return Sent(code, report, False)


def named(secrets: Secrets, form: FormId, content: bytes) -> tuple[str, bytes]:
    """The receipt code that this form with this content always gives, and the key that knows a repeat of it."""
    form_key = vault.keyed_hash(secrets.keys.index, "form", form.number, content, size=16)
    return receipt_code(secrets, form.number, content), form_key


def prepare(
    secrets: Secrets, now: datetime, answers: Answers, code: str, form_key: bytes, arrival: Arrival = THROUGH_THE_SITE
) -> taking.Prepared:
    """Make a report with a receipt code ready to be stored (slow: keep it out of transactions).

    Raises NoTeamKey, Busy.
    """
    code_key, inbox_key = receipt_keys(secrets, code)
    public, private = vault.new_pair()
    prepared = taking.prepare(
        secrets,
        now,
        answers,
        arrival,
        form_key=form_key,
        code_key=code_key,
        receipt_public_key=public,
        code_shown_until=_end_of_showing(now),
    )
    prepared.report.receipt_private_key = vault.wrap(inbox_key, private, inbox_place(prepared.report))
    return prepared


def again(now: datetime, report: Report, code: str) -> Sent:
    """The same report and code once more. Raises AlreadySaved when its code is not shown any more."""
    if report.code_shown_until is None or report.code_shown_until < now:
        raise AlreadySaved
    return Sent(code, report, True)


def inbox_place(report: Report) -> str:
    """Where the private half that a receipt code opens is bound to."""
    return f"report.receipt_private_key.{report.ref}"


def bring_in(
    secrets: Secrets, now: datetime, source_ref: str, received_on: date, answers: Answers, state: str = "screened"
) -> Report | None:
    """Store a report that came another way, under the name it has there; None when it is here already.

    It has no receipt code. Raises NothingSaid, NoTeamKey, Busy.
    """
    if not answers.harms and not answers.story:
        raise NothingSaid
    if Report.select().where(Report.source_ref == source_ref).exists():
        return None
    arrival = Arrival(received_on=received_on)
    prepared = taking.prepare(secrets, now, answers, arrival, source_ref=source_ref, state=state)
    try:
        with writing(), report_groups.counting(prepared.report):
            return taking.store(now, prepared)
    except IntegrityError:
        # Another import of the same file was quicker.
        return None


def proof_of_code(secrets: Secrets, report: Report) -> str:
    """What the code page carries to say later that its code was saved; costs no slow hash to check."""
    return f"{report.ref}.{vault.keyed_hash(secrets.keys.index, 'code shown', report.ref, size=16).hex()}"


def save_code(secrets: Secrets, proof: str) -> Report | None:
    """The reporter saved the receipt code, so it is not shown again; returns which. A wrong proof changes nothing and
    gives None."""
    report = Report.get_or_none(Report.ref == proof.partition(".")[0])
    if report is None or not compare_digest(proof, proof_of_code(secrets, report)):
        return None
    with writing():
        Report.update(code_shown_until=None).where(Report.id == report.id).execute()
    return report


def forget_shown_codes(now: datetime) -> int:
    """After a day a code is not shown again, and when it was given is forgotten; returns how many."""
    with writing():
        return Report.update(code_shown_until=None).where(Report.code_shown_until < now).execute()


def _end_of_showing(now: datetime) -> datetime:
    """The midnight after 24 hours have passed: the exact second would tell when the report was sent."""
    return datetime.combine((now + CODE_SHOWN_FOR).date() + timedelta(days=1), time.min)
