"""Conflict locks: whoever a report is about finds nothing of it; by account, by organisation, or all of NUM.

A lock stands above every role. What is about NUM is read by an independent reader, who works for nobody here.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from peewee import Expression, fn

from models.account import Account
from models.database import writing
from models.key_pair import KeyGrant
from models.professional import ConflictLock
from models.project import Project
from models.report import Reading, Report
from rules import N_, Refused, access, accounts, audit
from rules.keyed import Secrets
from rules.text import words_of

# As people write it; compared as whole words.
NUM_NAMES = ("n u m", "ugly mugs", "uglymugs", "nationaluglymugs", "numbrella lane", "umbrella lane")
# In small letters among other words it is Portuguese for "in a".
SHORT_NAME = "NUM"
LOCKABLE = access.STAFF | {access.PROJECT, access.INDEPENDENT}


class NobodyToLock(Refused):
    """A lock names an account, a project or NUM."""

    message = N_("Choose whom it is about.")


@dataclass(frozen=True)
class About:
    """Whom among us a report is about."""

    accounts: tuple[Account, ...] = ()
    projects: tuple[Project, ...] = ()
    is_num: bool = False


def find_about(secrets: Secrets, named: Iterable[str], is_num: bool = False, told: Iterable[str] = ()) -> About:
    """Whom these names of persons and organisations mean among our staff, our projects and ourselves.

    `told` are other words, in which somebody's whole name may stand: one of a single word may be no name there.
    One name too many does no harm, because colleagues can read it; one too few would. Opens every working name of
    staff: keep it out of transactions.
    """
    named = [one for one in named if one.strip()]
    texts, among = [_bare(one) for one in named], [_bare(one) for one in told if one.strip()]
    if not texts and not among:
        return About(is_num=is_num)
    is_ours = Account.role.in_(sorted(LOCKABLE)) & Account.state.in_(("invited", "admitted"))
    people = Account.select().where(is_ours)
    names = [(one, accounts.name_of(secrets, one)) for one in people]
    return About(
        tuple(one for one, name in names if _is_in(name, texts) or (len(words_of(name)) > 1 and _is_in(name, among))),
        tuple(one for one in Project.select().where(Project.state == "admitted") if _is_in(one.name, texts)),
        is_num or any(_is_in(name, texts) for name in NUM_NAMES) or any(_is_short_name(one) for one in named),
    )


def put(now: datetime, report: Report, about: About) -> None:
    """Lock a report as it comes in; call it inside a transaction."""
    rows: list[dict] = [{"account": one} for one in about.accounts] + [{"project": one} for one in about.projects]
    for row in rows + [{"is_num": True}] * about.is_num:
        ConflictLock.create(report=report, since_on=now.date(), **row)
    if about.accounts:
        _leave_a_reader(now, report)


def look_again(secrets: Secrets, now: datetime, report: Report, named: Iterable[str], told: Iterable[str] = ()) -> None:
    """Lock a report for whom its names mean today: somebody of that name may have come here since it did.

    A lock that a colleague ended stays ended. Opens every working name of staff.
    """
    about = find_about(secrets, named, told=told)
    with writing():
        known = list(ConflictLock.select().where(ConflictLock.report == report))
        held_by, held_for = {row.account_id for row in known}, {row.project_id for row in known}
        new = About(
            tuple(one for one in about.accounts if one.id not in held_by),
            tuple(one for one in about.projects if one.id not in held_for),
            about.is_num and not any(row.is_num for row in known),
        )
        if new == About():
            return
        put(now, report, new)
        audit.record(now, "report-locked", None, report, actor_kind="worker")
        _give_back(report)


def add(
    now: datetime,
    report: Report,
    by: Account,
    *,
    account: Account | None = None,
    project: Project | None = None,
    is_num: bool = False,
) -> None:
    """Lock a report for an account, a project's workers or all of NUM; once for each. Raises NobodyToLock."""
    if account is None and project is None and not is_num:
        raise NobodyToLock
    with writing():
        same = (ConflictLock.account == account) & (ConflictLock.project == project) & (ConflictLock.is_num == is_num)
        if live(report).where(same).exists():
            return
        ConflictLock.create(
            report=report, account=account, project=project, is_num=is_num, locked_by=by, since_on=now.date()
        )
        _leave_a_reader(now, report)
        audit.record(now, "report-locked", by, report)
        _give_back(report)


