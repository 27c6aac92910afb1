"""The ledger of deliveries and owed letters, the audit, tallies."""

from peewee import BlobField, BooleanField, CharField, DateTimeField, ForeignKeyField, IntegerField, Model, TextField


def up(migrator, db):
    """Make the tables."""

    class Alert(Model):
        class Meta:
            database = db
            table_name = "alert"

    class Account(Model):
        class Meta:
            database = db
            table_name = "account"

    class Delivery(Model):
        alert = ForeignKeyField(Alert, on_delete="CASCADE")
        account = ForeignKeyField(Account, on_delete="CASCADE")
        channel = CharField(default="email")
        state = CharField(default="owed")
        due_at = DateTimeField()
        attempts = IntegerField(default=0)
        claimed_by = CharField(null=True)
        claimed_at = DateTimeField(null=True)
        sent_at = DateTimeField(null=True)
        is_possibly_twice = BooleanField(default=False)
        refusal = CharField(null=True)

        class Meta:
            database = db
            table_name = "delivery"
            indexes = (
                (("alert", "account", "channel"), True),
                (("state", "due_at", "id"), False),
                (("account", "state"), False),
            )

    class Heartbeat(Model):
        name = CharField(unique=True)
        seen_at = DateTimeField()

        class Meta:
            database = db
            table_name = "heartbeat"

    class OwedLetter(Model):
        kind = CharField()
        account = ForeignKeyField(Account, null=True, on_delete="CASCADE")
        address = TextField(null=True)
        address_key = BlobField(index=True, null=True)
        contents = TextField(null=True)
        language = CharField(default="en")
        once = CharField(unique=True, null=True)
        state = CharField(default="owed")
        owed_at = DateTimeField()
        due_at = DateTimeField()
        attempts = IntegerField(default=0)
        claimed_by = CharField(null=True)
        claimed_at = DateTimeField(null=True)
        sent_at = DateTimeField(null=True)
        is_possibly_twice = BooleanField(default=False)
        refusal = CharField(null=True)

        class Meta:
            database = db
            table_name = "owed_letter"
            indexes = ((("state", "due_at", "id"), False),)

    class Audit(Model):
        hour = DateTimeField()
        actor = IntegerField(null=True)
        actor_kind = CharField()
        action = CharField()
        object_kind = CharField(null=True)
        object_id = IntegerField(null=True)
        reason = CharField(null=True)

        class Meta:
            database = db
            table_name = "audit"

    class Tally(Model):
        month = CharField()
        subject = CharField()
        answer = CharField()
        count = IntegerField(default=0)

        class Meta:
            database = db
            table_name = "tally"
            indexes = ((("month", "subject", "answer"), True),)

    db.create_tables([Delivery, Heartbeat, OwedLetter, Audit, Tally])

    # The audit is only ever added to.
    for act in ("UPDATE", "DELETE"):
        db.execute_sql(
            f"CREATE TRIGGER audit_no_{act.lower()} BEFORE {act} ON audit "
            "BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END"
        )
