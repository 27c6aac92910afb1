"""Who acts in the tests of the audit, and what they act on."""

from datetime import timedelta
from functools import cached_property

from models.account import Account
from models.alert import Alert, AlertTranslation
from models.check_site import Asking, CheckSite
from models.help_page import Service
from models.key_pair import KeyGrant, KeyPair
from models.lesson import Lesson
from models.message import Message
from models.package import Package
from models.permission import Permission
from models.project import Project
from models.report import Report
from models.sending_pause import SendingPause
from models.therapist import Therapist
from rules import (
    accounts,
    alert_content,
    alert_life,
    alerts,
    check_sites,
    claims,
    confirmations,
    desk,
    drafts,
    followup,
    form_drafts,
    invitations,
    keying,
    lesson_content,
    lessons,
    links,
    locks,
    messages,
    outcomes,
    package_matching,
    package_sessions,
    pauses,
    projects,
    rechecks,
    reports,
    services,
    shown_first,
    translations,
    vault,
    vetting,
)
from rules.answers import Answers
from rules.form_ids import FormId, new_form_id, read_form_id
from tests.factories import PASSWORD, WORDS, Maker
from tests.rules import packaged, taught, vetted
from tests.rules.complaining import Told

WORD = "Wolverineword"


class Scene:
    """Who acts, and what they act on, made when it is asked for."""

    def __init__(self, make: Maker):
        self.make, self.now = make, make.now
        self.at = (make.secrets, self.now)
        self.account = make.account

    @cached_property
    def me(self) -> Account:
        """The caseworker who acts."""
        return self.make.account("caseworker")

    @cached_property
    def manager(self) -> Account:
        """The manager who acts."""
        return self.make.account("manager")

    @cached_property
    def lead(self) -> Account:
        """The lead of a project who acts."""
        return self.make.account("project-worker")

    def teaching(self) -> Report:
        """A report about a professional that I read and others may learn from."""
        return taught.read(self.make, self.me)

    def lesson(self) -> Lesson:
        """A lesson of mine."""
        return taught.saved(self.make, self.me)

    def save_lesson(self, lesson: Lesson) -> None:
        """I change it."""
        taught.save(self.make, lesson, self.me, what_helped="A note to the desk before.")

    def asked_lesson(self) -> Lesson:
        """A colleague's that waits for a second person."""
        return taught.asked(self.make, self.account("caseworker"))

    def approve_lesson(self, lesson: Lesson) -> None:
        """I approve it as it stands."""
        lessons.approve(*self.at, lesson, self.me, lesson_content.hash_of(self.at[0], lesson))

    def package(self) -> Package:
        """A request for funded therapy that I read."""
        return packaged.read(self.make, self.me, story=WORD)

    def granted(self) -> Package:
        """One with sessions; `therapist` takes packages."""
        self.therapist = packaged.therapist(self.make)
        return packaged.granted(self.make, self.me, story=WORD)

    def matched(self) -> Package:
        """One with a therapist."""
        return packaged.matched(self.make, self.me, story=WORD)

    def ended(self) -> Package:
        """One that has ended."""
        package = self.matched()
        package_matching.end(*self.at, package, self.me, "stopped")
        return package

    def with_session(self) -> Package:
        """One of which a session was used."""
        package = self.matched()
        package_sessions.use(self.now, package, self.me, self.now.date(), 0)
        return package

    def locked(self) -> Report:
        """A report that is about a caseworker."""
        report = self.make.report()
        locks.add(self.now, report, self.me, account=self.account("caseworker"))
        return report

    def colleague(self) -> Account:
        """Somebody of the lead's project."""
        _lead = self.lead
        return self.make.account("project-worker")

    def without_key(self) -> Account:
        """A colleague of the lead who waits for the project's key."""
        account = self.colleague()
        KeyGrant.delete().where(KeyGrant.account == account).execute()
        return account

    def invited(self) -> Account:
        """Somebody whom the lead invited."""
        return invitations.invite(*self.at, self.lead, self.lead.project, WORD, "i@example.org", self.to)

    def asking(self) -> Project:
        """An organisation that waits for an answer."""
        form = read_form_id(self.at[0], new_form_id(*self.at), self.now)
        return projects.ask(*self.at, form, WORD, ["uk"], projects.Contact(WORD, "c@example.org"))

    def to(self, token: str) -> str:
        """What stands for the site's addresses."""
        return f"https://example.org/{token}/"

    def token(self, purpose: str, account: Account) -> str:
        """A link from a letter."""
        sealed = vault.seal(self.at[0].keys, "new@example.org", f"account_link.email.{account.ref}")
        return links.make(*self.at, account, purpose, sealed)

    def begin(self) -> KeyPair:
        """The first caseworker comes, and with them the team's key."""
        self.me = accounts.create(*self.at, role="caseworker", address="a@b.org", name=WORD, password=PASSWORD)[0]
        return KeyPair.current()

    def locked_out(self) -> Account:
        """A caseworker without the team's key."""
        _team = self.me
        account = self.account("caseworker")
        KeyGrant.delete().where(KeyGrant.account == account).execute()
        return account

    def report(self, *permissions: str) -> Report:
        """A report that nobody reads."""
        return self.make.report("new", permissions=permissions, story=WORD, contact_how="text", contact_value=WORD)

    def asked_again(self) -> Asking:
        """That a member asked for the same on many days."""
        whole = {"mark": b"x" * 32, "account": self.account(), "days": 5, "pattern": 31, "last_on": self.now.date()}
        return Asking.create(**whole)

    def check_site(self) -> CheckSite:
        """A partner website."""
        return check_sites.make(*self.at, self.manager, WORD)[0]

    def confirmed(self) -> Report:
        """A report that I read, confirmed by police."""
        report = self.read()
        confirmations.confirm(self.now, report, self.me)
        return report

    def keyed_before(self) -> None:
        """A report that an older key keyed."""
        self.report()
        Report.update(keyed_with="another").execute()

    def key_anew(self) -> None:
        """I press "Go on" once."""
        keying.key_some(*self.at, self.me, self.make.team())

    def read(self, *permissions: str) -> Report:
        """A report that I read."""
        report = self.report(*permissions)
        desk.take(self.now, report, self.me)
        return report

    def two_read(self) -> Report:
        """A report that I read; `other` is a second one."""
        self.other = self.report()
        return self.read()

    def form(self, *permissions: str) -> Report:
        """A report from the form; `inbox` is what its code opens."""
        self.make.team()
        form = read_form_id(self.at[0], new_form_id(*self.at), self.now)
        answers = Answers(story=WORD, permissions=permissions, contact_how="email", contact_value="a@example.org")
        sent = reports.send(*self.at, answers, form)
        self.inbox = followup.open_code(*self.at, sent.code)[1]
        return sent.report

    def write(self, report: Report) -> Message:
        """The reporter writes."""
        return messages.from_reporter(*self.at, report, self.form_id(), WORD)

    def answer(self, report: Report) -> Message:
        """I write to the reporter."""
        return messages.from_casework(
            *self.at, report, "reporter", self.me, self.form_id(), WORD, team_private=self.make.team()
        )

    def form_id(self) -> FormId:
        """A form that was just opened."""
        return read_form_id(self.at[0], new_form_id(*self.at), self.now)

    def form_read(self, *permissions: str) -> Report:
        """A report from the form, with an address to write to, that I read."""
        report = self.form(*permissions)
        desk.take(self.now, report, self.me)
        return report

    def written(self) -> Report:
        """A report that I read, about which its reporter wrote."""
        report = self.form_read()
        self.write(report)
        return report

    def told(self) -> Report:
        """A report that I read and told the outcome of."""
        report = self.read()
        outcomes.tell(self.now, report, self.me, "kept")
        return report

    def complaint(self) -> Report:
        """A report about a professional that I read, with a letter; `other` is what its person told."""
        self.other = Told(self.make, self.me, "complaint")
        self.other.save()
        return self.other.report

    def complaint_step(self) -> Report:
        """One with a step, `step`, and no letter."""
        self.other = Told(self.make, self.me)
        self.step = self.other.step(note=WORD)
        return self.other.report

    def agreed(self) -> Report:
        """One whose letter its person agreed to."""
        report = self.complaint()
        self.other.agree()
        return report

    def told_for(self) -> Report:
        """A report that somebody told for a person; `inbox` is what its code opens."""
        self.make.team()
        answers = Answers(story=WORD, maker={"relation": "friend"})
        sent = reports.send(*self.at, answers, self.form_id())
        self.inbox = followup.open_code(*self.at, sent.code)[1]
        return sent.report

    def claim(self, report: Report) -> None:
        """The person claims it and lets us do nothing."""
        claims.claim(*self.at, report, self.inbox, claims.new_code(), [])

    def shown(self) -> Alert:
        """A warning of mine that waits for the reporter behind `other`."""
        self.other = self.read("alert", "see_first")
        return self.make.asked(self.other, by=self.me)

    def say(self, alert: Alert, says: str) -> None:
        """The reporter behind `other` answers to it."""
        seen = alert_content.hash_of(self.at[0], alert)
        shown_first.answer(*self.at, self.other, seen, says)

    def held(self) -> Alert:
        """One that the reporter behind `other` found right, approved and not out yet."""
        alert = self.shown()
        self.say(alert, "fine")
        seen = alert_content.hash_of(self.at[0], alert)
        return alerts.approve(*self.at, alert, self.account("editor"), seen, 600)

    def begin_form(self) -> None:
        """A long form that somebody has begun, as `begun`."""
        form = read_form_id(self.at[0], new_form_id(*self.at), self.now)
        self.begun = form_drafts.start(*self.at, form, {"what": {"story": [WORD]}}).draft

    def service(self) -> Service:
        """A local service on the list."""
        return services.add(self.now, self.me, services.Told(WORD))

    def paused(self) -> Therapist:
        """A therapist who paused."""
        therapist = vetted.listed(self.make, self.me)
        vetting.pause(self.now, None, therapist)
        return therapist

    def with_news(self) -> Therapist:
        """A therapist who wrote what changed."""
        therapist = vetted.listed(self.make, self.me)
        rechecks.answer(*self.at, therapist, vetted.SAME, WORD)
        return vetted.fresh(therapist)

    def pause(self) -> SendingPause:
        """All sending is paused."""
        return pauses.pause(self.now, None, "refusals")

    def draft(self) -> Alert:
        """A draft of mine."""
        return self.make.draft(by=self.me)

    def save(self, alert: Alert) -> None:
        """I change the draft."""
        words = WORDS | {"what_happened": WORD}
        drafts.save(*self.at, alert, self.me, words, alert_content.facts_of(alert), self.make.team())

    def ask(self, alert: Alert) -> None:
        """I ask a second person."""
        drafts.ask(*self.at, alert, self.me, alert_content.read_verdict(self.at[0], alert).fingerprint)

    def two_reports(self) -> Alert:
        """A draft of mine with a report behind it; `other` is a second report that I read."""
        self.other = self.read("alert")
        return drafts.draft_from(*self.at, self.read("alert"), self.me)

    def warn(self) -> Alert:
        """A published alert made from `other`."""
        self.other = self.report("alert")
        return self.make.published(self.other)

    def past_its_day(self) -> Alert:
        """A warning made from `other` whose last day was yesterday."""
        alert = self.warn()
        Alert.update(review_on=self.now.date() - timedelta(days=1)).where(Alert.id == alert.id).execute()
        return alert

    def ended_alert(self) -> Alert:
        """A warning that has ended."""
        return alert_life.end(self.now, self.make.published(), self.account("editor"))

    def corrected(self) -> Alert:
        """A warning that another, approved one puts right."""
        old = self.make.published(by=self.me)
        new = alert_life.begin_correction(*self.at, old, self.me)
        self.save(new)
        self.ask(Alert.get_by_id(new.id))
        seen = alert_content.hash_of(self.at[0], Alert.get_by_id(new.id))
        alerts.approve(*self.at, new, self.account("editor"), seen, 0)
        return old

    def translate(self, alert: Alert, by: Account) -> AlertTranslation:
        """They write a translation."""
        translations.save(*self.at, alert, "ro", by, WORDS | {"title": WORD})
        return translations.find(alert, "ro")

    def translated(self) -> AlertTranslation:
        """A translation of mine that nobody was asked about."""
        return self.translate(self.make.published(by=self.me), self.me)

    def asked_translation(self) -> AlertTranslation:
        """An editor's that waits for a second person."""
        editor = self.account("editor")
        alert = self.make.published()
        self.translate(alert, editor)
        return translations.ask(*self.at, alert, "ro", editor)

    def approve_translation(self, row: AlertTranslation) -> None:
        """I approve it as it stands."""
        translations.approve(*self.at, row.alert, "ro", self.me, translations.hash_of(self.at[0], row.alert, row))

    def without_permission(self) -> Alert:
        """An approved alert whose permission ended, and nothing that follows from it happened."""
        alert = self.make.approved(self.report("alert"))
        Permission.update(taken_back_on=self.now.date()).execute()
        return alert
