"""Partner websites that may ask the checker, and what is asked again on several days."""

from peewee import CharField, DateField, ForeignKeyField, IntegerField

from models.account import Account
from models.database import Table
from models.fields import KeyField, RefField


class CheckSite(Table):
    """A website whose workers check inside it, by a key of its own; only a hash of the key is kept."""

    ref = RefField("W")
    name = CharField()
    key = KeyField(unique=True)
    made_by = ForeignKeyField(Account, null=True, on_delete="SET NULL")
    since_on = DateField()
    ended_on = DateField(null=True)


class Asking(Table):
    """That somebody asked for the same identifier on so many days; the mark tells neither which nor, alone, who."""

    mark = KeyField(unique=True)
    account = ForeignKeyField(Account, null=True, on_delete="CASCADE")
    site = ForeignKeyField(CheckSite, null=True, on_delete="CASCADE")
    days = IntegerField(default=1)
    # Which of the 30 days up to the last one these were: a bit for each, the last day's is 1.
    pattern = IntegerField(default=1)
    last_on = DateField(index=True)
    # When staff looked at it.
    looked_on = DateField(null=True)
