"""Wishes, a pause, another address."""

from datetime import timedelta

import pytest

from models.account import Account
from models.delivery import Delivery
from models.letter import OwedLetter
from rules import accounts, links, reach, unsubscribing, wishes
from rules.accounts import AddressTaken
from rules.links import LinkGone
from rules.passwords import NotYourPassword
from rules.wishes import AskedTooOften, LetterWishes, UnknownWish, Wishes
from tests.factories import PASSWORD
from tests.rules.test_membership import Tokens, kinds

NEW = "rosa.new@example.org"


@pytest.fixture
def tokens() -> Tokens:
    """What stands for the site's addresses."""
    return Tokens()


def test_wishes_are_kept_together(make):
    account = make.account(areas=["wales"])
    wishes.keep(account, Wishes(["scotland", "merseyside"], 3, "street", "women"))
    wishes.keep_letters(account, LetterWishes("full", "weekly", 18, 6, "book-group", "reading", "ro"))
    row = Account.get_by_id(account.id)
    assert (row.lowest_level, row.sector, row.gender) == (3, "street", "women")
    assert (row.style, row.cadence) == ("full", "weekly")
    assert (row.send_hour, row.send_weekday, row.language) == (18, 6, "ro")
    assert (row.sender_name, row.subject) == ("book-group", "reading")
    assert row.area_codes == ["merseyside", "scotland"]


@pytest.mark.parametrize("wrong", [{"lowest_level": 9}, {"sector": "x"}, {"gender": "x"}])
def test_an_answer_that_the_lists_do_not_have_changes_nothing(make, wrong):
    account = make.account(areas=["wales"])
    with pytest.raises(UnknownWish):
        wishes.keep(account, Wishes(**wrong))
    assert Account.get_by_id(account.id).area_codes == ["wales"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"style": "loud"},
        {"cadence": "hourly"},
        {"language": "xx"},
        {"send_hour": 24},
        {"send_weekday": 7},
        {"sender_name": "Warnings"},
        {"subject": "Alert"},
    ],
)
def test_a_letter_is_what_the_lists_have_and_nothing_else(make, wrong):
    account = make.account(style="full")
    with pytest.raises(UnknownWish):
        wishes.keep_letters(account, LetterWishes(**wrong))
    assert Account.get_by_id(account.id).style == "full"


@pytest.mark.parametrize(("cadence", "then"), [("daily", "daily"), ("weekly", "weekly"), ("none", "at-once")])
@pytest.mark.parametrize("stop", [lambda account: unsubscribing.stop(account.letter_token), wishes.pause])
def test_letters_come_as_often_as_before_when_somebody_asks_for_them_again(make, cadence, then, stop):
    account = make.account(cadence=cadence)
    stop(account)
    account = Account.get_by_id(account.id)
    assert account.is_paused
    wishes.resume(account)
    row = Account.get_by_id(account.id)
    assert (row.is_paused, row.cadence) == (False, then)


def test_another_address_begins_with_a_clean_sheet(secrets, make, tokens):
    account = make.account(bouncing_since=make.now.date(), bounce_kind="hard")
    wishes.ask_new_address(secrets, make.now, account, PASSWORD, NEW, tokens)
    wishes.confirm_new_address(secrets, make.now, tokens[0])
    assert Account.get_by_id(account.id).bouncing_since is None


def test_a_paused_member_is_owed_nothing(make):
    account = make.account(areas=["greater-manchester"])
    make.published()
    assert Delivery.select().where((Delivery.account == account) & (Delivery.state == "owed")).count() == 1
    wishes.pause(account)
    assert Delivery.select().where((Delivery.account == account) & (Delivery.state == "owed")).count() == 0
    make.published()
    assert Delivery.select().where((Delivery.account == account) & (Delivery.state == "owed")).count() == 0


def test_going_on_counts_from_the_next_warning(make):
    account = make.account(areas=["greater-manchester"], is_paused=True)
    make.published()
    wishes.resume(account)
    make.published()
    assert Delivery.select().where(Delivery.account == account).count() == 1


def test_another_address_needs_the_password(secrets, make, tokens):
    account = make.account()
    with pytest.raises(NotYourPassword):
        wishes.ask_new_address(secrets, make.now, account, "wrong", NEW, tokens)
    assert kinds() == []


