"""Translations by people: held against the report, approved by another, read once they and the alert are out."""

import json

import pytest
from peewee import IntegrityError

from models.alert import Alert, AlertTranslation
from models.database import fetch, writing
from models.delivery import Delivery
from models.permission import Permission
from rules import alert_content, alert_life, alerts, browse, desk, drafts, permissions, translations
from rules.team_keys import NoAccess
from tests.factories import WORDS

ROMANIAN = {
    "title": "Un bărbat care amenință",
    "what_happened": "Își cere banii înapoi și ridică vocea.",
    "person": "Bărbat înalt, cu ochelari și barbă.",
    "contact_used": "Un număr de mobil care se termină în 61.",
}
STORY = "He put a small folding knife on the table and wanted everything back."


@pytest.fixture
def report(make):
    """A report whose reporter lets us warn members."""
    return make.report(story=STORY, permissions=["alert"], contact_how="text", contact_value="07700 900999")


@pytest.fixture
def me(make):
    """The caseworker who translates."""
    return make.account("caseworker")


@pytest.fixture
def alert(make, report, me):
    """A warning of mine that waits for a second person."""
    return make.asked(report, by=me)


def fresh(row):
    """The row as it is now."""
    return type(row).get_by_id(row.id)


def save(make, alert, by, words=ROMANIAN, language="ro"):
    """Save a translation."""
    return translations.save(make.secrets, make.now, alert, language, by, words, make.team())


def ask(make, alert, by, accepted=""):
    """Ask a second person."""
    return translations.ask(make.secrets, make.now, alert, "ro", by, accepted)


def asked(make, alert, by, words=ROMANIAN):
    """A translation that waits for a second person."""
    save(make, alert, by, words)
    return ask(make, alert, by)


def approve(make, alert, by, seen=None):
    """Approve it as it is stored."""
    row = translations.find(alert, "ro")
    seen = seen or translations.hash_of(make.secrets, fresh(alert), row)
    return translations.approve(make.secrets, make.now, alert, "ro", by, seen)


def approved(make, alert, by):
    """A translation that an editor approved."""
    asked(make, alert, by)
    return approve(make, alert, make.account("editor"))


def send_out(make, alert):
    """A second person approves the warning, and it goes out."""
    seen = alert_content.hash_of(make.secrets, fresh(alert))
    alerts.approve(make.secrets, make.now, alert, make.account("editor"), seen, 0)
    alerts.release_due(make.secrets, make.now)
    return fresh(alert)


def test_a_translation_is_read_once_it_and_the_warning_are_out(make, alert, me):
    row = approved(make, alert, me)
    assert (row.words, "amenin" in row.draft) == (None, False)
    out = send_out(make, alert)
    assert translations.words_for(out, "ro")[1] == "ro"
    assert translations.words_for(out, "ro")[0]["title"] == ROMANIAN["title"]
    assert (fresh(row).draft, json.loads(fresh(row).words)["person"]) == (None, ROMANIAN["person"])


def test_a_translation_approved_later_is_read_at_once(make, report, me):
    out = make.published(report, by=me)
    asked(make, out, me)
    assert translations.words_for(out, "ro") == (alert_content.published_words(out), "en")
    approve(make, out, make.account("editor"))
    assert translations.words_for(out, "ro")[1] == "ro"


def test_whoever_reads_another_language_gets_the_original(make, alert, me):
    approved(make, alert, me)
    out = send_out(make, alert)
    for language in ("en", "pl", "nonsense"):
        assert translations.words_for(out, language) == (alert_content.published_words(out), "en")


def test_members_lists_and_pages_have_it_in_their_language(make, alert, me):
    approved(make, alert, me)
    out, other = send_out(make, alert), make.plain_alert()
    rows = {one.ref: one for one in browse.in_language(browse.listing(browse.Filters()).rows, "ro")}
    shown, plain = rows[out.ref], rows[other.ref]
    assert (shown.words["title"], shown.language, shown.original) == (ROMANIAN["title"], "ro", "en")
    assert (plain.words["title"], plain.language, plain.original) == (WORDS["title"], "en", "")
    assert browse.in_language([plain], "en") == [plain]


def test_a_list_in_another_language_costs_one_question_however_long(make, queries):
    make.many_alerts(10)
    rows = browse.listing(browse.Filters()).rows
    queries.clear()
    browse.in_language(rows, "ro")
    assert len(queries) == 1


def test_it_is_sealed_while_it_is_written(make, alert, me):
    save(make, alert, me)
    row = translations.find(alert, "ro")
    assert (row.words, row.state) == (None, "draft")
    assert translations.read(make.secrets, row).words["title"] == ROMANIAN["title"]
    assert "amenin" not in str(fetch("SELECT * FROM alert_translation"))


