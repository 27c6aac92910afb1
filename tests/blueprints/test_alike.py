"""Joining and a forgotten password do the same work for every address."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from models.account import Account
from models.database import database
from models.letter import OwedLetter
from tests.browser_client import Browser
from tests.factories import answer_asked

FORMS = {
    "/join/": {"name": "Rosa", "areas": ["wales"], "language": "en", "is_adult": "y", "agrees": "y"},
    "/forgotten/": {},
}
ADDRESSES = ["member@example.org", "worker@example.org", "asked@example.org", "nobody@example.org"]


@contextmanager
def heard() -> Iterator[list[str]]:
    """The statements that reach the database meanwhile."""
    said: list[str] = []
    hook = lambda event: said.append(event.sql)  # noqa: E731
    database.query_hooks.append(hook)
    try:
        yield said
    finally:
        database.query_hooks.remove(hook)


@pytest.fixture
def known(make) -> None:
    """A member, a caseworker, and somebody who has not confirmed yet; the fourth address is nobody's."""
    make.account("caseworker", address="worker@example.org")
    make.account(address="member@example.org")
    make.account(address="asked@example.org", state="applied")


@pytest.mark.parametrize("path", FORMS)
def test_the_same_statements_and_the_same_bytes_for_every_address(app, known, path):
    pages, statements = [], []
    for address in ADDRESSES:
        browser = Browser(app)
        fields = browser.get(path).fields() | FORMS[path] | {"email": address}
        with heard() as said:
            page = browser.post(path, fields)
        assert page.status == 200
        pages.append((page.text, sorted(page.headers.keys())))
        statements.append(said)
    assert all(page == pages[0] for page in pages)
    assert all(said == statements[0] for said in statements)
    written = [
        found[1] for sql in statements[0] if (found := re.match(r'(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"', sql))
    ]
    assert written == ["owed_letter"]
    assert not [sql for sql in statements[0] if '"account"' in sql]


@pytest.mark.parametrize("path", FORMS)
def test_what_is_stored_is_of_the_same_kind_and_size(app, known, path):
    before = Account.select().count()
    for address in ADDRESSES:
        Browser(app).submit(path, FORMS[path] | {"email": address})
    rows = list(OwedLetter.select())
    assert len(rows) == len(ADDRESSES) and Account.select().count() == before
    assert len({(row.kind, row.state, len(row.address), len(row.contents)) for row in rows}) == 1


def test_only_the_workers_answers_differ(app, secrets, known):
    for path in FORMS:
        for address in ADDRESSES:
            Browser(app).submit(path, FORMS[path] | {"email": address})
    assert answer_asked(secrets) == 8
    assert sorted(row.kind for row in OwedLetter.select()) == [
        "already-member",
        "already-member",
        "confirm-address",
        "confirm-address",
        "new-password",
    ]
