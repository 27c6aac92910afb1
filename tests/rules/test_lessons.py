"""Lessons: with the permission and two people, exactly the text that was approved, and gone when it is taken back."""

import pytest
from peewee import IntegrityError

from models.database import fetch, writing
from models.lesson import Lesson
from models.permission import Permission
from rules import desk, followup, lesson_content, lesson_list, lessons, locks
from rules.lessons import CaseworkersOnly, Incomplete, OwnWords, PointsToSomebody, WordsChanged, WrongState
from rules.permissions import NoPermission
from rules.team_keys import NoAccess
from tests.hunt import files_below, hunt
from tests.rules import taught


@pytest.fixture
def me(make):
    """The caseworker who writes."""
    return make.account("caseworker")


def approve(make, lesson, by, seen=None) -> None:
    """Approve what stands there, or what was seen before."""
    seen = lesson_content.hash_of(make.secrets, taught.fresh(lesson)) if seen is None else seen
    lessons.approve(make.secrets, make.now, lesson, by, seen)


def refusals(make, lesson, *who) -> list[type]:
    """How each of these accounts is refused to approve."""
    found = []
    for by in who:
        with pytest.raises((OwnWords, WrongState, NoPermission, WordsChanged)) as refused:
            approve(make, lesson, by)
        found.append(refused.type)
    return found


def test_a_lesson_is_written_asked_about_and_read_by_members(make, me):
    lesson = taught.published(make, me)
    assert (lesson.state, lesson.published_on, lesson.draft) == ("published", make.now.date(), None)
    assert (lesson.profession, lesson.area, lesson.author) == ("doctor", "england", me)
    [told] = lesson_list.browse(None, None, None, 10).rows
    assert told.words == taught.WORDS


def test_while_it_is_written_nobody_reads_it_in_our_files(make, me, folder):
    taught.asked(make, me, title="Zorillatitle", what_happened="Zorillahappened")
    assert hunt(files_below(folder), ["Zorillatitle", "Zorillahappened"]) == []


def test_it_begins_with_what_the_report_says_in_codes(make, me):
    report = taught.read(make, me, profession="police", nation="scotland")
    lesson = lessons.begin(make.secrets, make.now, report, me)
    assert (lesson.profession, lesson.area) == ("police", "scotland")
    assert lessons.begin(make.secrets, make.now, report, me) == lesson
    with pytest.raises(Incomplete):
        lessons.ask(make.secrets, make.now, lesson, me)


def test_only_a_caseworker_who_reads_it_writes_and_only_with_the_permission(make, me):
    report = taught.read(make, me)
    with pytest.raises(desk.NotReading):
        lessons.begin(make.secrets, make.now, report, make.account("caseworker"))
    with pytest.raises(CaseworkersOnly):
        lessons.begin(make.secrets, make.now, report, make.account("editor"))
    with pytest.raises(NoPermission):
        lessons.begin(make.secrets, make.now, taught.read(make, me, permissions=("contact",)), me)
    harm = make.report("new", permissions=("peer_lesson",))
    desk.take(make.now, harm, me)
    with pytest.raises(CaseworkersOnly):
        lessons.begin(make.secrets, make.now, harm, me)
    assert Lesson.select().count() == 0


def test_without_the_key_nothing_can_be_held_against_the_report(make, secrets, me):
    lesson = taught.saved(make, me)
    with pytest.raises(NoAccess):
        lessons.save(secrets, make.now, lesson, me, taught.WORDS, "doctor", None, None)


@pytest.mark.parametrize(
    ("profession", "area"), [("butcher", None), ("doctor", "greater-manchester"), ("doctor", "uk")]
)
def test_codes_of_no_list_are_refused(make, me, profession, area):
    lesson = taught.saved(make, me)
    with pytest.raises(lessons.WrongCode):
        taught.save(make, lesson, me, profession=profession, area=area)


@pytest.mark.parametrize(
    "words",
    [
        "Petra did it.",
        "It was at Cutler Row Clinic.",
        "The badge had 4471.",
        "the whole waiting room knew what",
        "It was in Leeds.",
        "It was on 4 November.",
    ],
)
def test_what_points_to_somebody_is_kept_and_goes_to_nobody(make, me, words):
    lesson = taught.saved(make, me, what_happened=words)
    assert lesson_content.read(make.secrets, lesson).findings
    with pytest.raises(PointsToSomebody):
        lessons.ask(make.secrets, make.now, lesson, me)
    assert taught.fresh(lesson).state == "draft"


@pytest.mark.parametrize("words", [{"title": ""}, {"what_happened": " "}])
def test_a_heading_and_what_happened_are_needed(make, me, words):
    lesson = taught.saved(make, me, **words)
    with pytest.raises(Incomplete):
        lessons.ask(make.secrets, make.now, lesson, me)


def test_nobody_approves_what_they_wrote_any_of(make, me):
    colleague = make.account("caseworker")
    report = taught.read(make, me)
    lesson = taught.saved(make, me, report)
    desk.open_too(make.now, report, colleague, "cover")
    taught.save(make, lesson, colleague, title="Another heading")
    lessons.ask(make.secrets, make.now, lesson, colleague)
    assert refusals(make, lesson, me, colleague) == [OwnWords, OwnWords]
    approve(make, lesson, make.account("caseworker"))
    assert taught.fresh(lesson).state == "published"


