"""Commands of the command line: `flask <command>`."""

from flask import Flask

from blueprints.commands.accounts import create_account
from blueprints.commands.bulk import bulk_data
from blueprints.commands.database import migrate
from blueprints.commands.imports import import_reports
from blueprints.commands.ledger import send_owed, status
from blueprints.commands.samples import sample_data


def register(app: Flask) -> None:
    """Add the commands to the app."""
    for command in (migrate, create_account, import_reports, sample_data, bulk_data, send_owed, status):
        app.cli.add_command(command)
