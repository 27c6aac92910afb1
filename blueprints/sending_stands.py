"""How sending stands, in words for every desk page: that it is paused, by whom, and what is wrong."""

from typing import Any

from blueprints import context
from rules import access, accounts, sending_desk


def stands() -> dict[str, Any]:
    """What templates/includes/sending_stands.html needs."""
    found = sending_desk.stands(context.now())
    by = found.pause.by if found.pause else None
    return {
        "stands": found,
        "paused_by": accounts.name_of(context.secrets(), by) if by else "",
        "may_see_sending": access.may(context.visitor(), "sending_staff.all_sending"),
    }
