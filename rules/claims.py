"""Claiming: a report that somebody told for a person becomes that person's own, with a new code and their choices."""

from collections.abc import Iterable
from datetime import datetime

from models.alert import Alert, AlertReport
from models.codes import PERMISSIONS
from models.database import writing
from models.fields import by_chance
from models.permission import Permission
from models.report import Report
from models.session import Session
from rules import (
    N_,
    Refused,
    audit,
    complaint_letters,
    drafts,
    followup,
    permissions,
    report_groups,
    report_words,
    reports,
    taking,
    vault,
)
from rules.answers import PERSON
from rules.keyed import CODE_LENGTH, Secrets, receipt_keys
from rules.permissions import UnknownPermission


class NotToClaim(Refused):
    """The reporter told it themselves, or it was claimed already."""

    message = N_("This is yours already. Your code is the only one that opens it.")


def may_claim(report: Report) -> bool:
    """Whether somebody else told this report for a person who has not come for it yet."""
    is_told_for = report.is_for_somebody or report.project_id is not None
    return is_told_for and report.claimed_on is None and report.receipt_private_key is not None


def new_code() -> str:
    """A receipt code of 80 random bits, which nobody can make again."""
    return by_chance(CODE_LENGTH)


def proof_of(secrets: Secrets, report: Report, code: str) -> str:
    """What a page that shows a new code carries, so that nobody claims with a code they did not see."""
    return vault.keyed_hash(secrets.keys.index, "claim shown", report.ref, code, size=16).hex()


def claim(
    secrets: Secrets,
    now: datetime,
    report: Report,
    inbox_private: bytes,
    code: str,
    ticked: Iterable[str],
    keep: Session | None = None,
) -> None:
    """Make a report the person's own: the old code opens nothing, `code` does, and exactly what is ticked stands.

    What is not ticked ends with all that it allowed. Every other session of the report ends; `keep` is the person's.
    Raises NotToClaim, UnknownPermission, NotOpened, Busy.
    """
    wanted = [name for name in PERMISSIONS if name in set(ticked)]
    if len(wanted) < len(set(ticked)):
        raise UnknownPermission
    met = report_words.read_words(report, followup.data_key(report, inbox_private)).identifiers
    # The slow hash comes before the transaction.
    code_key, inbox_key = receipt_keys(secrets, code)
    with writing(), report_groups.counting(report):
        # As it is now: of two who claim at once one is too late.
        fresh = Report.get_by_id(report.id)
        if not may_claim(fresh):
            raise NotToClaim
        for name in permissions.live_names(fresh):
            if name not in wanted:
                permissions.take_back(now, fresh, name)
                followup.undo(now, fresh, name)
        _make_own(now, fresh)
        permissions.give(now, fresh, wanted, PERSON)
        if "checker" in wanted:
            taking.sight(report, met)
        _forget_answers(fresh)
        complaint_letters.void(now, fresh)
        Report.update(
            claimed_on=now.date(),
            code_key=code_key,
            code_shown_until=None,
            receipt_private_key=vault.wrap(inbox_key, inbox_private, reports.inbox_place(fresh)),
        ).where(Report.id == fresh.id).execute()
        others = Session.report == fresh
        Session.delete().where(others & (Session.id != keep.id) if keep else others).execute()
        audit.record(now, "report-claimed", thing=fresh, actor_kind="code")


def _make_own(now: datetime, report: Report) -> None:
    """Note what somebody else gave as given by the person, today and in today's wording.

    Nothing that rests on it ends: nobody outside this transaction sees the moment without it.
    """
    others = Permission.live().where((Permission.report == report) & (Permission.given_by != PERSON))
    names = [row.name for row in others]
    for name in names:
        permissions.take_back(now, report, name)
    permissions.give(now, report, names, PERSON)


def _forget_answers(report: Report) -> None:
    """What somebody else said of a warning that has not gone out counts no more: the person is asked anew."""
    unfinished = Alert.select(Alert.id).where(Alert.state.in_(drafts.UNFINISHED))
    theirs = (AlertReport.report == report) & AlertReport.alert.in_(unfinished)
    AlertReport.update(answer=None, answered_hash=None).where(theirs).execute()
