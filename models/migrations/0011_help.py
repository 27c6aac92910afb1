"""Help pages as staff change them, local services, and facts that somebody checked."""

from peewee import BooleanField, CharField, Check, DateField, DateTimeField, ForeignKeyField, Model, TextField


def up(migrator, db):
    """Make the tables."""

    class Account(Model):
        class Meta:
            database = db
            table_name = "account"

    class HelpVersion(Model):
        page = CharField(index=True)
        state = CharField(default="draft")
        title = CharField()
        body = TextField()
        sources = TextField(default="[]")
        author = ForeignKeyField(Account, null=True, on_delete="SET NULL")
        approver = ForeignKeyField(Account, null=True, on_delete="SET NULL")
        changed_at = DateTimeField()
        published_on = DateField(null=True)

        class Meta:
            database = db
            table_name = "help_version"
            constraints = [Check("approver_id IS NULL OR author_id IS NULL OR approver_id <> author_id")]

    class FactCheck(Model):
        fact = CharField(unique=True)
        seen = CharField()
        checked_on = DateField()
        checked_by = ForeignKeyField(Account, null=True, on_delete="SET NULL")

        class Meta:
            database = db
            table_name = "fact_check"

    class Service(Model):
        ref = CharField(unique=True, max_length=16)
        is_listed = BooleanField(default=False)
        listing = TextField()
        facets = TextField()
        checked_on = DateField(null=True)
        changed_by = ForeignKeyField(Account, null=True, on_delete="SET NULL")

        class Meta:
            database = db
            table_name = "service"

    db.create_tables([HelpVersion, FactCheck, Service])
