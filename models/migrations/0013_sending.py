"""How letters go: digests, neutral names, texts, pauses, and addresses that no longer take letters."""

from peewee import BooleanField, CharField, DateField, DateTimeField, ForeignKeyField, IntegerField, Model


def up(migrator, db):
    """Make the tables and columns; everybody's letters stay as they were."""

    class Account(Model):
        class Meta:
            database = db
            table_name = "account"

    class Digest(Model):
        state = CharField(default="owed")
        due_at = DateTimeField()
        attempts = IntegerField(default=0)
        claimed_by = CharField(null=True)
        claimed_at = DateTimeField(null=True)
        sent_at = DateTimeField(null=True)
        is_possibly_twice = BooleanField(default=False)
        refusal = CharField(null=True)
        account = ForeignKeyField(Account, on_delete="CASCADE")
        day = DateField()

        class Meta:
            database = db
            table_name = "digest"
            indexes = (
                (("account", "day"), True),
                (("state", "due_at", "id"), False),
            )

    class SendingPause(Model):
        why = CharField()
        since_at = DateTimeField()
        ended_at = DateTimeField(null=True, index=True)
        by = ForeignKeyField(Account, null=True, on_delete="SET NULL")
        ended_by = ForeignKeyField(Account, null=True, on_delete="SET NULL")

        class Meta:
            database = db
            table_name = "sending_pause"

    class Bounce(Model):
        account = ForeignKeyField(Account, on_delete="CASCADE")
        kind = CharField()
        day = DateField()

        class Meta:
            database = db
            table_name = "bounce"
            indexes = ((("account", "day"), True),)

    db.create_tables([Digest, SendingPause, Bounce])
    for column in (
        "gender VARCHAR(255)",
        "send_hour INTEGER NOT NULL DEFAULT 9",
        "send_weekday INTEGER NOT NULL DEFAULT 0",
        "sender_name VARCHAR(255) NOT NULL DEFAULT 'updates'",
        "subject VARCHAR(255) NOT NULL DEFAULT 'update'",
        "phone TEXT",
        "text_level INTEGER",
        "bouncing_since DATE",
        "bounce_kind VARCHAR(255)",
        "probation_until DATE",
    ):
        db.execute_sql(f"ALTER TABLE account ADD COLUMN {column}")
    db.execute_sql("CREATE INDEX account_bouncing_since ON account (bouncing_since)")
    db.execute_sql("ALTER TABLE delivery ADD COLUMN kind VARCHAR(255) NOT NULL DEFAULT 'alert'")
    db.execute_sql("ALTER TABLE delivery ADD COLUMN digest_id INTEGER REFERENCES digest (id) ON DELETE SET NULL")
    db.execute_sql("CREATE INDEX delivery_digest_id ON delivery (digest_id)")
    # What is due by itself is found without a look at what is gathered or goes to phones.
    db.execute_sql("DROP INDEX delivery_state_due_at_id")
    db.execute_sql(
        "CREATE INDEX delivery_state_channel_digest_id_due_at_id ON delivery (state, channel, digest_id, due_at, id)"
    )
    # A correction is a second letter about the same alert to the same member.
    db.execute_sql("DROP INDEX delivery_alert_id_account_id_channel")
    db.execute_sql(
        "CREATE UNIQUE INDEX delivery_alert_id_account_id_channel_kind"
        " ON delivery (alert_id, account_id, channel, kind)"
    )
