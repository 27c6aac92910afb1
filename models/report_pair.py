"""Reports that staff held against each other."""

from peewee import CharField, Check, DateField, ForeignKeyField

from models.account import Account
from models.database import Table
from models.report import Report

SAYS = ("same", "not")


class ReportPair(Table):
    """Two reports, the lower number first, and whether they are about the same person."""

    one = ForeignKeyField(Report, backref="pairs_first", on_delete="CASCADE")
    two = ForeignKeyField(Report, backref="pairs_second", on_delete="CASCADE")
    says = CharField()
    said_by = ForeignKeyField(Account, null=True, on_delete="SET NULL")
    said_on = DateField()

    class Meta:
        constraints = [Check("one_id < two_id")]
        indexes = ((("one", "two"), True),)
