"""Accounts: whoever signs in, with the areas they want warnings about."""

from peewee import BooleanField, CharField, DateField, DateTimeField, ForeignKeyField, IntegerField

from models.database import Table
from models.fields import KeyField, RefField, SealedField
from models.project import Project

ROLES = (
    "member",
    "establishment",
    "practitioner",
    "project-worker",
    "drop-in",
    "caseworker",
    "independent",
    "editor",
    "manager",
    "auditor",
)
# `invited`: a colleague asked them to join a project and they have no password yet.
STATES = ("applied", "confirmed", "invited", "admitted", "refused", "closed")
STYLES = ("nudge", "short", "full")
CADENCES = ("at-once", "daily", "weekly", "none")


class Account(Table):
    """Somebody who signs in. The address and the working name are sealed; only wishes that choose letters are clear."""

    ref = RefField("M")
    role = CharField(default="member")
    state = CharField(default="applied", index=True)
    email = SealedField()
    email_key = KeyField(unique=True)
    name = SealedField()
    # What somebody who asks to join says of their venue, website or work; deleted with the answer.
    about = SealedField(null=True)
    language = CharField(default="en")
    # Password: one slow hash gives the verifier and the key that wraps the private half.
    salt = KeyField(null=True)
    verifier = KeyField(null=True)
    public_key = KeyField(null=True)
    private_key = SealedField(null=True)
    # Wishes. No sector means all sectors; no area means whole-UK alerts only.
    lowest_level = IntegerField(default=1)
    sector = CharField(null=True)
    style = CharField(default="nudge")
    cadence = CharField(default="at-once")
    # One of the genders that warnings are for; none means all.
    gender = CharField(null=True)
    # When a digest goes, in the hours of the office's clock; Monday is 0.
    send_hour = IntegerField(default=9)
    send_weekday = IntegerField(default=0)
    # Codes of the neutral names and subjects that letters may carry.
    sender_name = CharField(default="updates")
    subject = CharField(default="update")
    # For texts, and from which level on they come; none without it.
    phone = SealedField(null=True)
    text_level = IntegerField(null=True)
    is_paused = BooleanField(default=False)
    # Since when no letter goes because the address took none, and of which kind the last refusal was.
    bouncing_since = DateField(null=True, index=True)
    bounce_kind = CharField(null=True)
    # Until then a new member reads warnings and neither searches nor checks much.
    probation_until = DateField(null=True)
    is_frontline = BooleanField(default=False)
    # A project worker's organisation; its lead invites colleagues and ends their access.
    project = ForeignKeyField(Project, null=True, backref="workers", on_delete="SET NULL")
    is_lead = BooleanField(default=False)
    letter_token = CharField(unique=True)
    applied_on = DateField()
    admitted_on = DateField(null=True)
    closed_on = DateField(null=True)

    @classmethod
    def admitted(cls):
        """Accounts that may sign in."""
        return cls.select().where(cls.state == "admitted")

    @classmethod
    def waiting(cls):
        """People who confirmed their address and wait for a caseworker."""
        return cls.select().where(cls.state == "confirmed").order_by(cls.applied_on, cls.id)

    @property
    def area_codes(self) -> list[str]:
        """The areas this member picked for good, not those of some days."""
        return [row.area for row in self.areas.where(AccountArea.until_on.is_null()).order_by(AccountArea.area)]


class AccountArea(Table):
    """One area a member wants warnings about; `until_on` for somebody touring."""

    account = ForeignKeyField(Account, backref="areas", on_delete="CASCADE")
    area = CharField()
    until_on = DateField(null=True)

    class Meta:
        indexes = ((("account", "area"), True),)

    @classmethod
    def codes_of(cls, accounts) -> dict[int, list[str]]:
        """The areas of many accounts, by the account's id, in one query."""
        found: dict[int, list[str]] = {account.id: [] for account in accounts}
        for row in cls.select().where(cls.account.in_(list(found))).order_by(cls.area):
            found[row.account_id].append(row.area)
        return found


class AccountLink(Table):
    """A link sent by letter: confirm an address, choose a new password, move to a new address."""

    account = ForeignKeyField(Account, backref="links", on_delete="CASCADE")
    purpose = CharField()
    token_key = KeyField(unique=True)
    email = SealedField(null=True)
    expires_at = DateTimeField()
    used_at = DateTimeField(null=True)
