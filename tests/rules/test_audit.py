"""The audit: each act leaves one row that says who did what to what, and never a word."""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC
from itertools import product
from pathlib import Path

import pytest
import time_machine

from models.account import Account
from models.audit import Audit
from models.database import Table
from models.facts import FACTS
from rules import (
    accounts,
    alert_content,
    alert_life,
    alerts,
    askings,
    bounces,
    check_sites,
    complaint_letters,
    complaints,
    confirmations,
    desk,
    drafts,
    fact_checks,
    followup,
    form_drafts,
    help_drafts,
    help_pages,
    invitations,
    lessons,
    linked,
    locks,
    membership,
    messages,
    new_passwords,
    outcomes,
    package_matching,
    package_sessions,
    packages,
    pauses,
    professional_figures,
    project_workers,
    projects,
    rechecks,
    report_pairs,
    roles,
    services,
    team_keys,
    therapist_checks,
    translations,
    vetting,
    wishes,
)
from rules.complaint_words import Words
from rules.complaints import Wanted
from tests.factories import PASSWORD, address_of
from tests.rules import helping, vetted
from tests.rules.acting import WORD, Scene
from tests.rules.complaining import BODY

NEW = "four quiet harbours"
RULES = Path(desk.__file__).parent


@dataclass(frozen=True)
class Act:
    """One act: who does it, what it is done to, and how; a row that `do` returns is what the act was about.

    `also` are the rows of other acts that it implies.
    """

    action: str
    actor: str
    before: Callable[[Scene], Table | None]
    do: Callable[[Scene, Table], object]
    reason: str | None = None
    also: tuple[str, ...] = ()


@pytest.fixture(autouse=True)
def still(make) -> Iterator[None]:
    """Time stands still: what a scene makes and what is then done to it are of the same second and hour."""
    with time_machine.travel(make.now.replace(tzinfo=UTC), tick=False):
        yield


def sign_in(s: Scene, account: Account) -> None:
    accounts.sign_in(*s.at, address_of(account), PASSWORD)


