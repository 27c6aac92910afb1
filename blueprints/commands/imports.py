"""`flask import-reports FILE`: reports that were kept elsewhere, one JSON object a line."""

import sys
from collections import Counter
from typing import BinaryIO

import click

from blueprints import context
from blueprints.commands.plainly import plainly
from rules import imports, team_keys

TOLD_EVERY = 50


@click.command("import-reports")
@click.argument("file", type=click.File("rb"))
@plainly
def import_reports(file: BinaryIO) -> None:
    """Load reports from FILE; wrong lines are named on stderr, the rest is loaded. A second run adds nothing."""
    # Asked first: the team's key is needed before any line, and a wrong file should not hide that it is missing.
    team_keys.current()
    counts: Counter[str] = Counter()
    try:
        for brought in imports.bring_in(context.secrets(), context.now(), file):
            counts[brought.outcome] += 1
            if brought.reason:
                click.echo(f"line {brought.line}: {brought.reason}", err=True)
            if brought.line % TOLD_EVERY == 0 and sys.stderr.isatty():
                click.echo(f"  {brought.line} lines read\r", nl=False, err=True)
    except OSError as problem:
        raise click.ClickException(f"The file could not be read to its end: {problem.strerror}") from problem
    finally:
        click.echo(f"loaded {counts['loaded']}, already here {counts['here']}, wrong {counts['wrong']}")
    if counts["wrong"]:
        raise SystemExit(1)
