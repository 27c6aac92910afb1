"""Figures of reports about professionals: by kind of job, nation and harm, and by how people describe their race.

Numbers are rounded down to fives, so that none points to a person; what was counted fewer than five times is not told
apart from what nobody told.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from peewee import fn

from models.account import Account
from models.codes import DETAILS, HARMS_OF, NATIONS, PROFESSIONS
from models.database import writing
from models.professional import ProfessionalDetail
from models.report import Harm, Report
from rules import N_, Refused, access, audit, locks, report_words, team_keys
from rules.calendar_years import days_of, since
from rules.small_numbers import rounded, rounded_total
from rules.vault import NotOpened

NOT_SAID = "not-said"


class CaseworkersOnly(Refused):
    """Only a caseworker opens what people say of themselves to count it."""

    message = N_("Only a caseworker can count this.")


@dataclass(frozen=True)
class Table:
    """Rounded numbers by code, only those of five and more, the largest first; and the codes of all others."""

    shown: Mapping[str, int]
    others: tuple[str, ...]


@dataclass(frozen=True)
class Year:
    """One year's reports about professionals: their number, and by kind of job, nation and harm.

    A report may tell of several harms, so those have no total.
    """

    year: int
    total: int
    professions: Table
    nations: Table
    harms: Table


def years(today: date) -> list[int]:
    """The years with figures, newest first: from the first report about a professional to today."""
    first = Report.select(fn.MIN(Report.received_on)).where(Report.kind == "professional").scalar()
    return since(first, today)


def figures(year: int) -> Year:
    """All figures of a year in two queries; erased reports count on. ValueError for a year before 1 or after 9999."""
    about = _about(year)
    rows = list(about.select(Report.id, ProfessionalDetail.profession, ProfessionalDetail.nation).tuples())
    told = Harm.select(Harm.code).where(Harm.report.in_(about.select(Report.id)))
    jobs = _counted((row[1] for row in rows), (*PROFESSIONS, NOT_SAID))
    nations = _counted((row[2] for row in rows), (*NATIONS, NOT_SAID))
    harms = _counted((row.code for row in told), HARMS_OF["professional"])
    # One total stands over both tables, so it tells no more than either may.
    total = min(rounded_total(list(numbers.values())) for numbers in (jobs, nations))
    return Year(year, total, _table(jobs), _table(nations), _table(harms))


def by_race(now: datetime, by: Account, team_private: bytes | None, year: int) -> Table:
    """How people who told of a professional describe their race, each code they chose; opened here and kept nowhere.

    That somebody counted is noted. Reports about who counts are left out. Raises CaseworkersOnly, NoAccess.
    """
    if by.role != access.CASEWORKER:
        raise CaseworkersOnly
    if team_private is None:
        raise team_keys.NoAccess
    chosen: list[str | None] = []
    for report in _about(year).select(Report).where(Report.words.is_null(False) & locks.open_to(by)):
        try:
            said = report_words.open_words(report, team_private).details.get("you", {}).get("race", [])
        except NotOpened:
            # Sealed to an older key; what cannot be opened is not guessed at.
            continue
        chosen += set(said) or [None]
    with writing():
        audit.record(now, "race-counted", by)
    return _table(_counted(chosen, (*DETAILS["ethnic_groups"], NOT_SAID)))


def _about(year: int):
    """Reports about professionals that came in a year, with their coded facts."""
    in_year = Report.received_on.between(*days_of(year))
    return Report.select().join(ProfessionalDetail).where((Report.kind == "professional") & in_year)


def _counted(said: Iterable[str | None], codes: Iterable[str]) -> dict[str, int]:
    """How often each code of a list was said, nobody's codes too; what was not said, and what no list holds, apart."""
    counts = Counter(said)
    return {code: counts[None] if code == NOT_SAID else counts[code] for code in codes}


def _table(numbers: Mapping[str, int]) -> Table:
    """Codes that somebody told stand among those that nobody did: a list of them would tell of one person."""
    shown = sorted((code for code in numbers if rounded(numbers[code])), key=lambda code: -rounded(numbers[code]))
    return Table({code: rounded(numbers[code]) for code in shown}, tuple(code for code in numbers if code not in shown))