@pytest.mark.parametrize("role", ["caseworker", "editor"])
def test_another_caseworker_or_an_editor_approves(make, me, role):
    by = make.account(role)
    lesson = taught.published(make, me, by=by)
    assert (lesson.state, lesson.approver) == ("published", by)


def test_whoever_the_report_is_about_neither_sees_nor_approves(make, me):
    lesson, editor = taught.asked(make, me), make.account("editor")
    assert lesson_list.waiting(editor) == 1
    locks.add(make.now, lesson.report, me, account=editor)
    assert not lessons.may_open(lesson, editor)
    assert lesson_list.on_desk(editor) == {}
    assert lesson_list.waiting(editor) == 0
    assert refusals(make, lesson, editor) == [WrongState]
    for act in (lessons.send_back, lessons.withdraw):
        with pytest.raises(WrongState):
            act(make.now, lesson, editor)


def test_only_the_text_that_was_seen_is_approved(make, secrets, me):
    lesson, editor = taught.asked(make, me), make.account("editor")
    seen = lesson_content.hash_of(secrets, lesson)
    taught.save(make, lesson, me, title="Another heading")
    lessons.ask(secrets, make.now, lesson, me)
    for wrong in (seen, "", "x"):
        with pytest.raises(WordsChanged):
            approve(make, lesson, editor, wrong)
    approve(make, lesson, editor)
    assert "Another heading" in taught.fresh(lesson).words


@pytest.mark.parametrize("change", [{"title": "New"}, {"profession": "nurse"}, {"area": "wales"}])
def test_any_change_brings_it_back_to_its_author(make, me, change):
    lesson = taught.asked(make, me)
    taught.save(make, lesson, me, **change)
    assert taught.fresh(lesson).state == "draft"
    assert refusals(make, lesson, make.account("editor")) == [WrongState]


def test_saving_without_a_change_leaves_it_waiting(make, me):
    lesson = taught.asked(make, me)
    taught.save(make, lesson, me)
    assert taught.fresh(lesson).state == "waiting"


def test_sent_back_it_can_be_changed_and_asked_about_again(make, secrets, me):
    lesson = taught.asked(make, me)
    lessons.send_back(make.now, lesson, make.account("editor"))
    assert taught.fresh(lesson).state == "draft"
    lessons.ask(secrets, make.now, lesson, me)
    assert taught.fresh(lesson).state == "waiting"


def test_a_published_one_is_not_changed_only_taken_down(make, me):
    lesson = taught.published(make, me)
    with pytest.raises(WrongState):
        taught.save(make, lesson, me, title="New")
    lessons.withdraw(make.now, lesson, make.account("editor"))
    after = taught.fresh(lesson)
    assert (after.state, after.words, after.draft) == ("withdrawn", None, None)
    with pytest.raises(WrongState):
        lessons.withdraw(make.now, lesson, me)


@pytest.mark.parametrize("at", ["saved", "asked", "published"])
@pytest.mark.parametrize("how", ["taken back", "erased"])
def test_taking_it_back_or_deleting_the_report_takes_the_lesson_down_at_once(make, me, at, how):
    report = taught.read(make, me)
    lesson = getattr(taught, at)(make, me, report)
    if how == "erased":
        followup.erase(make.now, report)
    else:
        followup.take_back(make.now, report, "peer_lesson")
    after = taught.fresh(lesson)
    assert (after.state, after.words, after.draft, after.withdrawn_on) == ("withdrawn", None, None, make.now.date())
    assert lesson_list.browse(None, None, None, 10).count == 0
    for act in (lambda: taught.save(make, lesson, me), lambda: lessons.ask(make.secrets, make.now, lesson, me)):
        with pytest.raises((NoPermission, WrongState)):
            act()


def test_taking_back_another_permission_leaves_it(make, me):
    report = taught.read(make, me, permissions=("peer_lesson", "contact"))
    lesson = taught.published(make, me, report)
    followup.take_back(make.now, report, "contact")
    assert taught.fresh(lesson).state == "published"


def test_given_again_a_new_lesson_is_begun(make, me):
    report = taught.read(make, me)
    old = taught.published(make, me, report)
    found, inbox = followup.open_code(make.secrets, make.now, report.code)
    followup.take_back(make.now, report, "peer_lesson")
    followup.give(make.now, found, inbox, "peer_lesson")
    assert taught.saved(make, me, report) != old


@pytest.mark.parametrize("missing", ["permission", "approver_id", "author_id", "approved_hash"])
def test_the_database_publishes_nothing_without_permission_and_two_people(make, me, missing):
    lesson = taught.asked(make, me)
    editor = make.account("editor")
    values = {"approver_id": editor.id, "author_id": me.id, "approved_hash": "x"} | {missing: None}
    with writing():
        if missing == "permission":
            Permission.update(taken_back_on=make.now.date()).execute()
    values.pop("permission", None)
    with pytest.raises(IntegrityError, match="no live permission or no second person"), writing():
        Lesson.update(
            state="published", **{name.removesuffix("_id"): value for name, value in values.items()}
        ).execute()
    assert fetch("SELECT state FROM lesson") == [("waiting",)]
    with pytest.raises(IntegrityError), writing():
        Lesson.insert(ref="L-1", report=lesson.report, state="published", profession="doctor", **values).execute()
    assert Lesson.select().count() == 1


def test_the_database_lets_nobody_approve_their_own(make, me):
    taught.asked(make, me)
    with pytest.raises(IntegrityError), writing():
        Lesson.update(approver=me).execute()
