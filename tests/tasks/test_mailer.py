"""The sending loop against a real mail server on this computer."""

import threading
import time
from datetime import timedelta

import pytest

from blueprints import quiet
from models.account import Account
from models.alert import Alert
from models.database import database, writing
from models.delivery import Delivery
from models.letter import OwedLetter
from rules import deliveries, letters, unsubscribing
from rules.letter_text import message_id_of
from tasks import mailer
from tests.factories import address_of
from tests.sink import Sink, free_port


@pytest.fixture(params=[False, True], ids=["turn by turn", "in one turn"])
def sink(app, request):
    """A mail server that the site's settings point to; one that takes commands in one turn and one that does not."""
    before = dict(app.config)
    with Sink(has_pipelining=request.param) as sink:
        app.config["MAIL_URL"] = sink.url
        yield sink
    app.config.update(before)


@pytest.fixture
def members(make):
    """Five members in Leeds."""
    return [make.account(areas=["west-yorkshire"]) for _ in range(5)]


@pytest.fixture
def alert(make, members):
    """An alert owed to the five."""
    alert = make.plain_alert(area="west-yorkshire", level=3)
    deliveries.resolve(alert, make.now)
    return alert


def states() -> dict[str, int]:
    return {state: count for state, count in deliveries.counts().items() if count}


def make_due() -> None:
    """As if the back-off had passed."""
    long_ago = mailer.now() - timedelta(seconds=1)
    Delivery.update(due_at=long_ago).where(Delivery.state == "owed").execute()


def spools() -> list:
    return list(mailer.spool_folder().glob("*"))


def test_everybody_gets_one_letter_and_the_ledger_says_so(sink, members, alert):
    assert mailer.send_until_nothing_due().sent == 5
    assert sink.addresses() == sorted(map(address_of, members))
    assert states() == {"sent": 5}
    assert mailer.send_until_nothing_due().sent == 0
    assert len(sink.letters) == 5
    assert len({letter.message_id for letter in sink.letters}) == 5
    assert sink.connections == 1
    assert spools() == []


def test_a_letter_holds_its_members_own_way_out(sink, members, alert):
    assert mailer.send_until_nothing_due().sent == len(members)
    tokens = {address_of(member): member.letter_token for member in members}
    for letter in sink.letters:
        link = f"http://localhost/unsubscribe/{tokens[letter.recipient]}"
        assert letter.message["List-Unsubscribe"] == f"<{link}>"
        assert letter.body.strip().endswith(link)
        assert letter.message["To"] == letter.recipient
        assert letter.sender == "updates@localhost"


def test_a_refusal_for_now_comes_later_and_everybody_else_gets_theirs(sink, members, alert):
    waits, dropped = address_of(members[1]), address_of(members[3])
    sink.refusals = {waits: "451 try later", dropped: "421 too much"}
    run = mailer.send_until_nothing_due()
    assert (run.sent, run.is_cut_short) == (3, False)
    assert states() == {"owed": 2, "sent": 3}
    assert {row.refusal for row in Delivery.select().where(Delivery.state == "owed")} == {"451", "421"}
    sink.refusals = {}
    assert mailer.send_until_nothing_due().sent == 0
    make_due()
    assert mailer.send_until_nothing_due().sent == 2
    assert sink.addresses() == sorted(map(address_of, members))


def test_a_refused_address_bounces_and_leaves_the_code_alone(sink, members, alert):
    sink.refusals = {address_of(members[0]): "550 5.1.1 member1@example.org unknown"}
    assert mailer.send_until_nothing_due().sent == 4
    assert states() == {"sent": 4, "bounced": 1}
    assert Delivery.get(Delivery.state == "bounced").refusal == "550"


def test_refused_words_bounce_too(sink, members, alert):
    sink.data_refusals = {address_of(members[0]): "554 no"}
    assert mailer.send_until_nothing_due().sent == 4
    assert states() == {"sent": 4, "bounced": 1}


def test_a_server_that_hangs_up_on_an_address_loses_nobody(sink, members, alert):
    sink.refusals = {address_of(members[2]): "close"}
    assert mailer.send_until_nothing_due().sent == 4
    assert states() == {"owed": 1, "sent": 4}
    assert not Delivery.get(Delivery.state == "owed").is_possibly_twice


def test_a_letter_without_an_answer_goes_again_under_the_same_name_and_is_marked(sink, members, alert):
    address = address_of(members[2])
    sink.data_refusals = {address: "close"}
    assert mailer.send_until_nothing_due().sent == 4
    sink.data_refusals = {}
    make_due()
    assert mailer.send_until_nothing_due().sent == 1
    first, second = [letter.message_id for letter in sink.letters if letter.recipient == address]
    assert first == second
    assert [row.account_id for row in Delivery.select().where(Delivery.is_possibly_twice)] == [members[2].id]


def test_a_server_that_takes_two_letters_a_connection_gets_them_all(sink, members, alert):
    sink.patience = 1
    mailer.send_until_nothing_due()
    make_due()
    mailer.send_until_nothing_due()
    make_due()
    mailer.send_until_nothing_due()
    assert {letter.recipient for letter in sink.letters} == set(map(address_of, members))
    assert states() == {"sent": 5}


