"""What one's own page shows: its parts, each of which is saved by itself and swapped in place."""

from flask import current_app, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from blueprints import context, htmx
from blueprints.accounts.wishes_form import LettersForm, TextsForm, TouringForm, WishesForm
from blueprints.days import today
from blueprints.forms import Form
from models.account import Account
from models.codes import AREAS, SENDER_NAMES, SUBJECTS
from rules import access, accounts, own_phone, reach, touring

# Parts whose forms stand on the page, by the endpoint's name that takes them.
PARTS = ("wishes", "letters", "touring", "texts")


def shown(status: int = 200, part: str = "", problem: str = "", said: str = "", **forms: Form) -> ResponseReturnValue:
    """The page, or for htmx the part that was posted, with `forms` in the place of what is stored.

    `problem` is what is wrong with an act, `said` what was done.
    """
    me = context.me()
    kind = access.kind_of(me.role, me.is_frontline)
    is_warned = kind in access.WARNED
    # What is not shown is not made: a list of areas is long.
    own = _stored(me) | forms if is_warned else forms
    return htmx.page_or_fragment(
        "accounts/own.html",
        f"accounts/_{part}.html" if part in PARTS else "accounts/own.html",
        status,
        **{f"{name}_form": own.get(name) for name in PARTS},
        me=me,
        kind=kind,
        part=part,
        problem=problem,
        said=said,
        name=accounts.name_of(context.secrets(), me),
        is_warned=is_warned,
        # Caseworkers get the notice that reports wait, and must see when they get none.
        is_written_to=is_warned or me.role in access.KEY_HOLDERS,
        is_off=me.is_paused or me.cadence == "none",
        is_new=access.is_on_probation(me, today()),
        has_texts=bool(current_app.config["TEXT_URL"]),
        text_ending=own_phone.ending(context.secrets(), me) if is_warned else "",
        mailbox=_mailbox(own.get("letters")),
        may_tour=is_warned and me.role != access.PROJECT,
        places=touring.places(today(), me) if is_warned else [],
        areas=AREAS,
    )


def saved(part: str, said: str) -> ResponseReturnValue:
    """After a part was kept: the part again, or the page with what was done on top."""
    if htmx.wants_fragment():
        return shown(part=part, said=said)
    flash(said)
    return redirect(url_for("accounts.own"), 303)


def _stored(me: Account) -> dict[str, Form]:
    names = ("cadence", "send_hour", "send_weekday", "style", "sender_name", "subject", "language")
    letters = {name: getattr(me, name) for name in names}
    which = {"lowest_level": me.lowest_level, "sector": me.sector or "", "gender": me.gender or ""}
    which["areas"] = me.area_codes
    return {
        "wishes": WishesForm(formdata=None, data=which, among=reach.choosable(me)),
        "letters": LettersForm(formdata=None, data=letters),
        "touring": TouringForm(formdata=None),
        "texts": TextsForm(formdata=None, data={"text_level": me.text_level or 3}),
    }


def _mailbox(form: Form | None) -> dict[str, str]:
    """What a mailbox shows of our letters, as chosen; what is on no list as it is at first."""
    if form is None:
        return {}
    names, subjects = SENDER_NAMES, SUBJECTS
    sender = names.get(form["sender_name"].data) or next(iter(names.values()))
    subject = subjects.get(form["subject"].data) or next(iter(subjects.values()))
    return {"sender": _(sender.name), "subject": _(subject.name)}
