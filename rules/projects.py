"""Partner projects: an organisation asks to work with us, is let in under an agreement, and ends."""

import json
from dataclasses import asdict, dataclass, field
from datetime import date, datetime

from models.account import Account
from models.codes import AREAS
from models.database import writing
from models.fields import spelled
from models.project import Project, ProjectArea
from rules import N_, Refused, accounts, audit, invitations, membership, reach, vault
from rules.form_ids import FormId
from rules.keyed import Secrets
from rules.links import LinkTo

REFUSALS = ("not-with-sex-workers", "asked-twice", "no-agreement", "not-honest", "other")


class AnsweredAlready(Refused):
    """A colleague let the organisation in, refused it or ended it a moment before."""

    message = N_("A colleague was quicker. Look at the page again.")


class NoAgreement(Refused):
    """An organisation without a data-sharing agreement that holds today is not let in."""

    message = N_("Write the day from which the agreement holds, today or before. Without one nobody is let in.")


@dataclass(frozen=True)
class Contact:
    """Whom to ask for in an organisation, and what it says of itself."""

    name: str = field(repr=False)
    address: str = field(repr=False)
    phone: str = field(default="", repr=False)
    about: str = field(default="", repr=False)


def ask(secrets: Secrets, now: datetime, form: FormId, name: str, areas: list[str], contact: Contact) -> Project:
    """Keep an organisation's request to work with us, its contact sealed by the server's key.

    The same form sent again is the same request with the newer answers; once a manager answered it changes nothing.
    """
    ref = _ref(secrets, form)
    sealed = vault.seal(secrets.keys, json.dumps(asdict(contact)), _place(ref))
    with writing():
        project, is_new = Project.get_or_create(ref=ref, defaults={"name": name, "applied_on": now.date()})
        if project.state == "applied":
            _change(project, name=name, contact=sealed)
            _set_areas(project, areas)
        if is_new:
            audit.record(now, "project-asked", None, project)
    return project


def contact_of(secrets: Secrets, project: Project) -> Contact | None:
    """Whom to ask for, opened; None when nothing is kept. Raises NotOpened."""
    if not project.contact:
        return None
    return Contact(**json.loads(vault.unseal(secrets.keys, project.contact, _place(project.ref))))


def keep(now: datetime, by: Account, project: Project, areas: list[str], agreement_on: date | None) -> None:
    """Store where a project works and since when its agreement holds.

    Its workers and those invited keep of their own areas what is left; who would have none gets the project's.
    Raises NoAgreement for a project that was let in.
    """
    if project.state == "admitted":
        _need_agreement(now, agreement_on)
    with writing():
        _change(project, agreement_on=agreement_on)
        _set_areas(project, areas)
        for account in _people(project):
            kept = [code for code in account.area_codes if code in (reach.choosable(account) or ())]
            if kept != account.area_codes:
                accounts.set_areas(account, kept or project.area_codes)
        audit.record(now, "project-changed", by, project)


def admit(
    secrets: Secrets,
    now: datetime,
    by: Account,
    project: Project,
    areas: list[str],
    agreement_on: date | None,
    link_to: LinkTo,
) -> None:
    """Let an organisation in, with its areas and agreement, and invite its contact as the first worker and lead.

    Raises NoAgreement, AnsweredAlready, WroteAlready.
    """
    _need_agreement(now, agreement_on)
    with writing():
        _answer(project, "applied", state="admitted", admitted_on=now.date(), agreement_on=agreement_on)
        _set_areas(project, areas)
        contact = contact_of(secrets, project)
        if contact is not None:
            invite_lead(secrets, now, by, project, contact.name, contact.address, link_to)
        audit.record(now, "project-admitted", by, project)


def invite_lead(
    secrets: Secrets, now: datetime, by: Account, project: Project, name: str, address: str, link_to: LinkTo
) -> None:
    """Invite somebody to a project as a lead. Raises AnsweredAlready when it is not let in, WroteAlready."""
    with writing():
        if not Project.admitted().where(Project.id == project.id).exists():
            raise AnsweredAlready
        invitations.invite(secrets, now, by, project, name, address, link_to, is_lead=True)


def refuse(now: datetime, by: Account, project: Project, reason: str) -> None:
    """Say no, for a reason of REFUSALS; whom to ask for is deleted, nobody is written to.

    Raises AnsweredAlready, ValueError.
    """
    if reason not in REFUSALS:
        raise ValueError(reason)
    with writing():
        _answer(project, "applied", state="refused", contact=None)
        audit.record(now, "project-refused", by, project, reason)


def end(now: datetime, by: Account, project: Project) -> None:
    """End a project at once: its workers' accounts close, its invitations are void; its reports stay.

    Whom to ask for is deleted. Raises AnsweredAlready.
    """
    with writing():
        _answer(project, "admitted", state="ended", ended_on=now.date(), contact=None)
        for account in _people(project):
            membership.close(now, account, by)
        audit.record(now, "project-ended", by, project)


def named(now: datetime, name: str, areas: list[str]) -> Project:
    """The admitted project of this name, made when there is none under an agreement of today; it works in `areas` too.

    For commands and samples, which ask no manager.
    """
    today = now.date()
    with writing():
        project = Project.admitted().where(Project.name == name).order_by(Project.id).first()
        if project is None:
            dates = {"applied_on": today, "agreement_on": today, "admitted_on": today}
            project = Project.create(name=name, state="admitted", **dates)
            audit.record(now, "project-admitted", None, project)
        _set_areas(project, [*project.area_codes, *areas])
    return project


def _need_agreement(now: datetime, agreement_on: date | None) -> None:
    if agreement_on is None or agreement_on > now.date():
        raise NoAgreement


def _people(project: Project) -> list[Account]:
    """Who works for a project or was asked to."""
    theirs = (Account.project == project) & Account.state.in_(("invited", "admitted"))
    return list(Account.select().where(theirs).order_by(Account.id))


def _answer(project: Project, was: str, **columns) -> None:
    """Only the first of two answers counts, also when two managers press at once."""
    waiting = (Project.id == project.id) & (Project.state == was)
    if Project.update(**columns).where(waiting).execute() == 0:
        raise AnsweredAlready
    _put(project, columns)


def _change(project: Project, **columns) -> None:
    Project.update(**columns).where(Project.id == project.id).execute()
    _put(project, columns)


def _put(project: Project, columns: dict) -> None:
    for column, value in columns.items():
        setattr(project, column, value)


def _set_areas(project: Project, areas: list[str]) -> None:
    ProjectArea.delete().where(ProjectArea.project == project).execute()
    for code in dict.fromkeys(areas):
        if code in AREAS:
            ProjectArea.create(project=project, area=code)


def _ref(secrets: Secrets, form: FormId) -> str:
    """A reference that this form always gives, so that its repeat is known; nobody else can work it out."""
    number = int.from_bytes(vault.keyed_hash(secrets.keys.index, "project", form.number, size=5), "big")
    return f"P-{spelled(number, 8)}"


def _place(ref: str) -> str:
    return f"project.contact.{ref}"
