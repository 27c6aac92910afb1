"""What a help page said before: its versions, one of them beside the page of today, and taking it again."""

import re

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from blueprints import context
from blueprints.help.staff import blueprint, done, looks, name_of, plain
from models.help_page import HelpVersion
from rules import differences, help_drafts, help_pages

NUMBER = re.compile("[0-9]{1,15}")


@blueprint.get("/<code>/versions/")
def versions(code: str) -> ResponseReturnValue:
    """Every version of a page with its date and author, newest first, and what was shipped."""
    found = help_drafts.at_hand(code) or abort(404)
    rows = [(row, name_of(row.author), name_of(row.approver)) for row in help_drafts.versions(code)]
    return render_template("help/staff_versions.html", page=found, rows=rows)


@blueprint.route("/versions/<which>/", methods=["GET", "POST"])
def version(which: str) -> ResponseReturnValue:
    """One version, by its number, or by the page's name as it was shipped; taken as a new draft by the button."""
    row = HelpVersion.get_or_none(HelpVersion.id == int(which)) if NUMBER.fullmatch(which) else None
    found = help_pages.of_version(row) if row else help_pages.shipped(which) or abort(404)
    now_there = help_pages.current(found.code) or abort(404)
    if request.method == "POST":
        said = _("These words are a draft now. Nobody else sees it yet.")
        return done(found.code, lambda: help_drafts.take_again(context.now(), found, context.me()), said)
    changes = differences.between(plain(now_there), plain(found))
    return render_template("help/staff_version.html", page=found, row=row, changes=changes, **looks(found))
