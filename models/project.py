"""Partner projects: organisations that report and read for people who will never open this site."""

from peewee import CharField, DateField, ForeignKeyField

from models.database import Table
from models.fields import RefField, SealedField

STATES = ("applied", "admitted", "refused", "ended")


class Project(Table):
    """One organisation. Whom to ask for is sealed; its reports stay when it ends."""

    ref = RefField("P")
    name = CharField()
    state = CharField(default="applied", index=True)
    contact = SealedField(null=True)
    applied_on = DateField()
    # The day from which its data-sharing agreement holds.
    agreement_on = DateField(null=True)
    admitted_on = DateField(null=True)
    ended_on = DateField(null=True)

    @classmethod
    def admitted(cls):
        """Projects whose workers may sign in."""
        return cls.select().where(cls.state == "admitted")

    @property
    def area_codes(self) -> list[str]:
        """Where it works."""
        return [row.area for row in self.areas.order_by(ProjectArea.area)]


class ProjectArea(Table):
    """One area a project works in."""

    project = ForeignKeyField(Project, backref="areas", on_delete="CASCADE")
    area = CharField()

    class Meta:
        indexes = ((("project", "area"), True),)
