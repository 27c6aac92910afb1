"""The site: its settings, each on one line, and create_app, which joins the parts."""

import os
import secrets as randomness
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from blueprints import (
    accounts,
    alerts,
    assets,
    checker,
    commands,
    dev,
    entries,
    errors,
    figures,
    followup,
    guards,
    headers,
    help,
    languages,
    limits,
    members,
    messages,
    packages,
    pages,
    professionals,
    projects,
    reports,
    sending,
    services,
    sessions,
    staff,
    templates,
    therapists,
)
from models import database
from rules.keyed import Secrets
from rules.slow_hash import SlowHash
from rules.vault import new_key_file, read_keys
from tasks import queue, returned_mail, texter

ROOT = Path(__file__).parent
THREADS = 32


def settings() -> dict[str, Any]:
    """What the environment says; every name is explained in .env.example."""
    env = os.environ.get
    is_production = env("NUM_ENV", "development") == "production"
    data = Path(env("NUM_DATA_DIR", str(ROOT / "var"))).resolve()
    site = env("NUM_SITE_URL", f"http://localhost:{env('PORT', '5000')}").rstrip("/")
    return {
        "ENV_NAME": env("NUM_ENV", "development"),
        "IS_PRODUCTION": is_production,
        "DATA_DIR": data,
        "SITE_URL": site,
        "DATABASE_URL": env("NUM_DATABASE_URL", f"sqlite:///{data}/num.db"),
        "QUEUE_URL": env("NUM_QUEUE_URL", f"sqlite:///{data}/queue.db"),
        # Beside the data folder and not in it: a copy of the data alone opens nothing.
        "KEY_FILE": Path(env("NUM_KEY_FILE", f"{data}.key")),
        "SECRET_KEY": env("NUM_SECRET_KEY", "" if is_production else "development only"),
        "MAIL_URL": env("NUM_MAIL_URL", f"smtp://127.0.0.1:{env('NUM_CATCHER_PORT', '5025')}"),
        # A neutral sender: the address says nothing of the charity.
        "MAIL_FROM": env("NUM_MAIL_FROM", "updates@localhost"),
        "MAIL_RATE": float(env("NUM_MAIL_RATE", "0")),
        "MAIL_CONNECTIONS": int(env("NUM_MAIL_CONNECTIONS", "1")),
        "BOUNCE_URL": env("NUM_BOUNCE_URL", ""),
        "MAIL_TIMEOUT": float(env("NUM_MAIL_TIMEOUT", "60")),
        "TEXT_URL": env("NUM_TEXT_URL", ""),
        "TEXT_PENCE": int(env("NUM_TEXT_PENCE", "4")),
        "TEXT_CAP_POUNDS": int(env("NUM_TEXT_CAP_POUNDS", "50")),
        "HASH_COST": env("NUM_HASH_COST", "full"),
        "HOLD_SECONDS": int(env("NUM_HOLD_SECONDS", "600")),
        "HOLD_SECONDS_DANGEROUS": min(120, int(env("NUM_HOLD_SECONDS", "600"))),
        # A made-up Host header gets no page; in development any name of this computer will do.
        "TRUSTED_HOSTS": [urlsplit(site).hostname] if is_production else None,
        "TRUSTED_PROXIES": int(env("NUM_TRUSTED_PROXIES", "0")),
        "OFFICE_PHONE": env("NUM_OFFICE_PHONE", "0161 629 9861"),
        "OFFICE_EMAIL": env("NUM_OFFICE_EMAIL", ""),
        "EXIT_URL": env("NUM_EXIT_URL", "https://www.bbc.co.uk/weather"),
        # Fields are limited to 20,000 characters and forms to 64,000; more is read so that it can be shown back.
        "MAX_CONTENT_LENGTH": 1_000_000,
        "MAX_FORM_MEMORY_SIZE": 1_000_000,
        "MAX_FORM_PARTS": 1000,
        "SESSION_COOKIE_SECURE": site.startswith("https://"),
        "SESSION_COOKIE_NAME": "__Host-s" if site.startswith("https://") else "s",
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_CHECK_DEFAULT": False,
        "PREFERRED_URL_SCHEME": site.split(":")[0],
        "BABEL_TRANSLATION_DIRECTORIES": str(ROOT / "templates" / "translations"),
        "BABEL_DEFAULT_TIMEZONE": "Europe/London",
        "BABEL_DEFAULT_LOCALE": "en_GB",
    }


