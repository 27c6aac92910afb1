"""Form drafts: one code for draft and report, sealed by it, kept a day, sent once, nothing lost between two windows."""

from datetime import timedelta

import pytest

from models.audit import Audit
from models.form_draft import FormDraft
from models.report import Report
from models.session import Session
from rules import followup, form_drafts, report_words, sessions, vault
from rules.answers import Answers
from rules.form_drafts import AlreadySent, DraftChanged, DraftFull, DraftGone
from rules.keyed import receipt_keys
from rules.reports import AlreadySaved, NothingSaid, proof_of_code, save_code

WHAT = {"story": ["A lantern stood there."], "felt": ["risky"]}
DAY = timedelta(hours=24)


@pytest.fixture
def form(make, secrets):
    """A form that we gave out, on a site with a team."""
    make.team()
    return make.form_id()


@pytest.fixture
def opened(make, secrets, form):
    """A draft with one step."""
    return form_drafts.start(secrets, make.now, form, {"what": WHAT})


def fresh(opened) -> form_drafts.Opened:
    """The draft as it is now."""
    return form_drafts.Opened(FormDraft.get_by_id(opened.draft.id), opened.key, opened.code)


def save(make, opened, step, fields, seen=9):
    """Save one step as a page did that had seen this version."""
    return form_drafts.save(make.now, opened.draft, opened.key, step, fields, seen)


def test_a_draft_may_begin_with_nothing(make, secrets, form):
    begun = form_drafts.start(secrets, make.now, form, {"what": {"story": [""]}, "where": {}})
    assert form_drafts.look(begun.draft, begun.key).steps == {}


def test_the_same_form_with_the_same_answers_is_the_same_draft(make, secrets, form, opened):
    again = form_drafts.start(secrets, make.now, form, {"what": WHAT})
    assert (again.draft, again.code, again.key) == (opened.draft, opened.code, opened.key)
    other = form_drafts.start(secrets, make.now, form, {"what": {"story": ["Another."]}})
    assert other.code != opened.code
    assert FormDraft.select().count() == 2


def test_a_form_from_a_browsers_memory_never_leads_to_what_was_saved_since(make, secrets, form, opened):
    save(make, opened, "where", {"place": ["Leeds"]})
    with pytest.raises(form_drafts.AlreadyBegun):
        form_drafts.start(secrets, make.now, form, {"what": WHAT})


def test_a_draft_whose_day_has_passed_does_not_stand_in_the_way(make, secrets, form, opened):
    again = form_drafts.start(secrets, make.now + DAY * 2, form, {"what": WHAT})
    assert (again.code, FormDraft.get()) == (opened.code, again.draft)


def test_only_the_code_opens_it_and_the_row_tells_nothing(make, secrets, opened):
    row = FormDraft.get()
    assert "lantern" not in row.words
    found, key = followup.open_code(secrets, make.now, opened.code)
    assert (found, form_drafts.look(found, key).steps) == (row, {"what": WHAT})
    _code_key, wrong = receipt_keys(secrets, "0" * 16)
    with pytest.raises(vault.NotOpened):
        form_drafts.open_key(row, wrong)
    with pytest.raises(vault.NotOpened):
        form_drafts.look(row, vault.new_data_key())


def test_a_draft_is_kept_a_day_from_its_last_save(make, opened):
    now = make.now
    assert opened.draft.expires_at - now <= DAY
    form_drafts.save(now + timedelta(hours=20), opened.draft, opened.key, "where", {"place": ["Leeds"]}, 1)
    assert form_drafts.find(now + timedelta(hours=43), opened.draft.code_key) is not None
    assert form_drafts.find(now + timedelta(hours=45), opened.draft.code_key) is None
    assert form_drafts.clear_old(now + timedelta(hours=43)) == 0
    assert form_drafts.clear_old(now + timedelta(hours=45)) == 1


