"""Forms that a bad line posts two to five times."""

from tests.faults.posting import post_again_and_again
from tests.faults.short import IS_SHORT


def test_a_thousand_forms_posted_again_and_again_are_a_thousand_reports(tmp_path):
    post_again_and_again(tmp_path, forms=150 if IS_SHORT else 1000, seed=7)
