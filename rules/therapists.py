"""Therapists: applying to stand in the directory, what the directory shows of one, and by what it is found."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date, datetime
from typing import Any

from peewee import IntegrityError, ModelSelect

from models.codes import AREAS
from models.database import writing
from models.fields import RefField
from models.therapist import Therapist
from rules import audit, clocks, vault
from rules.directory import IN_PERSON, as_facets, nation_of, places
from rules.form_ids import FormId
from rules.keyed import Secrets
from rules.vault import keyed_hash
from rules.web_addresses import is_site

# Somebody who has not said for so long that all of it is still right is not shown.
KEPT_MONTHS = 12
# Prices and waits that a smaller one fits as well.
_PRICES = ("30", "50", "70")
_WAITS = (2, 6, 12)
# Whoever looks for a therapist of colour finds these too.
_OF_COLOUR = frozenset({"black", "south-asian", "east-asian", "arab", "mixed"})


@dataclass(frozen=True)
class Words:
    """What a therapist says of themselves; lists hold codes of THERAPY, SPOKEN and REACHED, empty is not said.

    `body` is the code of a fact or `other`; `area` is the AREAS code of `town`; `wait_weeks` are weeks.
    """

    name: str = ""
    pronouns: str = ""
    approaches: tuple[str, ...] = ()
    approach_words: str = ""
    body: str = ""
    number: str = field(default="", repr=False)
    insured_until: date | None = None
    ways: tuple[str, ...] = ()
    town: str = ""
    area: str | None = None
    nations: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    price: str = ""
    sliding: bool = False
    free_places: bool = False
    takes_packages: bool = False
    wait_weeks: int | None = None
    has_space: bool = False
    experience: tuple[str, ...] = ()
    race_aware: bool = False
    race_words: str = ""
    identities: tuple[str, ...] = ()
    identity_words: str = ""
    lived: bool = False
    confidentiality: str = ""
    breaks: str = ""
    training: str = ""
    access: tuple[str, ...] = ()
    access_words: str = ""
    site: str = ""
    public_email: str = ""
    public_phone: str = ""


def apply(secrets: Secrets, now: datetime, words: Words, address: str, form: FormId) -> Therapist:
    """Keep an application, sealed by the server's key; nobody is shown anything of it before staff list it.

    The same form sent again is the same application with the newer words, as long as nobody has listed or removed it.
    A registration that somebody else applied with is taken too: staff are told of it (`therapist_checks`).
    """
    form_key = keyed_hash(secrets.keys.index, "therapist form", form.number)
    found = Therapist.get_or_none(Therapist.form_key == form_key)
    if found is not None:
        return _apply_again(secrets, found, words, address)
    ref = RefField("T").new()
    row = Therapist(ref=ref, form_key=form_key, applied_on=now.date(), **_sealed(secrets, ref, words, address))
    try:
        with writing():
            row.save(force_insert=True)
            audit.record(now, "therapist-applied", None, row)
    except IntegrityError:
        # The same form twice at one moment: the other was quicker.
        return Therapist.get(Therapist.form_key == form_key)
    return row


def registration_key(secrets: Secrets, body: str, number: str) -> bytes | None:
    """16 bytes that stand for a registration, however it is spaced and cased; None when there is no number."""
    bare = "".join(character for character in number.casefold() if character.isalnum())
    return keyed_hash(secrets.keys.index, "registration", body, bare, size=16) if bare else None


def words_of(secrets: Secrets, therapist: Therapist) -> Words:
    """All that a therapist told us. Raises NotOpened."""
    return _read(vault.unseal(secrets.keys, therapist.words, _place("words", therapist.ref)))


def sealed_words(secrets: Secrets, ref: str, words: Words) -> str:
    """The words sealed by the server's key, for the row with this reference."""
    return vault.seal(secrets.keys, json.dumps(asdict(words), default=str), _place("words", ref))


def listing_of(words: Words) -> str:
    """What everybody may read, as it is stored while the directory shows it: all but the day the insurance ends."""
    kept = asdict(replace(words, insured_until=None))
    return json.dumps({name: value for name, value in kept.items() if value})


def shown(listing: str) -> Words:
    """A listing as pages show it; a site that is no address of the web is left out."""
    words = _read(listing)
    return words if is_site(words.site) else replace(words, site="")


def facets_of(words: Words) -> str:
    """By what a therapist is found, as codes between spaces; a low price and a short wait fit wider wishes too."""
    is_remote = set(words.ways) - {IN_PERSON}
    # Who sits in a nation works by phone or video there as well.
    home = nation_of(words.area) if words.area else None
    has = {
        "space": words.has_space,
        "race-aware": words.race_aware,
        "funded": words.takes_packages,
        "free": words.free_places,
    }
    prices = [words.price] if words.price not in _PRICES else _PRICES[_PRICES.index(words.price) :]
    # Who has space now makes nobody wait, whatever stands in the other box.
    wait = 0 if words.has_space else words.wait_weeks
    waits = [str(weeks) for weeks in _WAITS if wait is not None and wait <= weeks]
    is_of_colour = not _OF_COLOUR.isdisjoint(words.identities)
    codes: dict[str, Iterable[str]] = {
        "how": words.ways,
        "has": [code for code, is_so in has.items() if is_so],
        "language": words.languages,
        "price": [*filter(None, prices), *["sliding"] * words.sliding],
        "approach": words.approaches,
        "knows": words.experience,
        "who": [*["lived"] * words.lived, *words.identities, *["of-colour"] * is_of_colour],
        "access": words.access,
        "wait": waits,
        **places(
            [words.area] if words.area and IN_PERSON in words.ways else [],
            [*words.nations, *filter(None, [home])] if is_remote else [],
        ),
    }
    return as_facets(codes)


def listed(today: date) -> ModelSelect:
    """Therapists whom everybody may see: listed, and confirmed within twelve months before `today`."""
    since = clocks.months_after(today, -KEPT_MONTHS)
    return Therapist.select().where((Therapist.state == "listed") & (Therapist.confirmed_on > since))


def named(today: date, ref: str) -> str:
    """The name of a therapist whom everybody may see; empty for anybody else."""
    found = listed(today).where(Therapist.ref == ref).first()
    return shown(found.listing).name if found else ""


def _apply_again(secrets: Secrets, found: Therapist, words: Words, address: str) -> Therapist:
    with writing():
        changed = _sealed(secrets, found.ref, words, address)
        Therapist.update(**changed).where((Therapist.id == found.id) & (Therapist.state == "applied")).execute()
    return Therapist.get_by_id(found.id)


def _sealed(secrets: Secrets, ref: str, words: Words, address: str) -> dict[str, Any]:
    """The columns of an application."""
    return {
        "words": sealed_words(secrets, ref, words),
        "email": vault.seal(secrets.keys, address, _place("email", ref)),
        "registration_key": registration_key(secrets, words.body, words.number),
        "insured_until": words.insured_until,
    }


def _read(text: str) -> Words:
    """Words from their JSON; codes that no list holds any more are kept, and pages leave them out."""
    known = {one.name for one in fields(Words)}
    said = {name: value for name, value in json.loads(text).items() if name in known}
    lists = {name: tuple(value) for name, value in said.items() if isinstance(value, list)}
    until = said.get("insured_until")
    found = Words(**{**said, **lists, "insured_until": date.fromisoformat(until) if until else None})
    return replace(found, area=found.area if found.area in AREAS else None)


def _place(column: str, ref: str) -> str:
    return f"therapist.{column}.{ref}"
