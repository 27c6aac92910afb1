"""Sightings: in which reports an identifier was met, found by its keyed hash alone."""

from peewee import CharField, CompositeKey, ForeignKeyField

from models.database import Table
from models.fields import KeyField
from models.report import Report


class Sighting(Table):
    """One identifier in one report. What it says is sealed in the report; here is only a key to match."""

    key = KeyField()
    kind = CharField()
    report = ForeignKeyField(Report, backref="sightings", on_delete="CASCADE")

    class Meta:
        primary_key = CompositeKey("key", "report")
        without_rowid = True
