"""Alerts with their harms and the reports behind them."""

from peewee import CharField, Check, DateField, DateTimeField, ForeignKeyField, IntegerField, Model, TextField


def up(migrator, db):
    """Make the tables."""

    class Account(Model):
        class Meta:
            database = db
            table_name = "account"

    class Report(Model):
        class Meta:
            database = db
            table_name = "report"

    class Alert(Model):
        ref = CharField(unique=True, max_length=16)
        state = CharField(default="draft")
        about = CharField(default="person")
        origin = CharField(default="member")
        level = IntegerField(default=2)
        area = CharField(null=True)
        sector = CharField(null=True)
        language = CharField(default="en")
        month = CharField()
        draft = TextField(null=True)
        words = TextField(null=True)
        verdict = TextField(null=True)
        approved_hash = CharField(null=True)
        author = ForeignKeyField(Account, null=True, on_delete="SET NULL")
        approver = ForeignKeyField(Account, null=True, on_delete="SET NULL")
        release_at = DateTimeField(null=True)
        published_at = DateTimeField(null=True)
        withdrawn_on = DateField(null=True)
        withdrawn_why = CharField(null=True)

        class Meta:
            database = db
            table_name = "alert"
            indexes = (
                (("state", "published_at", "id"), False),
                (("state", "area", "published_at", "id"), False),
            )
            constraints = [Check("approver_id IS NULL OR author_id IS NULL OR approver_id <> author_id")]

    class AlertHarm(Model):
        alert = ForeignKeyField(Alert, on_delete="CASCADE")
        code = CharField(index=True)

        class Meta:
            database = db
            table_name = "alert_harm"

    class AlertReport(Model):
        alert = ForeignKeyField(Alert, on_delete="CASCADE")
        report = ForeignKeyField(Report, on_delete="CASCADE")

        class Meta:
            database = db
            table_name = "alert_report"
            indexes = ((("alert", "report"), True),)

    db.create_tables([Alert, AlertHarm, AlertReport])

    # Behind the rule stands the database: no warning leaves while a report behind it has no live `alert` permission.
    db.execute_sql("""
        CREATE TRIGGER alert_needs_permission BEFORE UPDATE OF state ON alert
        WHEN NEW.state = 'published' AND EXISTS (
            SELECT 1 FROM alert_report l WHERE l.alert_id = NEW.id AND NOT EXISTS (
                SELECT 1 FROM permission p
                WHERE p.report_id = l.report_id AND p.name = 'alert' AND p.taken_back_on IS NULL))
        BEGIN SELECT RAISE(ABORT, 'no live permission'); END""")
    db.execute_sql("""
        CREATE TRIGGER alert_needs_second_person BEFORE UPDATE OF state ON alert
        WHEN NEW.state = 'published' AND (NEW.approver_id IS NULL OR NEW.approved_hash IS NULL)
        BEGIN SELECT RAISE(ABORT, 'no second person'); END""")
    db.execute_sql("""
        CREATE TRIGGER alert_needs_second_person_too BEFORE INSERT ON alert
        WHEN NEW.state = 'published' AND (NEW.approver_id IS NULL OR NEW.approved_hash IS NULL)
        BEGIN SELECT RAISE(ABORT, 'no second person'); END""")
    db.execute_sql("""
        CREATE TRIGGER alert_keeps_its_words BEFORE UPDATE OF words ON alert
        WHEN OLD.state = 'published' AND NEW.state = 'published' AND NEW.words IS NOT OLD.words
        BEGIN SELECT RAISE(ABORT, 'published words do not change'); END""")
    db.execute_sql("""
        CREATE TRIGGER alert_report_needs_permission BEFORE INSERT ON alert_report
        WHEN NOT EXISTS (
            SELECT 1 FROM permission p
            WHERE p.report_id = NEW.report_id AND p.name = 'alert' AND p.taken_back_on IS NULL)
        BEGIN SELECT RAISE(ABORT, 'no live permission'); END""")
