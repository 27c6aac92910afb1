"""Eight ways in which a mail server is unwell; its letters go over TLS, as to any other computer."""

import pytest

from tests.faults import ledger
from tests.faults.short import IS_SHORT
from tests.faults.unwell import FAULTS, Post


@pytest.fixture(scope="module")
def post(tmp_path_factory):
    """A site, its worker and its mail server."""
    post = Post(tmp_path_factory.mktemp("post"), members=60 if IS_SHORT else 500, parts=4 if IS_SHORT else 16)
    yield post
    post.stop()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_after_it_all_letters_came_once_and_the_site_was_up(post, fault):
    print(post.go_through(fault))


def test_none_of_it_needed_staff_to_let_letters_go_again(post):
    assert ledger.rows(post.data, "SELECT why FROM sending_pause") == []
