"""A full disk, in both ways that it shows."""

import pytest

from tests.faults.filling import ROOMS, fill_while_reporting


@pytest.mark.parametrize("room", ROOMS)
def test_a_full_disk_gives_503_with_the_words_and_loses_nothing(tmp_path, room):
    fill_while_reporting(tmp_path, room, each=20)
