"""Each minute: say that the worker lives, and clear what has ended."""

from huey import crontab

from rules import form_drafts, heartbeats, invitations, letters, links, membership, rechecks, reports, sessions
from tasks.clock import now
from tasks.queue import huey


@huey.periodic_task(crontab(minute="*"))
def keep_house() -> None:
    """Beat first, so that a failing clearance does not look like a dead worker."""
    heartbeats.beat(now(), "worker")
    sessions.clear_dead(now())
    reports.forget_shown_codes(now())
    form_drafts.clear_old(now())
    links.clear_old(now())
    # First what came back: a letter that ended is deleted.
    rechecks.note_letters_back(now())
    letters.clear_old(now())
    membership.clear_unconfirmed(now())
    invitations.clear_old(now())
