"""The words of letters, from their templates; rules/letter_text.py makes letters of them."""

from flask import current_app, render_template
from flask_babel import force_locale, gettext

from models.alert import Alert
from models.codes import AREAS, HARMS, LANGUAGES, LEVELS, ROOT_AREA
from rules import alerts, letters
from rules.letter_text import Words, unsubscribe_link

# Dates and numbers as they are written here; other languages have one locale each.
ENGLISH, LOCALE = "en", "en_GB"


def alert_words(alert: Alert, style: str, language: str) -> Words:
    """An alert's letter in a style (`nudge`, `short`, `full`) and a member's language; nothing of a member in it."""
    with force_locale(_locale(language)):
        return _words(
            f"alert/{style}.txt",
            alert=alert,
            words=alerts.published_words(alert),
            level=LEVELS[alert.level],
            area=AREAS.get(alert.area or "", ROOT_AREA),
            harms=[gettext(HARMS[code].name) for code in alert.harm_codes if code in HARMS],
        )


def owed_words(opened: letters.Opened) -> Words:
    """The words of an owed letter."""
    with force_locale(_locale(opened.language)):
        said = {"link": opened.contents.get("link"), "contents": opened.contents}
        return _words(f"{opened.kind}/body.txt", has_account=opened.token is not None, **said)


def _words(template: str, **values) -> Words:
    site = current_app.config["SITE_URL"]
    return Words(
        render_template("letters/sender.txt").strip(),
        render_template("letters/subject.txt").strip(),
        render_template(f"letters/{template}", site=site, unsubscribe=unsubscribe_link(site), **values),
    )


def _locale(language: str) -> str:
    known = LANGUAGES.get(language)
    return language if known and known.site and language != ENGLISH else LOCALE
