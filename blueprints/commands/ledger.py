"""`flask status` and `flask send-owed`: how the ledger stands, and working it off here and now."""

import json

import click

from blueprints.commands.plainly import plainly
from rules.status import status as how_it_stands
from tasks.letters import answer_asked
from tasks.mailer import send_until_nothing_due


@click.command("status")
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for programs.")
@plainly
def status(as_json: bool) -> None:
    """How many reports, accounts, alerts and deliveries there are, and when a worker was last seen."""
    found = how_it_stands()
    if as_json:
        click.echo(json.dumps(found))
        return
    for name, value in found.items():
        if isinstance(value, dict):
            value = ", ".join(f"{count} {state}" for state, count in value.items())
        click.echo(f"{name.replace('_', ' ')}: {'none' if value is None else value}")


@click.command("send-owed")
@plainly
def send_owed() -> None:
    """Send every letter that is due, here and now, and stop when none is."""
    try:
        answer_asked()
        run = send_until_nothing_due()
    except OSError as problem:
        raise click.ClickException(f"A letter could not be sent: {problem}. What is owed stays owed.") from problem
    click.echo(f"sent {run.sent}")
    if run.is_cut_short:
        raise click.ClickException("The mail server would not take more for now. The rest stays owed.")
