"""Deliveries: the ledger of alerts owed to members. The queue only rings; this table is the truth."""

from peewee import CharField, DateTimeField, ForeignKeyField

from models.account import Account
from models.alert import Alert
from models.database import Table
from models.owed import Owed


class Delivery(Owed):
    """One alert due to one member by one channel."""

    alert = ForeignKeyField(Alert, backref="deliveries", on_delete="CASCADE")
    account = ForeignKeyField(Account, backref="deliveries", on_delete="CASCADE")
    channel = CharField(default="email")

    class Meta:
        indexes = (
            (("alert", "account", "channel"), True),
            (("state", "due_at", "id"), False),
            (("account", "state"), False),
        )


class Heartbeat(Table):
    """When a worker was last seen, and which fixed time of the staff notice was last dealt with."""

    name = CharField(unique=True)
    seen_at = DateTimeField()
