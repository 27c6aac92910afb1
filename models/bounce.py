"""Bounces: that a member's address took no letter, once a day at most."""

from peewee import CharField, DateField, ForeignKeyField

from models.account import Account
from models.database import Table

# From the least to the worst: a full mailbox alone never stops letters.
KINDS = ("full", "soft", "hard", "complaint")


class Bounce(Table):
    """The worst that came back from a member's address on one day."""

    account = ForeignKeyField(Account, backref="bounces", on_delete="CASCADE")
    kind = CharField()
    day = DateField()

    class Meta:
        indexes = ((("account", "day"), True),)
