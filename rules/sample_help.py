"""A sample change of a help page that waits for a second reader; nothing is said to be checked that nobody checked."""

from dataclasses import replace
from datetime import datetime

from models.account import Account
from rules import help_drafts

PAGE = "news"
LINE = "\n\n## Sample data\n\nThis part waits for a second reader. Publish it or send it back."


def change(now: datetime, by: Account) -> int:
    """Change one page and ask a second reader; returns how many pages wait, none when there is no such page."""
    page = help_drafts.at_hand(PAGE)
    if page is None:
        return 0
    help_drafts.save(now, replace(page, body=page.body + LINE), by, page.fingerprint)
    help_drafts.ask(now, PAGE, by)
    return 1
