"""Owed letters that are no alert: confirm an address, new password, reports wait."""

from peewee import CharField, DateTimeField, ForeignKeyField

from models.account import Account
from models.fields import KeyField, SealedField
from models.owed import Owed
from models.report import Report
from models.therapist import Therapist


class OwedLetter(Owed):
    """One letter to one address. Address and contents are sealed, and erased when it has gone.

    In state `asked` it is no letter yet: what somebody asked for an address, until the worker has answered it.
    """

    kind = CharField()
    account = ForeignKeyField(Account, null=True, on_delete="CASCADE")
    # A letter to a reporter, who has no account; it goes only while the report's reporter lets us get in touch.
    report = ForeignKeyField(Report, null=True, on_delete="CASCADE")
    # A letter to a therapist of the directory, who has no account either.
    therapist = ForeignKeyField(Therapist, null=True, on_delete="CASCADE")
    address = SealedField(null=True)
    address_key = KeyField(null=True, index=True)
    contents = SealedField(null=True)
    language = CharField(default="en")
    # A letter that must not go out twice in its time has a name: `reports-wait 2026-11-20 09`.
    once = CharField(null=True, unique=True)
    owed_at = DateTimeField()

    class Meta:
        indexes = ((("state", "due_at", "id"), False),)