def test_a_draft_whose_day_has_passed_takes_nothing(make, opened):
    with pytest.raises(DraftGone):
        form_drafts.save(make.now + DAY * 2, opened.draft, opened.key, "what", WHAT, 1)
    with pytest.raises(DraftGone):
        form_drafts.settle(make.now + DAY * 2, opened.draft, opened.key, "what")


def test_a_later_save_of_one_who_saw_the_first_replaces_it(make, opened):
    content = save(make, opened, "what", {"story": ["Again."]}, seen=1)
    assert (content.steps["what"], content.earlier) == ({"story": ["Again."]}, {})


def test_a_save_of_one_who_did_not_see_the_other_keeps_both(make, opened):
    save(make, opened, "what", {"story": ["First window."]}, seen=1)
    content = save(make, opened, "what", {"story": ["Second window."]}, seen=1)
    assert content.steps["what"] == {"story": ["Second window."]}
    assert content.earlier == {"what": [{"story": ["First window."]}]}
    assert form_drafts.settle(make.now, opened.draft, opened.key, "what").earlier == {}


def test_the_same_words_from_two_windows_are_no_quarrel(make, opened):
    save(make, opened, "what", {"story": ["Same."]}, seen=1)
    assert save(make, opened, "what", {"story": ["Same."]}, seen=1).earlier == {}


def test_saving_one_step_leaves_the_others(make, opened):
    save(make, opened, "where", {"place": ["Leeds"]})
    save(make, opened, "when", {"when": ["today"]})
    assert set(form_drafts.look(FormDraft.get(), opened.key).steps) == {"what", "where", "when"}


def test_sent_it_is_a_report_with_the_same_code_and_the_sessions_go_along(make, secrets, opened):
    token = sessions.start(secrets, make.now, "form", {}, form_draft=opened.draft)
    answers = Answers(story="A lantern stood there.", details={"what": {"felt": ["risky"]}})
    sent = form_drafts.finish(secrets, make.now, opened, answers)
    assert (sent.code, sent.is_repeat, FormDraft.select().count()) == (opened.code, False, 0)
    assert followup.open_code(secrets, make.now, opened.code)[0] == sent.report
    assert report_words.open_words(sent.report, make.team()).details == {"what": {"felt": ["risky"]}}
    held = sessions.find(secrets, token, make.now)
    assert (held.row.report, held.row.form_draft_id) == (sent.report, None)


def test_sent_twice_it_is_one_report_until_the_code_is_saved(make, secrets, opened):
    answers = Answers(story="A lantern stood there.")
    first, second = (form_drafts.finish(secrets, make.now, opened, answers) for _ in range(2))
    assert (second.is_repeat, second.code, second.report) == (True, first.code, first.report)
    assert Report.select().count() == 1
    save_code(secrets, proof_of_code(secrets, first.report))
    with pytest.raises(AlreadySaved):
        form_drafts.finish(secrets, make.now, opened, answers)


def test_what_another_window_saved_meanwhile_is_never_left_behind(make, secrets, opened):
    save(make, opened, "where", {"place": ["Leeds"]})
    with pytest.raises(DraftChanged):
        form_drafts.finish(secrets, make.now, opened, Answers(story="A lantern stood there."))
    assert (Report.select().count(), FormDraft.select().count()) == (0, 1)
    assert form_drafts.finish(secrets, make.now, fresh(opened), Answers(place="Leeds")).report == Report.get()


def test_a_draft_that_says_nothing_is_not_sent_and_stays(make, secrets, opened):
    with pytest.raises(NothingSaid):
        form_drafts.finish(secrets, make.now, opened, Answers())
    assert FormDraft.select().count() == 1


def test_a_form_that_was_sent_begins_no_second_draft(make, secrets, form, opened):
    form_drafts.finish(secrets, make.now, opened, Answers(story="A lantern stood there."))
    with pytest.raises(AlreadySent):
        form_drafts.start(secrets, make.now, form, {"what": WHAT})


