"""Lessons: what somebody's experience with a professional teaches others, in staff's own words and without names."""

from peewee import CharField, Check, DateField, ForeignKeyField, TextField

from models.account import Account
from models.database import Table
from models.fields import RefField, SealedField
from models.report import Report

STATES = ("draft", "waiting", "published", "withdrawn")


class Lesson(Table):
    """One lesson. Its words are sealed while it is a draft and clear once published."""

    ref = RefField("L")
    report = ForeignKeyField(Report, null=True, backref="lessons", on_delete="SET NULL")
    state = CharField(default="draft", index=True)
    profession = CharField()
    area = CharField(null=True)
    draft = SealedField(null=True)
    # JSON: title, what_happened, what_helped.
    words = TextField(null=True)
    approved_hash = CharField(null=True)
    author = ForeignKeyField(Account, null=True, on_delete="SET NULL")
    approver = ForeignKeyField(Account, null=True, on_delete="SET NULL")
    published_on = DateField(null=True)
    withdrawn_on = DateField(null=True)

    class Meta:
        constraints = [Check("approver_id IS NULL OR author_id IS NULL OR approver_id <> author_id")]

    @classmethod
    def published(cls):
        """Lessons that members may read, newest first."""
        return cls.select().where(cls.state == "published").order_by(cls.published_on.desc(), cls.id.desc())
