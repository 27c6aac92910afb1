"""Messages about a report, what its reporter said of a warning shown first, letters to people without an account."""

from peewee import BlobField, BooleanField, CharField, DateField, ForeignKeyField, Model, TextField


def up(migrator, db):
    """Make the tables, and add columns to alerts and owed letters."""

    class Report(Model):
        class Meta:
            database = db
            table_name = "report"

    class Thread(Model):
        report = ForeignKeyField(Report, on_delete="CASCADE")
        party = CharField()
        waits_for_casework = BooleanField(index=True, default=False)
        waits_for_party = BooleanField(default=False)

        class Meta:
            database = db
            table_name = "thread"
            indexes = ((("report", "party"), True),)

    class Message(Model):
        thread = ForeignKeyField(Thread, on_delete="CASCADE")
        sender = CharField()
        team_sealed = TextField()
        party_sealed = TextField()
        words = TextField()
        sent_on = DateField()
        form_key = BlobField(unique=True)

        class Meta:
            database = db
            table_name = "message"

    db.create_tables([Thread, Message])
    for table, column in (
        ("alert", "asked_at DATETIME"),
        ("alert_report", "answer VARCHAR(255)"),
        ("alert_report", "answered_hash VARCHAR(255)"),
        ("owed_letter", "report_id INTEGER REFERENCES report (id) ON DELETE CASCADE"),
    ):
        db.execute_sql(f"ALTER TABLE {table} ADD COLUMN {column}")
    db.execute_sql("CREATE INDEX owed_letter_report_id ON owed_letter (report_id)")
    # Behind the rules: what a reporter said no to never goes out.
    db.execute_sql("""
        CREATE TRIGGER alert_needs_no_objection BEFORE UPDATE OF state ON alert
        WHEN NEW.state = 'published' AND EXISTS (
            SELECT 1 FROM alert_report l
            WHERE l.alert_id = NEW.id AND l.answer = 'objects' AND l.answered_hash = NEW.approved_hash)
        BEGIN SELECT RAISE(ABORT, 'the reporter objects'); END""")
