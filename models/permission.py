"""Permissions: what the reporter lets us do, each apart, dated and worded."""

from peewee import CharField, DateField, ForeignKeyField

from models.database import Table
from models.report import Report


class Permission(Table):
    """One permission as it was given; taken back it stays as a dated row, given again it is a new one."""

    report = ForeignKeyField(Report, backref="permissions", on_delete="CASCADE")
    name = CharField()
    wording = CharField()
    given_by = CharField(default="person")
    given_on = DateField()
    taken_back_on = DateField(null=True)

    @classmethod
    def live(cls):
        """Permissions in force."""
        return cls.select().where(cls.taken_back_on.is_null())
