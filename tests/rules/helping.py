"""Help pages in tests: a changed text, saved, and waiting for a second reader."""

from dataclasses import replace

from models.account import Account
from models.facts import Source
from models.help_page import HelpVersion
from rules import help_drafts, help_pages
from rules.help_pages import HelpPage
from tests.factories import Maker

SOURCE = Source("Contact the police", "https://example.org/police", "2026-11")


def text(code: str = "law", body: str = "## Wolverineword\n\nRing {ico:phone}.", **changes) -> HelpPage:
    """A page as somebody might type it."""
    return HelpPage(code, changes.get("title", "Lanterns"), body, changes.get("sources", (SOURCE,)))


def save(make: Maker, by: Account, page: HelpPage) -> HelpVersion:
    """Save a page as one who has just opened it."""
    return help_drafts.save(make.now, page, by, help_drafts.at_hand(page.code).fingerprint)


def saved(make: Maker, by: Account, code: str = "law", **changes) -> HelpVersion:
    """A draft of this account's."""
    return save(make, by, text(code, **changes))


def waiting(make: Maker, by: Account, code: str = "law", **changes) -> HelpVersion:
    """A draft of this account's that waits for a second reader."""
    saved(make, by, code, **changes)
    return help_drafts.ask(make.now, code, by)


def published(make: Maker, code: str = "law", **changes) -> HelpPage:
    """A page that an editor wrote and another published."""
    row = waiting(make, make.account("editor"), code, **changes)
    seen = help_pages.of_version(row).fingerprint
    return help_pages.of_version(help_drafts.publish(make.now, code, make.account("editor"), seen))


def without_version(page: HelpPage) -> HelpPage:
    """What a page says, whatever its row."""
    return replace(page, version=None)