def test_what_the_reporter_said_stops_it_as_it_stops_the_warning(make, alert, me):
    verdict = save(make, alert, me, ROMANIAN | {"advice": "Sunați la 07700 900999."})
    assert [found.field for found in verdict.stops] == ["advice", "advice"]
    with pytest.raises(drafts.PointsToReporter):
        ask(make, alert, me)


def test_a_remark_must_be_ticked_and_a_tick_holds_for_that_remark_alone(make, alert, me):
    verdict = save(make, alert, me, ROMANIAN | {"pattern": "Sună la 23:15."})
    assert verdict.warnings
    with pytest.raises(drafts.WarningsNotAccepted):
        ask(make, alert, me)
    assert ask(make, alert, me, verdict.fingerprint).state == "waiting"
    save(make, alert, me, ROMANIAN | {"pattern": "Sună la 22:45."})
    with pytest.raises(drafts.WarningsNotAccepted):
        ask(make, alert, me, verdict.fingerprint)


def test_each_heading_of_the_warning_is_translated(make, alert, me):
    save(make, alert, me, ROMANIAN | {"person": " "})
    with pytest.raises(translations.HeadingsMissing):
        ask(make, alert, me)


def test_only_who_may_open_the_report_translates_what_stands_on_it(make, alert):
    with pytest.raises(drafts.CaseworkersOnly):
        save(make, alert, make.account("editor"))
    with pytest.raises(desk.NotReading):
        save(make, alert, make.account("caseworker"))
    with pytest.raises(NoAccess):
        translations.save(make.secrets, make.now, alert, "ro", alert.author, ROMANIAN)


def test_an_editor_translates_what_police_sent(make):
    editor = make.account("editor")
    out = make.published()
    save(make, out, editor)
    assert ask(make, out, editor).state == "waiting"


@pytest.mark.parametrize("language", ["en", "xx", ""])
def test_it_is_in_another_of_our_languages(make, alert, me, language):
    with pytest.raises(translations.NoSuchLanguage):
        save(make, alert, me, language=language)


def test_nobody_approves_what_they_ever_wrote_and_no_other_role_approves(make, report, alert, me):
    colleague = make.account("caseworker")
    desk.open_too(make.now, report, colleague, "cover")
    save(make, alert, me)
    save(make, alert, colleague, ROMANIAN | {"advice": "Închideți ușa."})
    ask(make, alert, colleague)
    for account in (me, colleague, make.account("manager"), make.account("member")):
        with pytest.raises(translations.OwnTranslation):
            approve(make, alert, account)
    assert approve(make, alert, make.account("caseworker")).state == "approved"


def test_an_approval_is_of_the_two_texts_that_were_seen(make, alert, me):
    asked(make, alert, me)
    editor = make.account("editor")
    seen = translations.hash_of(make.secrets, fresh(alert), translations.find(alert, "ro"))
    with pytest.raises(alert_content.WordsChanged):
        approve(make, alert, editor, "0" * 64)
    alert_content.set_words(make.secrets, alert, WORDS | {"title": "Another heading"})
    alert.save()
    with pytest.raises(alert_content.WordsChanged):
        approve(make, alert, editor, seen)


def test_a_change_ends_the_approval(make, alert, me):
    approved(make, alert, me)
    save(make, alert, me, ROMANIAN | {"title": "Alt titlu"})
    row = translations.find(alert, "ro")
    assert (row.state, row.approver, row.approved_hash) == ("draft", None, None)


def test_a_warning_that_changed_goes_out_without_the_translation_of_what_it_said(make, alert, me):
    row = approved(make, alert, me)
    facts = alert_content.facts_of(alert)
    drafts.save(make.secrets, make.now, alert, me, WORDS | {"title": "Man who shouts"}, facts, make.team())
    verdict = alert_content.read_verdict(make.secrets, fresh(alert))
    drafts.ask(make.secrets, make.now, fresh(alert), me, verdict.fingerprint)
    out = send_out(make, alert)
    assert (out.state, fresh(row).state, fresh(row).words) == ("published", "draft", None)
    assert translations.words_for(out, "ro")[1] == "en"


def test_a_translation_that_does_not_open_keeps_no_warning_back(make, alert, me):
    row = approved(make, alert, me)
    AlertTranslation.update(draft="1.k1.broken").where(AlertTranslation.id == row.id).execute()
    assert send_out(make, alert).state == "published"
    assert fresh(row).state == "draft"


