"""The desk of local services."""

from dataclasses import replace
from datetime import date

import pytest

from models.help_page import Service
from rules import services
from rules.services import Told
from tests.browser_client import Browser

DESK, NEW, LIST = "/staff/help/services/", "/staff/help/services/new/", "/help/services/"
GOOD = {"name": "Clyde Lamp", "kinds": ["drop-in"], "area": "greater-glasgow", "ways": ["phone"], "about": "Tea."}


@pytest.fixture
def editor(app, make) -> Browser:
    """An editor, signed in."""
    return Browser(app).sign_in(make.account("editor"))


def test_an_editor_adds_a_service_that_everybody_sees_at_once(editor, client):
    answer = editor.submit(NEW, GOOD | {"site": "lamp.example.org", "phone": "0141 496 0201", "access": ["step-free"]})
    assert (answer.status, answer.location) == (303, DESK)
    told = services.told_of(Service.get())
    assert (told.area, told.site, told.access) == ("greater-glasgow", "https://lamp.example.org", ("step-free",))
    assert "No steps to the room" in client.get(LIST).words()
    assert "Clyde Lamp" in client.get(f"{LIST}?place=Glasgow").words()
    assert "Added." in editor.follow(answer).words()


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"site": "javascript:alert(1)"}, "site", "Write a web address"),
        ({"area": "atlantis"}, "area", "Choose from the list."),
        ({"phone": "ring me"}, "phone", "This is no phone number"),
        ({"email": "nobody"}, "email", "Write an e-mail address"),
        ({"kinds": ["circus"]}, "kinds", "Choose from the list."),
        ({"name": ""}, "name", "Write its name."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(editor, changes, field, sentence):
    page = editor.submit(NEW, GOOD | changes)
    assert page.status == 422
    assert sentence in "".join(page.by_id(f"{field}-error").itertext())
    assert "Tea." in page.text
    assert Service.select().count() == 0


def test_the_same_form_twice_is_one_service(editor):
    fields = editor.get(NEW).fields(NEW)
    for _ in range(2):
        assert editor.post(NEW, data=fields | GOOD).status == 303
    assert Service.select().count() == 1


def test_what_a_colleague_changed_meanwhile_is_not_lost(editor, make):
    service = services.add(make.now, None, Told("Clyde Lamp", ("drop-in",), "greater-glasgow", ("phone",)))
    page = f"{DESK}{service.ref}/"
    fields = editor.get(page).fields(page)
    told = Told("Clyde Lamp", ("drop-in",), "greater-glasgow", ("phone",), hours="Mondays")
    services.change(make.now, make.account("editor"), service, told)
    again = editor.post(page, data=fields | {"name": "Clyde Light"})
    assert again.status == 422 and again.by_id("name").get("value") == "Clyde Light"
    assert "Somebody else changed this while you wrote." in again.words() and "When it is openMondays" in again.words()
    assert services.told_of(Service.get()) == told
    assert editor.post(page, data=again.fields(page) | {"hours": "Mondays"}).status == 303
    assert services.told_of(Service.get()) == replace(told, name="Clyde Light")


def test_staff_change_check_take_off_and_put_back(editor, client, make):
    service = services.add(make.now, None, Told("Clyde Lamp", ("drop-in",), "greater-glasgow", ("phone",)))
    Service.update(checked_on=date(2020, 1, 2)).execute()
    assert "checked 2 January 2020" in editor.get(DESK).words()
    page = f"{DESK}{service.ref}/"
    assert editor.get(page).by_id("name").get("value") == "Clyde Lamp"
    editor.submit(page, {"name": "Clyde Light"})
    assert "Clyde Light" in client.get(LIST).words()
    Service.update(checked_on=date(2020, 1, 2)).execute()
    for act, is_listed in (("check", True), ("off", False), ("on", True)):
        action = f"{page}{act}/"
        assert editor.post(action, data=editor.get(DESK).fields(action)).location == DESK
        assert ("Clyde Light" in client.get(LIST).words()) is is_listed
    assert Service.get().checked_on == make.now.date()
    assert editor.get(f"{DESK}S-NOBODY00/").status == 404
