"""The site starts when it is safe, and says what to change when it is not."""

import os
import stat
import subprocess
import sys

import pytest

from app import create_app, load_secrets, settings
from models import database
from rules.vault import new_key_file
from tasks import queue


@pytest.fixture
def production(monkeypatch, tmp_path):
    """Settings of a real site that may start."""
    key = tmp_path / "key"
    key.write_text(new_key_file())
    key.chmod(0o600)
    safe = {
        "NUM_ENV": "production",
        "NUM_SITE_URL": "https://site.example",
        "NUM_SECRET_KEY": "s" * 40,
        "NUM_KEY_FILE": str(key),
        "NUM_DATA_DIR": str(tmp_path / "data"),
        "NUM_MAIL_URL": "smtp://127.0.0.1:25",
        "NUM_MAIL_FROM": "updates@site.example",
        "NUM_HASH_COST": "full",
        "NUM_HOLD_SECONDS": "600",
        "NUM_TRUSTED_PROXIES": "1",
    }
    for name, value in safe.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


@pytest.fixture(autouse=True)
def bind_again(app):
    """These tests bind other databases; whoever comes next finds the run's own."""
    yield
    database.bind(app.config["DATABASE_URL"])
    queue.bind(app.config["QUEUE_URL"], app.config["SECRET_KEY"])


def test_safe_settings_start(production):
    app = create_app()
    assert app.config["SESSION_COOKIE_NAME"] == "__Host-s"
    assert app.config["SESSION_COOKIE_SECURE"]
    assert not any(rule.rule.startswith("/dev/") for rule in app.url_map.iter_rules())


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("NUM_SITE_URL", "http://site.example", "NUM_SITE_URL"),
        ("NUM_SECRET_KEY", "", "NUM_SECRET_KEY"),
        ("NUM_SECRET_KEY", "short", "NUM_SECRET_KEY"),
        ("NUM_KEY_FILE", "/no/such/file", "NUM_KEY_FILE"),
        ("NUM_MAIL_URL", None, "NUM_MAIL_URL"),
        ("NUM_MAIL_FROM", None, "NUM_MAIL_FROM"),
        ("NUM_HASH_COST", "low", "NUM_HASH_COST"),
        ("NUM_HOLD_SECONDS", "59", "NUM_HOLD_SECONDS"),
        ("NUM_TRUSTED_PROXIES", "0", "NUM_TRUSTED_PROXIES"),
        ("NUM_BOUNCE_URL", "imap://one:word@mail.example", "NUM_BOUNCE_URL"),
        ("NUM_ENV", "development", "https"),
        ("FLASK_DEBUG", "1", "debug"),
        ("NUM_ENV", "prod", "NUM_ENV"),
    ],
)
def test_an_unsafe_setting_is_refused_by_name(production, name, value, says):
    if value is None:
        production.delenv(name)
    else:
        production.setenv(name, value)
    with pytest.raises(RuntimeError, match=says):
        create_app()


def test_a_key_file_that_others_can_read_is_refused(production):
    os.chmod(settings()["KEY_FILE"], 0o640)
    with pytest.raises(RuntimeError, match="owner alone"):
        create_app()


def test_a_key_file_in_the_data_folder_is_refused(production, tmp_path):
    inside = tmp_path / "data" / "key"
    inside.parent.mkdir()
    inside.write_text(new_key_file())
    inside.chmod(0o600)
    production.setenv("NUM_KEY_FILE", str(inside))
    with pytest.raises(RuntimeError, match="NUM_DATA_DIR"):
        create_app()


def test_a_made_up_host_gets_no_page(production):
    client = create_app().test_client()
    assert client.get("/help/talk/", base_url="https://site.example").status_code == 200
    assert client.get("/help/talk/", base_url="https://evil.example").status_code == 400


def test_in_development_the_key_file_is_made_once_for_its_owner_alone(tmp_path):
    config = settings() | {"KEY_FILE": tmp_path / "made.key", "HASH_COST": "low"}
    first, second = load_secrets(config), load_secrets(config)
    assert first.keys == second.keys
    assert stat.S_IMODE((tmp_path / "made.key").stat().st_mode) == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["made.key"]


def test_importing_opens_nothing(tmp_path):
    script = f"import sys; sys.path.insert(0, {os.getcwd()!r}); import app, models.tables, rules.alerts"
    env = os.environ | {"NUM_DATA_DIR": str(tmp_path / "data")}
    subprocess.run([sys.executable, "-c", script], cwd=tmp_path, env=env, check=True)
    assert list(tmp_path.iterdir()) == []
