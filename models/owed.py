"""What every row of the ledger has: how far a letter has come, in whose hands it is, when it is due."""

from peewee import BooleanField, CharField, DateTimeField, IntegerField

from models.database import Table

STATES = ("owed", "claimed", "sent", "bounced", "cancelled")


class Owed(Table):
    """The columns that deliveries and owed letters share; no table of its own."""

    state = CharField(default="owed")
    due_at = DateTimeField()
    attempts = IntegerField(default=0)
    claimed_by = CharField(null=True)
    claimed_at = DateTimeField(null=True)
    sent_at = DateTimeField(null=True)
    is_possibly_twice = BooleanField(default=False)
    refusal = CharField(null=True)
