"""A project's leads: who lets colleagues in and out, and who follows when the last one goes."""

from datetime import datetime

from models.account import Account
from models.project import Project
from rules import accounts, audit, team_keys


def make(now: datetime, by: Account | None, account: Account) -> None:
    """Make a worker a lead of their project; call it inside a transaction."""
    accounts.change(account, is_lead=True)
    audit.record(now, "lead-made", by, account)


def workers(project: Project) -> list[Account]:
    """A project's workers who may sign in, longest-serving first."""
    theirs = Account.admitted().where(Account.project == project)
    return list(theirs.order_by(Account.admitted_on, Account.id))


def settle(now: datetime, by: Account | None, project: Project) -> None:
    """See that a project has a lead who can give access, and that somebody holds its key, as far as anybody is there.

    Call it inside the transaction in which a worker comes, leaves or loses the keys. The longest-serving follows.
    """
    if not Project.admitted().where(Project.id == project.id).exists():
        return
    everybody = workers(project)
    for worker in everybody:
        # Makes a pair for the first who can hold one, and only when nobody holds the project's.
        team_keys.start(now, worker)
    able = [worker for worker in everybody if team_keys.has_access(worker)]
    if able and not any(worker.is_lead for worker in able):
        make(now, by, able[0])
    elif everybody and not any(worker.is_lead for worker in everybody):
        make(now, by, everybody[0])
