"""The language of a page: the first part of its path, never a cookie or a guess."""

from flask import Flask, has_request_context, request
from flask_babel import Babel

from models.codes import LANGUAGES

KEY = "num.language"
PLAIN = "en"
# Dates and numbers as they are written here, not in America.
LOCALES = {PLAIN: "en_GB"}


class LanguagePath:
    """Moves a leading `/en` out of the path, so that routes stay as they are and `url_for` keeps it."""

    def __init__(self, inner):
        self.inner = inner
        self.spoken = {language.code for language in LANGUAGES.values() if language.site}

    def __call__(self, environ, start_response):
        """Answer one request."""
        _, _, path = environ.get("PATH_INFO", "").partition("/")
        first, _, rest = path.partition("/")
        if first in self.spoken:
            environ = environ | {
                KEY: first,
                "SCRIPT_NAME": f"{environ.get('SCRIPT_NAME', '')}/{first}",
                "PATH_INFO": f"/{rest}",
            }
        return self.inner(environ, start_response)


def speak(app: Flask) -> None:
    """Set up translation, and the languages that the site's pages exist in."""
    Babel(app, locale_selector=_locale)
    app.wsgi_app = LanguagePath(app.wsgi_app)  # type: ignore[method-assign]
    app.context_processor(lambda: {"lang": language()})


def language() -> str:
    """The code of the language of this page; English where there is no page."""
    return request.environ.get(KEY, PLAIN) if has_request_context() else PLAIN


def _locale() -> str:
    return LOCALES.get(language(), language())
