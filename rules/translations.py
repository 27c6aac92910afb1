"""Translations of alerts by people: written beside the original, held against the reports, approved by another."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime

from models.account import Account
from models.alert import HEADINGS, Alert, AlertTranslation
from models.audit import Audit
from models.codes import LANGUAGES
from models.database import writing
from rules import N_, Refused, access, alert_content, audit, drafts, vault
from rules.alert_content import Verdict, WordsChanged
from rules.drafts import WrongState
from rules.keyed import Secrets
from rules.redaction import Finding

# The alert's words stand by then, or a second person is reading them.
GIVEN_IN = ("waiting", "approved", "published")


class NoSuchLanguage(Refused):
    """The alert is in this language already, or it is none of ours."""

    message = N_("Choose another language.")


class OwnTranslation(Refused):
    """Nobody approves a translation that they wrote or changed."""

    message = N_("You wrote this translation. Somebody else must approve it.")


class HeadingsMissing(Refused):
    """Something that the original says is not there."""

    message = N_("Fill in each heading that the warning itself fills.")


@dataclass(frozen=True)
class Written:
    """A translation as it is stored, with the linter's verdict on exactly these words."""

    words: dict[str, str] = field(repr=False)
    verdict: Verdict


def of(alert: Alert) -> list[AlertTranslation]:
    """The translations of an alert, by language."""
    rows = AlertTranslation.select().where(AlertTranslation.alert == alert)
    return list(rows.order_by(AlertTranslation.language))


def find(alert: Alert, language: str) -> AlertTranslation | None:
    """The alert's translation into this language, if somebody began one."""
    return AlertTranslation.get_or_none((AlertTranslation.alert == alert) & (AlertTranslation.language == language))


def read(secrets: Secrets, row: AlertTranslation | None) -> Written:
    """The words by heading in any state; empty ones where nothing was written yet. Raises NotOpened."""
    if row is None or (row.draft is None and row.words is None):
        return Written(alert_content.clean_words({}), Verdict())
    if row.draft is None:
        return Written(alert_content.clean_words(json.loads(row.words)), Verdict())
    kept = json.loads(vault.unseal(secrets.keys, row.draft, _place(row)))
    findings = tuple(Finding(**found) for found in kept["findings"])
    return Written(alert_content.clean_words(kept["words"]), Verdict(findings, kept["is_accepted"]))


def save(
    secrets: Secrets,
    now: datetime,
    alert: Alert,
    language: str,
    by: Account,
    words: Mapping[str, str],
    team_private: bytes | None = None,
) -> Verdict:
    """Keep a translation and let the linter look at it as at a draft; a change ends what was asked or approved.

    With reports behind the alert `team_private` must open them. What is out already is taken off first.
    Raises NoSuchLanguage, NoPermission, CaseworkersOnly, NotReading, NoAccess, NotOpened, WrongState.
    """
    _need_language(alert, language)
    words = alert_content.clean_words(words)
    drafts.need_writer(alert, by)
    drafts.need_permission(alert)
    behind = drafts.reports_behind(alert)
    verdict = Verdict(tuple(drafts.examine(now, words, behind, by, team_private)))
    with writing():
        alert = drafts.fresh(alert, *GIVEN_IN)
        drafts.need_permission(alert)
        row = find(alert, language) or AlertTranslation(alert=alert, language=language)
        if drafts.reports_behind(alert) != behind or row.words is not None:
            raise WrongState
        before = read(secrets, row)
        if before.verdict.fingerprint == verdict.fingerprint:
            verdict = before.verdict
        if row.draft is not None and before.words == words and before.verdict == verdict:
            return verdict
        _back_to_draft(row)
        row.author = by
        _seal(secrets, row, words, verdict)
        row.save()
        audit.record(now, "translation-saved", by, row)
    return verdict


def ask(
    secrets: Secrets, now: datetime, alert: Alert, language: str, by: Account, accepted: str = ""
) -> AlertTranslation:
    """Ask a second person. `accepted` is the fingerprint of the verdict whose warnings were ticked.

    Raises NotChecked, PointsToReporter, HeadingsMissing, WarningsNotAccepted, NoPermission, CaseworkersOnly,
    WrongState.
    """
    with writing():
        alert = drafts.fresh(alert, *GIVEN_IN)
        drafts.need_writer(alert, by)
        drafts.need_permission(alert)
        row = _fresh(alert, language, "draft")
        if row.draft is None:
            raise drafts.NotChecked
        written = read(secrets, row)
        if written.verdict.stops:
            raise drafts.PointsToReporter
        original = original_words(secrets, alert)
        if any(original[name] and not written.words[name] for name in HEADINGS):
            raise HeadingsMissing
        if written.verdict.warnings and not written.verdict.is_accepted:
            if accepted != written.verdict.fingerprint:
                raise drafts.WarningsNotAccepted
            _seal(secrets, row, written.words, Verdict(written.verdict.findings, is_accepted=True))
        row.state = "waiting"
        row.save()
        audit.record(now, "translation-asked", by, row)
    return row