ACTS = [
    Act("signed-in", "it", lambda s: s.account(), sign_in),
    Act(
        "account-made",
        "manager",
        lambda s: s.manager,
        lambda s, it: roles.invite(*s.at, it, "editor", WORD, "e@example.org", s.to),
    ),
    Act("account-closed", "manager", lambda s: s.account(), lambda s, it: roles.close(s.now, s.manager, it)),
    Act("account-closed", "it", lambda s: s.account(), lambda s, it: membership.close(s.now, it, it)),
    Act("team-key-made", "me", lambda s: None, lambda s, it: s.begin(), also=("account-made",)),
    Act("team-key-given", "me", Scene.locked_out, lambda s, it: team_keys.give(s.now, s.me, it, s.make.team())),
    Act(
        "role-changed",
        "manager",
        lambda s: s.account(),
        lambda s, it: roles.change_role(*s.at, s.manager, it, "editor", s.to),
        "editor",
    ),
    Act("password-renewed", "manager", lambda s: s.account(), lambda s, it: roles.renew(*s.at, s.manager, it, s.to)),
    Act(
        "frontline-on",
        "manager",
        lambda s: s.account("practitioner"),
        lambda s, it: roles.mark_frontline(s.now, s.manager, it, True),
    ),
    Act(
        "frontline-off",
        "manager",
        lambda s: s.account("practitioner", is_frontline=True),
        lambda s, it: roles.mark_frontline(s.now, s.manager, it, False),
    ),
    Act(
        "address-confirmed",
        "it",
        lambda s: s.account(state="applied"),
        lambda s, it: membership.confirm(*s.at, s.token("confirm-address", it), NEW),
    ),
    Act(
        "member-admitted",
        "me",
        lambda s: s.account(state="confirmed"),
        lambda s, it: membership.admit(*s.at, it, s.me, "practitioner"),
        "practitioner",
    ),
    Act(
        "member-refused",
        "me",
        lambda s: s.account(state="confirmed"),
        lambda s, it: membership.refuse(s.now, it, s.me, "other"),
        "other",
    ),
    Act(
        "password-chosen",
        "it",
        lambda s: s.account(),
        lambda s, it: new_passwords.choose(*s.at, s.token("new-password", it), NEW),
    ),
    Act(
        "password-changed",
        "it",
        lambda s: s.account(),
        lambda s, it: new_passwords.change(*s.at, it, PASSWORD, NEW),
    ),
    Act(
        "new-address-asked",
        "it",
        lambda s: s.account(),
        lambda s, it: wishes.ask_new_address(*s.at, it, PASSWORD, "new@example.org", s.to),
    ),
    Act(
        "address-changed",
        "it",
        lambda s: s.account(),
        lambda s, it: wishes.confirm_new_address(*s.at, s.token("new-address", it)),
    ),
    Act("project-asked", "nobody", lambda s: None, lambda s, it: s.asking()),
    Act(
        "project-changed",
        "manager",
        Scene.asking,
        lambda s, it: projects.keep(s.now, s.manager, it, ["uk"], None),
    ),
    Act(
        "project-admitted",
        "manager",
        Scene.asking,
        lambda s, it: projects.admit(*s.at, s.manager, it, ["uk"], s.now.date(), s.to),
        also=("account-made",),
    ),
    Act(
        "project-refused",
        "manager",
        Scene.asking,
        lambda s, it: projects.refuse(s.now, s.manager, it, "other"),
        "other",
    ),
    Act("project-ended", "manager", lambda s: s.make.project(), lambda s, it: projects.end(s.now, s.manager, it)),
    Act(
        "account-made",
        "lead",
        lambda s: s.lead and None,
        lambda s, it: project_workers.invite(*s.at, s.lead, WORD, "i@example.org", s.to),
    ),
    Act("account-closed", "lead", Scene.invited, lambda s, it: project_workers.cancel(s.now, s.lead, it)),
    Act("account-closed", "lead", Scene.colleague, lambda s, it: project_workers.end_access(s.now, s.lead, it)),
    Act(
        "invitation-accepted",
        "it",
        Scene.invited,
        lambda s, it: invitations.accept(*s.at, s.token(invitations.INVITATION, it), WORD, NEW),
    ),
    Act("lead-made", "lead", Scene.colleague, lambda s, it: project_workers.make_lead(s.now, s.lead, it)),
    Act(
        "team-key-given",
        "lead",
        Scene.without_key,
        lambda s, it: project_workers.give_access(s.now, s.lead, it, s.make.project_private(it.project)),
    ),
    Act("password-renewed", "lead", Scene.colleague, lambda s, it: project_workers.renew(*s.at, s.lead, it, s.to)),
    Act("report-received", "nobody", lambda s: s.make.team() and None, lambda s, it: s.form()),
    Act("report-taken", "me", Scene.report, lambda s, it: desk.take(s.now, it, s.me)),
    Act("report-opened", "me", Scene.read, lambda s, it: desk.open_report(s.now, it, s.me, s.make.team()) and None),
    Act("report-opened-too", "me", Scene.report, lambda s, it: desk.open_too(s.now, it, s.me, "cover"), "cover"),
    Act(
        "contact-shown",
        "me",
        lambda s: s.read("contact"),
        lambda s, it: desk.show_contact(s.now, it, s.me, s.make.team(), "asked"),
        "asked",
    ),
    Act("report-screened", "me", Scene.read, lambda s, it: desk.screen(s.now, it, s.me)),
    Act("report-closed", "me", Scene.read, lambda s, it: desk.close(s.now, it, s.me, "spam"), "spam"),
    Act("report-undone", "me", Scene.read, lambda s, it: desk.undo(s.now, it, s.me)),
    Act("addition-read", "me", Scene.read, lambda s, it: desk.note_addition_read(s.now, it, s.me)),
    Act(
        "permission-given:contact",
        "code",
        Scene.form,
        lambda s, it: followup.give(s.now, it, s.inbox, "contact"),
    ),
    Act(
        "permission-taken-back:checker",
        "code",
        lambda s: s.form("checker"),
        lambda s, it: followup.take_back(s.now, it, "checker"),
    ),
    Act("draft-deleted", "code", Scene.begin_form, lambda s, it: form_drafts.drop(s.now, s.begun)),
    Act("report-added-to", "code", Scene.form, lambda s, it: followup.add(s.now, it, s.inbox, WORD)),
    Act("message-sent", "code", Scene.form, lambda s, it: s.write(it) and None, "reporter"),
    Act("message-sent", "me", Scene.form_read, lambda s, it: s.answer(it) and None, "reporter"),
    Act(
        "notice-owed",
        "me",
        lambda s: s.form_read("contact"),
        lambda s, it: s.answer(it) and None,
        also=("message-sent",),
    ),
    Act("messages-opened", "me", Scene.written, lambda s, it: messages.look(s.now, it, s.me, s.make.team()) and None),
    Act(
        "messages-read",
        "me",
        Scene.written,
        lambda s, it: messages.note_read(s.now, it, "reporter", s.me),
        "reporter",
    ),
    Act("outcome-told", "me", Scene.read, lambda s, it: outcomes.tell(s.now, it, s.me, "kept"), "kept"),
    Act("outcome-taken-back", "me", Scene.told, lambda s, it: outcomes.take_back(s.now, it, s.me)),
    Act("report-claimed", "code", Scene.told_for, lambda s, it: s.claim(it)),
    Act("report-erased", "code", Scene.form, lambda s, it: followup.erase(s.now, it)),
    Act("reports-same", "me", Scene.two_read, lambda s, it: report_pairs.say(s.now, it, s.other, s.me, "same")),
    Act("reports-not", "me", Scene.two_read, lambda s, it: report_pairs.say(s.now, it, s.other, s.me, "not")),
    Act(
        "fragment-sought",
        "me",
        lambda s: s.me and None,
        lambda s, it: linked.seek(s.now, s.me, s.make.team(), WORD) and None,
    ),
    Act("alert-begun", "me", lambda s: s.me, lambda s, it: drafts.draft_new(*s.at, it, "police")),
    Act("alert-linked", "me", Scene.two_reports, lambda s, it: drafts.link(s.now, it, s.other, s.me)),
    Act("alert-saved", "me", Scene.draft, Scene.save),
    Act("alert-saved", "me", Scene.two_reports, Scene.save, also=("report-opened",)),
    Act("alert-asked", "me", Scene.draft, Scene.ask),
    Act(
        "alert-approved",
        "me",
        lambda s: s.make.asked(),
        lambda s, it: alerts.approve(*s.at, it, s.me, alert_content.hash_of(s.at[0], it), 0),
    ),
    Act("alert-answered", "code", Scene.shown, lambda s, it: s.say(it, "fine"), "fine"),
    Act("alert-stopped", "code", Scene.held, lambda s, it: s.say(it, "objects"), also=("alert-answered",)),
    Act("alert-sent-back", "me", lambda s: s.make.asked(), lambda s, it: alerts.send_back(s.now, it, s.me)),
    Act("alert-stopped", "me", lambda s: s.make.approved(hold=600), lambda s, it: alerts.stop(s.now, it, s.me)),
    Act("alert-released", "worker", lambda s: s.make.approved(), lambda s, it: alerts.release_due(*s.at)),
    Act(
        "report-locked",
        "me",
        lambda s: s.make.report(),
        lambda s, it: locks.add(s.now, it, s.me, is_num=True),
    ),
    Act("step-added", "me", Scene.complaint, lambda s, it: s.other.step(note=WORD) and None, BODY),
    Act(
        "step-changed",
        "me",
        Scene.complaint_step,
        lambda s, it: complaints.change(s.now, it, s.step.id, s.me, Wanted(BODY), s.make.team()),
        BODY,
    ),
    Act(
        "step-done",
        "me",
        Scene.complaint_step,
        lambda s, it: complaints.mark(s.now, it, s.step.id, s.me, True),
        BODY,
    ),
    Act(
        "step-reopened",
        "me",
        lambda s: complaints.mark(s.now, it := s.complaint_step(), s.step.id, s.me, True) or it,
        lambda s, it: complaints.mark(s.now, it, s.step.id, s.me, False),
        BODY,
    ),
    Act("step-removed", "me", Scene.complaint_step, lambda s, it: complaints.remove(s.now, it, s.step.id, s.me), BODY),
    Act(
        "letter-begun",
        "code",
        Scene.complaint_step,
        lambda s, it: complaint_letters.begin(s.now, it, s.other.key),
    ),
    Act(
        "letter-begun",
        "me",
        Scene.complaint_step,
        lambda s, it: complaint_letters.begin_for_casework(s.now, it, s.me, s.make.team()),
    ),
    Act("letter-changed", "code", Scene.complaint, lambda s, it: s.other.save(Words(WORD, WORD, WORD))),
    Act("letter-changed", "me", Scene.complaint, lambda s, it: s.other.save_as_casework(WORD)),
    Act("letter-agreed", "code", Scene.complaint, lambda s, it: s.other.agree()),
    Act("letter-agreement-ended", "code", Scene.agreed, lambda s, it: complaint_letters.disagree(s.now, it)),
    Act("letter-sent", "me", Scene.agreed, lambda s, it: s.other.send(), "post"),
    Act("report-unlocked", "me", Scene.locked, lambda s, it: locks.end(s.now, it, locks.live(it).get().id, s.me)),
    Act("lesson-begun", "me", Scene.teaching, lambda s, it: lessons.begin(*s.at, it, s.me)),
    Act("lesson-saved", "me", Scene.lesson, Scene.save_lesson, also=("report-opened",)),
    Act("lesson-asked", "me", Scene.lesson, lambda s, it: lessons.ask(*s.at, it, s.me)),
    Act("lesson-published", "me", Scene.asked_lesson, Scene.approve_lesson),
    Act("lesson-sent-back", "me", Scene.asked_lesson, lambda s, it: lessons.send_back(s.now, it, s.me)),
    Act("lesson-withdrawn", "me", Scene.lesson, lambda s, it: lessons.withdraw(s.now, it, s.me)),
    Act(
        "lesson-withdrawn",
        "code",
        Scene.asked_lesson,
        lambda s, it: followup.take_back(s.now, it.report, "peer_lesson"),
        also=("permission-taken-back:peer_lesson",),
    ),
    Act(
        "race-counted",
        "me",
        lambda s: None,
        lambda s, it: professional_figures.by_race(s.now, s.me, s.make.team(), 2026) and None,
    ),
    Act("package-noted", "me", Scene.package, lambda s, it: packages.note(s.now, it, s.me, s.make.team(), WORD)),
    Act("package-granted", "me", Scene.package, lambda s, it: packages.grant(s.now, it, s.me, 6, 5000)),
    Act(
        "package-refused",
        "me",
        Scene.package,
        lambda s, it: packages.refuse(s.now, it, s.me, "no-money"),
        "no-money",
    ),
    Act(
        "package-matched",
        "me",
        Scene.granted,
        lambda s, it: package_matching.match(*s.at, it, s.me, s.therapist.ref),
    ),
    Act("package-extended", "me", Scene.granted, lambda s, it: package_matching.extend(*s.at, it, s.me, 8)),
    Act("package-ended", "me", Scene.granted, lambda s, it: package_matching.end(*s.at, it, s.me, "moved"), "moved"),
    Act(
        "package-ended",
        "code",
        Scene.granted,
        lambda s, it: followup.erase(s.now, it.report),
        "stopped",
        also=("report-erased",),
    ),
    Act("package-reopened", "me", Scene.ended, lambda s, it: package_matching.reopen(*s.at, it, s.me)),
    Act(
        "package-lost-therapist",
        "me",
        Scene.matched,
        lambda s, it: package_matching.lose_therapist(s.now, it.therapist, s.me) and None,
    ),
    Act(
        "package-session-used",
        "me",
        Scene.matched,
        lambda s, it: package_sessions.use(s.now, it, s.me, s.now.date(), 0),
    ),
    Act(
        "package-session-undone",
        "me",
        Scene.with_session,
        lambda s, it: package_sessions.undo(s.now, it, s.me, package_sessions.held(it)[0].id),
    ),
    Act("alert-extended", "me", lambda s: s.make.published(), lambda s, it: alert_life.extend(s.now, it, s.me)),
    Act(
        "alert-extended",
        "worker",
        Scene.past_its_day,
        lambda s, it: alert_life.extend_for(s.now, s.other) and None,
        "reported-again",
    ),
    Act("alert-expired", "me", lambda s: s.make.published(), lambda s, it: alert_life.end(s.now, it, s.me)),
    Act("alert-expired", "worker", Scene.past_its_day, lambda s, it: alert_life.expire_due(s.now) and None),
    Act("alert-brought-back", "me", Scene.ended_alert, lambda s, it: alert_life.bring_back(s.now, it, s.me)),
    Act(
        "alert-stands",
        "me",
        lambda s: s.make.published(),
        lambda s, it: alert_life.stand(s.now, it, s.me, "resolved", "police", tell=True),
        "resolved:police",
    ),
    Act(
        "alert-stands",
        "worker",
        Scene.corrected,
        lambda s, it: alerts.release_due(*s.at) and None,
        "corrected",
        also=("alert-released",),
    ),
    Act(
        "alert-begun",
        "me",
        lambda s: s.make.published(),
        lambda s, it: alert_life.begin_correction(*s.at, it, s.me),
    ),
    Act("translation-saved", "me", lambda s: s.make.published(), lambda s, it: s.translate(it, s.me)),
    Act(
        "translation-asked",
        "me",
        Scene.translated,
        lambda s, it: translations.ask(*s.at, it.alert, "ro", s.me),
    ),
    Act("translation-approved", "me", Scene.asked_translation, Scene.approve_translation),
    Act(
        "translation-sent-back",
        "me",
        Scene.asked_translation,
        lambda s, it: translations.send_back(*s.at, it.alert, "ro", s.me),
    ),
    Act("alert-release-refused", "worker", Scene.without_permission, lambda s, it: alerts.release_due(*s.at)),
    Act(
        "alert-withdrawn",
        "me",
        lambda s: s.make.published(),
        lambda s, it: alerts.withdraw(s.now, it, s.me, "mistake"),
        "mistake",
    ),
    Act(
        "alert-lost-report",
        "code",
        Scene.warn,
        lambda s, it: followup.take_back(s.now, s.other, "alert"),
        also=("permission-taken-back:alert",),
    ),
    Act(
        "help-saved",
        "me",
        lambda s: None,
        lambda s, it: helping.saved(s.make, s.me, body=WORD),
    ),
    Act(
        "help-asked",
        "me",
        lambda s: helping.saved(s.make, s.me, body=WORD),
        lambda s, it: help_drafts.ask(s.now, "law", s.me),
    ),
    Act(
        "help-published",
        "me",
        lambda s: helping.waiting(s.make, s.account("editor"), body=WORD),
        lambda s, it: help_drafts.publish(s.now, "law", s.me, help_drafts.at_hand("law").fingerprint),
    ),
    Act(
        "help-sent-back",
        "me",
        lambda s: helping.waiting(s.make, s.account("editor"), body=WORD),
        lambda s, it: help_drafts.send_back(s.now, "law", s.me),
    ),
    Act(
        "help-checked",
        "me",
        lambda s: None,
        lambda s, it: help_pages.look(s.now, help_pages.current("law"), help_pages.current("law").fingerprint, s.me),
    ),
    Act(
        "fact-checked",
        "me",
        lambda s: None,
        lambda s, it: fact_checks.look(s.now, "ico", fact_checks.fingerprint(FACTS["ico"]), s.me),
    ),
    Act("therapist-applied", "nobody", lambda s: None, lambda s, it: vetted.applied(s.make)),
    Act("service-added", "me", lambda s: s.me and None, lambda s, it: services.add(s.now, s.me, services.Told(WORD))),
    Act("service-changed", "me", Scene.service, lambda s, it: services.change(s.now, s.me, it, services.Told(WORD))),
    Act("service-checked", "me", Scene.service, lambda s, it: services.check(s.now, s.me, it)),
    Act("service-off", "me", Scene.service, lambda s, it: services.take_off(s.now, s.me, it)),
    Act("service-on", "me", Scene.service, lambda s, it: services.put_back(s.now, s.me, it)),
    Act(
        "therapist-checked",
        "me",
        lambda s: vetted.applied(s.make),
        lambda s, it: therapist_checks.check(*s.at, s.me, it, "documents", WORD),
        "documents",
    ),
    Act(
        "therapist-noted",
        "me",
        lambda s: vetted.applied(s.make),
        lambda s, it: therapist_checks.tell(*s.at, s.me, it, WORD),
    ),
    Act(
        "therapist-letter-back",
        "worker",
        lambda s: vetted.listed(s.make),
        lambda s, it: therapist_checks.note_letter_back(s.now, it),
    ),
    Act(
        "therapist-listed",
        "me",
        lambda s: vetted.checked(s.make, s.me),
        lambda s, it: vetting.put_on_list(*s.at, s.me, it),
    ),
    Act(
        "therapist-refused",
        "me",
        lambda s: vetted.applied(s.make),
        lambda s, it: vetting.refuse(s.now, s.me, it, "other"),
        "other",
    ),
    Act(
        "therapist-corrected",
        "me",
        lambda s: vetted.listed(s.make),
        lambda s, it: vetting.correct(*s.at, s.me, it, vetted.words(s.make, name=WORD)),
    ),
    Act("therapist-paused", "me", lambda s: vetted.listed(s.make), lambda s, it: vetting.pause(s.now, s.me, it)),
    Act("therapist-paused", "nobody", lambda s: vetted.listed(s.make), lambda s, it: vetting.pause(s.now, None, it)),
    Act("therapist-resumed", "me", Scene.paused, lambda s, it: vetting.resume(*s.at, s.me, it)),
    Act("therapist-resumed", "nobody", Scene.paused, lambda s, it: vetting.resume(*s.at, None, it)),
    Act(
        "therapist-removed",
        "me",
        lambda s: vetted.listed(s.make),
        lambda s, it: vetting.remove(s.now, s.me, it, "conduct"),
        "conduct",
    ),
    Act(
        "therapist-removed",
        "nobody",
        lambda s: vetted.listed(s.make),
        lambda s, it: vetting.remove(s.now, None, it, "left"),
        "left",
    ),
    Act(
        "therapist-confirmed",
        "nobody",
        lambda s: vetted.listed(s.make),
        lambda s, it: rechecks.answer(*s.at, it, vetted.SAME, WORD),
    ),
    Act(
        "therapist-confirmed",
        "me",
        lambda s: vetted.listed(s.make),
        lambda s, it: rechecks.confirm_for(s.now, s.me, it),
    ),
    Act(
        "therapist-news-read",
        "me",
        Scene.with_news,
        lambda s, it: rechecks.note_news_read(s.now, s.me, it, it.news),
    ),
    Act("sending-paused", "manager", lambda s: None, lambda s, it: pauses.pause(s.now, s.manager), "staff"),
    Act("sending-paused", "worker", lambda s: None, lambda s, it: pauses.pause(s.now, None, "refusals"), "refusals"),
    Act("sending-resumed", "manager", Scene.pause, lambda s, it: pauses.resume(s.now, s.manager)),
    Act(
        "letters-started-again",
        "me",
        lambda s: s.account(bouncing_since=s.now.date(), bounce_kind="hard"),
        lambda s, it: bounces.start_again(s.now, it, s.me),
    ),
    Act("asking-looked-at", "me", Scene.asked_again, lambda s, it: askings.look(s.now, it, s.me)),
    Act(
        "check-site-made",
        "manager",
        lambda s: None,
        lambda s, it: check_sites.make(*s.at, s.manager, WORD)[0],
    ),
    Act("check-site-ended", "manager", Scene.check_site, lambda s, it: check_sites.end(s.now, s.manager, it)),
    Act("report-confirmed", "me", Scene.read, lambda s, it: confirmations.confirm(s.now, it, s.me)),
    Act("report-not-confirmed", "me", Scene.confirmed, lambda s, it: confirmations.unconfirm(s.now, it, s.me)),
    Act("reports-keyed", "me", Scene.keyed_before, lambda s, it: s.key_anew()),
]


