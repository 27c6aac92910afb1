"""Messages about a report, to and fro: between casework and the reporter, and between casework and a project."""

from peewee import BooleanField, CharField, DateField, ForeignKeyField

from models.database import Table
from models.fields import KeyField, SealedField
from models.report import Report

PARTIES = ("reporter", "project")
CASEWORK = "casework"


class Thread(Table):
    """The messages of one report with one party, and for whom one waits."""

    report = ForeignKeyField(Report, backref="threads", on_delete="CASCADE")
    party = CharField()
    # Somebody has not opened the newest message yet.
    waits_for_casework = BooleanField(default=False, index=True)
    waits_for_party = BooleanField(default=False)

    class Meta:
        indexes = ((("report", "party"), True),)

    @classmethod
    def unread(cls):
        """Threads in which casework has not read the newest message."""
        return cls.select().where(cls.waits_for_casework)


class Message(Table):
    """One message with a key of its own, sealed to both sides; `sender` is casework or the thread's party."""

    thread = ForeignKeyField(Thread, backref="messages", on_delete="CASCADE")
    sender = CharField()
    team_sealed = SealedField()
    party_sealed = SealedField()
    words = SealedField()
    sent_on = DateField()
    # The same form with the same words is the same message.
    form_key = KeyField(unique=True)
