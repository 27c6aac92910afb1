"""`flask create-account`: an account that may sign in at once."""

import click
from email_validator import EmailNotValidError, validate_email
from flask import current_app

from blueprints import context
from blueprints.commands import recovery
from blueprints.commands.plainly import plainly
from models.account import ROLES
from models.codes import area_named
from rules import access, accounts


@click.command("create-account")
@click.option("--role", required=True, type=click.Choice(ROLES))
@click.option("--email", required=True, help="The address to sign in with.")
@click.option("--password", required=True, help="12 letters or more.")
@click.option("--area", "areas", multiple=True, help="A place to warn about; may be given many times.")
@plainly
def create_account(role: str, email: str, password: str, areas: tuple[str, ...]) -> None:
    """Make an account, confirmed and admitted. The first caseworker's makes the team's key."""
    address = _address(email)
    codes = [_area(name) for name in areas]
    account, made_key = accounts.create(
        context.secrets(),
        context.now(),
        role=role,
        address=address,
        name=address.partition("@")[0],
        password=password,
        areas=codes,
    )
    click.echo(f"Made: {role} {address}")
    if made_key:
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
