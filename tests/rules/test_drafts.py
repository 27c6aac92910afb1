"""Drafting: who may write, what the linter stops, what must be there before a second person is asked."""

import pytest

from models.alert import Alert
from models.report import Addition, Report
from rules import (
    alert_content,
    desk,
    drafts,
    followup,
    messages,
    permissions,
    report_words,
    reports,
    team_keys,
    vault,
)
from rules.answers import Answers
from tests.factories import WORDS

STORY = "He put a small folding knife on the table and wanted everything back."
COPIED = WORDS | {"what_happened": "Put a small folding knife on the table."}
DATED = WORDS | {"what_happened": "Became loud on 4 November."}


def save(make, alert, by, words=None, **facts):
    """Save with WORDS unless others are given."""
    wanted = alert_content.Facts(**(vars(alert_content.facts_of(alert)) | facts))
    return drafts.save(make.secrets, make.now, alert, by, words or WORDS, wanted, make.team())


@pytest.fixture
def reader(make):
    """A caseworker with the team's key."""
    return make.account("caseworker")


def begun(make, reader, **answers):
    """A draft from a report with the alert permission."""
    report = make.report(permissions=["alert"], area="greater-manchester", **answers)
    desk.take(make.now, report, reader)
    return drafts.draft_from(make.secrets, make.now, report, reader)


def test_a_draft_takes_its_facts_from_the_report(make, reader):
    alert = begun(make, reader, harms=["non-payment", "weapon"], sector="street")
    assert (alert.level, alert.area, alert.harm_codes) == (3, "greater-manchester", ["non-payment", "weapon"])
    assert alert.month == f"{make.now:%Y-%m}"
    assert alert.sector is None
    assert alert_content.read_words(make.secrets, alert)["person"] == ""


def test_pressing_the_button_twice_gives_the_same_draft(make, reader):
    alert = begun(make, reader)
    [report] = drafts.reports_behind(alert)
    assert drafts.draft_from(make.secrets, make.now, report, reader) == alert


def test_no_draft_without_a_live_permission(make, reader):
    report = make.report(permissions=["checker", "police_anon"])
    desk.take(make.now, report, reader)
    with pytest.raises(permissions.NoPermission):
        drafts.draft_from(make.secrets, make.now, report, reader)


def test_no_draft_from_a_report_that_one_does_not_read(make, reader):
    report = make.report(permissions=["alert"])
    with pytest.raises(desk.NotReading):
        drafts.draft_from(make.secrets, make.now, report, reader)


def test_an_editor_writes_what_police_sent_and_nothing_from_a_report(make, reader):
    editor = make.account("editor")
    with pytest.raises(drafts.CaseworkersOnly):
        save(make, begun(make, reader), editor)
    own = drafts.draft_new(make.secrets, make.now, editor, "police")
    save(make, own, editor, area="uk", harms=("threats",))
    assert drafts.ask(make.secrets, make.now, own, editor).state == "waiting"
    with pytest.raises(alert_content.WrongFacts):
        drafts.draft_new(make.secrets, make.now, editor, "member")


def test_words_and_verdict_are_sealed_until_they_leave(make, reader):
    alert = begun(make, reader, story=STORY)
    save(make, alert, reader, COPIED)
    kept = Alert.get_by_id(alert.id)
    assert kept.words is None
    for sealed in (kept.draft, kept.verdict):
        assert "knife" not in sealed
    assert alert_content.read_words(make.secrets, kept)["what_happened"] == COPIED["what_happened"]


def test_the_reporters_own_words_stop_the_asking(make, reader):
    alert = begun(make, reader, story=STORY)
    verdict = save(make, alert, reader, COPIED)
    assert [(found.field, found.code) for found in verdict.stops] == [("what_happened", "copied")]
    with pytest.raises(drafts.PointsToReporter):
        drafts.ask(make.secrets, make.now, alert, reader, verdict.fingerprint)


def test_words_that_were_added_later_and_the_contact_are_held_against_the_draft_too(make, reader):
    alert = begun(make, reader, contact_how="email", contact_value="lantern.blue@example.org")
    [report] = drafts.reports_behind(alert)
    key = report_words.data_key(report, make.team())
    sealed = vault.seal_with(key, STORY, f"addition.words.{report.ref}")
    Addition.create(report=report, words=sealed, added_on=report.received_on)
    verdict = save(make, alert, reader, COPIED | {"advice": "Write to lantern.blue"})
    assert {(found.field, found.code) for found in verdict.stops} == {
        ("what_happened", "copied"),
        ("advice", "contact"),
    }


