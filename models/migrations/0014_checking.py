"""Checking by partner websites, what is asked again, reports about one person, searches that members keep."""

from peewee import BlobField, BooleanField, CharField, Check, DateField, ForeignKeyField, IntegerField, Model, TextField


def up(migrator, db):
    """Make the tables and columns."""

    class Account(Model):
        class Meta:
            database = db
            table_name = "account"

    class Report(Model):
        class Meta:
            database = db
            table_name = "report"

    class CheckSite(Model):
        ref = CharField(unique=True, max_length=16)
        name = CharField()
        key = BlobField(unique=True)
        made_by = ForeignKeyField(Account, null=True, on_delete="SET NULL")
        since_on = DateField()
        ended_on = DateField(null=True)

        class Meta:
            database = db
            table_name = "check_site"

    class Asking(Model):
        mark = BlobField(unique=True)
        account = ForeignKeyField(Account, null=True, on_delete="CASCADE")
        site = ForeignKeyField(CheckSite, null=True, on_delete="CASCADE")
        days = IntegerField(default=1)
        pattern = IntegerField(default=1)
        last_on = DateField(index=True)
        looked_on = DateField(null=True)

        class Meta:
            database = db
            table_name = "asking"

    class ReportPair(Model):
        one = ForeignKeyField(Report, on_delete="CASCADE")
        two = ForeignKeyField(Report, on_delete="CASCADE")
        says = CharField()
        said_by = ForeignKeyField(Account, null=True, on_delete="SET NULL")
        said_on = DateField()

        class Meta:
            database = db
            table_name = "report_pair"
            indexes = ((("one", "two"), True),)
            constraints = [Check("one_id < two_id")]

    class SavedSearch(Model):
        ref = CharField(unique=True, max_length=16)
        account = ForeignKeyField(Account, on_delete="CASCADE")
        words = TextField(null=True)
        area = CharField(null=True)
        harm = CharField(null=True)
        level = IntegerField(null=True)
        sector = CharField(null=True)
        gender = CharField(null=True)
        is_said = BooleanField(default=False)
        made_on = DateField()

        class Meta:
            database = db
            table_name = "saved_search"

    db.create_tables([CheckSite, Asking, ReportPair, SavedSearch])
    # When casework wrote down that police confirmed it, and with which index key its identifiers were keyed.
    db.execute_sql("ALTER TABLE report ADD COLUMN confirmed_on DATE")
    db.execute_sql("ALTER TABLE report ADD COLUMN keyed_with VARCHAR(255)")
    db.execute_sql("CREATE INDEX report_keyed_with ON report (keyed_with)")
