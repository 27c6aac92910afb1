"""The report form and the code page: what they promise, what they ask, and whom they wake."""

import pytest

from models.codes import HARM_GROUPS, PERMISSIONS
from models.report import Report
from tasks.queue import huey
from tests.browser_client import HTML

IN_SIGHT = ["alert", "checker", "police_anon", "contact", "case"]
CALL = "tel:999"


@pytest.fixture
def form(client, make):
    """The open form of a site that can take reports."""
    make.team()
    return client.get("/report/")


@pytest.fixture
def rung(app):
    """What waits in the queue, which is empty at first."""
    huey.storage.initialize_schema()
    huey.storage.flush_queue()
    yield lambda: [task.name for task in huey.pending()]
    huey.storage.flush_queue()


def send(client, form, **answers):
    """Send the form with these answers."""
    return client.post("/report/", form.fields() | answers)


def elements(page) -> list:
    """What stands in the page's main part, in order."""
    return list(page.by_id("main").iter())


def place(page, is_it) -> int:
    """How far down the first such element is."""
    return next(place for place, one in enumerate(elements(page)) if is_it(one))


def is_field(one) -> bool:
    """Whether somebody can fill this in."""
    return one.tag in (HTML + "textarea", HTML + "select") or (
        one.tag == HTML + "input" and one.get("type") != "hidden"
    )


def text_before_fields(page) -> str:
    """All that can be read before the first field."""
    upto = elements(page)[: place(page, is_field)]
    return " ".join(" ".join(f"{one.text or ''} {one.tail or ''}" for one in upto).split())


def ticks(element, name: str) -> list:
    """The boxes of one question in here."""
    return [one for one in element.iter(HTML + "input") if one.get("name") == name]


def summary(element) -> str:
    """The words on a closed list."""
    return "".join(element.find(HTML + "summary").itertext())


def test_the_form_says_first_that_we_are_none_of_those_people_fear(form):
    assert "not the police, the DWP or the Home Office" in text_before_fields(form)


@pytest.mark.parametrize(
    "exception", ["a child", "an adult who cannot protect themselves", "a life", "terrorism", "a court orders us"]
)
def test_the_form_names_each_exception_before_anything_is_asked(form, exception):
    assert exception in text_before_fields(form)


def test_the_emergency_number_stands_before_the_first_field_which_asks_about_danger(form):
    call = place(form, lambda one: one.get("href") == CALL)
    assert call < place(form, is_field)
    assert elements(form)[place(form, is_field)].get("name") == "danger"
    assert "Still in danger" in text_before_fields(form)


def test_five_permissions_are_in_sight_and_the_others_under_more_choices(form):
    asked = form.by_id("permissions")
    (more,) = asked.iter(HTML + "details")
    folded = {one.get("value") for one in ticks(more, "permissions")}
    everything = [one.get("value") for one in ticks(asked, "permissions")]
    assert summary(more) == "More choices"
    assert [code for code in everything if code not in folded] == IN_SIGHT
    assert sorted(everything) == sorted(PERMISSIONS)


def test_no_permission_is_ticked_and_none_is_given_unasked(client, form):
    assert not [one for one in ticks(form.tree, "permissions") if one.get("checked") is not None]
    send(client, form, story="Loud.")
    assert Report.get().permissions.count() == 0


def test_the_harms_stand_in_six_closed_lists(form):
    lists = list(form.by_id("harms").iter(HTML + "details"))
    assert [summary(one) for one in lists] == [group.name for group in HARM_GROUPS.values()]
    assert len(lists) == 6
    assert all(one.get("open") is None and ticks(one, "harms") for one in lists)
    assert len(ticks(form.by_id("harms"), "harms")) == sum(len(ticks(one, "harms")) for one in lists)


def test_nothing_on_the_form_is_required(form):
    marked = [one.get("name") for one in form.by_id("main").iter() if {"required", "aria-required"} & set(one.attrib)]
    assert marked == []


@pytest.mark.parametrize(
    "answer",
    [
        {"harms": ["threats"]},
        {"story": "Loud."},
        {"place": "Leeds"},
        {"area": "greater-manchester"},
        {"when": "today"},
        {"identifiers": "07700 900461"},
        {"looks": "Tall"},
        {"danger": "y"},
    ],
    ids=lambda answer: next(iter(answer)),
)
def test_any_one_answer_is_enough(client, form, answer):
    page = send(client, form, **answer)
    assert page.status == 200
    assert page.by_id("receipt-code") is not None


