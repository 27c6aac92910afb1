"""Partner websites that ask the checker: each by a key that is shown once, until a manager ends it."""

import secrets as randomness
from datetime import datetime

from models.account import Account
from models.check_site import CheckSite
from models.database import writing
from rules import N_, Refused, audit
from rules.keyed import Secrets, token_key
from rules.text import clean_line

LONGEST_NAME = 80


class NoName(Refused):
    """Whose key it is must be known."""

    message = N_("Write the website’s name, 80 letters at most.")


class EndedAlready(Refused):
    """A colleague was quicker."""

    message = N_("This key was ended already.")


def make(secrets: Secrets, now: datetime, by: Account, name: str) -> tuple[CheckSite, str]:
    """A key (256 random bits) for a website: its row, and the key, which nobody can show again. Raises NoName."""
    name = clean_line(name)
    if not name or len(name) > LONGEST_NAME:
        raise NoName
    key = randomness.token_urlsafe(32)
    with writing():
        site = CheckSite.create(name=name, key=_hash(secrets, key), made_by=by, since_on=now.date())
        audit.record(now, "check-site-made", by, site)
    return site, key


def find(secrets: Secrets, key: str) -> CheckSite | None:
    """The website whose live key this is, or None; a wrong key and one that was ended are alike."""
    return CheckSite.get_or_none((CheckSite.key == _hash(secrets, key)) & CheckSite.ended_on.is_null())


def end(now: datetime, by: Account, site: CheckSite) -> None:
    """End a website's key at once and for good. Raises EndedAlready."""
    with writing():
        live = (CheckSite.id == site.id) & CheckSite.ended_on.is_null()
        if not CheckSite.update(ended_on=now.date()).where(live).execute():
            raise EndedAlready
        audit.record(now, "check-site-ended", by, site)


def listing() -> list[CheckSite]:
    """All of them, those that may ask first, then by name."""
    return list(CheckSite.select().order_by(CheckSite.ended_on.is_null(False), CheckSite.name, CheckSite.id))


def _hash(secrets: Secrets, key: str) -> bytes:
    return token_key(secrets, "check site", key)
