"""The code lists as choices of a form, in the reader's language."""

from collections.abc import Mapping
from functools import cache

from flask_babel import get_locale, gettext

from models.codes import AREAS, HARM_GROUPS, HARMS, LEVELS, ROOT_AREA, Choice

Choices = list[tuple[str, str]]
# As lists of levels are read.
WORST_FIRST = sorted(LEVELS.values(), key=lambda level: -level.number)


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


def area_choices(none: str = "", root: str = "") -> dict[str, Choices]:
    """Areas under their nations; `none` names the empty choice, `root` that of everywhere; each left out when empty."""
    first = [("", none)] * bool(none) + [(ROOT_AREA.code, root)] * bool(root)
    nations = [area for area in AREAS.values() if area.parent == ROOT_AREA.code]
    language = str(get_locale())
    grouped = {gettext(nation.name): _below(nation.code, language) for nation in nations}
    return ({"": first} if first else {}) | grouped


@cache
def _below(code: str, language: str) -> Choices:
    """An area and all that lies in it, larger before smaller; made once for a language."""
    found = [(code, gettext(AREAS[code].name))]
    for area in AREAS.values():
        if area.parent == code:
            found += _below(area.code, language)
    return found
