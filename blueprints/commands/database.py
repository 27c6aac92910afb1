"""`flask migrate`: bring the database up to date."""

from pathlib import Path

import click
from flask import current_app

from blueprints.commands.plainly import plainly
from models import database


@click.command("migrate")
@plainly
def migrate() -> None:
    """Bring the database up to date; safe to run again."""
    applied = database.migrate(str(Path(current_app.root_path) / "models" / "migrations"))
    for name in applied:
        click.echo(f"applied {name}")
    if not applied:
        click.echo("The database is up to date.")
