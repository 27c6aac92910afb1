"""What no view may do, whichever way it is asked."""

import pytest

from models.account import Account
from models.session import Session


@pytest.mark.parametrize("path", ["/account/leave/", "/sign-out/", "/account/pause/"])
def test_head_only_looks(app, make, signed_in, path):
    browser = signed_in()
    assert browser.client.head(path).status_code in (200, 404, 405)
    account = Account.get()
    assert (account.state, account.is_paused, Session.select().count()) == ("admitted", False, 1)


def test_head_says_what_get_says_without_its_words(app):
    client = app.test_client(use_cookies=False)
    looked, read = client.head("/help/"), client.get("/help/")
    assert (looked.status_code, looked.data) == (200, b"")
    assert looked.headers["Content-Type"] == read.headers["Content-Type"] and read.data
