"""A project's own reports: which of them its workers may see."""

from peewee import fn

from models.permission import Permission
from models.project import Project
from models.report import Report
from rules import locks


def may_see(project: Project | None, report: Report) -> bool:
    """Whether this project's workers may see where a report stands and write about it.

    Its own alone, and none that was deleted; once the person has claimed it, only while they let their local project
    know.
    """
    return project is not None and visible(project).where(Report.id == report.id).exists()


def visible(project: Project):
    """The reports that a project may see, newest first."""
    lets = Permission.live().where((Permission.report == Report.id) & (Permission.name == "local_project"))
    from_whom = (Report.project == project) & (Report.state != "erased") & locks.open_to_project(project)
    is_theirs = Report.claimed_on.is_null() | fn.EXISTS(lets)
    return Report.select().where(from_whom & is_theirs).order_by(Report.received_on.desc(), Report.id.desc())