@pytest.mark.parametrize(
    ("copied", "code"),
    [
        ("Behind the Lantern Arcade, third door", "place"),
        ("The duty officer laughed about it and left.", "copied"),
        ("They wanted to hear nothing of it.", "copied"),
        ("Please ring the bell twice and wait.", "copied"),
        ("Ask for Sparrowname.", "name"),
        ("Ask for Robinname.", "name"),
        ("Told by Wrenname.", "name"),
        ("Drives AB12 CDE.", "identifier"),
        ("Writes as quiet_man0.", "identifier"),
    ],
)
def test_nothing_of_the_long_form_may_be_copied(make, reader, copied, code):
    details = {
        "where": {"exact_place": ["Behind the Lantern Arcade, third door"]},
        "before": {"police_how": ["The duty officer laughed about it and left."]},
        "you": {"working_name": ["Sparrowname"]},
        "numbers": {"value-1": ["cityads.example: quiet_man0"], "sure-1": ["part"]},
        "vehicle": {"plate-1": ["AB12 CDE"]},
        "earlier": {"what": ["They wanted to hear nothing of it."]},
    }
    told = {"contact_how": "text", "contact_value": "07700 900999", "details": details}
    more = {"ask_for": "Robinname", "adjustments": "Please ring the bell twice and wait."}
    maker = {"relation": "project", "name": "Wrenname of Leeds"}
    alert = begun(make, reader, contact_more=more, maker=maker, given_by={"alert": "person"}, **told)
    verdict = save(make, alert, reader, WORDS | {"advice": copied})
    assert ("advice", code) in {(found.field, found.code) for found in verdict.stops}


def test_what_the_long_form_says_of_somebody_else_may_be_copied_and_so_may_a_projects_town(make, reader):
    looks = "Grey curls and a long violet scarf"
    maker = {"relation": "project", "name": "Wrenname of Leeds"}
    details = {"person": {"hair-1": [looks]}}
    alert = begun(make, reader, details=details, maker=maker, given_by={"alert": "person"})
    assert save(make, alert, reader, WORDS | {"person": f"{looks}. Seen in Leeds."}).stops == []


def test_a_warning_of_the_linter_needs_a_tick_on_exactly_these_remarks(make, reader):
    alert = begun(make, reader)
    verdict = save(make, alert, reader, DATED)
    assert [found.code for found in verdict.warnings] == ["date"]
    with pytest.raises(drafts.WarningsNotAccepted):
        drafts.ask(make.secrets, make.now, alert, reader)
    with pytest.raises(drafts.WarningsNotAccepted):
        drafts.ask(make.secrets, make.now, alert, reader, alert_content.Verdict().fingerprint)
    assert drafts.ask(make.secrets, make.now, alert, reader, verdict.fingerprint).state == "waiting"


@pytest.mark.parametrize(
    ("words", "facts"),
    [
        (WORDS | {"title": ""}, {}),
        (WORDS | {"person": "", "contact_used": ""}, {}),
        (WORDS, {"area": None}),
        (WORDS, {"harms": ()}),
    ],
)
def test_an_alert_without_heading_place_harm_or_how_to_know_them_is_not_asked_about(make, reader, words, facts):
    alert = begun(make, reader)
    save(make, alert, reader, words, **facts)
    with pytest.raises(drafts.Incomplete):
        drafts.ask(make.secrets, make.now, alert, reader)


def test_a_place_needs_no_description_of_a_person(make, reader):
    alert = begun(make, reader)
    save(make, alert, reader, WORDS | {"person": "", "contact_used": ""}, about="place")
    assert drafts.ask(make.secrets, make.now, alert, reader).state == "waiting"


def test_an_alert_is_not_asked_about_before_it_was_held_against_the_report(make, reader):
    with pytest.raises(drafts.NotChecked):
        drafts.ask(make.secrets, make.now, begun(make, reader), reader)


