"""Reports: what somebody tells us, sealed, with the coded facts that SQL must match."""

from peewee import BooleanField, CharField, DateField, DateTimeField, ForeignKeyField

from models.account import Account
from models.database import Table
from models.fields import KeyField, RefField, SealedField
from models.project import Project

# What a report is about: harm that members can be warned of, a professional, or a request for funded therapy.
KINDS = ("harm", "professional", "package")
STATES = ("new", "reading", "screened", "closed", "erased")
CLOSINGS = ("duplicate", "spam", "record-only")


class Report(Table):
    """One report. Words and contact are sealed with a key of its own; only the day it came is kept."""

    ref = RefField("R")
    kind = CharField(default="harm")
    state = CharField(default="new", index=True)
    closed_as = CharField(null=True)
    origin = CharField(default="member")
    source_ref = CharField(null=True, unique=True)
    # How it came (web, phone, project, ...) and which member of staff took it down.
    channel = CharField(default="web")
    taken_by = ForeignKeyField(Account, null=True, backref="reports_taken", on_delete="SET NULL")
    received_on = DateField()
    area = CharField(null=True)
    when_band = CharField(null=True)
    # How long after the harm it came, in bands: the exact number would give the day away.
    delay = CharField(null=True)
    about = CharField(default="person")
    sector = CharField(null=True)
    is_in_danger = BooleanField(default=False)
    # The reporter added something nobody has read yet; the report's state, and what rests on it, stays.
    has_addition = BooleanField(default=False)
    words = SealedField(null=True)
    contact = SealedField(null=True)
    # Told by somebody else for the person it happened to, who may claim it with the code; who told it is sealed apart.
    is_for_somebody = BooleanField(default=False)
    project = ForeignKeyField(Project, null=True, backref="reports", on_delete="SET NULL")
    maker = SealedField(null=True)
    claimed_on = DateField(null=True)
    # What came of it, as told to the reporter or the project.
    outcome = CharField(null=True)
    outcome_on = DateField(null=True)
    # When casework wrote down that police confirmed it.
    confirmed_on = DateField(null=True)
    # With which index key its identifiers were keyed.
    keyed_with = CharField(null=True, index=True)
    # The same form with the same content is the same report.
    form_key = KeyField(null=True, unique=True)
    code_key = KeyField(null=True, unique=True)
    code_shown_until = DateTimeField(null=True)
    receipt_public_key = KeyField(null=True)
    receipt_private_key = SealedField(null=True)

    @property
    def harm_codes(self) -> list[str]:
        """Codes of the accounts of harm, in the order given."""
        return [harm.code for harm in self.harms.order_by(Harm.id)]


class ReportKey(Table):
    """A report's data key, sealed to the casework team and to the receipt code's pair; without it nothing opens."""

    report = ForeignKeyField(Report, unique=True, backref="keys", on_delete="CASCADE")
    team_sealed = SealedField()
    receipt_sealed = SealedField(null=True)


class Harm(Table):
    """One account of harm in a report."""

    report = ForeignKeyField(Report, backref="harms", on_delete="CASCADE")
    code = CharField(index=True)


class Addition(Table):
    """Something the reporter added later, sealed with the report's key."""

    report = ForeignKeyField(Report, backref="additions", on_delete="CASCADE")
    words = SealedField()
    added_on = DateField()


class Reading(Table):
    """Who reads a report: the one who took it, or another with a reason."""

    report = ForeignKeyField(Report, backref="readings", on_delete="CASCADE")
    account = ForeignKeyField(Account, on_delete="CASCADE")
    reason = CharField(null=True)
    since_at = DateTimeField()

    class Meta:
        indexes = ((("report", "account"), True),)
