"""Help at /help/: the index and its pages, which a browser may keep for a while."""

from contextlib import suppress
from datetime import date, timedelta

from flask import Blueprint, abort, g, render_template
from flask.typing import ResponseReturnValue
from flask_babel import format_date
from flask_babel import lazy_gettext as _l
from peewee import PeeweeException

from blueprints import context
from models.codes import OFFICE
from models.database import DatabaseBusy, DatabaseUnwritable
from models.help_texts import GROUPS, HELP
from rules import fact_checks, help_pages, hours

blueprint = Blueprint("help", __name__, url_prefix="/help")

DAY = int(timedelta(days=1).total_seconds())
GROUP_NAMES = {
    "danger": _l("In danger"),
    "rights": _l("Your rights"),
    "daily": _l("Every day"),
    "num": _l("About NUM"),
}
# Pages about this site itself, written as templates.
OWN = {
    "talk": ("danger", _l("Talk to somebody"), _l("By phone, or leave a way to reach you")),
    "next": ("num", _l("What happens to what you send"), _l("Step by step, and who sees it")),
    "hide": ("num", _l("What this site cannot hide"), _l("On your phone, on wifi, in your e-mail")),
    "data": ("num", _l("Your data"), _l("What we keep, for how long, and your rights")),
    "terms": ("num", _l("Terms"), _l("What alerts and checks are for")),
}
# They say whether the office is open: no browser keeps that longer than it is true.
SAYS_WHEN = ("talk", "next")


@blueprint.get("/")
def index() -> ResponseReturnValue:
    """All pages of help, in groups."""
    titles = {code: text.title for code, text in HELP.items()}
    with suppress(DatabaseBusy, DatabaseUnwritable, PeeweeException):
        titles |= {page.code: page.title for page in help_pages.all_current()}
    rows = [(text.group, code, titles[code], text.line) for code, text in HELP.items()]
    rows += [(group, code, title, line) for code, (group, title, line) in OWN.items()]
    groups = [(GROUP_NAMES[group], [row[1:] for row in rows if row[0] == group]) for group in GROUPS]
    g.public_for = DAY
    return render_template("help/index.html", groups=groups)


@blueprint.get("/<page>/")
def page(page: str) -> ResponseReturnValue:
    """One page of help, in plain words."""
    if page in OWN:
        g.public_for = hours.lasts(OFFICE, context.now()) if page in SAYS_WHEN else DAY
        return render_template(f"help/{page}.html")
    found = help_pages.shipped(page) or abort(404)
    checks: fact_checks.Checks = {}
    try:
        found = help_pages.current(page) or found
        checks = fact_checks.all_checks()
        g.public_for = DAY
    except (DatabaseBusy, DatabaseUnwritable, PeeweeException):
        # The page as it was shipped is better than none; a later visit asks again.
        pass
    shown = help_pages.show(found, checks)
    return render_template("help/page.html", shown=shown)


@blueprint.app_template_filter()
def source_day(text: str) -> str:
    """The date of a source, which may be a year or a month alone, as people say it: 2026-11 is November 2026."""
    if not text:
        return ""
    year, month, day = ([int(part) for part in text.split("-")] + [0, 0])[:3]
    pattern = "d MMMM y" if day else "MMMM y" if month else "y"
    return format_date(date(year, month or 1, day or 1), pattern)