def test_nothing_moves_before_the_link_is_pressed(secrets, make, tokens):
    account = make.account(address="rosa@example.org")
    wishes.ask_new_address(secrets, make.now, account, PASSWORD, NEW, tokens)
    assert kinds() == ["new-address"] and accounts.find(secrets, NEW) is None
    wishes.confirm_new_address(secrets, make.now, tokens[0])
    row = Account.get_by_id(account.id)
    assert accounts.find(secrets, NEW) == row and accounts.address_of(secrets, row) == NEW
    assert kinds() == ["new-address", "address-changed"]
    wishes.confirm_new_address(secrets, make.now, tokens[0])
    with pytest.raises(LinkGone):
        wishes.confirm_new_address(secrets, make.now + timedelta(minutes=2), tokens[0])


def test_the_note_about_the_move_goes_to_the_old_address(secrets, make, tokens):
    account = make.account(address="rosa@example.org")
    wishes.ask_new_address(secrets, make.now, account, PASSWORD, NEW, tokens)
    wishes.confirm_new_address(secrets, make.now, tokens[0])
    asked, changed = OwedLetter.select().order_by(OwedLetter.id)
    assert asked.address_key == Account.get_by_id(account.id).email_key
    assert changed.address_key == accounts.email_key(secrets, "rosa@example.org")


def test_an_address_of_somebody_else_is_told_by_letter_alone(secrets, make, tokens):
    make.account(address=NEW)
    wishes.ask_new_address(secrets, make.now, make.account(), PASSWORD, NEW, tokens)
    assert kinds() == ["already-member"] and tokens == []


@pytest.mark.parametrize("is_known", [False, True])
def test_three_new_addresses_in_thirty_days_are_enough_whosever_they_are(secrets, make, tokens, is_known):
    account = make.account()
    addresses = [f"new{number}@example.org" for number in range(4)]
    for address in addresses if is_known else []:
        make.account(address=address)
    for address in addresses[:3]:
        wishes.ask_new_address(secrets, make.now, account, PASSWORD, address, tokens)
    with pytest.raises(AskedTooOften):
        wishes.ask_new_address(secrets, make.now + timedelta(days=29), account, PASSWORD, addresses[3], tokens)
    assert len(kinds()) == 3
    wishes.ask_new_address(secrets, make.now + timedelta(days=31), account, PASSWORD, addresses[3], tokens)
    assert len(kinds()) == 4


def test_an_address_taken_meanwhile_is_not_moved_to(secrets, make, tokens):
    account = make.account(address="rosa@example.org")
    wishes.ask_new_address(secrets, make.now, account, PASSWORD, NEW, tokens)
    make.account(address=NEW)
    with pytest.raises(AddressTaken):
        wishes.confirm_new_address(secrets, make.now, tokens[0])
    assert accounts.find(secrets, "rosa@example.org") == account


def test_a_link_sent_to_the_old_address_is_worthless_after_the_move(secrets, make, tokens):
    account = make.account()
    old = links.make(secrets, make.now, account, "new-password")
    wishes.ask_new_address(secrets, make.now, account, PASSWORD, NEW, tokens)
    wishes.confirm_new_address(secrets, make.now, tokens[0])
    with pytest.raises(LinkGone):
        links.look(secrets, make.now, "new-password", old)


def test_a_project_worker_chooses_among_the_projects_areas_only(make):
    worker = make.account("project-worker", project=make.project(areas=["north-west"]), areas=["cumbria"])
    wishes.keep(worker, Wishes(["merseyside", "north-west"]))
    assert Account.get_by_id(worker.id).area_codes == ["merseyside", "north-west"]
    for outside in ("uk", "england", "kent"):
        with pytest.raises(UnknownWish):
            wishes.keep(worker, Wishes(["merseyside", outside], 3))
    row = Account.get_by_id(worker.id)
    assert row.area_codes == ["merseyside", "north-west"] and row.lowest_level == 1


def test_a_project_worker_is_sent_nothing_that_they_may_not_read(make):
    worker = make.account("project-worker", project=make.project(areas=["north-west"]))
    wishes.keep(worker, Wishes(["merseyside", "cumbria"]))
    for area in ("merseyside", "north-west", "kent", "england", "uk"):
        make.published(area=area)
    sent = {row.alert.area for row in Delivery.select().where(Delivery.account == worker)}
    assert sent == {"merseyside", "north-west", "england", "uk"}
    assert sent <= reach.readable(worker)
