"""Letters that came back are read from a folder, worked and then removed; twice, by two, or as rubbish without harm."""

import mailbox
from datetime import datetime, timedelta

import pytest

from models.account import Account
from models.bounce import Bounce
from models.database import DatabaseBusy, writing
from models.delivery import Delivery
from rules import bounces, deliveries, letter_text, vault
from rules.keyed import Secrets
from rules.slow_hash import SlowHash
from tasks import bounces as task
from tasks.queue import huey

SENDER = "updates@neutral.example"
MIDNIGHT = datetime(2026, 11, 4)
REPORT = (
    "From: MAILER-DAEMON@mail.example\r\nTo: {to}\r\nSubject: Undelivered\r\n"
    'Content-Type: multipart/report; report-type=delivery-status; boundary="x"\r\n\r\n'
    "--x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\n"
    "Action: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 no such user\r\n\r\n--x--\r\n"
)


@pytest.fixture
def box(app, tmp_path):
    """A mailbox folder that the settings point to."""
    folder = tmp_path / "returned"
    app.config["BOUNCE_URL"] = f"maildir://{folder}"
    yield mailbox.Maildir(folder, create=True)
    app.config["BOUNCE_URL"] = ""


@pytest.fixture
def row(make) -> Delivery:
    """A letter that went out to a member."""
    make.account(areas=["uk"])
    alert = make.plain_alert(area="uk", level=3)
    deliveries.resolve(alert, make.now)
    with writing():
        Delivery.update(state="sent", sent_at=make.now).execute()
    return Delivery.get()


def returned(secrets, row: Delivery) -> bytes:
    """The report that this letter did not arrive."""
    return REPORT.format(to=letter_text.return_path(secrets, SENDER, ("L", row.id)).decode()).encode()


def read() -> None:
    task.read_returned.call_local()


def state(row: Delivery) -> str:
    return Delivery.get_by_id(row.id).state


def test_a_letter_that_came_back_is_noted_and_its_message_removed(secrets, box, row):
    box.add(returned(secrets, row))
    read()
    assert (state(row), [one.kind for one in Bounce.select()]) == ("bounced", ["hard"])
    assert len(box) == 0


def test_rubbish_answers_and_our_own_letters_are_removed_and_change_nothing(box, row):
    for raw in (b"", b"\x00\xff" * 999, b"From: a@example.org\nSubject: Re: hello\n\nStop it.\n"):
        box.add(raw)
    read()
    assert (state(row), Bounce.select().count(), len(box)) == ("sent", 0, 0)


def test_a_message_longer_than_a_megabyte_is_removed_unread(secrets, box, row):
    box.add(returned(secrets, row) + b"x" * 1_000_001)
    read()
    assert (state(row), len(box)) == ("sent", 0)


def test_a_letter_of_another_installation_changes_nothing(secrets, box, row):
    other = Secrets(vault.read_keys(vault.new_key_file()), SlowHash("low", may_wait=8))
    box.add(returned(other, row))
    read()
    assert (state(row), len(box)) == ("sent", 0)


def test_an_address_that_nobody_has_any_more_changes_nothing(secrets, box, row):
    raw = returned(secrets, row)
    with writing():
        Account.delete().where(Account.id == row.account_id).execute()
    box.add(raw)
    read()
    assert (Delivery.select().count(), Bounce.select().count(), len(box)) == (0, 0, 0)


def test_the_same_bounce_many_times_counts_once(secrets, box, row):
    for _ in range(3):
        box.add(returned(secrets, row))
    read()
    read()
    assert (Bounce.select().count(), len(box)) == (1, 0)
    assert Account.get_by_id(row.account_id).bouncing_since is None


def test_a_message_stays_until_its_row_is_stored(secrets, box, row, monkeypatch):
    box.add(returned(secrets, row))

    def busy(*_):
        raise DatabaseBusy("locked")

    with monkeypatch.context() as broken:
        broken.setattr(bounces, "note", busy)
        with pytest.raises(DatabaseBusy):
            read()
    assert (state(row), len(box)) == ("sent", 1)
    read()
    assert (state(row), len(box)) == ("bounced", 0)


def test_after_a_crash_between_storing_and_removing_it_is_worked_again_without_harm(secrets, box, row, make):
    box.add(returned(secrets, row))
    assert bounces.note(make.now - timedelta(days=1), "L", row.id, "hard")
    read()
    assert (state(row), Bounce.select().count(), len(box)) == ("bounced", 1, 0)


def test_two_workers_read_one_folder(secrets, box, row, app):
    for _ in range(2):
        box.add(returned(secrets, row))
    url = app.config["BOUNCE_URL"]
    with task.returned_mail.opened(url) as one, task.returned_mail.opened(url) as two:
        first, remove_first = next(one)
        second, remove_second = next(two)
        assert (task._work(secrets, first), task._work(secrets, second)) == (True, False)
        remove_first()
        remove_second()
        # What the other has removed meanwhile is passed over.
        assert [remove() for _, remove in two] == [None]
        assert list(one) == []
    assert (Bounce.select().count(), len(box)) == (1, 0)


def test_a_folder_that_is_not_there_stops_nothing_and_no_path_is_logged(app, caplog):
    app.config["BOUNCE_URL"] = "maildir:///nowhere/at/all"
    read()
    app.config["BOUNCE_URL"] = ""
    assert "not read" in caplog.text
    assert "nowhere" not in caplog.text


def test_without_a_mailbox_old_days_are_forgotten_all_the_same(make, app):
    assert app.config["BOUNCE_URL"] == ""
    with writing():
        Bounce.create(account=make.account(), kind="hard", day=make.now.date() - timedelta(days=31))
    read()
    assert Bounce.select().count() == 0


def test_it_is_read_every_five_minutes():
    minutes = [MIDNIGHT + timedelta(minutes=number) for number in range(60)]
    due = [at.minute for at in minutes if "read_returned" in [task.name for task in huey.read_periodic(at)]]
    assert due == list(range(0, 60, 5))
