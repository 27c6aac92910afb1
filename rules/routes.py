"""Routes: where a complaint about a professional goes first, who goes over it, and what each step can give."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from models.codes import NATIONS, PROFESSIONS
from models.facts import FACTS, Source
from models.routes import EXTRAS, INDEPENDENCE, PLACES, ROWS, STEPS, WISHES, Row, Step, Wish

# Who is everybody's helper: ourselves.
US = "num"
# What somebody wants who said nothing of it.
USUAL = "complaint"
# In which order the steps that a wish brings come; the way itself stands between the last two.
LEADS = (US, "law", "crime", "records", "", "regulators")

_ROWS = {(nation, profession): row for row in ROWS for nation in row.nations for profession in row.professions}
_ANYWHERE = next(row for row in ROWS if not row.nations)


@dataclass(frozen=True)
class Route:
    """The way for one nation and profession and what somebody wants; all its words are messages to translate.

    `steps` in their order; a letter of complaint goes to `letter_to`, and `reviewer` (both codes of bodies) goes over
    its answer; `second` is the step for whoever has that answer (None where there is none). `independent` says in a
    word (yes, partly, no) and `independence` in a sentence whether the reviewer is independent. `regulators` judge the
    person, `also` are beside the way, `extras` are for what any professional may do: (when, step). `is_general`: we do
    not know a way of its own. Without `checked_on` a person has still to look whether it is right.
    """

    code: str
    nation: str | None
    profession: str | None
    steps: tuple[Step, ...]
    letter_to: str
    second: Step | None
    reviewer: str
    independent: str
    independence: str
    regulators: tuple[Step, ...]
    also: tuple[Step, ...]
    extras: tuple[tuple[str, Step], ...]
    helpers: tuple[str, ...]
    wishes: tuple[Wish, ...]
    note: str
    is_general: bool
    source: Source | None
    checked_on: date | None

    @property
    def clocks(self) -> tuple[str, ...]:
        """The codes of all time limits on the way, in its order and each once."""
        return tuple(dict.fromkeys(clock for step in (*self.steps, *self.also) for clock in step.clocks))

    @property
    def all_clocks(self) -> tuple[str, ...]:
        """Those, and the ones of what any professional may do."""
        return tuple(dict.fromkeys((*self.clocks, *(clock for _, step in self.extras for clock in step.clocks))))

    @property
    def bodies(self) -> tuple[str, ...]:
        """The codes of everybody this route names, each once."""
        steps = (*self.steps, *self.regulators, *self.also, *(step for _, step in self.extras))
        asked = (body for step in steps for body in (step.body, *step.others))
        return tuple(dict.fromkeys((*asked, self.reviewer, *self.helpers)))


def name_of(body: str) -> str:
    """A body's name: of FACTS (never translated) or of PLACES (a message). KeyError for an unknown code."""
    return FACTS[body].name if body in FACTS else PLACES[body].name


def find(nation: str | None, profession: str | None, want: str | None) -> Route:
    """The route for codes of NATIONS, PROFESSIONS and WANTS; what is unknown gets the general one. Raises nothing.

    Regulators judge a person and ombudsmen a service; what each can order is written down with its source in
    models/data/routes.json.
    """
    return find_all(nation, profession, [want] if want else [])


def find_all(nation: str | None, profession: str | None, wants: Iterable[str]) -> Route:
    """The route for several wishes at once: their steps in one order, each once. Raises nothing."""
    row = _row(nation, profession)
    wishes = tuple(WISHES[want] for want in dict.fromkeys(wants) if want in WISHES) or (WISHES[USUAL],)
    steps = tuple(dict.fromkeys(_steps(row, nation, wishes)))
    told = {*steps, *(STEPS[code] for code in row.also)}
    return Route(
        row.code,
        nation if nation in NATIONS else None,
        profession if profession in PROFESSIONS else None,
        steps,
        STEPS[row.steps[0]].body,
        STEPS[row.steps[1]] if len(row.steps) > 1 else None,
        row.reviewer,
        INDEPENDENCE[row.independence].word,
        INDEPENDENCE[row.independence].words,
        tuple(STEPS[code] for code in row.regulators),
        tuple(STEPS[code] for code in row.also if STEPS[code] not in steps),
        tuple(_extras(nation, told)),
        (*row.helpers, US),
        wishes,
        row.note,
        row.is_general,
        row.source,
        row.checked_on,
    )


def _row(nation: str | None, profession: str | None) -> Row:
    """The row for both, else that for any other job there, else the one for anywhere."""
    other = _ROWS.get((nation or "", "other"), _ANYWHERE)
    return _ROWS.get((nation or "", profession or ""), other)


def _steps(row: Row, nation: str | None, wishes: tuple[Wish, ...]) -> Iterator[Step]:
    leads = {wish.lead for wish in wishes}
    # A regulator is first when nothing else is wanted, and the way itself is always told.
    order = ("regulators", "") if leads == {"regulators"} else LEADS
    for lead in order:
        if lead in leads | {""}:
            yield from (STEPS[code] for code in _led(row, nation, lead))


def _led(row: Row, nation: str | None, lead: str) -> tuple[str, ...]:
    """Codes of the steps of one kind: the way itself for ""."""
    law = f"law-{nation}" if f"law-{nation}" in STEPS else "law"
    ways = {US: (US,), "law": (law,), "crime": row.crime, "records": ("records", "ico"), "": row.steps}
    return ways.get(lead, row.regulators)


def _extras(nation: str | None, told: set[Step]) -> Iterator[tuple[str, Step]]:
    """What stands on the way already is left out; a body that does something else there is told of once more."""
    for extra in EXTRAS:
        everywhere = set(extra.steps.values())
        code = extra.steps.get(nation or "") or (everywhere.pop() if len(everywhere) == 1 else "")
        if code and STEPS[code] not in told:
            yield extra.when, STEPS[code]
