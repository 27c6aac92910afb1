"""Forms that a bad line posts two to five times."""

from tests.faults.posting import post_again_and_again


def test_a_thousand_forms_posted_again_and_again_are_a_thousand_reports(tmp_path):
    post_again_and_again(tmp_path, forms=1000, seed=7)
