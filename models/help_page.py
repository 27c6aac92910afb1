"""Help pages as staff changed them, local services, and that a person has looked at a page or a fact."""

from peewee import BooleanField, CharField, Check, DateField, DateTimeField, ForeignKeyField, TextField

from models.account import Account
from models.database import Table
from models.fields import RefField

STATES = ("draft", "waiting", "published", "replaced")


class HelpVersion(Table):
    """One version of a help page in Markdown; until one is published, the page stands as it was shipped."""

    page = CharField(index=True)
    state = CharField(default="draft")
    title = CharField()
    body = TextField()
    # JSON: a list of title, address and date.
    sources = TextField(default="[]")
    author = ForeignKeyField(Account, null=True, on_delete="SET NULL")
    approver = ForeignKeyField(Account, null=True, on_delete="SET NULL")
    changed_at = DateTimeField()
    published_on = DateField(null=True)

    class Meta:
        constraints = [Check("approver_id IS NULL OR author_id IS NULL OR approver_id <> author_id")]


class FactCheck(Table):
    """That somebody looked at the source of a fact or a help page and found it right."""

    # A code of models/data/facts.json, `clock:` and a clock's, or `page:` and a help page's.
    fact = CharField(unique=True)
    # The fingerprint of what they found right; a changed fact or page has to be looked at again.
    seen = CharField()
    checked_on = DateField()
    checked_by = ForeignKeyField(Account, null=True, on_delete="SET NULL")


class Service(Table):
    """A local service that people can be sent to, with its filters as codes between spaces."""

    ref = RefField("S")
    is_listed = BooleanField(default=False)
    # JSON of what everybody may read.
    listing = TextField()
    facets = TextField()
    checked_on = DateField(null=True)
    changed_by = ForeignKeyField(Account, null=True, on_delete="SET NULL")
