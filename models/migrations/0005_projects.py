"""Partner projects, their workers, and what a report says of how and for whom it came."""

from peewee import CharField, DateField, ForeignKeyField, Model, TextField


def up(migrator, db):
    """Make the tables, and add columns to accounts and reports."""

    class Project(Model):
        ref = CharField(unique=True, max_length=16)
        name = CharField()
        state = CharField(index=True, default="applied")
        contact = TextField(null=True)
        applied_on = DateField()
        agreement_on = DateField(null=True)
        admitted_on = DateField(null=True)
        ended_on = DateField(null=True)

        class Meta:
            database = db
            table_name = "project"

    class ProjectArea(Model):
        project = ForeignKeyField(Project, on_delete="CASCADE")
        area = CharField()

        class Meta:
            database = db
            table_name = "project_area"
            indexes = ((("project", "area"), True),)

    db.create_tables([Project, ProjectArea])
    for table, column in (
        ("account", "project_id INTEGER REFERENCES project (id) ON DELETE SET NULL"),
        ("account", "is_lead INTEGER NOT NULL DEFAULT 0"),
        ("report", "channel VARCHAR(255) NOT NULL DEFAULT 'web'"),
        ("report", "taken_by_id INTEGER REFERENCES account (id) ON DELETE SET NULL"),
        ("report", "delay VARCHAR(255)"),
        ("report", "is_for_somebody INTEGER NOT NULL DEFAULT 0"),
        ("report", "project_id INTEGER REFERENCES project (id) ON DELETE SET NULL"),
        ("report", "maker TEXT"),
        ("report", "claimed_on DATE"),
        ("report", "outcome VARCHAR(255)"),
        ("report", "outcome_on DATE"),
    ):
        db.execute_sql(f"ALTER TABLE {table} ADD COLUMN {column}")
    for table, column in (("account", "project_id"), ("report", "project_id"), ("report", "taken_by_id")):
        db.execute_sql(f"CREATE INDEX {table}_{column} ON {table} ({column})")
