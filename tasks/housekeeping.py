"""Each minute: say that the worker lives, and clear what has ended."""

from huey import crontab

from rules import (
    askings,
    form_drafts,
    heartbeats,
    invitations,
    letters,
    links,
    membership,
    rechecks,
    report_groups,
    reports,
    sessions,
    touring,
)
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
    askings.clear_old(now())


@huey.periodic_task(crontab(hour="3", minute="20"))
def forget_each_night() -> None:
    """Where somebody was for some days is forgotten the night after; it looks at every row, so not each minute."""
    touring.forget_old(now().date())


@huey.periodic_task(crontab(hour="3", minute="40"))
def count_each_night() -> None:
    """How often each warning was reported, counted anew; acts keep it right, and this what no act stands behind."""
    report_groups.recount_all()
