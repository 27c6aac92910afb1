"""What every command has: an open database, and a sentence instead of a traceback when something is wrong."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext
from peewee import OperationalError

from models import database
from models.database import DatabaseBusy, DatabaseUnwritable
from rules import Refused
from rules.slow_hash import Busy
from rules.team_keys import NoTeamKey

NO_TEAM = "There is no casework team yet. Make its first account: flask create-account --role caseworker ..."


def plainly(work: Callable[..., Any]) -> Callable[..., Any]:
    """Run a command with the database open; what goes wrong is told in a sentence and ends it with status 1."""

    @wraps(work)
    def command(*args: Any, **kwargs: Any) -> Any:
        try:
            database.connect()
            return work(*args, **kwargs)
        except NoTeamKey as problem:
            raise click.ClickException(NO_TEAM) from problem
        except Busy as problem:
            raise click.ClickException("This computer has too much to do. Try again in a moment.") from problem
        except Refused as problem:
            raise click.ClickException(problem.message) from problem
        except DatabaseBusy as problem:
            raise click.ClickException("The database is busy. Try again in a moment.") from problem
        except DatabaseUnwritable as problem:
            raise click.ClickException("The database cannot be written: is the disk full or read-only?") from problem
        except OperationalError as problem:
            raise click.ClickException(_told(problem)) from problem

    return with_appcontext(command)


def not_in_production(what: str) -> None:
    """Stop a command that only makes invented data."""
    if current_app.config["IS_PRODUCTION"]:
        raise click.ClickException(f"{what} is for development. It does nothing in production.")


def _told(problem: OperationalError) -> str:
    if "no such table" in str(problem):
        return "The database is not set up. Run this first: flask migrate"
    if "unable to open" in str(problem):
        return f"The database cannot be opened: {current_app.config['DATABASE_URL']}"
    return f"The database refused: {problem}"
