"""The casework team's key pair and who was given its private half."""

from peewee import BooleanField, CharField, DateField, ForeignKeyField

from models.account import Account
from models.database import Table
from models.fields import KeyField, SealedField


class KeyPair(Table):
    """A key pair of a team; reports are sealed to the public half of the current one."""

    team = CharField()
    public_key = KeyField()
    is_current = BooleanField(default=True)
    made_on = DateField()

    @classmethod
    def current(cls, team: str = "casework"):
        """The pair that new reports are sealed to, or None before the first caseworker."""
        return cls.get_or_none((cls.team == team) & cls.is_current)


class KeyGrant(Table):
    """The team's private half, sealed to one account's public half."""

    key_pair = ForeignKeyField(KeyPair, backref="grants", on_delete="CASCADE")
    account = ForeignKeyField(Account, backref="key_grants", on_delete="CASCADE")
    sealed_key = SealedField()

    class Meta:
        indexes = ((("key_pair", "account"), True),)
