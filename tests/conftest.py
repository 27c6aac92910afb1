"""Fixtures: one site for the whole run, and a fresh copy of a migrated database for every test."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from app import ROOT, create_app
from models import database
from rules.keyed import Secrets
from tests.browser_client import Browser

SITE = "http://localhost"
# Each commit waits until the disk has it, thousands of times in a run whose rows nobody needs afterwards.
MEMORY, ROOM = Path("/dev/shm"), 2**28


@pytest.fixture(scope="session")
def folder(tmp_path_factory) -> Iterator[Path]:
    """This run's data folder: in memory where there is room."""
    if not os.access(MEMORY, os.W_OK) or shutil.disk_usage(MEMORY).free < ROOM:
        yield tmp_path_factory.mktemp("num")
        return
    with TemporaryDirectory(dir=MEMORY) as own:
        found = Path(own) / "num"
        found.mkdir()
        yield found


@pytest.fixture(scope="session")
def whole_app(folder):
    """The site, made once, with the cheapest slow hash."""
    os.environ.pop("NUM_ENV", None)
    app = create_app(
        DATA_DIR=folder,
        KEY_FILE=folder.with_suffix(".key"),
        DATABASE_URL=f"sqlite:///{folder}/num.db",
        QUEUE_URL=f"sqlite:///{folder}/queue.db",
        SITE_URL=SITE,
        HASH_COST="low",
        HOLD_SECONDS=600,
        TESTING=True,
    )
    database.connect()
    database.migrate(str(ROOT / "models" / "migrations"))
    database.database.close()
    shutil.copy(folder / "num.db", folder / "empty.db")
    return app


@pytest.fixture
def app(whole_app, folder):
    """The site with an empty, migrated database, inside its app context."""
    database.database.close()
    shutil.copy(folder / "empty.db", folder / "num.db")
    shutil.rmtree(folder / "letters", ignore_errors=True)
    database.connect()
    whole_app.extensions["num_limits"].reset()
    with whole_app.app_context():
        yield whole_app
    database.database.close()


@pytest.fixture
def secrets(app) -> Secrets:
    """The server's secrets, as rules are handed them."""
    return app.extensions["num_secrets"]


@pytest.fixture
def client(app) -> Browser:
    """A browser with nobody signed in."""
    return Browser(app)


@pytest.fixture
def make(app):
    """Makers of real rows."""
    from tests.factories import Maker

    return Maker(app)


@pytest.fixture
def project(make):
    """An admitted project that works everywhere."""
    return make.project()


@pytest.fixture
def queries(app):
    """A list that fills with the SQL sent; empty it before counting."""
    sent: list[str] = []
    plain = database.database.obj.execute_sql

    def counted(sql, params=None):
        sent.append(sql)
        return plain(sql, params)

    database.database.obj.execute_sql = counted
    yield sent
    del database.database.obj.execute_sql


@pytest.fixture
def signed_in(app, make):
    """A function that gives a browser signed in as a new account of this role."""

    def sign_in(role: str = "member", **changes) -> Browser:
        account = make.account(role, **changes)
        return Browser(app).sign_in(account)

    return sign_in
