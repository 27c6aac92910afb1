"""Searches that members keep; a new alert that fits one comes by letter."""

from peewee import BooleanField, CharField, DateField, ForeignKeyField, IntegerField

from models.account import Account
from models.database import Table
from models.fields import RefField, SealedField


class SavedSearch(Table):
    """What one member looks for again and again; the words are sealed."""

    ref = RefField("S")
    account = ForeignKeyField(Account, backref="searches", on_delete="CASCADE")
    words = SealedField(null=True)
    area = CharField(null=True)
    harm = CharField(null=True)
    level = IntegerField(null=True)
    sector = CharField(null=True)
    gender = CharField(null=True)
    # Whether the words count only where it stands what somebody does, says or asks for.
    is_said = BooleanField(default=False)
    made_on = DateField()
