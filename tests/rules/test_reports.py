"""Taking a report: whole, once, sealed, and only then a code."""

import threading
from datetime import date, time, timedelta

import pytest

from models import database as the_database
from models.audit import Audit
from models.database import database
from models.report import Harm, Report, ReportKey
from models.sighting import Sighting
from rules import reports
from rules.answers import Answers
from rules.keyed import receipt_keys
from rules.permissions import live_names
from rules.reports import AlreadySaved, NothingSaid
from rules.team_keys import NoTeamKey

STORY = "He would not pay and shouted <b>loud</b>"
FULL = Answers(
    harms=("non-payment", "threats"),
    story=STORY,
    area="west-yorkshire",
    place="Leeds",
    when="this-week",
    identifiers="07700 900123\ncityads.example: quiet_man0; dave@example.org, something odd",
    looks="Tall",
    permissions=("alert", "checker"),
    contact_how="email",
    contact_value="me@example.net",
)


@pytest.fixture
def form(make, secrets):
    make.team()
    return make.form_id()


def test_a_report_is_stored_whole(make, secrets, form):
    sent = reports.send(secrets, make.now, FULL, form)
    report = Report.get()
    assert report.harm_codes == ["non-payment", "threats"]
    assert (report.area, report.when_band, report.state) == ("west-yorkshire", "this-week", "new")
    assert live_names(report) == ["alert", "checker"]
    assert Sighting.select().count() == 3
    assert not sent.is_repeat and len(sent.code) == 16


def test_only_the_day_it_came_is_kept(make, secrets, form):
    report = reports.send(secrets, make.now, FULL, form).report
    assert report.received_on == make.now.date()
    assert report.code_shown_until.time() == time.min
    assert Audit.select().where(Audit.object_kind == "Report").count() == 3
    for row in Audit.select().where(Audit.object_kind == "Report"):
        assert row.hour.time() == time.min


def test_a_wrong_proof_saves_no_code(make, secrets, form):
    sent = reports.send(secrets, make.now, FULL, form)
    for proof in ("", sent.report.ref, f"{sent.report.ref}.00", sent.code, "é"):
        reports.save_code(secrets, proof)
    assert Report.get().code_shown_until is not None


def test_one_harm_or_one_word_is_enough(make, secrets, form):
    reports.send(secrets, make.now, Answers(harms=("theft",)), form)
    reports.send(secrets, make.now, Answers(story="He scared me"), form)
    reports.send(secrets, make.now, Answers(is_in_danger=True), form)
    assert Report.select().count() == 3


def test_nothing_at_all_is_refused(make, secrets, form):
    with pytest.raises(NothingSaid):
        reports.send(secrets, make.now, Answers(permissions=("alert",)), form)
    assert Report.select().count() == 0


def test_the_same_form_again_gives_the_same_code_and_no_second_report(make, secrets, form):
    first = reports.send(secrets, make.now, FULL, form)
    again = reports.send(secrets, make.now + timedelta(hours=23), FULL, form)
    assert again.code == first.code and again.is_repeat
    assert Report.select().count() == 1


def test_the_same_form_with_other_words_is_its_own_report(make, secrets, form):
    first = reports.send(secrets, make.now, FULL, form)
    other = reports.send(secrets, make.now, Answers(story="Somebody else, same phone"), form)
    assert other.code != first.code
    assert Report.select().count() == 2


def test_after_a_day_the_code_is_not_shown_again(make, secrets, form):
    reports.send(secrets, make.now, FULL, form)
    with pytest.raises(AlreadySaved):
        reports.send(secrets, make.now + timedelta(hours=49), FULL, form)
    assert Report.select().count() == 1


def test_once_saved_the_code_is_not_shown_again(make, secrets, form):
    sent = reports.send(secrets, make.now, FULL, form)
    reports.save_code(secrets, reports.proof_of_code(secrets, sent.report))
    with pytest.raises(AlreadySaved):
        reports.send(secrets, make.now, FULL, form)


def test_a_code_that_was_shown_long_ago_is_forgotten(make, secrets, form):
    reports.send(secrets, make.now, FULL, form)
    assert reports.forget_shown_codes(make.now) == 0
    assert reports.forget_shown_codes(make.now + timedelta(hours=49)) == 1
    assert Report.get().code_shown_until is None


def test_five_copies_at_once_are_one_report_with_one_code(app, make, secrets, form):
    codes, problems = [], []

    def post():
        the_database.connect()
        try:
            codes.append(reports.send(secrets, make.now, FULL, form).code)
        except Exception as problem:
            problems.append(problem)
        finally:
            database.close()

    threads = [threading.Thread(target=post) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert len(codes) == 5 and len(set(codes)) == 1
    assert Report.select().count() == 1


def test_without_a_casework_team_nothing_is_taken_and_nothing_half_stored(make, secrets):
    form = make.form_id()
    with pytest.raises(NoTeamKey):
        reports.send(secrets, make.now, FULL, form)
    assert [table.select().count() for table in (Report, Harm, ReportKey, Sighting)] == [0, 0, 0, 0]


def test_the_database_does_not_tell_the_code(make, secrets, form):
    sent = reports.send(secrets, make.now, FULL, form)
    code_key, _ = receipt_keys(secrets, sent.code)
    assert Report.get().code_key == code_key
    assert sent.code.encode() not in (make.app.config["DATA_DIR"] / "num.db").read_bytes()


def test_what_came_another_way_is_brought_in_once(make, secrets, form):
    first = reports.bring_in(secrets, make.now, "7-0001", date(2020, 1, 2), FULL)
    assert first is not None and first.state == "screened" and first.received_on == date(2020, 1, 2)
    assert reports.bring_in(secrets, make.now, "7-0001", date(2020, 1, 2), FULL) is None
    assert Report.select().count() == 1


def test_an_identifier_named_twice_is_one_sighting(make, secrets, form):
    reports.send(secrets, make.now, Answers(identifiers="07700 900123, +44 7700 900123"), form)
    assert Sighting.select().count() == 1


def test_a_gmail_address_is_found_with_and_without_its_dots(make, secrets, form):
    reports.send(secrets, make.now, Answers(identifiers="da.ve+x@gmail.com"), form)
    assert Sighting.select().count() == 2
