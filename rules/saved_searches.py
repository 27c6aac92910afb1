"""Searches that members keep: a new alert that fits one comes by letter, wherever it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from models.account import Account
from models.alert import Alert
from models.codes import AREAS, GENDERS, HARMS, LEVELS, SECTORS
from models.database import writing
from models.saved_search import SavedSearch
from rules import N_, Refused, audience, reach, vault
from rules.keyed import Secrets
from rules.search_one import OneAlert
from rules.search_words import LONGEST, typed
from rules.text import clean_line

MOST = 10
# So many are read and opened at once, whatever number members keep.
BATCH = 1000
# What a search may hold beside words.
LISTS = {"area": AREAS, "harm": HARMS, "level": LEVELS, "sector": SECTORS, "gender": GENDERS}


class NothingToLookFor(Refused):
    """A search that finds every alert, or by an answer that the lists do not have."""

    message = N_("Look for something first: a word, an area, what happened or a level.")


class TooMany(Refused):
    """A member keeps as many searches as may be kept."""

    message = N_("You keep 10 searches already. Take one off the list first.")


@dataclass(frozen=True)
class Search:
    """What somebody looks for; an area stands for itself, all it lies in and all in it. `ref` once it is kept."""

    words: str = ""
    area: str | None = None
    harm: str | None = None
    level: int | None = None
    sector: str | None = None
    gender: str | None = None
    # Whether the words count only where it stands what somebody does, says or asks for.
    is_said: bool = False
    ref: str = ""

    def facts(self) -> dict[str, str | int | None]:
        """All but the words, by column."""
        return {name: getattr(self, name) for name in LISTS}


def keep(secrets: Secrets, now: datetime, account: Account, search: Search) -> None:
    """Write to a member about new alerts that fit; the same search is kept once.

    Raises NothingToLookFor, also for an area whose alerts they may not read; TooMany (10).
    """
    words = clean_line(search.words)[:LONGEST] if typed(search.words) else ""
    facts, within = search.facts(), reach.readable(account)
    is_known = all(value is None or value in LISTS[name] for name, value in facts.items())
    may_read = search.area is None or within is None or search.area in within
    if not (is_known and may_read) or not (words or any(facts.values())):
        raise NothingToLookFor
    facts["is_said"] = bool(words) and search.is_said
    with writing():
        rows = list(_of(account))
        if any(_alike(secrets, row, words, facts) for row in rows):
            return
        if len(rows) >= MOST:
            raise TooMany
        row = SavedSearch(account=account, made_on=now.date(), **facts)
        row.words = vault.seal(secrets.keys, words, _place(row)) if words else None
        row.save()


def kept(secrets: Secrets, account: Account) -> list[Search]:
    """A member's searches, the oldest first, with their words opened. Raises NotOpened."""
    return [
        Search(_words(secrets, row), row.area, row.harm, row.level, row.sector, row.gender, row.is_said, row.ref)
        for row in list(_of(account))
    ]


def remove(account: Account, ref: str) -> None:
    """Forget a member's search; one that is not theirs or not there changes nothing."""
    with writing():
        SavedSearch.delete().where((SavedSearch.account == account) & (SavedSearch.ref == ref)).execute()


def said_by(secrets: Secrets, alert: Alert, words: Mapping[str, str]) -> list[int]:
    """Ids of the kept searches with words that fit this alert and its text, as a search would find it once it is out.

    Opens words, so call it before the transaction that publishes. The memory it takes grows by a number for each
    search that fits; one that does not open is left out.
    """
    text = OneAlert(words, alert.area, alert.harm_codes)
    found: list[int] = []
    last = 0
    fits = SavedSearch.words.is_null(False) & audience.fitting_searches(alert)
    while rows := list(
        SavedSearch.select().where(fits & (SavedSearch.id > last)).order_by(SavedSearch.id).limit(BATCH)
    ):
        found += [row.id for row in rows if _is_said(secrets, row, text)]
        last = rows[-1].id
    text.close()
    return found


def _next(fits: Any, last: int) -> Any:
    return SavedSearch.select().where(fits & (SavedSearch.id > last)).order_by(SavedSearch.id).limit(BATCH)


def _is_said(secrets: Secrets, row: SavedSearch, text: OneAlert) -> bool:
    try:
        return text.says(typed(_words(secrets, row)), row.is_said)
    except vault.NotOpened:
        return False


def _of(account: Account) -> Any:
    return SavedSearch.select().where(SavedSearch.account == account).order_by(SavedSearch.id)


def _alike(secrets: Secrets, row: SavedSearch, words: str, facts: dict) -> bool:
    is_same = all(getattr(row, name) == value for name, value in facts.items())
    return is_same and typed(_words(secrets, row)) == typed(words)


def _words(secrets: Secrets, row: SavedSearch) -> str:
    return vault.unseal(secrets.keys, row.words, _place(row)) if row.words else ""


def _place(row: SavedSearch) -> str:
    return f"saved_search.words.{row.ref}"
