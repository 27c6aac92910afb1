"""Local services that people can be sent to: what is told of one, and the list that everybody may read."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, datetime
from typing import Any

from models.account import Account
from models.codes import AREAS, ROOT_AREA
from models.database import fetch, writing
from models.directory_codes import REACHED, SERVICES, SPOKEN
from models.fields import spelled
from models.help_page import Service
from rules import N_, Refused, audit, directory_index
from rules.directory import IN_PERSON, Group, Query, as_facets, places
from rules.directory_index import Found, index
from rules.fact_checks import digest
from rules.form_ids import FormId
from rules.web_addresses import is_site

PAGE = 8
GROUPS = (
    Group("kind", N_("What for"), SERVICES["kinds"], is_many=True),
    Group("how", N_("How"), SERVICES["ways"]),
    Group("free", N_("Price"), SERVICES["free"]),
    Group("for", N_("Who it welcomes"), SERVICES["welcomes"], is_many=True),
    Group("language", N_("Language"), SPOKEN),
    Group("access", N_("Access"), SERVICES["access"], is_many=True),
)
EVERYBODY = "everybody"


class ChangedMeanwhile(Refused):
    """A colleague changed the service after this person opened it."""

    message = N_(
        "Somebody else changed this while you wrote. Nothing of yours is saved yet, and nothing is lost. "
        "Where what is kept now differs from yours stands below. Bring the two together, then save again."
    )


@dataclass(frozen=True)
class Told:
    """What everybody may read of a service; lists hold codes of SERVICES and SPOKEN, `area` is one of AREAS."""

    name: str
    kinds: tuple[str, ...] = ()
    area: str = ROOT_AREA.code
    ways: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    is_free: bool = False
    welcomes: tuple[str, ...] = ()
    about: str = ""
    hours: str = ""
    where: str = ""
    phone: str = ""
    email: str = ""
    site: str = ""
    access: tuple[str, ...] = ()


@dataclass(frozen=True)
class Listed:
    """A service on the list, and the day on which somebody last looked whether it is right."""

    told: Told
    checked_on: date | None


def add(now: datetime, by: Account | None, told: Told, form: FormId | None = None) -> Service:
    """Put a service on the list, checked today; the same form sent again is the same service."""
    first = {"is_listed": True, "checked_on": now.date(), "changed_by": by, **_columns(told)}
    with writing():
        if form is None:
            service, is_new = Service.create(**first), True
        else:
            service, is_new = Service.get_or_create(ref=_ref(form), defaults=first)
        if is_new:
            audit.record(now, "service-added", by, service)
    return service


def fingerprint(service: Service) -> str:
    """A short text that is another one as soon as somebody changed what is told of a service."""
    return digest(service.listing)


def change(now: datetime, by: Account, service: Service, told: Told, seen: str | None = None) -> None:
    """Store what is told of a service; whoever writes it has checked it today.

    `seen` is the fingerprint of what `by` began from (None: what is told now). Raises ChangedMeanwhile.
    """
    with writing():
        if seen is not None and fingerprint(Service.get_by_id(service.id)) != seen:
            raise ChangedMeanwhile
        _store(now, by, service, "service-changed", checked_on=now.date(), **_columns(told))


def check(now: datetime, by: Account, service: Service) -> None:
    """Note that all of it was looked at today and is right."""
    _store(now, by, service, "service-checked", checked_on=now.date())


def take_off(now: datetime, by: Account, service: Service) -> None:
    """Take a service off the list; it is kept, so that it can be put back."""
    _store(now, by, service, "service-off", is_listed=False)


def put_back(now: datetime, by: Account, service: Service) -> None:
    """Show a service again, checked today."""
    _store(now, by, service, "service-on", is_listed=True, checked_on=now.date())


def told_of(service: Service) -> Told:
    """What is told of a service; a site that is no address of the web and an area that is gone are left out."""
    return _read(service.listing)


def find(today: date, query: Query, after: str | None = None) -> tuple[Found, list[Listed]]:
    """Services that fit, PAGE of them after the one with this reference, and what is told of them, in two queries.

    The order changes every day. An unknown reference starts at the top.
    """
    sql, values = Service.select(Service.ref, Service.facets).where(Service.is_listed).sql()
    entries = index(tuple(fetch(sql, tuple(values))), f"{today}")
    found = directory_index.find(entries, GROUPS, REACHED, query, after, PAGE)
    rows = Service.select(Service.ref, Service.listing, Service.checked_on).where(Service.ref.in_(found.refs))
    listed = {row.ref: Listed(_read(row.listing), row.checked_on) for row in rows}
    return found, [listed[ref] for ref in found.refs if ref in listed]


def one(ref: str) -> Service | None:
    """A service that everybody may see; None for any other."""
    return Service.get_or_none((Service.ref == ref) & Service.is_listed)


def for_staff() -> list[tuple[Service, Told]]:
    """Every service, those on the list first, the longest unchecked before the others."""
    rows = Service.select(Service, Account).left_outer_join(Account)
    rows = rows.order_by(Service.is_listed.desc(), Service.checked_on, Service.id)
    return [(row, _read(row.listing)) for row in rows]


def _store(now: datetime, by: Account, service: Service, action: str, **columns) -> None:
    with writing():
        Service.update(changed_by=by, **columns).where(Service.id == service.id).execute()
        audit.record(now, action, by, service)


def _columns(told: Told) -> dict[str, str]:
    """What a service tells, and by what it is found."""
    welcomes = SERVICES["welcomes"] if EVERYBODY in told.welcomes else told.welcomes
    is_remote = set(told.ways) - {IN_PERSON}
    codes: dict[str, Iterable[str]] = {
        "kind": told.kinds,
        "how": told.ways,
        "free": ["yes"] * told.is_free,
        "for": welcomes,
        "language": told.languages,
        "access": told.access,
        **places([told.area], [told.area] if is_remote else []),
    }
    said = {name: value for name, value in asdict(told).items() if value}
    return {"listing": json.dumps(said), "facets": as_facets(codes)}


def _read(listing: str) -> Told:
    known = {one.name for one in fields(Told)}
    said = {name: value for name, value in json.loads(listing).items() if name in known}
    kept: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in said.items()}
    told = Told(**kept)
    site, area = told.site if is_site(told.site) else "", told.area if told.area in AREAS else ROOT_AREA.code
    return replace(told, site=site, area=area)


def _ref(form: FormId) -> str:
    """The reference that this form always gives."""
    number = int.from_bytes(form.number[:5], "big")
    return f"S-{spelled(number, 8)}"
