"""The sending loop beyond single letters: gathered ones, texts, chosen names, pauses, the rate over connections."""

from datetime import timedelta

import pytest
import time_machine

from models.account import Account
from models.bounce import Bounce
from models.delivery import Delivery
from models.digest import Digest
from models.letter import OwedLetter
from rules import deliveries, letter_text, letters, pauses, texts, vault
from tasks import mailer
from tests.factories import address_of
from tests.sink import free_port


@pytest.fixture
def sink(app, sink, tmp_path):
    """The mail server, and a folder that texts go to."""
    app.config["TEXT_URL"] = f"file://{tmp_path}/texts"
    return sink


@pytest.fixture
def texts_sent(tmp_path):
    """What the folder of texts holds: numbers and words."""
    return lambda: sorted(tuple(one.read_text().split("\n\n")) for one in (tmp_path / "texts").glob("*.txt"))


def owe(make, **columns):
    """An alert for London, owed now with texts."""
    alert = make.plain_alert(**{"area": "london", "level": 3, **columns})
    deliveries.resolve(alert, make.now, has_texts=True)
    return alert


def phone(make, secrets, number: str, **columns) -> Account:
    """A member in London who wants texts to this number."""
    member = make.account(areas=["london"], text_level=1, **columns)
    member.phone = vault.seal(secrets.keys, number, f"account.phone.{member.ref}")
    member.save()
    return member


def states() -> dict[str, int]:
    return {state: count for state, count in deliveries.counts().items() if count}


def test_a_gathered_letter_goes_once_at_its_hour_with_all_it_gathered(make, sink):
    members = [make.account(areas=["london"], cadence="daily", style=style) for style in ("short", "full")]
    for title in ("One", "Two"):
        owe(make, words=f'{{"title": "{title}"}}')
    assert mailer.send_until_nothing_due().sent == 0
    with time_machine.travel(Digest.get().due_at, tick=True):
        assert mailer.send_until_nothing_due().sent == 2
        assert mailer.send_until_nothing_due().sent == 0
    assert sink.addresses() == sorted(map(address_of, members))
    short, full = (next(one for one in sink.letters if one.recipient == address_of(each)) for each in members)
    assert short.body.count("Where: London") == full.body.count("Where: London") == 2
    assert "One" in full.body and "Two" in full.body
    for letter, member in ((short, members[0]), (full, members[1])):
        assert letter.body.strip().endswith(f"/unsubscribe/{member.letter_token}")
    assert states() == {"sent": 4}


def test_what_a_gathered_letter_left_out_is_not_said_to_be_sent(make, sink):
    make.account(areas=["london"], cadence="daily")
    gone, _kept = owe(make), owe(make)
    # Ended by another way than a withdrawal, which would have cancelled the row.
    type(gone).update(state="expired").where(type(gone).id == gone.id).execute()
    with time_machine.travel(Digest.get().due_at, tick=True):
        assert mailer.send_until_nothing_due().sent == 1
    assert [row.state for row in Delivery.select().order_by(Delivery.id)] == ["cancelled", "sent"]


def test_a_gathered_letter_without_an_answer_goes_again_under_the_same_name(make, sink):
    member = make.account(areas=["london"], cadence="daily")
    owe(make)
    sink.data_refusals = {address_of(member): "close"}
    with time_machine.travel(Digest.get().due_at, tick=True) as clock:
        mailer.send_until_nothing_due()
        sink.data_refusals = {}
        clock.shift(timedelta(minutes=1))
        mailer.send_until_nothing_due()
    first, second = [letter.message_id for letter in sink.letters]
    assert first == second
    assert Digest.get().is_possibly_twice and Delivery.get().is_possibly_twice


def test_each_member_sees_the_name_and_subject_they_chose(make, sink, secrets):
    members = {
        make.account(areas=["london"], sender_name=name, subject=subject).id: (name, subject)
        for name, subject in (("book-group", "reading"), ("updates", "update"), ("club-news", "reading"))
    }
    owe(make)
    one = Account.get_by_id(next(iter(members)))
    letters.owe(secrets, make.now, "new-password", account=one, contents={"link": "http://localhost/x"})
    mailer.send_until_nothing_due()
    seen = sorted((letter.message["From"].split(" <")[0], letter.message["Subject"]) for letter in sink.letters)
    assert seen == [
        ("Book Group", "Something to read"),
        ("Book Group", "Something to read"),
        ("Club News", "Something to read"),
        ("Updates", "Your update"),
    ]


