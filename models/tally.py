"""Counts that belong to nobody: answers and checks by month."""

from peewee import CharField, IntegerField

from models.database import Table


class Tally(Table):
    """How often something was answered in a month; nothing ties it to a person."""

    month = CharField()
    subject = CharField()
    answer = CharField()
    count = IntegerField(default=0)

    class Meta:
        indexes = ((("month", "subject", "answer"), True),)
