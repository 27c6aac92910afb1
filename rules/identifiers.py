"""Identifiers: numbers, e-mails, plates and usernames, read from one free box in the form they are compared in."""

import re
from dataclasses import dataclass

from rules.identifier_kinds import LONGEST, READERS, WITHIN, prepared

KINDS = ("phone", "email", "plate", "username")
# Each costs a slow hash; what comes after these is kept sealed and not keyed.
MOST_KEPT = 15
MASK = "…"
# Hosts that ignore dots and +tags, and the name each is known by.
DOTLESS_HOSTS = {"gmail.com": "gmail.com", "googlemail.com": "gmail.com"}
_BREAKS = re.compile("[\n,;]+")


@dataclass(frozen=True)
class Identifier:
    """One thing that points to somebody: its kind, the form it is compared in, and how it was written."""

    kind: str
    value: str
    written: str


def read_one(text: str) -> Identifier | None:
    """The one identifier that the text is, or None. Reading a value again gives the same value."""
    written = " ".join(text.split())
    piece = prepared(text)
    if not piece or len(piece) > LONGEST:
        return None
    for kind, read in READERS:
        if value := read(piece):
            return Identifier(kind, value, written)
    return None


def identifiers_within(text: str) -> list[Identifier]:
    """The e-mails, phone numbers and plates written in full somewhere in a longer text, each once, in order of kind."""
    rest = prepared(text)
    found: dict[tuple[str, str], Identifier] = {}
    for kind, shape, read in WITHIN:
        for match in shape.finditer(rest):
            if value := read(match[0]):
                found.setdefault((kind, value), Identifier(kind, value, match[0]))
        rest = shape.sub(lambda match: match[0] if not read(match[0]) else " | ", rest)  # noqa: B023 - used at once
    return list(found.values())


def read_identifiers(text: str) -> tuple[list[Identifier], list[str]]:
    """What the box holds, split at lines, commas and semicolons: identifiers, and the pieces that are more than one.

    Each identifier comes once, at most `MOST_KEPT` of them. Every piece that is not exactly one of these is among the
    others as it was written, so no word is lost; identifiers that stand in a sentence are found there too.
    """
    known: dict[tuple[str, str], Identifier] = {}
    others: dict[str, None] = {}
    for piece in _BREAKS.split(text.replace("\r", "\n")):
        one = read_one(piece) if len(known) < MOST_KEPT else None
        for identifier in [one] if one else identifiers_within(piece) if len(known) < MOST_KEPT else []:
            if len(known) < MOST_KEPT:
                known.setdefault((identifier.kind, identifier.value), identifier)
        if one is None and (words := " ".join(piece.split())):
            others.setdefault(words)
    return list(known.values()), list(others)


def keys_of(identifier: Identifier) -> tuple[str, ...]:
    """The texts to index it by; two identifiers of a kind are the same one when they share a text.

    An e-mail at a host that ignores dots and +tags has a second text without them. A plate has only the one in which
    O is 0 and I is 1.
    """
    if identifier.kind == "plate":
        return (identifier.value.translate(str.maketrans("OI", "01")),)
    if identifier.kind == "email":
        name, _, host = identifier.value.rpartition("@")
        if host in DOTLESS_HOSTS:
            folded = f"{name.partition('+')[0].replace('.', '')}@{DOTLESS_HOSTS[host]}"
            return tuple(dict.fromkeys((identifier.value, folded)))
    return (identifier.value,)


def masked(identifier: Identifier) -> str:
    """The identifier as an alert may show it: enough to recognise one you have, too little to use."""
    value = identifier.value
    if identifier.kind == "phone":
        start = "0" + value[3] if value.startswith("+44") else value[:3]
        return f"{start}{MASK}{value[-2:]}"
    if identifier.kind == "email":
        name, _, host = value.rpartition("@")
        return f"{name[0]}{MASK}@{host}"
    if identifier.kind == "username":
        site, _, name = value.partition("/")
        return f"{site}/{name[0]}{MASK}"
    return f"{value[:2]}{MASK}{value[-1]}"
