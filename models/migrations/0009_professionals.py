"""Reports about professionals: kinds of report, conflict locks, complaints and lessons."""

from peewee import BooleanField, CharField, Check, DateField, ForeignKeyField, IntegerField, Model, TextField


def up(migrator, db):
    """Make the tables, and say of each report and draft what kind it is."""

    class Account(Model):
        class Meta:
            database = db
            table_name = "account"

    class Project(Model):
        class Meta:
            database = db
            table_name = "project"

    class Report(Model):
        class Meta:
            database = db
            table_name = "report"

    class ProfessionalDetail(Model):
        report = ForeignKeyField(Report, unique=True, on_delete="CASCADE")
        profession = CharField(null=True)
        nation = CharField(null=True)
        rating = IntegerField(null=True)

        class Meta:
            database = db
            table_name = "professional_detail"

    class ConflictLock(Model):
        report = ForeignKeyField(Report, on_delete="CASCADE")
        account = ForeignKeyField(Account, null=True, on_delete="CASCADE")
        project = ForeignKeyField(Project, null=True, on_delete="CASCADE")
        is_num = BooleanField(default=False)
        locked_by = ForeignKeyField(Account, null=True, on_delete="SET NULL")
        since_on = DateField()
        ended_on = DateField(null=True)

        class Meta:
            database = db
            table_name = "conflict_lock"

    class ComplaintStep(Model):
        report = ForeignKeyField(Report, on_delete="CASCADE")
        body = CharField()
        clock = CharField(null=True)
        from_on = DateField(null=True)
        due_on = DateField(null=True, index=True)
        done_on = DateField(null=True)
        note = TextField(null=True)
        added_by = ForeignKeyField(Account, null=True, on_delete="SET NULL")
        reminded_on = DateField(null=True)

        class Meta:
            database = db
            table_name = "complaint_step"

    class ComplaintLetter(Model):
        report = ForeignKeyField(Report, unique=True, on_delete="CASCADE")
        state = CharField(default="draft")
        words = TextField()
        version = IntegerField(default=1)
        is_named = BooleanField(default=False)
        agreed_on = DateField(null=True)
        sent_on = DateField(null=True)
        sent_how = CharField(null=True)
        sent_to = TextField(null=True)
        sent_by = ForeignKeyField(Account, null=True, on_delete="SET NULL")

        class Meta:
            database = db
            table_name = "complaint_letter"

    class Lesson(Model):
        ref = CharField(unique=True, max_length=16)
        report = ForeignKeyField(Report, null=True, on_delete="SET NULL")
        state = CharField(default="draft", index=True)
        profession = CharField()
        area = CharField(null=True)
        draft = TextField(null=True)
        words = TextField(null=True)
        approved_hash = CharField(null=True)
        author = ForeignKeyField(Account, null=True, on_delete="SET NULL")
        approver = ForeignKeyField(Account, null=True, on_delete="SET NULL")
        published_on = DateField(null=True)
        withdrawn_on = DateField(null=True)

        class Meta:
            database = db
            table_name = "lesson"
            constraints = [Check("approver_id IS NULL OR author_id IS NULL OR approver_id <> author_id")]

    db.create_tables([ProfessionalDetail, ConflictLock, ComplaintStep, ComplaintLetter, Lesson])
    for table in ("report", "form_draft"):
        db.execute_sql(f"ALTER TABLE {table} ADD COLUMN kind VARCHAR(255) NOT NULL DEFAULT 'harm'")
    # Behind the rules: a professional is never in a warning or the checker, and a lesson needs its permission and
    # two people.
    db.execute_sql("""
        CREATE TRIGGER alert_report_is_of_harm BEFORE INSERT ON alert_report
        WHEN (SELECT kind FROM report WHERE id = NEW.report_id) <> 'harm'
        BEGIN SELECT RAISE(ABORT, 'not a report of harm'); END""")
    db.execute_sql("""
        CREATE TRIGGER sighting_is_of_harm BEFORE INSERT ON sighting
        WHEN (SELECT kind FROM report WHERE id = NEW.report_id) <> 'harm'
        BEGIN SELECT RAISE(ABORT, 'not a report of harm'); END""")
    db.execute_sql("""
        CREATE TRIGGER lesson_is_allowed BEFORE UPDATE OF state ON lesson
        WHEN NEW.state = 'published' AND (
            NEW.approver_id IS NULL OR NEW.author_id IS NULL OR NEW.approved_hash IS NULL OR NOT EXISTS (
                SELECT 1 FROM permission p
                WHERE p.report_id = NEW.report_id AND p.name = 'peer_lesson' AND p.taken_back_on IS NULL))
        BEGIN SELECT RAISE(ABORT, 'no live permission or no second person'); END""")
    db.execute_sql("""
        CREATE TRIGGER lesson_is_allowed_too BEFORE INSERT ON lesson
        WHEN NEW.state = 'published' AND (
            NEW.approver_id IS NULL OR NEW.author_id IS NULL OR NEW.approved_hash IS NULL OR NOT EXISTS (
                SELECT 1 FROM permission p
                WHERE p.report_id = NEW.report_id AND p.name = 'peer_lesson' AND p.taken_back_on IS NULL))
        BEGIN SELECT RAISE(ABORT, 'no live permission or no second person'); END""")
    db.execute_sql("""
        CREATE TRIGGER complaint_letter_needs_permission BEFORE UPDATE OF state ON complaint_letter
        WHEN NEW.state = 'sent' AND (
            OLD.state <> 'agreed'
            OR NOT EXISTS (
                SELECT 1 FROM permission p
                WHERE p.report_id = NEW.report_id AND p.name = 'complaint' AND p.taken_back_on IS NULL)
            OR (NEW.is_named AND NOT EXISTS (
                SELECT 1 FROM permission p
                WHERE p.report_id = NEW.report_id AND p.name = 'complaint_named' AND p.taken_back_on IS NULL)))
        BEGIN SELECT RAISE(ABORT, 'no live permission'); END""")
    db.execute_sql("""
        CREATE TRIGGER complaint_letter_begins_unsent BEFORE INSERT ON complaint_letter
        WHEN NEW.state <> 'draft'
        BEGIN SELECT RAISE(ABORT, 'nobody agreed'); END""")
