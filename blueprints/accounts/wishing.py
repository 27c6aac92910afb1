"""What a member says on their own page at /account/: which warnings, when and how, places of some days, texts."""

from flask import current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from blueprints import context
from blueprints.accounts import own_page
from blueprints.accounts.views import blueprint
from blueprints.accounts.wishes_form import LettersForm, TextsForm, TouringForm, WishesForm
from blueprints.days import today
from rules import Refused, bounces, own_phone, reach, touring, wishes


@blueprint.post("/account/wishes/", endpoint="wishes")
def keep_wishes() -> ResponseReturnValue:
    """Keep which warnings they want."""
    form = WishesForm(among=reach.choosable(context.me()))
    if not form.validate():
        return own_page.shown(form.status, "wishes", wishes=form)
    wishes.keep(context.me(), form.wishes())
    return own_page.saved("wishes", _("Saved. It counts from the next warning on."))


@blueprint.post("/account/letters/", endpoint="letters")
def keep_letters() -> ResponseReturnValue:
    """Keep when and how they are written to."""
    form = LettersForm()
    if not form.validate():
        return own_page.shown(form.status, "letters", letters=form)
    wishes.keep_letters(context.me(), form.wishes())
    return own_page.saved("letters", _("Saved. It counts from the next e-mail on."))


@blueprint.post("/account/touring/", endpoint="touring")
def add_place() -> ResponseReturnValue:
    """Add a place where they are for some days."""
    form = TouringForm()
    if not form.validate() or form.until_on.data is None:
        return own_page.shown(form.status, "touring", touring=form)
    try:
        touring.add(today(), context.me(), form.area.data, form.until_on.data)
    except Refused as problem:
        field = form.until_on if isinstance(problem, touring.NoSuchDay) else form.area
        field.errors = [_(problem.message)]
        return own_page.shown(422, "touring", touring=form)
    return own_page.saved("touring", _("Added. Warnings for this place come until the last day."))


@blueprint.post("/account/touring/remove/")
def remove_place() -> ResponseReturnValue:
    """Take a place of some days off."""
    touring.remove(context.me(), request.form.get("area", ""))
    return own_page.saved("touring", _("Taken off."))


@blueprint.post("/account/texts/")
def texts() -> ResponseReturnValue:
    """Turn texts to a phone on, or off with the number deleted."""
    form, me = TextsForm(), context.me()
    if request.form.get("act") == "off":
        own_phone.stop_texts(me)
        return own_page.saved("texts", _("Off. We deleted your number."))
    if not form.validate():
        return own_page.shown(form.status, "texts", texts=form)
    if not current_app.config["TEXT_URL"]:
        form.form_errors.append(_("We send no texts at the moment."))
        return own_page.shown(422, "texts", texts=form)
    try:
        own_phone.want_texts(context.secrets(), me, form.phone.data or "", form.text_level.data)
    except own_phone.NotAMobile as problem:
        form.phone.errors = [_(problem.message)]
        return own_page.shown(422, "texts", texts=form)
    return own_page.saved("texts", _("On, from the next warning on."))


@blueprint.post("/account/start-again/")
def start_again() -> ResponseReturnValue:
    """Send letters to an address again that sent some back."""
    bounces.start_again(context.now(), context.me())
    flash(_("E-mails are on again, from the next warning on."))
    return redirect(url_for("accounts.own"), 303)
