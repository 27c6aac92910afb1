"""`flask bulk-data`: many made-up rows, for measuring at full size."""

import sys
import time
from collections.abc import Iterator

import click

from blueprints import context
from blueprints.commands.plainly import not_in_production, plainly
from rules import bulk, bulk_therapists

# So that readers and the worker get their turn between two transactions.
PAUSE = 0.005


@click.command("bulk-data")
@click.option("--members", default=0, type=click.IntRange(0), help="Members with areas and wishes.")
@click.option("--alerts", default=0, type=click.IntRange(0), help="Published alerts of the last three years.")
@click.option("--identifiers", default=0, type=click.IntRange(0), help="Identifiers that the checker can meet.")
@click.option("--therapists", default=0, type=click.IntRange(0), help="Therapists in the directory.")
@plainly
def bulk_data(members: int, alerts: int, identifiers: int, therapists: int) -> None:
    """Add made-up members, alerts, identifiers and therapists, for measuring."""
    not_in_production("Bulk data")
    secrets, now = context.secrets(), context.now()
    _work("members", members, bulk.members(secrets, now, members))
    _work("alerts", alerts, bulk.published_alerts(now, alerts))
    _work("identifiers", identifiers, bulk.identifiers(now, identifiers))
    _work("therapists", therapists, bulk_therapists.listed_therapists(secrets, now, therapists))


def _work(what: str, count: int, made: Iterator[int]) -> None:
    """Make one kind of rows; how far it is shows on a terminal only."""
    if not count:
        return
    started = time.monotonic()
    for done in made:
        if sys.stderr.isatty():
            click.echo(f"  {what}: {done} of {count}\r", nl=False, err=True)
        time.sleep(PAUSE)
    click.echo(f"made {count} {what} in {time.monotonic() - started:.1f} s")
