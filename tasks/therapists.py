"""The yearly letter to therapists: is what the directory says of you still right?"""

from flask import current_app
from huey import crontab

from rules import links, rechecks
from tasks.clock import now
from tasks.queue import huey


@huey.periodic_task(crontab(minute="7"))
def ask_again() -> None:
    """Each hour: whose day has come? The letters go with the next sweep; a day that was missed is made up for."""
    link_to = links.link_to(current_app.config["SITE_URL"], rechecks.LETTER)
    rechecks.owe_letters(current_app.extensions["num_secrets"], now(), link_to)
