"""Reports about professionals: what SQL must count of them, who may not open them, and their complaint."""

from peewee import BooleanField, CharField, DateField, ForeignKeyField, IntegerField

from models.account import Account
from models.database import Table
from models.fields import SealedField
from models.project import Project
from models.report import Report

# How a letter went.
SENT_HOW = ("post", "e-mail", "web-form", "by-hand")


class ProfessionalDetail(Table):
    """The coded facts of a report about a professional; names, words and how somebody describes themselves: sealed."""

    report = ForeignKeyField(Report, unique=True, backref="professional", on_delete="CASCADE")
    profession = CharField(null=True)
    nation = CharField(null=True)
    # 1 very negative to 5 very positive.
    rating = IntegerField(null=True)


class ConflictLock(Table):
    """Whom a report is about: an account, a project's workers or all of NUM; until it is ended they find nothing."""

    report = ForeignKeyField(Report, backref="locks", on_delete="CASCADE")
    account = ForeignKeyField(Account, null=True, on_delete="CASCADE")
    project = ForeignKeyField(Project, null=True, on_delete="CASCADE")
    is_num = BooleanField(default=False)
    # Who locked it; nobody when it came so, from what the reporter ticked or named.
    locked_by = ForeignKeyField(Account, null=True, on_delete="SET NULL")
    since_on = DateField()
    ended_on = DateField(null=True)


class ComplaintStep(Table):
    """One step of a complaint: a body, since when its clock runs, by when something is due, whether it is done."""

    report = ForeignKeyField(Report, backref="complaint_steps", on_delete="CASCADE")
    # Codes of models/data/facts.json.
    body = CharField()
    clock = CharField(null=True)
    from_on = DateField(null=True)
    due_on = DateField(null=True, index=True)
    done_on = DateField(null=True)
    note = SealedField(null=True)
    added_by = ForeignKeyField(Account, null=True, on_delete="SET NULL")
    reminded_on = DateField(null=True)


class ComplaintLetter(Table):
    """A letter of complaint, sealed with the report's key: written from the reporter's answers, theirs to change."""

    report = ForeignKeyField(Report, unique=True, backref="complaint_letters", on_delete="CASCADE")
    state = CharField(default="draft")
    words = SealedField()
    # Counts the saves, so that an older page is known.
    version = IntegerField(default=1)
    is_named = BooleanField(default=False)
    # Stays when the agreement ends, so that the reporter is told of it.
    agreed_on = DateField(null=True)
    sent_on = DateField(null=True)
    # A code of SENT_HOW, and to whom, sealed.
    sent_how = CharField(null=True)
    sent_to = SealedField(null=True)
    sent_by = ForeignKeyField(Account, null=True, on_delete="SET NULL")