def test_a_correction_is_a_second_letter_under_another_name(make, sink):
    make.account(areas=["london"], style="full")
    alert = owe(make)
    mailer.send_until_nothing_due()
    type(alert).update(standing="mistaken", standing_on=make.now.date()).execute()
    assert deliveries.owe_corrections(alert, make.now) == 1
    assert mailer.send_until_nothing_due().sent == 1
    first, second = sink.letters
    assert first.message_id != second.message_id
    assert "It was about the wrong person." in second.body and "Asks for the money" not in second.body


@pytest.mark.parametrize("bounces", ["", "pop3://127.0.0.1"])
def test_a_way_back_of_its_own_is_used_only_where_refusals_are_read(app, make, sink, secrets, bounces):
    app.config["BOUNCE_URL"] = bounces
    make.account(areas=["london"]), make.account(areas=["london"], cadence="daily")
    owe(make)
    letters.owe(secrets, make.now, "admitted", account=make.account())
    with time_machine.travel(Digest.get().due_at, tick=True):
        assert mailer.send_until_nothing_due().sent == 3
    ways = {letter.sender for letter in sink.letters}
    if not bounces:
        assert ways == {"updates@localhost"}
        return
    rows = {letter_text.row_of_return_path(secrets, way) for way in ways}
    single = Delivery.get(Delivery.digest.is_null())
    assert rows == {("L", single.id), ("D", Digest.get().id), ("O", OwedLetter.get().id)}
    assert {letter.message["From"] for letter in sink.letters} == {"Updates <updates@localhost>"}


def test_a_text_goes_beside_the_letter_and_says_nothing(make, secrets, sink, texts_sent):
    phone(make, secrets, "07700 900123")
    owe(make)
    assert mailer.send_until_nothing_due().sent == 2
    assert texts_sent() == [("07700 900123", "Hello. There is something new for you. Look at your e-mail.\n")]
    assert states() == {"sent": 2}
    assert mailer.send_until_nothing_due().sent == 0


def test_texts_go_while_the_mail_server_is_gone_and_letters_while_texts_do_not(app, make, secrets, sink, texts_sent):
    phone(make, secrets, "07700 900123")
    owe(make)
    url, app.config["MAIL_URL"] = app.config["MAIL_URL"], f"smtp://127.0.0.1:{free_port()}"
    assert mailer.send_until_nothing_due().is_cut_short
    assert (len(texts_sent()), len(sink.letters)) == (1, 0)
    app.config |= {"MAIL_URL": url, "TEXT_URL": "file:///proc/no/folder"}
    phone(make, secrets, "07700 900124")
    owe(make)
    run = mailer.send_until_nothing_due()
    assert (run.sent, run.is_cut_short, len(sink.letters)) == (3, True, 3)
    assert {row.attempts for row in Delivery.select()} == {0}
    assert states() == {"sent": 4, "owed": 2}


def test_no_more_texts_go_than_the_months_money_buys(app, make, secrets, sink, texts_sent):
    app.config |= {"TEXT_PENCE": 40, "TEXT_CAP_POUNDS": 1}
    for number in range(4):
        phone(make, secrets, f"07700 90012{number}")
    owe(make)
    assert mailer.send_until_nothing_due().sent == 4 + 2
    assert (len(texts_sent()), texts.cut(make.now)) == (2, 2)


def refused(make, sink, answer: str, count: int = 25) -> None:
    """An alert owed to so many, none of whom the mail server takes."""
    members = [make.account(areas=["london"]) for _ in range(count)]
    owe(make)
    sink.refusals = {address_of(member): answer for member in members}


