"""Therapists: who applied to stand in the directory, how far they are vetted, and what the directory shows."""

from peewee import CharField, DateField, DateTimeField, ForeignKeyField, TextField

from models.account import Account
from models.database import Table
from models.fields import KeyField, RefField, SealedField

STATES = ("applied", "listed", "paused", "removed", "refused")
# What staff do before a therapist is listed, in this order.
CHECKS = ("documents", "conversation", "reference")


class Therapist(Table):
    """One therapist. Who applies is sealed by the server's key; the listing is clear while the directory shows it."""

    ref = RefField("T")
    state = CharField(default="applied", index=True)
    words = SealedField()
    email = SealedField()
    # The same registration under the same body: found without being readable.
    registration_key = KeyField(null=True, index=True)
    form_key = KeyField(null=True, unique=True)
    # JSON of what everybody may read, and its filters as codes between spaces: ` how:video language:en `.
    listing = TextField(null=True)
    facets = TextField(null=True)
    insured_until = DateField(null=True)
    # The day on which the therapist last said that all of it is still right; hidden after twelve months.
    confirmed_on = DateField(null=True, index=True)
    asked_on = DateField(null=True)
    applied_on = DateField()
    listed_on = DateField(null=True)
    state_why = CharField(null=True)
    # The link in a letter by which the therapist says what changed.
    link_key = KeyField(null=True, unique=True)
    link_until = DateTimeField(null=True)
    news = SealedField(null=True)

    class Meta:
        # The directory reads these of everybody; from the index alone it is five times as quick.
        indexes = ((("state", "confirmed_on", "ref", "facets"), False),)


class TherapistCheck(Table):
    """One thing that staff did before listing, or again a year later."""

    therapist = ForeignKeyField(Therapist, backref="checks", on_delete="CASCADE")
    check_name = CharField()
    checked_on = DateField()
    checked_by = ForeignKeyField(Account, null=True, on_delete="SET NULL")
    note = SealedField(null=True)
