"""`flask create-account`: an account that may sign in at once."""

import click
from email_validator import EmailNotValidError, validate_email
from flask import current_app

from blueprints import context
from blueprints.commands import recovery
from blueprints.commands.plainly import plainly
from models.account import ROLES
from models.codes import area_named
from rules import access, accounts, leads, projects


@click.command("create-account")
@click.option("--role", required=True, type=click.Choice(ROLES))
@click.option("--email", required=True, help="The address to sign in with.")
@click.option("--password", required=True, help="12 letters or more.")
@click.option("--area", "areas", multiple=True, help="A place to warn about; may be given many times.")
@click.option("--project", "project_name", help="A project worker's organisation; made when it is not there.")
@plainly
def create_account(role: str, email: str, password: str, areas: tuple[str, ...], project_name: str | None) -> None:
    """Make an account, confirmed and admitted. The first caseworker makes the team's key, a project's first its own."""
    if (role == access.PROJECT) != bool(project_name and project_name.strip()):
        raise click.ClickException("A project worker needs --project NAME, and nobody else has one.")
    address = _address(email)
    codes = [_area(name) for name in areas]
    project = projects.named(context.now(), project_name.strip(), codes) if project_name else None
    account, made_key = accounts.create(
        context.secrets(),
        context.now(),
        role=role,
        address=address,
        name=address.partition("@")[0],
        password=password,
        areas=codes or (project.area_codes if project else []),
        project=project,
        is_lead=project is not None and not leads.workers(project),
    )
    click.echo(f"Made: {role} {address}")
    if project is not None:
        # The recovery copy is of casework's key alone: a project's is made anew when nobody holds it.
        if not made_key:
            click.echo("This account waits for access to messages. A lead of the project gives it after signing in.")
    elif made_key:
        recovery.keep(made_key)
    elif role in access.KEY_HOLDERS and not recovery.give_access(account):
        click.echo("This account waits for access to reports. A colleague who has it gives it after signing in.")


def _address(text: str) -> str:
    is_production = current_app.config["IS_PRODUCTION"]
    try:
        return validate_email(
            text.strip(),
            check_deliverability=False,
            # A trial on one computer uses addresses such as ada@localhost.
            globally_deliverable=is_production,
            test_environment=not is_production,
        ).normalized
    except EmailNotValidError as problem:
        raise click.ClickException(f"That is no e-mail address: {text}") from problem


def _area(name: str) -> str:
    found = area_named(name)
    if found is None:
        raise click.ClickException(f"No place we know is called {name}. A police force area or a large town works.")
    return found.code
