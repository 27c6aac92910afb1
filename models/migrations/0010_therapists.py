"""The therapists' directory and funded therapy."""

from peewee import BlobField, CharField, DateField, DateTimeField, ForeignKeyField, IntegerField, Model, TextField


def up(migrator, db):
    """Make the tables, and let a letter be owed to a therapist."""

    class Account(Model):
        class Meta:
            database = db
            table_name = "account"

    class Report(Model):
        class Meta:
            database = db
            table_name = "report"

    class Therapist(Model):
        ref = CharField(unique=True, max_length=16)
        state = CharField(default="applied", index=True)
        words = TextField()
        email = TextField()
        registration_key = BlobField(null=True, index=True)
        form_key = BlobField(null=True, unique=True)
        listing = TextField(null=True)
        facets = TextField(null=True)
        insured_until = DateField(null=True)
        confirmed_on = DateField(null=True, index=True)
        asked_on = DateField(null=True)
        applied_on = DateField()
        listed_on = DateField(null=True)
        state_why = CharField(null=True)
        link_key = BlobField(null=True, unique=True)
        link_until = DateTimeField(null=True)
        news = TextField(null=True)

        class Meta:
            database = db
            table_name = "therapist"
            indexes = ((("state", "confirmed_on", "ref", "facets"), False),)

    class TherapistCheck(Model):
        therapist = ForeignKeyField(Therapist, on_delete="CASCADE")
        check_name = CharField()
        checked_on = DateField()
        checked_by = ForeignKeyField(Account, null=True, on_delete="SET NULL")
        note = TextField(null=True)

        class Meta:
            database = db
            table_name = "therapist_check"

    class Package(Model):
        report = ForeignKeyField(Report, unique=True, on_delete="CASCADE")
        state = CharField(default="asked", index=True)
        note = TextField(null=True)
        sessions_granted = IntegerField(null=True)
        pence_per_session = IntegerField(null=True)
        therapist = ForeignKeyField(Therapist, null=True, on_delete="SET NULL")
        client_code = CharField(null=True, unique=True)
        asked_on = DateField()
        granted_on = DateField(null=True)
        matched_on = DateField(null=True)
        ended_on = DateField(null=True)
        ended_as = CharField(null=True)

        class Meta:
            database = db
            table_name = "package"

    class PackageSession(Model):
        package = ForeignKeyField(Package, on_delete="CASCADE")
        held_on = DateField()
        noted_by = ForeignKeyField(Account, null=True, on_delete="SET NULL")

        class Meta:
            database = db
            table_name = "package_session"

    db.create_tables([Therapist, TherapistCheck, Package, PackageSession])
    db.execute_sql(
        "ALTER TABLE owed_letter ADD COLUMN therapist_id INTEGER REFERENCES therapist (id) ON DELETE CASCADE"
    )
    db.execute_sql("CREATE INDEX owed_letter_therapist_id ON owed_letter (therapist_id)")
