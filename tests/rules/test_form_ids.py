"""Form ids are ours, dated, and good for 72 hours."""

from datetime import datetime, timedelta

import pytest

from rules.form_ids import FormTooOld, new_form_id, read_form_id

NOW = datetime(2026, 11, 20, 9, 0)


def test_a_form_id_reads_back_with_its_time(secrets):
    assert read_form_id(secrets, new_form_id(secrets, NOW), NOW).made_at == NOW


def test_two_forms_have_two_numbers(secrets):
    one, two = (read_form_id(secrets, new_form_id(secrets, NOW), NOW) for _ in range(2))
    assert one.number != two.number


def test_after_72_hours_it_is_too_old(secrets):
    text = new_form_id(secrets, NOW)
    assert read_form_id(secrets, text, NOW + timedelta(hours=72))
    with pytest.raises(FormTooOld):
        read_form_id(secrets, text, NOW + timedelta(hours=72, seconds=1))


def test_a_form_from_the_future_is_refused(secrets):
    with pytest.raises(FormTooOld):
        read_form_id(secrets, new_form_id(secrets, NOW + timedelta(hours=1)), NOW)


@pytest.mark.parametrize("text", ["", "x", "é", "A" * 52, "=" * 52, "A" * 5000])
def test_what_is_not_ours_is_refused(secrets, text):
    with pytest.raises(FormTooOld):
        read_form_id(secrets, text, NOW)


def test_a_changed_form_id_is_refused(secrets):
    text = new_form_id(secrets, NOW)
    with pytest.raises(FormTooOld):
        read_form_id(secrets, ("A" if text[0] != "A" else "B") + text[1:], NOW)
