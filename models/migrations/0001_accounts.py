"""Accounts, their areas and links, and the team key."""

from peewee import (
    BlobField,
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)


def up(migrator, db):
    """Make the tables."""

    class Account(Model):
        ref = CharField(unique=True, max_length=16)
        role = CharField(default="member")
        state = CharField(index=True, default="applied")
        email = TextField()
        email_key = BlobField(unique=True)
        name = TextField()
        language = CharField(default="en")
        salt = BlobField(null=True)
        verifier = BlobField(null=True)
        public_key = BlobField(null=True)
        private_key = TextField(null=True)
        lowest_level = IntegerField(default=1)
        sector = CharField(null=True)
        style = CharField(default="nudge")
        cadence = CharField(default="at-once")
        is_paused = BooleanField(default=False)
        is_frontline = BooleanField(default=False)
        letter_token = CharField(unique=True)
        applied_on = DateField()
        admitted_on = DateField(null=True)
        closed_on = DateField(null=True)

        class Meta:
            database = db
            table_name = "account"

    class AccountArea(Model):
        account = ForeignKeyField(Account, on_delete="CASCADE")
        area = CharField()
        until_on = DateField(null=True)

        class Meta:
            database = db
            table_name = "account_area"
            indexes = ((("account", "area"), True),)

    class AccountLink(Model):
        account = ForeignKeyField(Account, on_delete="CASCADE")
        purpose = CharField()
        token_key = BlobField(unique=True)
        email = TextField(null=True)
        expires_at = DateTimeField()
        used_at = DateTimeField(null=True)

        class Meta:
            database = db
            table_name = "account_link"

    class KeyPair(Model):
        team = CharField()
        public_key = BlobField()
        is_current = BooleanField(default=True)
        made_on = DateField()

        class Meta:
            database = db
            table_name = "key_pair"

    class KeyGrant(Model):
        key_pair = ForeignKeyField(KeyPair, on_delete="CASCADE")
        account = ForeignKeyField(Account, on_delete="CASCADE")
        sealed_key = TextField()

        class Meta:
            database = db
            table_name = "key_grant"
            indexes = ((("key_pair", "account"), True),)

    db.create_tables([Account, AccountArea, AccountLink, KeyPair, KeyGrant])
