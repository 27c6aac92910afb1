"""The checker for partner websites: a key, a question, an answer, and nothing else."""

import json
import logging

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.account import Account
from models.check_site import Asking
from models.codes import AREAS, HARMS
from models.database import database
from rules import check_sites, slow_hash
from rules.grades import GRADES
from tests.browser_client import Browser
from tests.factories import WORDS
from tests.house.scenery import stored

NUMBER, OTHER, PERSON = "07700 900123", "07700 900456", "worker-17"
PATH = "/check/api/"


@pytest.fixture
def key(app, make, secrets):
    """A partner website's key."""
    app.extensions["num_limits"].reset()
    return check_sites.make(secrets, make.now, make.account("manager"), "Lantern")[1]


@pytest.fixture
def ask(app, key):
    """A function by which the website's server asks; the status, the answer, the whole response."""

    def post(value=NUMBER, person=PERSON, *, body=None, bearer=None, **headers):
        sent = json.dumps({"value": value, "person": person}) if body is None else body
        headers = {"Authorization": f"Bearer {bearer or key}", "Content-Type": "application/json", **headers}
        with app.app_context():
            answer = app.test_client().post(PATH, data=sent, headers=headers)
        return answer

    return post


def reported(make, **answers):
    """A screened report that lets the checker answer."""
    return make.report(identifiers=NUMBER, **{"permissions": ["checker", "alert"], **answers})


def test_one_call_gets_one_answer(make, ask):
    report = reported(make, area="west-yorkshire", harms=["robbery", "theft"], story="A green lantern.")
    alert = make.published(report, words={**WORDS, "title": "Kakapowords"})
    answer = ask("+44 (0)7700 900123")
    told = answer.json
    assert answer.status_code == 200
    assert told.pop("filling").strip(".") == ""
    assert told == {
        "kind": "phone",
        "reports": 1,
        "grade": "single",
        "means": f"{GRADES['single'].name}. {GRADES['single'].meaning}",
        "newest": f"{make.now:%Y-%m}",
        "is_old": False,
        "areas": ["West Yorkshire"],
        "harms": [HARMS["robbery"].name, HARMS["theft"].name],
        "level": "dangerous",
    }
    assert not [word for word in ("Kakapo", "lantern", alert.ref, report.ref) if word in answer.text]


def test_a_miss_is_no_clearance(ask):
    told = ask(OTHER).json
    assert (told["reports"], told["grade"], told["newest"], told["level"]) == (0, None, None, None)
    assert told["means"] == "Nothing in our records. That does not mean it is safe."


def test_an_answer_is_not_stored_not_compressed_and_sets_no_cookie(make, ask):
    reported(make)
    for value in (NUMBER, OTHER, "dave"):
        answer = ask(value, **{"Accept-Encoding": "gzip, br"})
        assert answer.headers["Cache-Control"] == "no-store, private"
        assert "Content-Encoding" not in answer.headers and "Set-Cookie" not in answer.headers
        assert answer.mimetype == "application/json"
        assert "Access-Control-Allow-Origin" not in answer.headers


def test_hits_and_misses_are_equally_long_and_take_the_same_work(app, make, secrets, ask, queries):
    for area in list(AREAS)[:4]:
        make.published(reported(make, area=area, harms=list(HARMS)))
    assert set(ask(NUMBER).json["harms"]) == {harm.name for harm in HARMS.values()}

    @settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.sampled_from([NUMBER, "+447700900123"]), st.sampled_from([OTHER, "07700900999"]))
    def equal(known, unknown):
        work = set()
        for value in (known, unknown):
            app.extensions["num_limits"].reset()
            ask(value)
            before = secrets.slow.runs
            queries.clear()
            answer = ask(value)
            work.add((answer.headers["Content-Length"], secrets.slow.runs - before, len(queries)))
        assert len(work) == 1

    equal()


def test_the_longest_answer_is_no_longer_than_the_shortest(make, ask):
    for area in AREAS:
        reported(make, harms=list(HARMS), area=area)
    known, unknown = ask(NUMBER), ask(OTHER)
    assert len(known.json["areas"]) == len(AREAS)
    assert known.headers["Content-Length"] == unknown.headers["Content-Length"]


def test_no_key_a_wrong_one_an_ended_one_and_a_made_up_scheme_sound_alike(make, secrets, ask, key):
    reported(make)
    ended, ended_key = check_sites.make(secrets, make.now, make.account("manager"), "Sparrow")
    check_sites.end(make.now, make.account("manager"), ended)
    answers = [
        ask(Authorization=""),
        ask(bearer="wrong"),
        ask(bearer=ended_key),
        ask(Authorization=f"Basic {key}"),
        ask(Authorization=key),
        ask(Authorization="Bearer \u2603".encode().decode("latin-1")),
    ]
    assert {(one.status_code, one.text, one.headers["WWW-Authenticate"]) for one in answers} == {
        (401, '{"error": "We do not know this key."}\n', "Bearer")
    }
    assert ask().status_code == 200


