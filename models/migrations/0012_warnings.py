"""How a warning goes on: its standing, when to look at it again, whom it targets, its translations."""

from peewee import CharField, Check, ForeignKeyField, Model, TextField

# Months until a warning is looked at again, by level.
MONTHS = {1: 6, 2: 12, 3: 24}


def up(migrator, db):
    """Make the tables and columns; what is out already is to be looked at as many months after it went out."""

    class Account(Model):
        class Meta:
            database = db
            table_name = "account"

    class Alert(Model):
        class Meta:
            database = db
            table_name = "alert"

    class AlertTarget(Model):
        alert = ForeignKeyField(Alert, on_delete="CASCADE")
        code = CharField()

        class Meta:
            database = db
            table_name = "alert_target"
            indexes = ((("alert", "code"), True),)

    class AlertTranslation(Model):
        alert = ForeignKeyField(Alert, on_delete="CASCADE")
        language = CharField()
        state = CharField(default="draft")
        draft = TextField(null=True)
        words = TextField(null=True)
        approved_hash = CharField(null=True)
        author = ForeignKeyField(Account, null=True, on_delete="SET NULL")
        approver = ForeignKeyField(Account, null=True, on_delete="SET NULL")

        class Meta:
            database = db
            table_name = "alert_translation"
            indexes = ((("alert", "language"), True),)
            constraints = [Check("approver_id IS NULL OR author_id IS NULL OR approver_id <> author_id")]

    db.create_tables([AlertTarget, AlertTranslation])
    for column in (
        "standing VARCHAR(255) NOT NULL DEFAULT 'live'",
        "standing_on DATE",
        "review_on DATE",
        "corrects_id INTEGER REFERENCES alert (id) ON DELETE SET NULL",
        "times INTEGER NOT NULL DEFAULT 1",
    ):
        db.execute_sql(f"ALTER TABLE alert ADD COLUMN {column}")
    db.execute_sql("CREATE INDEX alert_corrects_id ON alert (corrects_id)")
    db.execute_sql("CREATE INDEX alert_standing_review_on ON alert (standing, review_on)")
    for level, months in MONTHS.items():
        db.execute_sql(
            "UPDATE alert SET review_on = date(published_at, ?) WHERE state = 'published' AND level = ?",
            (f"+{months} months", level),
        )
    # One that has expired may come back, and only as it was.
    db.execute_sql("DROP TRIGGER alert_keeps_its_words")
    db.execute_sql("""
        CREATE TRIGGER alert_keeps_its_words BEFORE UPDATE OF words ON alert
        WHEN OLD.state IN ('published', 'expired') AND NEW.state IN ('published', 'expired')
            AND NEW.words IS NOT OLD.words
        BEGIN SELECT RAISE(ABORT, 'published words do not change'); END""")
    # The same two doors as for the warning itself: somebody else approves, and what is out does not change.
    for moment in ("BEFORE UPDATE OF state ON", "BEFORE INSERT ON"):
        name = "translation_needs_second_person" + ("_too" if "INSERT" in moment else "")
        db.execute_sql(f"""
            CREATE TRIGGER {name} {moment} alert_translation
            WHEN NEW.state = 'approved' AND (
                NEW.approver_id IS NULL OR NEW.author_id IS NULL OR NEW.approved_hash IS NULL)
            BEGIN SELECT RAISE(ABORT, 'no second person'); END""")
    db.execute_sql("""
        CREATE TRIGGER translation_keeps_its_words BEFORE UPDATE OF words ON alert_translation
        WHEN OLD.words IS NOT NULL AND NEW.words IS NOT NULL AND NEW.words IS NOT OLD.words
        BEGIN SELECT RAISE(ABORT, 'published words do not change'); END""")