def approve(secrets: Secrets, now: datetime, alert: Alert, language: str, by: Account, seen: str) -> AlertTranslation:
    """Approve exactly the pair of texts whose hash the approver saw; members read it once the alert is out too.

    Raises OwnTranslation, WordsChanged, NoPermission, WrongState.
    """
    with writing():
        alert = drafts.fresh(alert, *GIVEN_IN)
        row = _fresh(alert, language, "waiting")
        if row.author_id is None or by.id in writers(row) or by.role not in access.ALERT_DESK:
            raise OwnTranslation
        drafts.need_permission(alert)
        if hash_of(secrets, alert, row) != seen:
            raise WordsChanged
        row.state, row.approver, row.approved_hash = "approved", by, seen
        if alert.state == "published":
            _open(secrets, row)
        row.save()
        audit.record(now, "translation-approved", by, row)
    return row


def send_back(secrets: Secrets, now: datetime, alert: Alert, language: str, by: Account) -> AlertTranslation:
    """Give a translation back to its author; one that members read already is taken off. Raises WrongState."""
    with writing():
        row = _fresh(alert, language, "waiting", "approved")
        written = read(secrets, row)
        _back_to_draft(row)
        row.words = None
        _seal(secrets, row, written.words, written.verdict)
        row.save()
        audit.record(now, "translation-sent-back", by, row)
    return row


def publish(secrets: Secrets, alert: Alert) -> None:
    """Open the approved translations of an alert that goes out; one of another text is a draft again.

    A translation never keeps a warning back. Call it inside the transaction that publishes.
    """
    for row in of(alert):
        if row.state == "approved" and row.words is None:
            try:
                if hash_of(secrets, alert, row) != row.approved_hash:
                    raise WordsChanged
                _open(secrets, row)
            except (WordsChanged, vault.NotOpened):
                _back_to_draft(row)
            row.save()


def clear(alert: Alert) -> None:
    """Delete the words of every translation of an alert that is taken back. Call it inside a transaction."""
    update = AlertTranslation.update(state="draft", draft=None, words=None, approver=None, approved_hash=None)
    update.where(AlertTranslation.alert == alert).execute()


def words_for(alert: Alert, language: str) -> tuple[dict[str, str], str]:
    """The words of a published alert for a reader of this language, and the code of the language they are in.

    Without a translation that a second person approved they are the original's.
    """
    row = find(alert, language) if language != alert.language else None
    if row is None or row.words is None:
        return alert_content.published_words(alert), alert.language
    return alert_content.clean_words(json.loads(row.words)), language


def original_words(secrets: Secrets, alert: Alert) -> dict[str, str]:
    """The words of an alert in any state by heading. Raises NotOpened."""
    return alert_content.read_words(secrets, alert) if alert.draft else alert_content.published_words(alert)


def hash_of(secrets: Secrets, alert: Alert, row: AlertTranslation) -> str:
    """SHA-256 of the original's words, the translation's and the verdict: what a second person approves. NotOpened."""
    written, original = read(secrets, row), original_words(secrets, alert)
    parts = [
        row.language,
        [original[name] for name in HEADINGS],
        [written.words[name] for name in HEADINGS],
        [written.verdict.fingerprint, written.verdict.is_accepted],
    ]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def writers(row: AlertTranslation) -> set[int]:
    """Ids of all who ever changed the translation's words."""
    its = (Audit.object_kind == "AlertTranslation") & (Audit.object_id == row.id)
    rows = Audit.select(Audit.actor).where((Audit.action == "translation-saved") & its)
    return {one.actor for one in rows} | {row.author_id}


def _need_language(alert: Alert, language: str) -> None:
    if language not in LANGUAGES or language == alert.language:
        raise NoSuchLanguage


def _fresh(alert: Alert, language: str, *states: str) -> AlertTranslation:
    """The row as it is now, inside the transaction, in one of these states. Raises WrongState."""
    row = find(alert, language)
    if row is None or row.state not in states:
        raise WrongState
    return row


def _back_to_draft(row: AlertTranslation) -> None:
    row.state = "draft"
    row.approver = row.approved_hash = None


def _open(secrets: Secrets, row: AlertTranslation) -> None:
    row.words = json.dumps(read(secrets, row).words)
    row.draft = None


def _seal(secrets: Secrets, row: AlertTranslation, words: Mapping[str, str], verdict: Verdict) -> None:
    kept = {
        "words": dict(words),
        "findings": [asdict(found) for found in verdict.findings],
        "is_accepted": verdict.is_accepted,
    }
    row.draft = vault.seal(secrets.keys, json.dumps(kept), _place(row))


def _place(row: AlertTranslation) -> str:
    return f"alert_translation.draft.{row.alert.ref}-{row.language}"
