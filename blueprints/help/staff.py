"""The desk for help pages at /staff/help/: writing, a second reader, and that a page was checked."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from blueprints import context, guards, htmx
from blueprints.help.forms import HelpForm
from models.account import Account
from models.help_page import HelpVersion
from rules import Refused, accounts, differences, fact_checks, help_drafts, help_pages, help_sources, markdown
from rules.help_pages import HelpPage

blueprint = guards.staff_blueprint("help_staff", __name__, "/help")


class Row(NamedTuple):
    """One line of the list: a page, what is being done with it, and the day it was checked."""

    page: HelpPage
    open: HelpVersion | None
    is_mine: bool
    checked_on: date | None


@blueprint.get("/")
def all_pages() -> ResponseReturnValue:
    """All pages: those that wait for a second reader, then those that nobody has checked, then the oldest check."""
    checks, opened = fact_checks.all_checks(), help_drafts.open_versions()
    rows = [
        Row(page, row, row is not None and row.author_id == context.me().id, help_pages.checked_on(page, checks))
        for page in help_pages.all_current()
        for row in [opened.get(page.code)]
    ]
    rows.sort(key=lambda row: (not (row.open and row.open.state == "waiting"), row.checked_on or date.min))
    to_check = sum(not fact_checks.checked_on(one, checks) for one in fact_checks.everything())
    return render_template("help/staff_all.html", rows=rows, to_check=to_check)


@blueprint.route("/<code>/", methods=["GET", "POST"])
def page(code: str) -> ResponseReturnValue:
    """One page: the form, how it will look, and what is to do with it."""
    found = _found(code)
    if request.method == "GET":
        return _page(found, _filled(found))
    return _saved(found, lambda: None, _("Saved. Nobody else sees it yet."))


@blueprint.post("/<code>/preview/")
def preview(code: str) -> ResponseReturnValue:
    """How the page will look as it is typed now; nothing is saved."""
    found, form = _found(code), HelpForm()
    status = 200 if form.validate() else form.status
    if htmx.wants_fragment() and status != 413:
        typed = HelpPage(code, form.title.data or "", form.body.data or "", ())
        return htmx.page_or_fragment("", "help/_preview.html", **looks(typed))
    return _page(found, form), status


@blueprint.post("/<code>/ask/")
def ask(code: str) -> ResponseReturnValue:
    """Save what the form holds and ask a second reader."""
    found = _found(code)
    return _saved(
        found,
        lambda: help_drafts.ask(context.now(), code, context.me()),
        _("Saved. Now somebody else must read it and publish it."),
    )


@blueprint.post("/<code>/publish/")
def publish(code: str) -> ResponseReturnValue:
    """Publish exactly the text that was on the page."""
    _found(code)
    seen = request.form.get("seen", "")
    return done(
        code,
        lambda: help_drafts.publish(context.now(), code, context.me(), seen),
        _("Published. Look at its sources, and say so below."),
    )


@blueprint.post("/<code>/send-back/")
def send_back(code: str) -> ResponseReturnValue:
    """Give it back to whoever wrote it."""
    _found(code)
    return done(
        code, lambda: help_drafts.send_back(context.now(), code, context.me()), _("Sent back. It can be changed again.")
    )


@blueprint.post("/<code>/checked/")
def checked(code: str) -> ResponseReturnValue:
    """Somebody looked at the page with all its sources today."""
    _found(code)
    now_there, seen = help_pages.current(code), request.form.get("seen", "")
    assert now_there is not None, "a page that has a draft is a page"
    return done(code, lambda: help_pages.look(context.now(), now_there, seen, context.me()), _("Checked today."))


def _found(code: str) -> HelpPage:
    return help_drafts.at_hand(code) or abort(404)


def _filled(found: HelpPage) -> HelpForm:
    """The form with what is at hand."""
    sources = help_sources.write_sources(found.sources)
    data = {"title": found.title, "body": found.body, "sources": sources, "seen": found.fingerprint}
    return HelpForm(formdata=None, data=data)


def _saved(found: HelpPage, then: Callable[[], object], said: str) -> ResponseReturnValue:
    """Save the posted form and do what comes then; when something refuses, the page comes back as it was typed."""
    form = HelpForm()
    if not form.validate():
        return _page(found, form), form.status
    try:
        sources = help_sources.read_sources(form.sources.data or "")
    except help_sources.WrongSource as problem:
        form.sources.errors = [_(problem.message)]
        return _page(found, form), 422
    typed = HelpPage(found.code, form.title.data or "", form.body.data or "", sources)
    try:
        help_drafts.save(context.now(), typed, context.me(), form.seen.data or "")
        then()
    except help_drafts.ChangedMeanwhile as problem:
        # Now they have been shown what the other wrote, so the next save is meant.
        theirs = _found(found.code)
        form.seen.data = theirs.fingerprint
        changes = differences.between(plain(theirs), plain(typed))
        return _page(theirs, form, _(problem.message), changes), 422
    except Refused as problem:
        # The words are saved, and what keeps them from being read is said at their field.
        form.seen.data = _found(found.code).fingerprint
        form.body.errors = [f"{_(one.message)} “{one.excerpt}”" for one in help_drafts.problems(typed)][:1]
        return _page(_found(found.code), form, _(problem.message)), 422
    flash(said)
    return redirect(url_for("help_staff.page", code=found.code), 303)


def done(code: str, act: Callable[[], object], said: str) -> ResponseReturnValue:
    """Do one act and go back to the page, with what was done or why not."""
    try:
        act()
    except Refused as problem:
        said = _(problem.message)
    flash(said)
    return redirect(url_for("help_staff.page", code=code), 303)


def _page(found: HelpPage, form: HelpForm, problem: str = "", changes: list | None = None) -> str:
    """The page where one help page is written; beside the form how it will look, as it is typed."""
    now_there, opened = help_pages.current(found.code), help_drafts.open_version(found.code)
    assert now_there is not None, "a page that has a draft is a page"
    waits = opened is not None and opened.state == "waiting"
    return render_template(
        "help/staff_page.html",
        page=found,
        form=form,
        problem=problem,
        changes=changes,
        opened=opened,
        is_mine=opened is not None and help_drafts.wrote(opened, context.me()),
        author=name_of(opened.author) if opened else "",
        asked=differences.between(plain(now_there), plain(found)) if waits else [],
        now_there=help_pages.show(now_there, fact_checks.all_checks()),
        **looks(HelpPage(found.code, form.title.data or "", form.body.data or "", ())),
    )


def looks(page: HelpPage) -> dict:
    """How a text will look, and what must be changed in it before it can be published."""
    return {"looks": page, "html": markdown.render(page.body), "problems": help_drafts.problems(page)}


def plain(page: HelpPage) -> str:
    """All that a page says, as text to compare."""
    return "\n".join([page.title, page.body, help_sources.write_sources(page.sources)])


def name_of(account: Account | None) -> str:
    """An account's name; empty when it is gone."""
    return accounts.name_of(context.secrets(), account) if account else ""