@pytest.mark.parametrize("act", ACTS, ids=lambda act: f"{act.action} by {act.actor}")
def test_each_act_leaves_one_row_with_who_and_what_and_no_word(make, act):
    scene = Scene(make)
    it = act.before(scene)
    if act.actor in ("me", "manager", "lead") and act.action != "team-key-made":
        getattr(scene, act.actor)
    last = Audit.select().count()
    made = act.do(scene, it)
    rows = list(Audit.select().order_by(Audit.id).offset(last))
    it = made if isinstance(made, Table) else it
    actor = it if act.actor == "it" else vars(scene).get(act.actor)
    assert sorted(row.action for row in rows) == sorted([act.action, *act.also])
    row = next(row for row in rows if row.action == act.action)
    assert (row.actor, row.actor_kind) == ((actor.id, actor.role) if actor else (None, act.actor))
    thing = None if act.action == "signed-in" else it
    assert (row.object_kind, row.object_id) == ((type(thing).__name__, thing.id) if thing else (None, None))
    assert row.reason == act.reason
    # A reporter's acts by the day, everybody else's by the hour.
    is_reporter = act.actor in ("code", "nobody")
    assert row.hour == scene.now.replace(minute=0, second=0, microsecond=0, **({"hour": 0} if is_reporter else {}))
    assert all(re.fullmatch(r"[A-Za-z:-]+", text) for text in row.__data__.values() if isinstance(text, str))