def end(now: datetime, report: Report, lock_id: int, by: Account) -> None:
    """End one lock of a report; whoever is locked out cannot, also when that came while their page was open."""
    with writing():
        if is_locked(report, by):
            return
        ended = ConflictLock.update(ended_on=now.date()).where(
            (ConflictLock.id == lock_id) & (ConflictLock.report == report) & ConflictLock.ended_on.is_null()
        )
        if ended.execute():
            audit.record(now, "report-unlocked", by, report)
            _give_back(report)


def live(report: Report):
    """The locks of a report that hold."""
    return ConflictLock.select().where((ConflictLock.report == report) & ConflictLock.ended_on.is_null())


def open_to(account: Account) -> Expression:
    """A condition on reports: those that are not about this account, its project or its employer.

    An independent reader finds what is about NUM, and nothing else; and nothing at all before a caseworker gave them
    the key, or a manager alone could make one.
    """
    names_them = ConflictLock.account == account
    if account.project_id:
        names_them |= ConflictLock.project == account.project_id
    about_num = _has(ConflictLock.is_num)
    if account.role == access.INDEPENDENT:
        was_let_in = fn.EXISTS(KeyGrant.select(KeyGrant.id).where(KeyGrant.account == account))
        return about_num & ~_has(names_them) & was_let_in
    if account.role == access.PROJECT:
        return ~_has(names_them)
    return ~_has(names_them | ConflictLock.is_num)


def open_to_project(project: Project) -> Expression:
    """A condition on reports: those that are not about this project."""
    return ~_has(ConflictLock.project == project)


def is_locked(report: Report, account: Account) -> bool:
    """Whether this account must not open this report."""
    return not Report.select().where((Report.id == report.id) & open_to(account)).exists()


def is_about_num(report: Report) -> bool:
    """Whether an independent reader alone may open it, because it is about NUM."""
    return live(report).where(ConflictLock.is_num).exists()


def has_independent_reader() -> bool:
    """Whether there is somebody from outside who may open what is about NUM."""
    readers = Account.admitted().where(Account.role == access.INDEPENDENT)
    return readers.where(Account.id.in_(KeyGrant.select(KeyGrant.account))).exists()


def unread_by_all():
    """Reports about NUM that wait although there is no independent reader who may open them yet."""
    waits = (Report.state == "new") & _has(ConflictLock.is_num)
    return Report.select().where(waits & (not has_independent_reader()))


def _leave_a_reader(now: datetime, report: Report) -> None:
    """What every caseworker is locked out of is about NUM: else it would wait, and nobody would hear of it."""
    readers = list(Account.admitted().where(Account.role == access.CASEWORKER))
    if readers and all(is_locked(report, one) for one in readers) and not is_about_num(report):
        ConflictLock.create(report=report, is_num=True, since_on=now.date())


def _give_back(report: Report) -> None:
    """Who is locked out reads it no more; when nobody is left who does it is new again, or no notice would ring."""
    theirs = Reading.report == report
    for row in Reading.select().where(theirs):
        if is_locked(report, row.account):
            row.delete_instance()
    if not Reading.select().where(theirs).exists():
        # One that was read to its end as well: whoever reads on must hear of it. What was put away stays so.
        was_read = (Report.state == "reading") | ((Report.state == "screened") & (Report.kind == "professional"))
        Report.update(state="new").where((Report.id == report.id) & was_read).execute()


def _has(which) -> Expression:
    held = (ConflictLock.report == Report.id) & ConflictLock.ended_on.is_null()
    return fn.EXISTS(ConflictLock.select(ConflictLock.id).where(held & which))


def _bare(text: str) -> str:
    """Words alone, small, without accents and apostrophes, with a space around each."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return f" {' '.join(words_of(plain))} "


def _is_short_name(text: str) -> bool:
    """Whether NUM is meant by its three letters: in capitals among other words, or alone in any."""
    plain = unicodedata.normalize("NFKC", text)
    return bool(re.search(rf"\b{SHORT_NAME}\b", plain)) or _bare(plain) == _bare(SHORT_NAME)


def _is_in(name: str, texts: Iterable[str]) -> bool:
    bare = _bare(name)
    return bool(bare.strip()) and any(bare in text for text in texts)
