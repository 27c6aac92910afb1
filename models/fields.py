"""Columns with a meaning of their own, and the letters of codes that are read aloud."""

import secrets
from typing import TYPE_CHECKING, Any

from peewee import BlobField, CharField, TextField

# Crockford's base 32: no I, L, O or U, so a code can be read aloud.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def spelled(number: int, length: int) -> str:
    """The lowest bits of a number in so many letters of ALPHABET, 5 bits each, the highest first."""
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(length)))


def by_chance(length: int) -> str:
    """So many random letters of ALPHABET, 5 bits each."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


class Column:
    """Tells the type checker that a row's column holds a value; peewee puts its own accessor there."""

    if TYPE_CHECKING:

        def __get__(self, row: Any, table: Any = None) -> Any: ...

        def __set__(self, row: Any, value: Any) -> None: ...


class SealedField(Column, TextField):
    """Text sealed by rules/vault.py: `version.key-id.base64`; never readable by SQL."""


class KeyField(Column, BlobField):
    """Bytes: a keyed hash (16 or 32) to find a row by, a salt, or the public half of a key pair."""

    def python_value(self, value):
        """Give bytes on every database."""
        return None if value is None else bytes(value)


class RefField(Column, CharField):
    """A short random name for addresses and talk, such as `A-7K2MQ4XD`; tells nothing of order or time."""

    def __init__(self, letter: str, **kwargs):
        self.letter = letter
        super().__init__(max_length=16, unique=True, default=self.new, **kwargs)

    def new(self) -> str:
        """A fresh name; the column refuses a repeat."""
        return f"{self.letter}-{by_chance(8)}"