def refuse_unsafe(config: dict[str, Any]) -> None:
    """Stop a production start that would put somebody in danger; raises RuntimeError that says what to change."""
    texter.sender_for(config["TEXT_URL"])
    try:
        returned_mail.checked(config["BOUNCE_URL"] or "maildir:///unused")
    except ValueError as problem:
        raise RuntimeError(f"will not start: {problem}") from problem
    if config["ENV_NAME"] not in ("development", "production"):
        raise RuntimeError("will not start: NUM_ENV must be development or production")
    if not config["IS_PRODUCTION"]:
        if config["SITE_URL"].startswith("https://"):
            raise RuntimeError("will not start: a site at https:// needs NUM_ENV=production")
        return
    problems = {
        "NUM_SITE_URL must begin with https://": not config["SITE_URL"].startswith("https://"),
        "NUM_SECRET_KEY must have 32 characters or more": len(config["SECRET_KEY"]) < 32,
        "NUM_KEY_FILE must exist": not config["KEY_FILE"].is_file(),
        "NUM_KEY_FILE must not lie in NUM_DATA_DIR": config["DATA_DIR"] in config["KEY_FILE"].resolve().parents,
        "NUM_KEY_FILE must be readable by its owner alone": config["KEY_FILE"].is_file()
        and bool(config["KEY_FILE"].stat().st_mode & 0o077),
        "NUM_MAIL_URL must be set": "NUM_MAIL_URL" not in os.environ,
        "NUM_MAIL_FROM must be set": "NUM_MAIL_FROM" not in os.environ,
        "NUM_HASH_COST must be full": config["HASH_COST"] != "full",
        "NUM_HOLD_SECONDS must be 60 or more": config["HOLD_SECONDS"] < 60,
        "NUM_TRUSTED_PROXIES must be 1 or more": config["TRUSTED_PROXIES"] < 1,
        "debug must be off": bool(config.get("DEBUG")) or os.environ.get("FLASK_DEBUG", "0") not in ("", "0"),
    }
    found = [text for text, is_wrong in problems.items() if is_wrong]
    if found:
        raise RuntimeError("will not start: " + "; ".join(found))


def load_secrets(config: dict[str, Any]) -> Secrets:
    """Read the key file; in development make one (mode 0600) when there is none."""
    path: Path = config["KEY_FILE"]
    if not path.exists() and not config["IS_PRODUCTION"]:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Written whole under another name first: the web and the worker may start at the same moment.
        draft = path.with_name(f"{path.name}.{randomness.token_hex(4)}")
        draft.touch(mode=0o600)
        draft.write_text(new_key_file())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return Secrets(read_keys(path.read_text()), SlowHash(config["HASH_COST"], may_wait=THREADS - 8))


def create_app(**changes: Any) -> Flask:
    """Make the site; tests hand in changed settings. Opens the queue, and no database connection yet."""
    # What the site writes is for its own account alone.
    os.umask(0o077)
    app = Flask(__name__, static_folder=None)
    app.config.from_mapping(settings() | changes)
    refuse_unsafe(app.config)
    app.config["DATA_DIR"].mkdir(parents=True, exist_ok=True)
    database.bind(app.config["DATABASE_URL"])
    queue.bind(app.config["QUEUE_URL"], app.config["SECRET_KEY"])
    app.extensions["num_secrets"] = load_secrets(app.config)
    app.session_interface = sessions.ServerSessions()
    languages.speak(app)
    assets.serve(app)
    templates.offer(app)
    for part in (
        pages,
        help,
        services,
        reports,
        professionals,
        therapists,
        packages,
        followup,
        alerts,
        checker,
        accounts,
        members,
        messages,
        projects,
        staff,
        sending,
        figures,
        entries,
    ):
        for blueprint in part.blueprints:
            app.register_blueprint(blueprint)
    if not app.config["IS_PRODUCTION"]:
        app.register_blueprint(dev.blueprint)
    commands.register(app)
    errors.handle(app)
    headers.send(app)
    guards.guard(app)
    limits.limit(app)
    if app.config["TRUSTED_PROXIES"]:
        proxies = app.config["TRUSTED_PROXIES"]
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies)  # type: ignore[method-assign]
    return app
