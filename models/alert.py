"""Alerts: warnings to members, with their harms, whom they target, their translations and the reports behind them."""

from peewee import CharField, Check, DateField, DateTimeField, ForeignKeyField, IntegerField, TextField

from models.account import Account
from models.database import Table
from models.fields import RefField, SealedField
from models.report import Report

# `expired`: out of the list and the letters because nobody extended it; the checker still answers from its reports.
STATES = ("draft", "waiting", "approved", "published", "expired", "withdrawn")
# How it stands with a warning that is out, as members are told.
STANDINGS = ("live", "resolved", "mistaken", "corrected")
TRANSLATION_STATES = ("draft", "waiting", "approved")
# Headings of an alert in the order a reader meets them; `title` is the short heading of its card.
HEADINGS = ("title", "what_happened", "person", "contact_used", "pattern", "who_targeted", "advice")


class Alert(Table):
    """A warning. Its words are sealed while it is a draft and clear once published."""

    ref = RefField("A")
    state = CharField(default="draft")
    about = CharField(default="person")
    origin = CharField(default="member")
    level = IntegerField(default=2)
    area = CharField(null=True)
    sector = CharField(null=True)
    language = CharField(default="en")
    month = CharField()
    draft = SealedField(null=True)
    words = TextField(null=True)
    # What the second person approved: a hash of exactly these words and of the linter's verdict on them.
    verdict = SealedField(null=True)
    approved_hash = CharField(null=True)
    asked_at = DateTimeField(null=True)
    author = ForeignKeyField(Account, null=True, backref="alerts_written", on_delete="SET NULL")
    approver = ForeignKeyField(Account, null=True, backref="alerts_approved", on_delete="SET NULL")
    release_at = DateTimeField(null=True)
    published_at = DateTimeField(null=True)
    withdrawn_on = DateField(null=True)
    withdrawn_why = CharField(null=True)
    standing = CharField(default="live")
    standing_on = DateField(null=True)
    # When staff look at it again; past that day it expires.
    review_on = DateField(null=True)
    # The alert that this one puts right.
    corrects = ForeignKeyField("self", null=True, backref="corrections", on_delete="SET NULL")
    # How many reports are about the same person, as members are told; at least one.
    times = IntegerField(default=1)

    class Meta:
        constraints = [Check("approver_id IS NULL OR author_id IS NULL OR approver_id <> author_id")]
        indexes = (
            (("state", "published_at", "id"), False),
            (("state", "area", "published_at", "id"), False),
            (("standing", "review_on"), False),
        )

    @classmethod
    def published(cls):
        """Alerts that members may read, newest first."""
        return cls.select().where(cls.state == "published").order_by(cls.published_at.desc(), cls.id.desc())

    @property
    def harm_codes(self) -> list[str]:
        """Codes of the harms warned about."""
        return [harm.code for harm in self.harms.order_by(AlertHarm.id)]

    @property
    def target_codes(self) -> list[str]:
        """Codes of the genders it is for; none for everybody."""
        return [target.code for target in self.targets.order_by(AlertTarget.id)]


class AlertHarm(Table):
    """One kind of harm an alert warns about."""

    alert = ForeignKeyField(Alert, backref="harms", on_delete="CASCADE")
    code = CharField(index=True)


class AlertTarget(Table):
    """A gender that a warning is for; one without any is for everybody."""

    alert = ForeignKeyField(Alert, backref="targets", on_delete="CASCADE")
    code = CharField()

    class Meta:
        indexes = ((("alert", "code"), True),)


class AlertTranslation(Table):
    """A warning in another language, written by one person and approved by another; clear once both are out."""

    alert = ForeignKeyField(Alert, backref="translations", on_delete="CASCADE")
    language = CharField()
    state = CharField(default="draft")
    draft = SealedField(null=True)
    words = TextField(null=True)
    approved_hash = CharField(null=True)
    author = ForeignKeyField(Account, null=True, backref="translations_written", on_delete="SET NULL")
    approver = ForeignKeyField(Account, null=True, backref="translations_approved", on_delete="SET NULL")

    class Meta:
        constraints = [Check("approver_id IS NULL OR author_id IS NULL OR approver_id <> author_id")]
        indexes = ((("alert", "language"), True),)


class AlertReport(Table):
    """A report that stands behind an alert."""

    alert = ForeignKeyField(Alert, backref="report_links", on_delete="CASCADE")
    report = ForeignKeyField(Report, backref="alert_links", on_delete="CASCADE")
    # Where the reporter asked to see the warning first: what they said of exactly this text.
    answer = CharField(null=True)
    answered_hash = CharField(null=True)

    class Meta:
        indexes = ((("alert", "report"), True),)
