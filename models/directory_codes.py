"""What the directories of therapists and of local services are filtered by: short lists, read once."""

import json
from collections.abc import Mapping
from types import MappingProxyType

from models.codes import AREAS, FOLDER, LANGUAGES, ROOT_AREA, Choice

Lists = Mapping[str, Mapping[str, Choice]]


def _lists(name: str) -> Lists:
    rows = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return MappingProxyType(
        {key: MappingProxyType({row["code"]: Choice(**row) for row in found}) for key, found in rows.items()}
    )


# Lists by name: ways, has, prices, waits, approaches, experience, identities, access, languages.
THERAPY = _lists("therapists")
# What a directory may hold beside the languages that members choose from.
SPOKEN: Mapping[str, Choice] = MappingProxyType({**LANGUAGES, **THERAPY["languages"]})
# Where remote help reaches: the nations, the Republic of Ireland among them.
REACHED: Mapping[str, Choice] = MappingProxyType(
    {area.code: area for area in AREAS.values() if area.parent == ROOT_AREA.code}
)
# Bodies that keep a register of therapists, by the codes of FACTS.
BODIES = ("bacp", "ukcp", "ncps", "babcp", "cosca", "hcpc")
# Lists of local services by name: kinds, ways, free, access, welcomes.
SERVICES = _lists("services")
