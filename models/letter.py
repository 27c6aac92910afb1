"""Owed letters that are no alert: confirm an address, new password, reports wait."""

from peewee import BooleanField, CharField, DateTimeField, ForeignKeyField, IntegerField

from models.account import Account
from models.database import Table
from models.fields import KeyField, SealedField


class OwedLetter(Table):
    """One letter to one address. Address and contents are sealed, and erased when it has gone.

    In state `asked` it is no letter yet: what somebody asked for an address, until the worker has answered it.
    """

    kind = CharField()
    account = ForeignKeyField(Account, null=True, on_delete="CASCADE")
    address = SealedField(null=True)
    address_key = KeyField(null=True, index=True)
    contents = SealedField(null=True)
    language = CharField(default="en")
    # A letter that must not go out twice in its time has a name: `reports-wait 2026-11-20 09`.
    once = CharField(null=True, unique=True)
    state = CharField(default="owed")
    owed_at = DateTimeField()
    due_at = DateTimeField()
    attempts = IntegerField(default=0)
    claimed_by = CharField(null=True)
    claimed_at = DateTimeField(null=True)
    sent_at = DateTimeField(null=True)
    is_possibly_twice = BooleanField(default=False)
    refusal = CharField(null=True)

    class Meta:
        indexes = ((("state", "due_at", "id"), False),)
