"""The audit: who opened, changed or released what; rows are only ever added."""

from peewee import CharField, DateTimeField, IntegerField

from models.database import Table


class Audit(Table):
    """One act. Names no person and holds no words: an actor's and an object's numbers, by the hour or by the day."""

    hour = DateTimeField()
    actor = IntegerField(null=True)
    actor_kind = CharField()
    action = CharField()
    object_kind = CharField(null=True)
    object_id = IntegerField(null=True)
    reason = CharField(null=True)