def test_dropped_it_is_gone_with_its_sessions_and_the_audit_says_only_that(make, secrets, opened):
    sessions.start(secrets, make.now, "form", {}, form_draft=opened.draft)
    form_drafts.drop(make.now, opened.draft)
    assert (FormDraft.select().count(), Session.select().count()) == (0, 0)
    assert Audit.select().order_by(Audit.id.desc()).get().action == "draft-deleted"
    with pytest.raises(followup.NoSuchCode):
        followup.open_code(secrets, make.now, opened.code)
    with pytest.raises(DraftGone):
        form_drafts.finish(secrets, make.now, opened, Answers(story="A lantern stood there."))


def test_a_draft_has_a_limit_and_what_is_kept_already_stays(make, opened):
    save(make, opened, "what", {"story": ["a" * 20_000]}, seen=9)
    with pytest.raises(DraftFull):
        for number in range(99):
            save(make, opened, "what", {"story": [f"{number}" + "b" * 20_000]}, seen=0)
    assert form_drafts.look(fresh(opened).draft, opened.key).steps["what"]["story"][0].startswith("4")


def test_the_same_words_saved_to_and_fro_are_kept_beside_it_once(make, opened):
    for words in ("One", "Two", "One", "Two", "One"):
        save(make, opened, "where", {"place": [words]}, seen=0)
    kept = form_drafts.look(fresh(opened).draft, opened.key)
    assert kept.earlier["where"] == [{"place": ["One"]}, {"place": ["Two"]}]


@pytest.fixture
def strangers(make, secrets, opened):
    """A draft that was deleted, and a stranger's held open in its place: SQLite gave it the same number."""
    form_drafts.drop(make.now, opened.draft)
    other = form_drafts.start(secrets, make.now, make.form_id(), {"what": {"story": ["Another's."]}})
    sessions.start(secrets, make.now, "form", {}, form_draft=other.draft)
    assert other.draft.id == opened.draft.id
    return other


def test_a_page_of_a_deleted_draft_does_nothing_to_the_draft_that_has_its_number_now(make, secrets, opened, strangers):
    with pytest.raises(DraftGone):
        form_drafts.finish(secrets, make.now, opened, Answers(story="Mine."))
    with pytest.raises(DraftGone):
        save(make, opened, "where", {"place": ["Leeds"]})
    with pytest.raises(DraftGone):
        form_drafts.settle(make.now, opened.draft, opened.key, "where")
    form_drafts.drop(make.now, opened.draft)
    assert (FormDraft.get(), Session.get().form_draft, Report.select().count()) == (strangers.draft, strangers.draft, 0)


def test_a_draft_whose_day_has_passed_is_not_sent(make, secrets, opened):
    with pytest.raises(DraftGone):
        form_drafts.finish(secrets, make.now + DAY * 2, opened, Answers(story="Late."))
    assert Report.select().count() == 0


def test_a_draft_becomes_a_report_of_its_own_kind_and_no_other(make, secrets):
    make.team()
    begun = form_drafts.start(secrets, make.now, make.form_id(), {"what": WHAT}, "professional")
    assert FormDraft.get().kind == "professional"
    with pytest.raises(ValueError, match="professional"):
        form_drafts.finish(secrets, make.now, begun, Answers(story="A lantern stood there."))
    sent = form_drafts.finish(secrets, make.now, begun, Answers(kind="professional", story="A lantern stood there."))
    assert (sent.report.kind, sent.code) == ("professional", begun.code)


def test_the_same_form_begins_a_draft_of_each_kind(make, secrets, form):
    kinds = [form_drafts.start(secrets, make.now, form, {"what": WHAT}, kind) for kind in ("harm", "professional")]
    assert kinds[0].code != kinds[1].code
    assert [row.kind for row in FormDraft.select().order_by(FormDraft.id)] == ["harm", "professional"]
