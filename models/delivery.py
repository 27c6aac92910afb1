"""Deliveries: the ledger of alerts owed to members. The queue only rings; this table is the truth."""

from peewee import CharField, DateTimeField, ForeignKeyField

from models.account import Account
from models.alert import Alert
from models.database import Table
from models.digest import Digest
from models.owed import Owed

# `correction`: a second letter that says how it stands with the alert now.
KINDS = ("alert", "correction")
CHANNELS = ("email", "text")


class Delivery(Owed):
    """One alert due to one member by one channel."""

    alert = ForeignKeyField(Alert, backref="deliveries", on_delete="CASCADE")
    account = ForeignKeyField(Account, backref="deliveries", on_delete="CASCADE")
    channel = CharField(default="email")
    kind = CharField(default="alert")
    # The letter that gathers it with others; without one it goes by itself.
    digest = ForeignKeyField(Digest, null=True, backref="deliveries", on_delete="SET NULL")

    class Meta:
        indexes = (
            (("alert", "account", "channel", "kind"), True),
            # What is due by itself, without a look at what is gathered or goes to phones.
            (("state", "channel", "digest", "due_at", "id"), False),
            (("account", "state"), False),
        )


class Heartbeat(Table):
    """When a worker was last seen, and which fixed time of the staff notice was last dealt with."""

    name = CharField(unique=True)
    seen_at = DateTimeField()
