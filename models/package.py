"""Funded therapy: what somebody asked for, what was granted, with whom, and what was used of it."""

from peewee import CharField, DateField, ForeignKeyField, IntegerField

from models.account import Account
from models.database import Table
from models.fields import SealedField
from models.report import Report
from models.therapist import Therapist

STATES = ("asked", "granted", "matched", "ended", "refused")
ENDINGS = ("used", "stopped", "moved", "lost-touch")


class Package(Table):
    """One request for funded therapy. Who asks and why is sealed in the report that carries it."""

    report = ForeignKeyField(Report, unique=True, backref="packages", on_delete="CASCADE")
    state = CharField(default="asked", index=True)
    # Why it was granted or not, for casework alone; sealed with the report's key.
    note = SealedField(null=True)
    sessions_granted = IntegerField(null=True)
    pence_per_session = IntegerField(null=True)
    therapist = ForeignKeyField(Therapist, null=True, backref="packages", on_delete="SET NULL")
    # All that the therapist is told of the person.
    client_code = CharField(null=True, unique=True)
    asked_on = DateField()
    granted_on = DateField(null=True)
    matched_on = DateField(null=True)
    ended_on = DateField(null=True)
    ended_as = CharField(null=True)


class PackageSession(Table):
    """One session that was used."""

    package = ForeignKeyField(Package, backref="sessions", on_delete="CASCADE")
    held_on = DateField()
    noted_by = ForeignKeyField(Account, null=True, on_delete="SET NULL")