def test_one_that_is_sent_back_keeps_its_words_and_is_read_by_nobody(make, report, me):
    out = make.published(report, by=me)
    row = approved(make, out, me)
    with pytest.raises(drafts.WrongState):
        save(make, out, me)
    translations.send_back(make.secrets, make.now, out, "ro", make.account("editor"))
    assert (fresh(row).state, fresh(row).words, fresh(row).approved_hash) == ("draft", None, None)
    assert translations.read(make.secrets, fresh(row)).words["title"] == ROMANIAN["title"]
    assert translations.words_for(out, "ro")[1] == "en"
    save(make, out, me, ROMANIAN | {"title": "Alt titlu"})
    assert ask(make, out, me).state == "waiting"


def test_taking_the_warning_back_deletes_the_words_of_its_translations(make, report, me):
    for why in ("mistake", "taken-back"):
        out = make.published(report, by=me)
        approved(make, out, me)
        alerts.withdraw(make.now, out, me, why)
        row = translations.find(out, "ro")
        assert (row.state, row.words, row.draft) == ("draft", None, None)


def test_what_ended_and_came_back_is_still_translated(make, report, me):
    out = make.published(report, by=me)
    approved(make, out, me)
    alert_life.end(make.now, out, me)
    alert_life.bring_back(make.now, fresh(out), me)
    assert translations.words_for(fresh(out), "ro")[1] == "ro"


def test_a_draft_and_what_ended_are_not_translated(make, me):
    draft, out = make.draft(by=me), make.published(by=me)
    alert_life.end(make.now, out, me)
    for alert in (draft, out):
        with pytest.raises(drafts.WrongState):
            save(make, fresh(alert), me)


def test_without_a_live_permission_nothing_is_translated_or_approved(make, report, alert, me):
    asked(make, alert, me)
    Permission.update(taken_back_on=make.now.date()).where(Permission.report == report).execute()
    with pytest.raises(permissions.NoPermission):
        save(make, alert, me)
    with pytest.raises(permissions.NoPermission):
        approve(make, alert, make.account("editor"))


def test_the_database_approves_nothing_without_a_second_person_and_changes_nothing_that_is_out(make, report, me):
    out = make.published(report, by=me)
    row = asked(make, out, me)
    for changes in ({"state": "approved"}, {"state": "approved", "approver": me, "approved_hash": "x"}):
        with pytest.raises(IntegrityError), writing():
            AlertTranslation.update(**changes).where(AlertTranslation.id == row.id).execute()
    approve(make, out, make.account("editor"))
    with pytest.raises(IntegrityError, match="words do not change"), writing():
        AlertTranslation.update(words="{}").execute()


@pytest.mark.parametrize(("language", "gets"), [("pl", {"ro", "pl"}), ("en", {"ro", "pl", "en", "es"})])
def test_a_warning_goes_to_whoever_reads_a_language_that_it_is_in(make, me, language, gets):
    members = {code: make.account("member", areas=["uk"], language=code) for code in ("ro", "pl", "en", "es")}
    alert = make.asked(by=me, area="uk", language="ro", words=ROMANIAN)
    save(make, alert, me, WORDS, language)
    translations.ask(make.secrets, make.now, alert, language, me)
    seen = translations.hash_of(make.secrets, fresh(alert), translations.find(alert, language))
    translations.approve(make.secrets, make.now, alert, language, make.account("editor"), seen)
    send_out(make, alert)
    assert {row.account for row in Delivery.select()} == {members[code] for code in gets}


def test_whom_it_is_for_is_part_of_what_is_approved(make, me):
    alert = make.asked(by=me, targets=("women", "trans-women"))
    assert alert_content.facts_of(alert).targets == ("women", "trans-women")
    before = alert_content.hash_of(make.secrets, alert)
    alert.targets.model.delete().execute()
    assert alert_content.hash_of(make.secrets, Alert.get_by_id(alert.id)) != before
    with pytest.raises(alert_content.WrongFacts):
        make.draft(by=me, targets=("nonsense",))


def test_a_text_for_everybody_has_the_hash_that_it_had_before_there_were_targets():
    facts = alert_content.Facts(2, "uk", "2026-11", ("threats",))
    words = alert_content.clean_words(WORDS)
    assert alert_content.content_hash(words, facts, None) == (
        "f1e467bbb2d0159b121da343ba8f37b8f746424fea305f6dda3a049c7ece1ce4"
    )


def test_members_read_whom_it_is_for(make):
    assert browse.read(make.published(targets=("men",)).ref).targets == ("men",)
    assert browse.read(make.published().ref).targets == ()
