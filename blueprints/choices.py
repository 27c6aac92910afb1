"""The code lists as choices of a form, in the reader's language."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

from flask_babel import format_date, get_locale, gettext
from flask_babel import lazy_gettext as _l
from wtforms.fields.choices import SelectChoice

from models.codes import AREAS, HARM_GROUPS, HARMS, IN_SIGHT, LEVELS, OFFERED, ROOT_AREA, Choice

Choices = list[tuple[str, str]]
# As lists of levels are read.
WORST_FIRST = sorted(LEVELS.values(), key=lambda level: -level.number)
# How somebody wants to be reached.
CONTACTS = {"phone": _l("Phone call"), "text": _l("Text message"), "email": _l("E-mail"), "other": _l("Another way")}

# What may be chosen to print on, the usual first.
PAPER_SIZES = ("a4", "a5")
# How far back a list or a sheet may be asked for.
MONTHS = 36


def named(codes: Mapping[str, Choice]) -> Choices:
    """A short list as it stands."""
    return [(code, gettext(choice.name)) for code, choice in codes.items()]


def harm_choices() -> dict[str, Choices]:
    """Harms under their groups."""
    return _harm_choices(str(get_locale()))


@cache
def _harm_choices(language: str) -> dict[str, Choices]:
    """The same for every reader of a language; made once, because a long list is on many pages."""
    return {
        gettext(group.name): [(harm.code, gettext(harm.name)) for harm in HARMS.values() if harm.group == group.code]
        for group in HARM_GROUPS.values()
    }


def permission_choices(kind: str = "harm") -> dict[str, Choices]:
    """What we may do with a report of this kind: the most asked in sight, the others under a heading."""
    named_all = [(one.code, gettext(one.label)) for one in OFFERED[kind].values()]
    more = [one for one in named_all if one[0] not in IN_SIGHT[kind]]
    shown = {"": [one for one in named_all if one[0] in IN_SIGHT[kind]]}
    return shown | ({gettext("More choices"): more} if more else {})


def month_choices(today: date) -> dict[str, Choices]:
    """The last MONTHS months by year, this one first, as "2026-11"."""
    return _month_choices(str(get_locale()), today.replace(day=1))


@cache
def _month_choices(language: str, first: date) -> dict[str, Choices]:
    """The same for every reader of a language for a month long."""
    found: dict[str, Choices] = {}
    for _number in range(MONTHS):
        found.setdefault(str(first.year), []).append((f"{first:%Y-%m}", format_date(first, "MMMM y")))
        first = (first - timedelta(days=1)).replace(day=1)
    return found


def area_choices(none: str = "", root: str = "", within: frozenset[str] | None = None) -> dict[str, Choices]:
    """Areas under their nations; `none` names the empty choice, `root` that of everywhere; each left out when empty.

    `within` are the codes that may be offered, None for all.
    """
    first = [("", none)] * bool(none) + [(ROOT_AREA.code, root)] * bool(root)
    nations = [area for area in AREAS.values() if area.parent == ROOT_AREA.code]
    language = str(get_locale())
    grouped = {gettext(nation.name): _below(nation.code, language) for nation in nations}
    if within is not None:
        grouped = {name: [one for one in found if one[0] in within] for name, found in grouped.items()}
        grouped = {name: found for name, found in grouped.items() if found}
    return ({"": first} if first else {}) | grouped


def area_folds(among: frozenset[str] | None = None) -> dict[str, list[SelectChoice]]:
    """Areas to tick: the largest in sight, the others under short headings that a phone can fold.

    `among` are the codes that may be ticked, None for all; those few stand in sight.
    """
    if among is not None:
        return {"": [SelectChoice(code, gettext(area.name)) for code, area in AREAS.items() if code in among]}
    below: dict[str, list[str]] = {code: [one.code for one in AREAS.values() if one.parent == code] for code in AREAS}
    in_sight = [SelectChoice(ROOT_AREA.code, gettext("Everywhere in the UK and Ireland"))]
    folds = {}
    # Regions first, so that England's stand beside it; then the other nations.
    for code in sorted(below, key=lambda code: AREAS[code].parent == ROOT_AREA.code):
        inside = below[code]
        if not inside or code == ROOT_AREA.code:
            continue
        own = [SelectChoice(code, gettext("All of %(place)s", place=gettext(AREAS[code].name)))]
        own += [SelectChoice(one, gettext(AREAS[one].name)) for one in inside if not below[one]]
        if any(below[one] for one in inside):
            in_sight += own
        else:
            folds[gettext(AREAS[code].name)] = own
    return {"": in_sight} | folds


@cache
def _below(code: str, language: str) -> Choices:
    """An area and all that lies in it, larger before smaller; made once for a language."""
    found = [(code, gettext(AREAS[code].name))]
    for area in AREAS.values():
        if area.parent == code:
            found += _below(area.code, language)
    return found
