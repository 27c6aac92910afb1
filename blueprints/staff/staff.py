"""The desk's first page at /staff/: what waits for this role."""

from flask import render_template
from flask.typing import ResponseReturnValue

from blueprints import context, guards
from blueprints.sending_stands import stands
from models.account import Account
from models.alert import Alert
from rules import (
    access,
    askings,
    complaint_list,
    help_drafts,
    keying,
    lesson_list,
    locks,
    package_list,
    project_list,
    team_keys,
    therapist_desk,
    waiting,
)

blueprint = guards.staff_blueprint("staff", __name__, "")


@blueprint.get("/")
def home() -> ResponseReturnValue:
    """What this role may do, with a count of what waits."""
    me = context.me()
    waits_for_access = me.role in access.KEY_HOLDERS and context.team_key() is None
    doors = {endpoint: access.may(context.visitor(), endpoint) for endpoint in DOORS}
    counts = {endpoint: count() for endpoint, count in DOORS.items() if count and doors[endpoint]}
    return render_template(
        "staff/home.html",
        doors=doors,
        counts=counts,
        waits_for_access=waits_for_access,
        **stands(),
        waits_for_outsider=locks.unread_by_all().count() if me.role == access.MANAGER else 0,
    )


def _reports() -> int:
    return waiting.new_first(context.me()).count()


def _professionals() -> int:
    return complaint_list.urgent(context.now(), context.me())


def _alerts() -> int:
    """Alerts that wait for a second person, who is not their author."""
    waiting = Alert.select().where(Alert.state == "waiting")
    return waiting.where(Alert.author.is_null() | (Alert.author != context.me())).count()


def _lessons() -> int:
    return lesson_list.waiting(context.me())


def _packages() -> int:
    return package_list.waiting(context.me())


def _members() -> int:
    return Account.waiting().count()


def _therapists() -> int:
    return therapist_desk.to_do(context.now().date())


def _help() -> int:
    return help_drafts.waiting_for(context.me())


def _keying() -> int:
    return keying.left(context.secrets())


def _access() -> int:
    return len(team_keys.waiting())


# Each door's endpoint, and how much waits behind it.
DOORS = {
    "reports_staff.waiting": _reports,
    "professionals_staff.all_reports": _professionals,
    "alerts_staff.all_alerts": _alerts,
    "sending_staff.all_sending": None,
    "members_staff.waiting": _members,
    "sending_staff.stopped": None,
    "accounts_staff.access": _access,
    "accounts_staff.all_accounts": None,
    "lessons_staff.all_lessons": _lessons,
    "packages_staff.all_packages": _packages,
    "packages_staff.figures": None,
    "figures_staff.effects": None,
    "therapists_staff.all_therapists": _therapists,
    "services_staff.all_services": None,
    "help_staff.all_pages": _help,
    "projects_staff.all_projects": project_list.waiting,
    "askings_staff.all_askings": askings.waiting,
    "keying_staff.keying": _keying,
    "check_sites_staff.all_sites": None,
    "checker.check": None,
    "alerts.all_alerts": None,
}
