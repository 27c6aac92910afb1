"""The words of letters and texts, from their templates; rules/letter_text.py makes letters of them."""

from collections.abc import Iterable
from typing import Any

from flask import current_app, render_template
from flask_babel import force_locale, gettext

from models.alert import Alert
from models.codes import AREAS, HARMS, LANGUAGES, LEVELS, ROOT_AREA, SENDER_NAMES, SUBJECTS
from rules import letters, translations
from rules.letter_text import Words, unsubscribe_link

# Dates and numbers as they are written here; other languages have one locale each.
ENGLISH, LOCALE = "en", "en_GB"


def alert_words(
    alert: Alert, style: str, language: str, sender_name: str = "updates", subject: str = "update", kind: str = "alert"
) -> Words:
    """A letter about an alert in a style (`nudge`, `short`, `full`) and a member's language; nothing of a member in it.

    `sender_name` and `subject` are codes that the member chose; of kind `correction` it says how the alert stands now.
    """
    with force_locale(_locale(language)):
        return _words(f"{kind}/{style}.txt", sender_name, subject, **_told(alert, language))


def digest_words(
    told: Iterable[tuple[Alert, str]], style: str, language: str, sender_name: str = "updates", subject: str = "update"
) -> Words:
    """One letter about several alerts, each with its kind (`alert`, `correction`), in the order given."""
    with force_locale(_locale(language)):
        items = [_told(alert, language) | {"kind": kind} for alert, kind in told]
        return _words(f"digest/{style}.txt", sender_name, subject, items=items)


def text_words(language: str) -> str:
    """The words of a text: the same for every alert, and no link."""
    with force_locale(_locale(language)):
        return render_template("letters/text/nudge.txt").strip()


def owed_words(opened: letters.Opened) -> Words:
    """The words of an owed letter."""
    with force_locale(_locale(opened.language)):
        said = {"link": opened.contents.get("link"), "contents": opened.contents}
        has_account = opened.token is not None
        template = f"{opened.kind}/body.txt"
        return _words(template, opened.sender_name, opened.subject, has_account=has_account, **said)


def _told(alert: Alert, language: str) -> dict[str, Any]:
    """What a template says of an alert, its words in the reader's language where somebody translated them.

    `other_language` names the language they are in where it is another.
    """
    words, spoken = translations.words_for(alert, language)
    return {
        "alert": alert,
        "words": words,
        "other_language": None if spoken == language else gettext(LANGUAGES[spoken].name),
        "level": LEVELS[alert.level],
        "area": AREAS.get(alert.area or "", ROOT_AREA),
        "harms": [gettext(HARMS[code].name) for code in alert.harm_codes if code in HARMS],
    }


def _words(template: str, sender_name: str, subject: str, **values) -> Words:
    site = current_app.config["SITE_URL"]
    return Words(
        gettext(SENDER_NAMES[sender_name].name),
        gettext(SUBJECTS[subject].name),
        render_template(f"letters/{template}", site=site, unsubscribe=unsubscribe_link(site), **values),
    )


def _locale(language: str) -> str:
    known = LANGUAGES.get(language)
    return language if known and known.site and language != ENGLISH else LOCALE
