"""A thousand members who stop their letters during a send, and warnings taken back during theirs."""

from tests.faults.racing import stop_while_sending, withdraw_while_sending
from tests.faults.short import IS_SHORT


def test_no_letter_begins_after_done(tmp_path):
    stop_while_sending(tmp_path, members=200 if IS_SHORT else 1200, stopping=100 if IS_SHORT else 1000, seed=1)


def test_no_letter_begins_after_its_alert_was_taken_back(tmp_path):
    withdraw_while_sending(tmp_path, members=300, alerts=3 if IS_SHORT else 20, seed=1)
