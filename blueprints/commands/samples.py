"""`flask sample-data`: a site to look around in."""

import click
from flask import current_app

from blueprints import context
from blueprints.commands import recovery
from blueprints.commands.plainly import not_in_production, plainly
from rules import sample_directory, sample_help, sample_packages, sample_professionals, samples


@click.command("sample-data")
@plainly
def sample_data() -> None:
    """Fill an empty database with invented accounts, reports and warnings; leaves any other as it is."""
    not_in_production("Sample data")
    secrets, now = context.secrets(), context.now()
    try:
        team = samples.make_accounts(secrets, now)
    except samples.NotEmpty:
        folder = current_app.config["DATA_DIR"]
        click.echo("There are accounts here already, so no sample data was added.")
        click.echo(f"To begin again with sample data, delete {folder} first.")
        _tell_sign_ins()
        return
    recovery.keep(team.private)
    click.echo("Making sample data. This takes up to half a minute.")
    brought = samples.bring_reports(secrets, now)
    released = samples.warn(secrets, now, team)
    waiting = samples.send_new_reports(secrets, now)
    waiting += sample_professionals.tell(secrets, now) - sample_professionals.complain(now, team)
    therapists = sample_directory.bring_therapists(secrets, now, team.author)
    services = sample_directory.bring_services(now, team.author)
    packages = sample_packages.bring(secrets, now, team)
    lessons = sample_professionals.teach(secrets, now, team)
    sample_directory.spread(secrets, now, team.author)
    sample_help.change(now, team.author)
    click.echo(f"Made {brought} reports, {waiting} more that wait to be read, and {len(released)} warnings.")
    click.echo(f"Made {therapists} therapists, {services} local services, {packages} packages and {lessons} lessons.")
    _tell_sign_ins()


def _tell_sign_ins() -> None:
    """Who may sign in, when sample accounts are here."""
    people = samples.people(context.secrets())
    if people:
        click.echo(f"\nSample sign-ins, all with the password: {samples.PASSWORD}")
    for role, address in people:
        click.echo(f"    {role:<16}{address}")
