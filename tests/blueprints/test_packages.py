"""Asking for funded therapy, and what whoever asked reads when they come back."""

import pytest

from models.package import Package
from models.report import Report
from rules import followup, package_matching, packages, report_words
from rules.keyed import shown_code
from tests.browser_client import HTML, Browser
from tests.rules import packaged

FORM = "/therapists/package/"


@pytest.fixture
def form(client, make):
    """The open form of a site that can take requests."""
    make.team()
    return client.get(FORM)


@pytest.fixture
def me(make):
    """The caseworker who decides."""
    return make.account("caseworker")


def send(client, form, **answers):
    """Send the form with these answers."""
    return client.post(FORM, form.fields() | answers)


def status_of(app, package: Package) -> str:
    """What the person reads with the code."""
    browser = Browser(app)
    return browser.follow(browser.submit("/follow-up/", {"code": shown_code(package.code)})).words()


@pytest.mark.parametrize(
    "answer",
    [
        {"story": "I cannot sleep."},
        {"ways": ["video"]},
        {"traits": ["race-aware"]},
        {"gender": "woman"},
        {"language": "ro"},
        {"place": "Leeds"},
        {"tried": "A waiting list."},
        {"money": "none"},
    ],
    ids=lambda answer: next(iter(answer)),
)
def test_any_one_answer_is_enough_and_gives_a_code(client, make, form, answer):
    page = send(client, form, **answer)
    assert (page.status, page.by_id("receipt-code") is not None) == (200, True)
    report = Package.get().report
    words = report_words.open_words(report, make.team())
    if "story" in answer:
        assert (words.story, words.details) == ("I cannot sleep.", {})
    else:
        [(name, value)] = answer.items()
        assert words.details == {"package": {name: value if isinstance(value, list) else [value]}}


def test_nothing_at_all_is_sent_back_with_a_sentence(client, form):
    page = send(client, form, permissions=["contact"], contact_how="text", contact_value="07700 900123")
    assert (page.status, page.by_id("story-error") is not None) == (422, True)
    assert "07700 900123" in page.text
    assert Report.select().count() == 0


def test_nothing_is_ticked_and_only_what_a_request_needs_is_offered(form):
    boxes = [one for one in form.tree.iter(HTML + "input") if one.get("type") in ("checkbox", "radio")]
    assert [one.get("name") for one in boxes if one.get("checked") is not None] == []
    assert [one.get("value") for one in boxes if one.get("name") == "permissions"] == ["contact", "case"]
    assert "proof" in form.words()


def test_the_same_form_and_content_is_the_same_code_and_one_package(client, form):
    pages = [send(client, form, story="Help.") for _time in range(2)]
    assert len({"".join(page.by_id("receipt-code").itertext()) for page in pages}) == 1
    assert Package.select().count() == 1


def test_asked_from_a_therapists_page_the_request_names_them(client, make):
    make.team()
    therapist = packaged.therapist(make, name="Rowan Ash")
    form = client.get(f"{FORM}?therapist={therapist.ref}")
    assert "You would like Rowan Ash" in form.words()
    assert send(client, form, story="Help.").status == 200
    words = report_words.open_words(Package.get().report, make.team())
    assert words.details == {"package": {"therapist": [therapist.ref]}}


@pytest.mark.parametrize("ref", ["T-00000000", "<script>", "R-7K2MQ4XD", ""])
def test_an_address_with_somebody_else_still_shows_the_form(client, make, ref):
    make.team()
    form = client.get(FORM, query_string={"therapist": ref})
    assert form.status == 200
    assert "You would like" not in form.words()
    assert send(client, form).status == 422, "who is wished for is no answer yet"


def test_a_signed_in_member_asks_without_a_name(make, signed_in):
    make.team()
    browser = signed_in("member")
    assert browser.submit(FORM, {"story": "Help."}).by_id("receipt-code") is not None
    assert Package.get().report.taken_by is None


def test_with_the_code_the_person_reads_each_step(app, make, secrets, me):
    therapist = packaged.therapist(make, name="Rowan Ash", public_phone="020 7946 0000", public_email="r@example.org")
    package = packaged.read(make, me)
    assert "Nobody has decided yet" in status_of(app, package)
    packages.grant(make.now, package, me, 6, 5000)
    assert "We pay for 6 sessions" in status_of(app, package)
    package_matching.match(secrets, make.now, package, me, therapist.ref)
    package = packaged.fresh(package)
    said = status_of(app, package)
    for part in ("Rowan Ash", "020 7946 0000", "r@example.org", package.client_code, "6 are left"):
        assert part in said
    package_matching.end(secrets, make.now, package, me, "moved")
    said = status_of(app, package)
    assert "This has ended" in said and package.client_code not in said


def test_a_no_is_read_in_its_sentence(app, make, me):
    package = packaged.read(make, me)
    packages.refuse(make.now, package, me, "no-money")
    assert packages.REFUSALS["no-money"] in status_of(app, package)


def test_a_reporter_of_harm_reads_nothing_of_packages(app, client, make):
    make.team()
    page = client.submit("/report/", {"story": "Loud."})
    code = "".join(page.by_id("receipt-code").itertext())
    browser = Browser(app)
    assert "Funded therapy" not in browser.follow(browser.submit("/follow-up/", {"code": code})).words()


def test_the_person_deletes_the_request_with_the_code(app, make, me):
    package = packaged.matched(make, me)
    browser = Browser(app)
    browser.submit("/follow-up/", {"code": shown_code(package.code)})
    assert browser.submit("/follow-up/delete/").status == 200
    after = packaged.fresh(package)
    assert (after.state, after.report.state, after.note) == ("ended", "erased", None)
    with pytest.raises(followup.NoSuchCode):
        followup.open_code(make.secrets, make.now, package.code)
