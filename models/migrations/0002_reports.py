"""Reports, sealed, with harms, permissions, sightings and who reads them; and sessions."""

from peewee import (
    BlobField,
    BooleanField,
    CharField,
    CompositeKey,
    DateField,
    DateTimeField,
    ForeignKeyField,
    Model,
    TextField,
)


def up(migrator, db):
    """Make the tables."""

    class Account(Model):
        class Meta:
            database = db
            table_name = "account"

    class Report(Model):
        ref = CharField(unique=True, max_length=16)
        state = CharField(index=True, default="new")
        closed_as = CharField(null=True)
        origin = CharField(default="member")
        source_ref = CharField(unique=True, null=True)
        received_on = DateField()
        area = CharField(null=True)
        when_band = CharField(null=True)
        about = CharField(default="person")
        sector = CharField(null=True)
        is_in_danger = BooleanField(default=False)
        has_addition = BooleanField(default=False)
        words = TextField(null=True)
        contact = TextField(null=True)
        form_key = BlobField(unique=True, null=True)
        code_key = BlobField(unique=True, null=True)
        code_shown_until = DateTimeField(null=True)
        receipt_public_key = BlobField(null=True)
        receipt_private_key = TextField(null=True)

        class Meta:
            database = db
            table_name = "report"

    class ReportKey(Model):
        report = ForeignKeyField(Report, unique=True, on_delete="CASCADE")
        team_sealed = TextField()
        receipt_sealed = TextField(null=True)

        class Meta:
            database = db
            table_name = "report_key"

    class Harm(Model):
        report = ForeignKeyField(Report, on_delete="CASCADE")
        code = CharField(index=True)

        class Meta:
            database = db
            table_name = "harm"

    class Addition(Model):
        report = ForeignKeyField(Report, on_delete="CASCADE")
        words = TextField()
        added_on = DateField()

        class Meta:
            database = db
            table_name = "addition"

    class Reading(Model):
        report = ForeignKeyField(Report, on_delete="CASCADE")
        account = ForeignKeyField(Account, on_delete="CASCADE")
        reason = CharField(null=True)
        since_at = DateTimeField()

        class Meta:
            database = db
            table_name = "reading"
            indexes = ((("report", "account"), True),)

    class Permission(Model):
        report = ForeignKeyField(Report, on_delete="CASCADE")
        name = CharField()
        wording = CharField()
        given_by = CharField(default="person")
        given_on = DateField()
        taken_back_on = DateField(null=True)

        class Meta:
            database = db
            table_name = "permission"

    class Sighting(Model):
        key = BlobField()
        kind = CharField()
        report = ForeignKeyField(Report, on_delete="CASCADE")

        class Meta:
            database = db
            table_name = "sighting"
            primary_key = CompositeKey("key", "report")
            without_rowid = True

    class Session(Model):
        token_key = BlobField(unique=True)
        kind = CharField()
        account = ForeignKeyField(Account, null=True, on_delete="CASCADE")
        report = ForeignKeyField(Report, null=True, on_delete="CASCADE")
        payload = TextField()
        started_at = DateTimeField()
        last_seen_at = DateTimeField()

        class Meta:
            database = db
            table_name = "session"

    db.create_tables([Report, ReportKey, Harm, Addition, Reading, Permission, Sighting, Session])

    # One live row for each permission of a report; rows taken back stay beside it.
    db.execute_sql("CREATE UNIQUE INDEX permission_live ON permission (report_id, name) WHERE taken_back_on IS NULL")
