"""Made-up therapists in bulk, for measuring the directory at full size; always the same choices."""

import random
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from models.codes import AREAS
from models.database import writing
from models.directory_codes import BODIES, REACHED, SPOKEN, THERAPY
from models.fields import spelled
from models.therapist import Therapist
from rules import therapists, vault
from rules.bulk import BATCH, SEED
from rules.keyed import Secrets
from rules.therapists import Words

FIRST = "Ada Bea Cai Dee Eli Fay Gus Hana Ivo Jo Kit Lev Mei Noor Oz Pia Quin Rae Sol Tess".split()
LAST = "Amber Birch Cedar Dune Elm Fern Glen Heath Isle Juniper Knoll Lark Moss Nettle Oak Pine Rowan Sedge".split()
_TOWNS = [area for area in AREAS.values() if area.other_names and area.parent not in (None, "uk")]


def listed_therapists(secrets: Secrets, now: datetime, count: int) -> Iterator[int]:
    """Listed therapists (`therapist7@example.org`), confirmed today; yields the count after each batch."""
    choose = random.Random(SEED)  # noqa: S311 - for measuring, the same each time
    first = Therapist.select().count()
    for start in range(0, count, BATCH):
        numbers = range(first + start, first + min(start + BATCH, count))
        rows = [_row(secrets, now, number, choose) for number in numbers]
        with writing():
            Therapist.insert_many(rows).execute()
        yield start + len(rows)


def _row(secrets: Secrets, now: datetime, number: int, choose: random.Random) -> dict[str, Any]:
    ref = f"T-{spelled(number, 8)}"
    words, today = _words(number, choose), now.date()
    return {
        "ref": ref,
        "state": "listed",
        "words": therapists.sealed_words(secrets, ref, words),
        "email": vault.seal(secrets.keys, f"therapist{number}@example.org", f"therapist.email.{ref}"),
        "listing": therapists.listing_of(words),
        "facets": therapists.facets_of(words),
        "confirmed_on": today,
        "applied_on": today,
        "listed_on": today,
    }


def _words(number: int, choose: random.Random) -> Words:
    def some(known: Any, most: int) -> tuple[str, ...]:
        return tuple(sorted(choose.sample(list(known), choose.randint(1, most))))

    town = choose.choice(_TOWNS)
    return Words(
        name=f"{choose.choice(FIRST)} {choose.choice(LAST)} {number}",
        body=choose.choice(BODIES),
        number=f"BULK-{number}",
        ways=some(THERAPY["ways"], 3),
        town=choose.choice(town.other_names),
        area=town.code,
        nations=some(REACHED, 3),
        languages=tuple({"en", *some(SPOKEN, 2)}),
        price=choose.choice(("30", "50", "50", "70", "over-70")),
        sliding=choose.random() < 0.4,
        free_places=choose.random() < 0.2,
        takes_packages=choose.random() < 0.4,
        has_space=choose.random() < 0.5,
        wait_weeks=choose.randrange(20),
        approaches=some(THERAPY["approaches"], 3),
        experience=some(THERAPY["experience"], 6),
        identities=some([code for code in THERAPY["identities"] if code != "lived"], 3),
        race_aware=choose.random() < 0.3,
        lived=choose.random() < 0.1,
        access=some(THERAPY["access"], 4),
        public_email=f"therapist{number}@example.org",
    )
