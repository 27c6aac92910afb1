"""Sign-ins and opened receipt codes, kept on the server."""

from peewee import CharField, DateTimeField, ForeignKeyField

from models.account import Account
from models.database import Table
from models.fields import KeyField, SealedField
from models.form_draft import FormDraft
from models.report import Report


class Session(Table):
    """One browser's way in. The payload opens only with a key that the cookie carries."""

    token_key = KeyField(unique=True)
    kind = CharField()
    account = ForeignKeyField(Account, null=True, backref="sessions", on_delete="CASCADE")
    report = ForeignKeyField(Report, null=True, backref="sessions", on_delete="CASCADE")
    form_draft = ForeignKeyField(FormDraft, null=True, backref="sessions", on_delete="CASCADE")
    payload = SealedField()
    started_at = DateTimeField()
    last_seen_at = DateTimeField()
