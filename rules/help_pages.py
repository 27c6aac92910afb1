"""Help pages as they stand: as shipped, or as staff published them, with what was checked and where it comes from."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from markupsafe import Markup

from models.account import Account
from models.database import writing
from models.facts import Clock, Fact, Source
from models.help_page import FactCheck, HelpVersion
from models.help_texts import HELP
from rules import N_, Refused, audit, fact_checks, markdown
from rules.fact_checks import Checks

PAGE = "page:"


class PageChanged(Refused):
    """The page is another one than the person looked at."""

    message = N_("This page has changed since you opened it. Look again.")


@dataclass(frozen=True)
class HelpPage:
    """One help page with its words in Markdown. `version` is the id of the published version, None as shipped."""

    code: str
    title: str
    body: str
    sources: tuple[Source, ...]
    version: int | None = None

    @property
    def fingerprint(self) -> str:
        """A short fixed hex text of all that the page says."""
        return fact_checks.digest([self.title, self.body, [list(vars(one).values()) for one in self.sources]])


@dataclass(frozen=True)
class Shown:
    """A help page as people see it: clean HTML, the day it was checked (None: to check), and each source likewise."""

    page: HelpPage
    html: Markup
    checked_on: date | None
    sources: tuple[tuple[Source, date | None], ...]


def shipped(code: str) -> HelpPage | None:
    """A page as it was shipped; asks the database nothing. None when there is no such page."""
    text = HELP.get(code)
    return HelpPage(code, text.title, text.body, text.sources) if text else None


def current(code: str) -> HelpPage | None:
    """A page as it stands now: the published version, else as shipped. None when there is no such page."""
    if code not in HELP:
        return None
    row = HelpVersion.get_or_none((HelpVersion.page == code) & (HelpVersion.state == "published"))
    return of_version(row) if row else shipped(code)


def all_current() -> list[HelpPage]:
    """All pages as they stand now, in the order of the index; one query."""
    published = {row.page: row for row in HelpVersion.select().where(HelpVersion.state == "published")}
    return [page for code in HELP if (page := of_version(published[code]) if code in published else shipped(code))]


def of_version(row: HelpVersion) -> HelpPage:
    """What one version says."""
    sources = tuple(Source(*one) for one in json.loads(row.sources))
    return HelpPage(row.page, row.title, row.body, sources, row.id)


def show(page: HelpPage, checks: Checks) -> Shown:
    """Make a page ready to be read. `checks` are those of `fact_checks.all_checks`, or nothing without a database."""
    html, used = _rendered(page.body)
    own = checked_on(page, checks)
    facts = ((one.source, fact_checks.checked_on(one, checks)) for one in used)
    return Shown(page, html, own, _each_once([*((one, own) for one in page.sources), *facts]))


def checked_on(page: HelpPage, checks: Checks) -> date | None:
    """The day on which a person last found this page right as it stands now; None: to check."""
    text = HELP[page.code]
    is_shipped = (page.title, page.body, page.sources) == (text.title, text.body, text.sources)
    return fact_checks.latest(checks.get(PAGE + page.code), page.fingerprint, text.checked_on if is_shipped else None)


def look(now: datetime, page: HelpPage, seen: str, by: Account) -> FactCheck:
    """Note that somebody looked today at a page with all its sources, those of the facts on it among them.

    `seen` is the fingerprint of the page that they were shown. Raises PageChanged.
    """
    with writing():
        if current(page.code) != page or page.fingerprint != seen:
            raise PageChanged
        for one in markdown.used(page.body):
            fact_checks.note(now, fact_checks.code_of(one), fact_checks.fingerprint(one), by)
        row = fact_checks.note(now, PAGE + page.code, seen, by)
        audit.record(now, "help-checked", by, row)
    return row


@lru_cache(maxsize=200)
def _rendered(body: str) -> tuple[Markup, list[Fact | Clock]]:
    """Cleaning takes longer than all else on the page, and the same few texts come again and again."""
    return markdown.render(body), markdown.used(body)


def _each_once(rows: Iterable[tuple[Source, date | None]]) -> tuple[tuple[Source, date | None], ...]:
    """Sources by address, each once; one that several things come from is as old as the oldest check of them."""
    found: dict[str, tuple[Source, date | None]] = {}
    for source, day in rows:
        before = found.get(source.address)
        if before:
            source, day = before[0], min(day, before[1]) if day and before[1] else None
        found[source.address] = source, day
    return tuple(found.values())