def test_a_key_opens_no_other_page(app, key):
    for path in ("/check/", "/alerts/", "/staff/", "/account/"):
        with app.app_context():
            answer = app.test_client().get(path, headers={"Authorization": f"Bearer {key}"})
        assert answer.status_code == 303 and "/sign-in/" in answer.location


def test_who_is_signed_in_asks_on_the_page_and_not_here(app, make, key):
    """With a cookie the key counts for nothing, so no browser of a member can be made to ask here."""
    for role in ("member", "manager"):
        browser = Browser(app).sign_in(make.account(role))
        answer = browser.post(
            PATH,
            data=json.dumps({"value": NUMBER, "person": PERSON}),
            headers={"Authorization": f"Bearer {key}", "Content-Type": "application/json"},
        )
        assert (answer.status, "error" in json.loads(answer.text)) == (403, True)


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}])
def test_a_browser_of_another_site_cannot_ask_even_with_the_key(ask, headers):
    answer = ask(**headers)
    assert (answer.status_code, answer.mimetype) == (403, "application/json")


def test_only_posts_are_answered(app, key):
    for method in ("GET", "PUT", "DELETE"):
        with app.app_context():
            answer = app.test_client().open(PATH, method=method, headers={"Authorization": f"Bearer {key}"})
        assert answer.status_code == 405


BAD = [
    "",
    "nonsense",
    "[]",
    "3",
    "null",
    '"x"',
    "{}",
    '{"value": 7700900123, "person": "w"}',
    '{"value": ["07700 900123"], "person": "w"}',
    '{"value": "07700 900123"}',
    '{"value": "07700 900123", "person": ""}',
    '{"value": "07700 900123", "person": " \\u200b "}',
    '{"value": "07700 900123", "person": null}',
    '{"value": "07700 900123", "person": "' + "w" * 65 + '"}',
    "[" * 4000,
    b"\xff\xfe",
]


@pytest.mark.parametrize("body", BAD, ids=range(len(BAD)))
def test_what_is_no_question_is_said_so(app, ask, body):
    before = stored()
    answer = ask(body=body)
    assert (answer.status_code, list(answer.json)) == (400, ["error"])
    assert stored() == before


@pytest.mark.parametrize(
    ("value", "status"),
    [("dave", 422), ("", 422), ("900123", 422), (f"{NUMBER}\n{OTHER}", 422), ("\ud83d", 422), ("x" * 5000, 413)],
)
def test_what_is_no_whole_identifier_is_said_so(ask, value, status):
    answer = ask(value)
    assert (answer.status_code, list(answer.json)) == (status, ["error"])
    assert value == "" or value not in answer.text


def test_odd_names_of_workers_are_names(ask):
    for person in ("\ud83d\u0000x", "\u202eabc", "' OR 1=1 --", "w" * 64, "\U0001f642"):
        assert ask(OTHER, person).status_code == 200, person


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data", ""])
def test_only_json_is_taken(ask, kind):
    answer = ask(**{"Content-Type": kind})
    assert answer.status_code in (400, 415) and list(answer.json) == ["error"]


def test_a_worker_has_the_questions_of_a_member_and_another_has_their_own(make, ask):
    for _ in range(30):
        assert ask(OTHER).status_code == 200
    answer = ask(OTHER)
    assert (answer.status_code, answer.json) == (429, {"error": "That was too many questions. Ask again in an hour."})
    assert ask(NUMBER).text == answer.text
    assert ask(OTHER, "worker-18").status_code == 200


def test_a_website_has_a_limit_for_all_its_workers(ask, make, secrets):
    for number in range(40):
        for _ in range(25):
            assert ask("dave", f"w{number}").status_code == 422
    assert ask(OTHER, "one more").status_code == 429
    other = check_sites.make(secrets, make.now, make.account("manager"), "Sparrow")[1]
    assert ask(OTHER, bearer=other).status_code == 200


def test_when_very_many_people_are_here_it_says_so_in_json(secrets, ask, monkeypatch):
    def busy(*_args):
        raise slow_hash.Busy

    monkeypatch.setattr(secrets.slow, "run", busy)
    answer = ask()
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert "No answer does not mean that somebody is safe." in answer.json["error"]


def test_nothing_asked_is_kept_or_logged(make, ask, caplog):
    reported(make)
    caplog.set_level(logging.DEBUG)
    before = list(database.obj.connection().iterdump())
    assert ask(OTHER, "Wolverineworker").status_code == 200
    after = list(database.obj.connection().iterdump())
    changed = [line for line in after if line not in before]
    assert len(changed) == 1 and changed[0].startswith('INSERT INTO "asking"')
    traces = (OTHER, "7700900456", "Wolverineworker")
    assert not any(trace in text for trace in traces for text in [*after, caplog.text])


def test_asking_again_on_many_days_is_noticed_for_a_website_too(make, ask):
    for _ in range(2):
        ask(OTHER)
    (row,) = Asking.select()
    assert (row.days, row.site.name, row.account) == (1, "Lantern", None)
    assert Account.select().where(Account.role == "member").count() == 0
