"""Pauses of all sending: by staff, or because the mail server refused too often."""

from peewee import CharField, DateTimeField, ForeignKeyField

from models.account import Account
from models.database import Table

REASONS = ("staff", "refusals")


class SendingPause(Table):
    """One pause; while it has no end nothing is claimed (`staff`), or no alert is (`refusals`)."""

    why = CharField()
    since_at = DateTimeField()
    ended_at = DateTimeField(null=True, index=True)
    by = ForeignKeyField(Account, null=True, backref="pauses", on_delete="SET NULL")
    ended_by = ForeignKeyField(Account, null=True, backref="pauses_ended", on_delete="SET NULL")