def test_every_action_that_the_rules_note_is_in_the_table():
    noted = {text for path in sorted(RULES.glob("*.py")) for text in _noted(ast.parse(path.read_text("utf-8")))}
    table = {act.action for act in ACTS}
    assert len(noted) > 30
    assert [one for one in sorted(noted) if not any(re.fullmatch(one, action) for action in table)] == []
    assert [action for action in sorted(table) if not any(re.fullmatch(one, action) for one in noted)] == []


def _noted(module: ast.Module) -> Iterator[str]:
    """Patterns of what a module hands to `audit.record` as action."""
    functions = [node for node in ast.walk(module) if isinstance(node, ast.FunctionDef)]
    calls = [(function, call) for function in functions for call in _calls(function, "record")]
    assert len(calls) == len(_calls(module, "record"))
    for function, call in calls:
        yield from _texts(call.args[1], function, module)


def _calls(tree: ast.AST, name: str) -> list[ast.Call]:
    found = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    return [call for call in found if getattr(call.func, "attr", getattr(call.func, "id", None)) == name]


def _texts(node: ast.expr, function: ast.FunctionDef, module: ast.Module) -> list[str]:
    """What an expression can be: a text, one of two, texts in a row, the module's constant, what callers hand over.

    What cannot be known may be anything.
    """
    if isinstance(node, ast.Constant):
        return [re.escape(node.value)]
    if isinstance(node, ast.IfExp):
        return _texts(node.body, function, module) + _texts(node.orelse, function, module)
    if isinstance(node, ast.JoinedStr):
        return ["".join(parts) for parts in product(*(_texts(part, function, module) for part in node.values))]
    if isinstance(node, ast.FormattedValue):
        return _texts(node.value, function, module)
    assert isinstance(node, ast.Name), ast.dump(node)
    names = [argument.arg for argument in function.args.args]
    assigned = [one for one in module.body if isinstance(one, ast.Assign)]
    values = [one.value for one in assigned if getattr(one.targets[0], "id", None) == node.id]
    if node.id in names:
        values = [call.args[names.index(node.id)] for call in _calls(module, function.name)]
    return [text for value in values for text in _texts(value, function, module)] or ["[a-z_]+"]
