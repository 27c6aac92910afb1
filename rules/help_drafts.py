"""Changing help pages: a draft, a second reader who publishes it or sends it back, and every version kept."""

import json
from datetime import datetime

from peewee import JOIN, fn

from models.account import Account
from models.database import writing
from models.help_page import HelpVersion
from models.help_texts import HELP
from rules import N_, Refused, access, audit, help_pages, markdown
from rules.help_pages import HelpPage
from rules.markdown import Problem

OPEN = ("draft", "waiting")


class NothingNew(Refused):
    """The page is as everybody reads it, so there is nothing to read again."""

    message = N_("Nothing differs from what everybody reads now. Change something first.")


class ChangedMeanwhile(Refused):
    """Somebody else saved the page after this person opened it."""

    message = N_(
        "Somebody else changed this page while you wrote. Nothing of yours is saved yet, and nothing is lost: "
        "what differs stands below. Bring the two together, then save again."
    )


class Unfit(Refused):
    """Something on the page must be changed before anybody else reads it."""

    message = N_("Change what is marked first. Your words are saved.")


class OwnPage(Refused):
    """Nobody publishes what they wrote, or wrote some of."""

    message = N_("You wrote this. Somebody else must read it.")


def problems(page: HelpPage) -> list[Problem]:
    """Everything that must be changed before this text can be published."""
    return [*markdown.problems(page.title), *markdown.problems(page.body)]


def open_version(code: str) -> HelpVersion | None:
    """The version of a page that is being written or waits for a second reader."""
    return HelpVersion.get_or_none((HelpVersion.page == code) & HelpVersion.state.in_(OPEN))


def wrote(row: HelpVersion, account: Account) -> bool:
    """Whether some of an open version may be this account's: they saved the page since it was last published, and
    whoever changed their draft may have left their words in it."""
    last = HelpVersion.select(fn.COALESCE(fn.MAX(HelpVersion.id), 0)).where(
        (HelpVersion.page == row.page) & HelpVersion.published_on.is_null(False)
    )
    theirs = (HelpVersion.page == row.page) & (HelpVersion.author == account) & (HelpVersion.id > last)
    return HelpVersion.select().where(theirs).exists()


def open_versions() -> dict[str, HelpVersion]:
    """The open version of each page that has one, by page; one query."""
    return {row.page: row for row in HelpVersion.select().where(HelpVersion.state.in_(OPEN))}


def waiting_for(reader: Account) -> int:
    """How many pages wait for a second reader who is not their author."""
    waiting = HelpVersion.select().where(HelpVersion.state == "waiting")
    return waiting.where(HelpVersion.author.is_null() | (HelpVersion.author != reader)).count()


def at_hand(code: str) -> HelpPage | None:
    """What somebody who edits now begins from: the open version, else the page as it stands; None without a page."""
    row = open_version(code) if code in HELP else None
    return help_pages.of_version(row) if row else help_pages.current(code)


def versions(code: str) -> list[HelpVersion]:
    """Every version of a page with who wrote and who published it, newest first; one query."""
    author, approver = Account.alias(), Account.alias()
    rows = HelpVersion.select(HelpVersion, author, approver)
    rows = rows.join(author, JOIN.LEFT_OUTER, on=HelpVersion.author, attr="author").switch(HelpVersion)
    rows = rows.join(approver, JOIN.LEFT_OUTER, on=HelpVersion.approver, attr="approver")
    return list(rows.where(HelpVersion.page == code).order_by(HelpVersion.id.desc()))


def save(now: datetime, page: HelpPage, by: Account, seen: str) -> HelpVersion | None:
    """Keep a page as a draft; what waited for a second reader is a draft again. None when nothing differs.

    `seen` is the fingerprint of what `by` began from. Another person's draft stays in the history when it is changed.
    Raises PageChanged, ChangedMeanwhile.
    """
    with writing():
        before = at_hand(page.code)
        if before is None:
            raise help_pages.PageChanged
        if before.fingerprint != seen and before.fingerprint != page.fingerprint:
            raise ChangedMeanwhile
        row = open_version(page.code)
        if before.fingerprint == page.fingerprint:
            return row
        if row is None or row.author != by:
            row = _begin(now, page.code, by)
        row.state, row.changed_at = "draft", now
        row.title, row.body = page.title, page.body
        row.sources = json.dumps([list(vars(one).values()) for one in page.sources], ensure_ascii=False)
        row.save()
        audit.record(now, "help-saved", by, row)
    return row


def ask(now: datetime, code: str, by: Account) -> HelpVersion:
    """Ask a second person to read the draft; one that waits already waits on. Raises NothingNew, Unfit."""
    with writing():
        row = open_version(code)
        if row is None:
            raise NothingNew
        if row.state == "waiting":
            return row
        if problems(help_pages.of_version(row)):
            raise Unfit
        row.state = "waiting"
        row.save()
        audit.record(now, "help-asked", by, row)
    return row


def publish(now: datetime, code: str, by: Account, seen: str) -> HelpVersion:
    """Publish exactly the text that a second reader was shown, in place of what stood there.

    Raises PageChanged, OwnPage, Unfit.
    """
    with writing():
        row = _fresh(code, "waiting")
        if row.author is None or wrote(row, by) or by.role not in access.ALERT_DESK:
            raise OwnPage
        page = help_pages.of_version(row)
        if page.fingerprint != seen:
            raise help_pages.PageChanged
        if problems(page):
            raise Unfit
        _replace(code, "published")
        row.state, row.approver, row.published_on = "published", by, now.date()
        row.save()
        audit.record(now, "help-published", by, row)
    return row


def send_back(now: datetime, code: str, by: Account) -> HelpVersion:
    """Give what waits for a second reader back to its author. Raises PageChanged."""
    with writing():
        row = _fresh(code, "waiting")
        row.state = "draft"
        row.save()
        audit.record(now, "help-sent-back", by, row)
    return row


def take_again(now: datetime, old: HelpPage, by: Account) -> HelpVersion | None:
    """Begin a new draft with the words of an older version, or of the page as shipped; an open one stays in the
    history. None when these words are at hand already."""
    with writing():
        before = at_hand(old.code)
        row = save(now, old, by, before.fingerprint if before else "")
    return row


def _begin(now: datetime, code: str, by: Account) -> HelpVersion:
    """A new row for a page; the open one, if any, stays in the history."""
    _replace(code, *OPEN)
    return HelpVersion(page=code, author=by, changed_at=now)


def _replace(code: str, *states: str) -> None:
    is_old = (HelpVersion.page == code) & HelpVersion.state.in_(states)
    HelpVersion.update(state="replaced").where(is_old).execute()


def _fresh(code: str, state: str) -> HelpVersion:
    """The open version as it is now, inside the transaction. Raises PageChanged."""
    row = open_version(code)
    if row is None or row.state != state:
        raise help_pages.PageChanged
    return row
