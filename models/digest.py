"""Digests: one letter that gathers the alerts a member is owed since the last one."""

from peewee import DateField, ForeignKeyField

from models.account import Account
from models.owed import Owed


class Digest(Owed):
    """One member's gathered letter of one day; its deliveries share its fate."""

    account = ForeignKeyField(Account, backref="digests", on_delete="CASCADE")
    day = DateField()

    class Meta:
        indexes = (
            (("account", "day"), True),
            (("state", "due_at", "id"), False),
        )
