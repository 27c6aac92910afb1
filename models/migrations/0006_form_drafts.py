"""Form drafts, and sessions that hold one open."""

from peewee import BlobField, DateTimeField, IntegerField, Model, TextField


def up(migrator, db):
    """Make the table, and the column of sessions."""

    class FormDraft(Model):
        form_key = BlobField(unique=True)
        code_key = BlobField(unique=True)
        sealed_key = TextField()
        words = TextField()
        version = IntegerField(default=1)
        expires_at = DateTimeField(index=True)

        class Meta:
            database = db
            table_name = "form_draft"

    db.create_tables([FormDraft])
    db.execute_sql("ALTER TABLE session ADD COLUMN form_draft_id INTEGER REFERENCES form_draft (id) ON DELETE CASCADE")
    db.execute_sql("CREATE INDEX session_form_draft_id ON session (form_draft_id)")