def test_a_caseworker_who_waits_for_access_cannot_save(make, reader):
    alert = begun(make, reader)
    facts = alert_content.facts_of(alert)
    with pytest.raises(team_keys.NoAccess):
        drafts.save(make.secrets, make.now, alert, reader, WORDS, facts, None)


def test_a_fact_that_is_on_no_list_is_refused(make, reader):
    alert = begun(make, reader)
    for wrong in ({"area": "atlantis"}, {"month": "November"}, {"level": 9}, {"harms": ("rudeness",)}):
        with pytest.raises(alert_content.WrongFacts):
            save(make, alert, reader, **wrong)


def test_whoever_changes_the_text_becomes_its_author_and_saving_no_change_changes_nothing(make, reader):
    alert = begun(make, reader)
    save(make, alert, reader)
    drafts.ask(make.secrets, make.now, alert, reader)
    [report] = drafts.reports_behind(alert)
    other = make.account("caseworker")
    desk.open_too(make.now, report, other, "cover")
    save(make, alert, other)
    assert (Alert.get_by_id(alert.id).state, Alert.get_by_id(alert.id).author) == ("waiting", reader)
    save(make, alert, other, WORDS | {"pattern": "Calls after midnight."})
    assert (Alert.get_by_id(alert.id).state, Alert.get_by_id(alert.id).author) == ("draft", other)


def test_another_report_joins_and_the_draft_must_be_saved_again(make, reader):
    alert = make.approved(make.report(permissions=["alert"]), by=reader, hold=600)
    joined = make.report(permissions=["alert"], story=STORY)
    desk.take(make.now, joined, reader)
    drafts.link(make.now, alert, joined, reader)
    kept = Alert.get_by_id(alert.id)
    assert (kept.state, kept.approver, kept.verdict) == ("draft", None, None)
    assert save(make, kept, reader, COPIED).stops


def test_a_report_without_permission_does_not_join(make, reader):
    alert = begun(make, reader)
    joined = make.report()
    desk.take(make.now, joined, reader)
    with pytest.raises(permissions.NoPermission):
        drafts.link(make.now, alert, joined, reader)
    assert drafts.reports_behind(alert) == list(Report.select().where(Report.id != joined.id))


@pytest.mark.parametrize(
    ("contact", "text"),
    [("Amy, ring 07700 900123 or @zx9", "He hit Amy in the face."), ("Ask for @zx9 online", "He wrote to zx9 after.")],
)
def test_short_names_and_handles_of_the_contact_are_known_too(make, reader, contact, text):
    report = make.report(permissions=["alert"], contact_how="text", contact_value=contact)
    desk.take(make.now, report, reader)
    alert = drafts.draft_from(make.secrets, make.now, report, reader)
    assert save(make, alert, reader, WORDS | {"pattern": text}).stops


def test_a_report_that_was_put_away_as_spam_is_behind_no_alert(make, reader):
    report = make.report(permissions=["alert"], state="reading")
    desk.take(make.now, report, reader)
    desk.close(make.now, report, reader, "spam")
    report = type(report).get_by_id(report.id)
    with pytest.raises(drafts.WrongState):
        drafts.draft_from(make.secrets, make.now, report, reader)


def test_a_report_that_joins_while_the_linter_reads_is_not_passed_over(make, reader, monkeypatch):
    alert = begun(make, reader)
    joined = make.report(permissions=["alert"], story=STORY)
    desk.take(make.now, joined, reader)
    real = drafts.examine

    def slow(*words):
        """The linter, and meanwhile a colleague."""
        found = real(*words)
        drafts.link(make.now, alert, joined, reader)
        return found

    monkeypatch.setattr(drafts, "examine", slow)
    with pytest.raises(drafts.WrongState):
        save(make, alert, reader, COPIED)


def test_what_the_reporter_wrote_in_a_message_must_not_be_copied(make, reader):
    form = make.form_id()
    answers = Answers(harms=("theft",), permissions=("alert",))
    report, _ = followup.open_code(make.secrets, make.now, reports.send(make.secrets, make.now, answers, form).code)
    said = "He took the silver lantern from my grandmother"
    messages.from_reporter(make.secrets, make.now, report, form, said)
    desk.take(make.now, report, reader)
    found = drafts.examine(make.now, {"what_happened": said}, [report], reader, make.team())
    assert [one.code for one in found] == ["copied"]