def test_with_the_mail_server_down_nothing_is_counted_against_anybody(app, sink, members, alert):
    app.config["MAIL_URL"] = f"smtp://127.0.0.1:{free_port()}"
    for _ in range(3):
        assert mailer.send_until_nothing_due().is_cut_short
    assert states() == {"owed": 5}
    assert all(row.attempts == 0 and row.due_at <= mailer.now() for row in Delivery.select())
    app.config["MAIL_URL"] = sink.url
    assert mailer.send_until_nothing_due().sent == 5


def test_after_twenty_refusals_in_a_row_the_rest_waits_untouched(make, sink):
    members = [make.account(areas=["london"]) for _ in range(25)]
    alert = make.plain_alert(area="london", level=3)
    deliveries.resolve(alert, make.now)
    sink.refusals = {address_of(member): "454 slow down" for member in members}
    assert mailer.send_until_nothing_due().is_cut_short
    assert [row.attempts for row in Delivery.select().order_by(Delivery.id)] == [1] * 20 + [0] * 5
    assert states() == {"owed": 25}


def test_each_style_and_language_is_a_letter_of_its_own(make, sink):
    for style in ("nudge", "short", "full"):
        make.account(areas=["london"], style=style, address=f"{style}@example.org")
    deliveries.resolve(make.plain_alert(area="london", level=3), make.now)
    mailer.send_until_nothing_due()
    bodies = {letter.recipient.split("@")[0]: letter.body for letter in sink.letters}
    assert "London" not in bodies["nudge"]
    assert "London" in bodies["short"]
    assert len(bodies["nudge"]) < len(bodies["short"]) < len(bodies["full"])


def test_owed_letters_go_and_are_erased(make, sink, secrets):
    member = make.account(address="one@example.org")
    contents = {"link": "http://localhost/new-password/secret"}
    letters.owe(secrets, make.now, "new-password", account=member, contents=contents)
    assert mailer.send_until_nothing_due().sent == 1
    assert sink.letters[0].recipient == "one@example.org"
    assert contents["link"] in sink.letters[0].body
    assert OwedLetter.get().contents is None


def test_an_address_that_is_none_ends_its_row(make, sink):
    make.account(areas=["london"], address="ünïcode@example.org")
    deliveries.resolve(make.plain_alert(area="london", level=3), make.now)
    assert mailer.send_until_nothing_due().sent == 0
    assert Delivery.get().refusal == "553"


def test_four_connections_send_everything_once(app, make, sink):
    members = [make.account(areas=["london"]) for _ in range(60)]
    deliveries.resolve(make.plain_alert(area="london", level=3), make.now)
    app.config["MAIL_CONNECTIONS"] = 4
    assert mailer.send_until_nothing_due().sent == 60
    assert sink.addresses() == sorted(map(address_of, members))
    assert sink.connections == 4
    assert spools() == []


def test_the_rate_is_kept(app, make, sink, members, alert):
    app.config["MAIL_RATE"] = 20.0
    began = time.monotonic()
    assert mailer.send_until_nothing_due().sent == 5
    assert time.monotonic() - began >= 4 / 20


def send_in_thread(app) -> threading.Thread:
    """The loop in a thread with its own connection, as in the worker."""

    def run() -> None:
        with app.app_context():
            database.connect(reuse_if_open=True)
            mailer.send_until_nothing_due()
            database.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def test_nothing_begins_after_an_unsubscribe_or_a_withdrawal_was_confirmed(app, make, secrets, sink):
    app.config["MAIL_RATE"] = 400.0
    members = [make.account(areas=["london"]) for _ in range(150)]
    first, second = (make.plain_alert(area="london", level=3) for _ in range(2))
    for alert in (first, second):
        deliveries.resolve(alert, make.now)
    thread = send_in_thread(app)
    assert sink.begun.wait(10)
    confirmed: dict[str, float] = {}
    for member in members[::-15]:
        unsubscribing.stop(member.letter_token)
        assert quiet.wait(lambda member=member: unsubscribing.is_under_way(member))
        confirmed[address_of(member)] = time.time()
    with writing():
        Alert.update(state="withdrawn").where(Alert.id == second.id).execute()
        deliveries.cancel_alert(second)
    assert quiet.wait(lambda: deliveries.in_flight(alert=second))
    withdrawn_at = time.time()
    thread.join()
    after = [one.recipient for one in sink.letters if one.at > confirmed.get(one.recipient, float("inf"))]
    assert after == []
    of_second = {f"<{message_id_of(secrets, 'alert', second.id, member.id)}@localhost>" for member in members}
    late = [one.recipient for one in sink.letters if one.at > withdrawn_at and one.message_id in of_second]
    assert late == []
    assert len(sink.letters) == states()["sent"]
    assert set(states()) == {"sent", "cancelled"}
    assert states()["cancelled"] >= 1


def test_one_address_that_does_not_open_holds_up_nobody_else(sink, members, alert):
    Account.update(email="1.k1.broken").where(Account.id == members[1].id).execute()
    assert mailer.send_until_nothing_due().sent == 4
    assert states() == {"owed": 1, "sent": 4}
    assert not deliveries.in_flight(account=members[1])