@pytest.mark.parametrize(("answer", "connections"), [("554 no", 1), ("550 no", 1), ("554 no", 3)])
def test_after_twenty_refusals_in_a_row_sending_pauses_and_managers_are_told_once(app, make, sink, answer, connections):
    app.config["MAIL_CONNECTIONS"] = connections
    manager = make.account("manager")
    refused(make, sink, answer, 60)
    assert mailer.send_until_nothing_due().is_cut_short
    assert pauses.current().why == "refusals"
    # So many in a row speak of us and of no address: nobody loses the letter by it.
    assert states() == {"owed": 60}
    assert 20 <= Delivery.select().where(Delivery.refusal.is_null(False)).count() < 20 + connections
    assert Bounce.select().count() == 0
    sink.refusals = {}
    assert mailer.send_until_nothing_due().sent == 1
    assert sink.addresses() == [address_of(manager)]
    assert mailer.send_until_nothing_due().sent == 0
    pauses.resume(make.now, manager)
    assert mailer.send_until_nothing_due().sent == 60
    assert OwedLetter.select().count() == 1


def test_one_letter_taken_between_refusals_starts_the_count_anew(make, sink):
    refused(make, sink, "554 no", 30)
    middle = Account.select().order_by(Account.id).offset(15).first()
    sink.refusals.pop(address_of(middle))
    mailer.send_until_nothing_due()
    assert pauses.current() is None
    assert states() == {"bounced": 29, "sent": 1}


@pytest.mark.parametrize("answer", ["421 too much", "454 slow down", "close"])
def test_a_server_that_takes_nothing_now_pauses_nothing(make, sink, answer):
    refused(make, sink, answer)
    assert mailer.send_until_nothing_due().is_cut_short
    assert pauses.current() is None
    assert states() == {"owed": 25}


def test_rows_that_do_not_open_pause_nothing(make, sink):
    for _ in range(25):
        make.account(areas=["london"])
    Account.update(email="1.k1.broken").execute()
    owe(make)
    mailer.send_until_nothing_due()
    assert pauses.current() is None
    assert states() == {"owed": 25}


def test_a_pause_by_staff_lets_no_letter_go(make, sink):
    make.account(areas=["london"])
    owe(make)
    pauses.pause(make.now, make.account("manager"))
    assert mailer.send_until_nothing_due().sent == 0
    assert (sink.connections, states()) == (0, {"owed": 1})


def test_the_rate_is_kept_over_all_connections_together(app, make, sink):
    app.config |= {"MAIL_RATE": 20.0, "MAIL_CONNECTIONS": 4}
    for _ in range(16):
        make.account(areas=["london"])
    owe(make)
    assert mailer.send_until_nothing_due().sent == 16
    came = sorted(letter.at for letter in sink.letters)
    # No quicker than the rate; each connection may have one letter under way that came late.
    assert came[-1] - came[0] >= (16 - 1 - 4) / 20


def test_a_letters_readers_share_what_is_the_same(make, sink, queries):
    for number in range(30):
        make.account(areas=["london"], style=("nudge", "full")[number % 2])
    owe(make)
    queries.clear()
    assert mailer.send_until_nothing_due().sent == 30
    read = [sql for sql in queries if sql.startswith("SELECT") and "alert_harm" in sql]
    assert len(read) == 2


def test_a_clock_set_back_an_hour_loses_and_doubles_nothing(make, sink):
    members = [make.account(areas=["london"]), make.account(areas=["london"], cadence="daily")]
    owe(make)
    with time_machine.travel(make.now - timedelta(hours=1), tick=True) as clock:
        mailer.send_until_nothing_due()
        assert sink.letters == []
        clock.shift(timedelta(hours=1, minutes=1))
        mailer.send_until_nothing_due()
        clock.move_to(Digest.get().due_at)
        mailer.send_until_nothing_due()
        clock.shift(timedelta(hours=-1))
        mailer.send_until_nothing_due()
    assert sink.addresses() == sorted(map(address_of, members))


def test_a_clock_set_forward_three_days_loses_and_doubles_nothing(make, sink, secrets):
    members = [make.account(areas=["london"], cadence=cadence) for cadence in ("at-once", "daily", "weekly")]
    owe(make)
    letters.owe(secrets, make.now, "message-waits", account=members[0])
    real = make.now
    with time_machine.travel(real + timedelta(days=3), tick=True) as clock:
        mailer.send_until_nothing_due()
        clock.move_to(real)
        mailer.send_until_nothing_due()
        clock.shift(timedelta(days=7, hours=1))
        mailer.send_until_nothing_due()
    assert sink.addresses() == sorted([address_of(members[0]), *map(address_of, members)])
