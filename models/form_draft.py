"""Form drafts: a long report that somebody is still writing, kept a day under its code."""

from peewee import CharField, DateTimeField, IntegerField

from models.database import Table
from models.fields import KeyField, SealedField


class FormDraft(Table):
    """What was answered so far, sealed with a key that only the code opens."""

    # Which form it is a draft of, as the report it will be: harm or professional.
    kind = CharField(default="harm")
    form_key = KeyField(unique=True)
    code_key = KeyField(unique=True)
    sealed_key = SealedField()
    words = SealedField()
    # Counts the saves, so that a second window's older page is known.
    version = IntegerField(default=1)
    expires_at = DateTimeField(index=True)
