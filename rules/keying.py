"""Keying anew: after the key of the identifier index was turned, each report's identifiers are found by the new one."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime

from peewee import fn

from models.account import Account
from models.database import writing
from models.report import Report
from models.sighting import Sighting
from rules import audit, report_words, taking, team_keys, vault
from rules.identifiers import Identifier, keys_of
from rules.keyed import Secrets, index_fingerprint, index_key
from rules.report_words import Met

# For one press of the button: about a second of slow hashes at full cost, and no more rows than one page may wait for.
HASHES_AT_ONCE, REPORTS_AT_ONCE = 30, 50
# Put before the key's name at a report that does not open, so that it does not stand in the way of the others.
NOT_OPENED = "!"


@dataclass(frozen=True)
class Progress:
    """How many reports there are to key, how many are, and how many of these could not be opened."""

    total: int
    done: int
    not_opened: int

    @property
    def left(self) -> int:
        """How many are still found by an older key."""
        return self.total - self.done


def progress(secrets: Secrets) -> Progress:
    """How far it is, in one query."""
    with_words = Report.words.is_null(False)
    states = dict(
        Report.select(Report.keyed_with, fn.COUNT(Report.id)).where(with_words).group_by(Report.keyed_with).tuples()
    )
    name = index_fingerprint(secrets)
    not_opened = states.get(NOT_OPENED + name, 0)
    return Progress(sum(states.values()), states.get(name, 0) + not_opened, not_opened)


def left(secrets: Secrets) -> int:
    """How many reports wait to be keyed anew."""
    return progress(secrets).left


def key_some(secrets: Secrets, now: datetime, by: Account, team_private: bytes | None) -> int:
    """Key the next reports anew, oldest first; how many. Stop after any of them and nothing is lost.

    Of each the words are opened and the slow hashes run outside a transaction; then the old keys' rows are replaced in
    one, so that at every moment it is found by one of the two. Raises NoAccess, Busy.
    """
    if team_private is None or vault.pair_of(team_private)[0] != team_keys.current().public_key:
        raise team_keys.NoAccess
    before, done = secrets.slow.runs, 0
    try:
        for report in _next(secrets):
            _key(secrets, report, team_private)
            done += 1
            if secrets.slow.runs - before >= HASHES_AT_ONCE:
                break
    finally:
        if done:
            with writing():
                audit.record(now, "reports-keyed", by)
    return done


def _next(secrets: Secrets) -> list[Report]:
    """The next ones that have words and are of another key, or of none that we know."""
    name = index_fingerprint(secrets)
    other = Report.keyed_with.is_null() | Report.keyed_with.not_in([name, NOT_OPENED + name])
    found = Report.select().where(Report.words.is_null(False) & other)
    return list(found.order_by(Report.id).limit(REPORTS_AT_ONCE))


def _key(secrets: Secrets, report: Report, team_private: bytes) -> None:
    """Key one report anew, unless it was changed or deleted in the meantime."""
    name, place = index_fingerprint(secrets), f"report.words.{report.ref}"
    same = (Report.id == report.id) & (Report.words == report.words)
    try:
        data_key = report_words.data_key(report, team_private)
        words = json.loads(vault.open_with(data_key, report.words, place))
    except vault.NotOpened:
        with writing():
            Report.update(keyed_with=NOT_OPENED + name).where(same).execute()
        return
    met = _met(secrets, words["met"])
    words["met"] = [{**asdict(one), "key": one.key.hex()} for one in met]
    sealed = vault.seal_with(data_key, json.dumps(words), place)
    with writing():
        if not Report.update(words=sealed, keyed_with=name).where(same).execute():
            return
        # A report without rows was taken out of the checker by its reporter, and stays out.
        if Sighting.delete().where(Sighting.report == report).execute():
            report.keyed_with = name
            taking.sight(report, met)


def _met(secrets: Secrets, kept: list[dict]) -> list[Met]:
    """What a report names, with keys of the newest key: a slow hash for each."""
    named = {(one["kind"], one["value"]): Identifier(one["kind"], one["value"], one["written"]) for one in kept}
    return [
        Met(one.kind, one.value, one.written, index_key(secrets, one.kind, text))
        for one in named.values()
        for text in keys_of(one)
    ]