def test_the_code_page_asks_to_save_the_code_in_a_step_of_its_own(client, form):
    page = send(client, form, story="Loud.")
    assert "Write it down" in page.words()
    (step,) = page.by_id("main").iter(HTML + "form")
    assert step.get("action") == "/report/saved"
    assert "".join(step.find(f".//{HTML}button").itertext()) == "I have saved it"
    assert "What happens next" not in page.words()
    assert "What happens next" in client.post("/report/saved", page.fields("/report/saved")).words()


def test_somebody_in_danger_sees_the_emergency_number_before_the_code(client, form):
    page = send(client, form, danger="y")
    call = place(page, lambda one: one.get("href") == CALL)
    assert call < place(page, lambda one: one.tag == HTML + "h1")
    assert call < place(page, lambda one: one.get("id") == "receipt-code")


def test_somebody_who_is_safe_sees_the_code_first(client, form):
    assert CALL not in [one.get("href") for one in elements(send(client, form, story="Loud."))]


def test_staff_are_told_at_once_when_somebody_is_in_danger(client, form, rung):
    send(client, form, story="Loud.", danger="y")
    assert rung() == ["tell_staff"]


def test_a_report_sent_twice_wakes_staff_once(client, form, rung):
    for _ in range(2):
        send(client, form, story="Loud.", danger="y")
    assert rung() == ["tell_staff"]


def test_staff_are_not_woken_when_nobody_is_in_danger(client, form, rung):
    send(client, form, story="Loud.")
    assert Report.select().count() == 1
    assert rung() == []


def test_the_code_is_shown_again_until_it_was_saved_and_then_never(client, form):
    page = send(client, form, story="Loud.")
    code = page.by_id("receipt-code").text
    assert send(client, form, story="Loud.").by_id("receipt-code").text == code
    client.post("/report/saved", page.fields("/report/saved"))
    again = send(client, form, story="Loud.")
    assert again.status == 200
    assert code not in again.text
    assert "nothing was sent twice" in again.words()
    assert Report.select().count() == 1


def test_a_proof_that_is_not_ours_hides_no_code(client, form):
    page = send(client, form, story="Loud.")
    client.post("/report/saved", {"proof": f"{Report.get().ref}.00"})
    assert send(client, form, story="Loud.").by_id("receipt-code").text == page.by_id("receipt-code").text


@pytest.mark.parametrize("name", ["contact", "case"])
def test_who_asks_for_contact_without_a_way_is_told_so(client, form, name):
    assert "left no number or address" in send(client, form, story="Loud.", permissions=[name]).words()


@pytest.mark.parametrize(
    "answers",
    [{"permissions": ["alert"]}, {"permissions": ["contact"], "contact_how": "text", "contact_value": "07700 900461"}],
    ids=["not-asked", "with-a-way"],
)
def test_who_left_a_way_or_wants_no_contact_is_not_told_so(client, form, answers):
    assert "left no number or address" not in send(client, form, story="Loud.", **answers).words()


def test_reporting_sets_no_cookie_from_the_form_to_the_last_page(client, form):
    code = send(client, form, story="Loud.", danger="y")
    pages = [
        form,
        send(client, form),
        code,
        send(client, form, story="Loud.", danger="y"),
        client.post("/report/saved", code.fields("/report/saved")),
        send(client, form, story="Loud.", danger="y"),
    ]
    assert [page.status for page in pages] == [200, 422, 200, 200, 200, 200]
    assert [page.headers.get("Set-Cookie") for page in pages] == [None] * 6


def test_without_a_team_key_nothing_is_taken_and_every_word_stays(client):
    form = client.get("/report/")
    typed = {
        "story": "Loud & <quiet>.",
        "looks": "Tall.",
        "harms": ["threats"],
        "permissions": ["alert", "quote"],
        "contact_how": "text",
    }
    page = send(client, form, **typed)
    assert page.status == 503
    assert typed.items() <= page.fields().items()
    assert page.fields()["form_id"] == form.fields()["form_id"]
    assert "Not sent yet" in page.words()
    assert Report.select().count() == 0
    assert "Set-Cookie" not in page.headers
