"""What stands behind the addresses of the forms, and a browser for whoever fills them."""

import string
from datetime import timedelta
from functools import cached_property

from flask import Flask

from models import tables
from models.account import Account
from models.database import fetch, writing
from models.help_page import Service
from models.key_pair import KeyGrant
from models.therapist import Therapist
from rules import (
    access,
    alert_content,
    alert_life,
    askings,
    check_sites,
    checker,
    desk,
    followup,
    help_drafts,
    invitations,
    links,
    messages,
    package_matching,
    projects,
    rechecks,
    saved_searches,
    services,
    threads,
    translations,
    vault,
    vetting,
)
from rules.answers import Answers
from rules.complaints import today
from rules.form_ids import new_form_id, read_form_id
from rules.keyed import shown_code
from rules.reports import Sent, send
from tests.browser_client import HTML, Browser, Page
from tests.factories import WORDS, Maker
from tests.rules import complaining, helping, packaged, taught, vetted
from tests.rules.complaining import Told
from tests.rules.telling import tell

# Changes by looking alone: when somebody was last seen, and who opened what.
LOOKED = {"session"}
TOKENS = ("csrf_token", "draft_proof")


class Scenery:
    """Makes what a form needs when it is asked for."""

    def __init__(self, app: Flask, make: Maker):
        self.app, self.make, self.secrets = app, make, make.secrets

    @cached_property
    def me(self) -> Account:
        """The caseworker who holds the team's key."""
        return self.make.account("caseworker")

    @cached_property
    def member(self) -> Account:
        """A member."""
        return self.make.account("member", areas=["uk"])

    @cached_property
    def sent(self) -> Sent:
        """A report that somebody told for the person, who may claim it and wants to see the warning first."""
        _team = self.me
        form = self.make.form_id()
        given_by = {"alert": "reporter-says-so", "see_first": "person"}
        answers = Answers(story="A lantern stood there.", maker={"relation": "friend"}, given_by=given_by)
        return send(self.secrets, self.make.now, answers, form)

    @cached_property
    def complaint(self) -> Told:
        """A report about a professional, with a letter that its person has not agreed to."""
        told = Told(self.make, self.me)
        told.save()
        return told

    @cached_property
    def agreed(self) -> Told:
        """Another, with a step, a note and a letter that its person agreed to."""
        told = Told(self.make, self.me)
        told.step(note="A lantern stands there.")
        told.save()
        told.agree("complaint")
        return told

    def browser(self, who: str) -> Browser:
        """A browser of this kind of visitor."""
        self.app.extensions["num_limits"].reset()
        _team = self.me
        browser = Browser(self.app)
        if who == "code":
            assert browser.submit("/follow-up/", {"code": shown_code(self.sent.code)}).status == 303
        elif who == "draft":
            assert browser.submit("/report/", {"act": "more"}).location == "/report/more/"
            self.drafting = browser
        elif who == "professional-code":
            assert browser.submit("/follow-up/", {"code": shown_code(self.complaint.code)}).status == 303
        elif who == "professional-draft":
            assert browser.submit("/professionals/", {"act": "more"}).location == "/professionals/more/"
            self.drafting = browser
        elif who != "nobody":
            own = {"member": lambda: self.member, "caseworker": lambda: self.me}
            role, marks = ("practitioner", {"is_frontline": True}) if who == access.FRONTLINE else (who, {})
            if who == access.PROJECT:
                marks = {"is_lead": True}
            browser.sign_in(own[who]() if who in own else self.make.account(role, **marks))
        return browser

    def filled(self, text: str) -> str:
        """The text with what its names in braces stand for."""
        _team = self.me
        return text.format_map(
            {name: getattr(self, f"_{name}") for _, name, _, _ in string.Formatter().parse(text) if name}
        )

    @cached_property
    def _month(self) -> str:
        return f"{self.make.now:%Y-%m}"

    @cached_property
    def _confirming(self) -> str:
        return links.make(self.secrets, self.make.now, self.make.account(state="applied"), "confirm-address")

    @cached_property
    def _renewing(self) -> str:
        return links.make(self.secrets, self.make.now, self.make.account(), "new-password")

    @cached_property
    def _moving(self) -> str:
        account = self.make.account()
        sealed = vault.seal(self.secrets.keys, "elsewhere@example.org", f"account_link.email.{account.ref}")
        return links.make(self.secrets, self.make.now, account, "new-address", sealed)

    @cached_property
    def _letter(self) -> str:
        return self.make.account().letter_token

    @cached_property
    def _search(self) -> str:
        """A search that `member` keeps."""
        saved_searches.keep(self.secrets, self.make.now, self.member, saved_searches.Search("lantern"))
        return saved_searches.kept(self.secrets, self.member)[0].ref

    @cached_property
    def _waiting(self) -> str:
        return self.make.account(state="confirmed").ref

    @cached_property
    def _somebody(self) -> str:
        return self.make.account(areas=["uk"]).ref

    @cached_property
    def _stopped(self) -> str:
        """A member whose letters stopped because they came back."""
        return self.make.account(bouncing_since=self.make.now.date(), bounce_kind="hard").ref

    @cached_property
    def _worker(self) -> str:
        self.make.project_private(self.make.own_project)
        return self.make.account("project-worker").ref

    @cached_property
    def _worker_without(self) -> str:
        """A worker of the project who waits for its key."""
        self.make.project_private(self.make.own_project)
        account = self.make.account("project-worker")
        with writing():
            KeyGrant.delete().where(KeyGrant.account == account).execute()
        return account.ref

    @cached_property
    def _invited(self) -> str:
        return self._invite("invited@example.org").ref

    @cached_property
    def _invitation(self) -> str:
        account = self._invite("invited2@example.org")
        return links.make(self.secrets, self.make.now, account, invitations.INVITATION)

    def _invite(self, address: str) -> Account:
        project, at = self.make.own_project, (self.secrets, self.make.now)
        return invitations.invite(*at, None, project, "Sparrow", address, lambda token: token)

    @cached_property
    def _asking_project(self) -> str:
        at = (self.secrets, self.make.now)
        return projects.ask(
            *at, self.make.form_id(), "Lantern", ["uk"], projects.Contact("Sparrow", "sparrow@example.org")
        ).ref

    @cached_property
    def _running_project(self) -> str:
        return self.make.project().ref

    @cached_property
    def _editor(self) -> str:
        return self.make.account("editor").ref

    @cached_property
    def _locked_out(self) -> str:
        account = self.make.account("caseworker")
        with writing():
            KeyGrant.delete().where(KeyGrant.account == account).execute()
        return account.ref

    @cached_property
    def _report(self) -> str:
        told = {"story": "A lantern stood there.", "contact_how": "text", "contact_value": "07700 900461"}
        report = self.make.report("new", permissions=["alert", "contact"], **told)
        desk.take(self.make.now, report, self.me)
        return report.ref

    @cached_property
    def _told(self) -> str:
        """A report that the project sent, with a message from casework that waits."""
        report = tell(self.make, self.make.own_project, permissions=("alert",))
        desk.open_too(self.make.now, report, self.me, "cover")
        form = read_form_id(self.secrets, self._form_id, self.make.now)
        at, key = (self.secrets, self.make.now, report, threads.PROJECT, self.me, form), self.make.team()
        self.make.project_private(self.make.own_project)
        messages.from_casework(*at, "A lantern stands here.", team_private=key)
        return report.ref

    @property
    def _form_id(self) -> str:
        return new_form_id(self.secrets, self.make.now)

    @cached_property
    def _coded(self) -> str:
        """A report with a receipt code, that `me` reads."""
        desk.take(self.make.now, self.sent.report, self.me)
        return self.sent.report.ref

    @cached_property
    def _new(self) -> str:
        return self.make.report("new", story="A lantern stood there.").ref

    @cached_property
    def _added(self) -> str:
        """A report that `me` screened, with an addition that nobody has read."""
        form = self.make.form_id()
        sent = send(self.secrets, self.make.now, Answers(story="A lantern stood here.", permissions=("alert",)), form)
        desk.take(self.make.now, sent.report, self.me)
        desk.screen(self.make.now, sent.report, self.me)
        report, inbox = followup.open_code(self.secrets, self.make.now, shown_code(sent.code))
        followup.add(self.make.now, report, inbox, "It stands here again.")
        return report.ref

    @cached_property
    def _colleagues(self) -> str:
        report = self.make.report("new", story="A lantern stood there.")
        desk.take(self.make.now, report, self.make.account("caseworker"))
        return report.ref

    @cached_property
    def _draft(self) -> str:
        return self.make.draft(by=self.me).ref

    @cached_property
    def _asked(self) -> str:
        return self.make.asked().ref

    @cached_property
    def _approved(self) -> str:
        return self.make.approved(hold=600).ref

    @cached_property
    def _professional(self) -> str:
        return self.agreed.report.ref

    @cached_property
    def _step(self) -> str:
        return str(self.agreed.report.complaint_steps.get().id)

    @cached_property
    def _body(self) -> str:
        return complaining.BODY

    @cached_property
    def _today(self) -> str:
        return f"{today(self.make.now):%d/%m/%Y}"

    @cached_property
    def _letter_version(self) -> str:
        return str(self.agreed.look().version)

    @cached_property
    def _own_version(self) -> str:
        return str(self.complaint.look().version)

    @cached_property
    def _teaching(self) -> str:
        """A report about a professional that `me` reads and others may learn from."""
        return taught.read(self.make, self.me).ref

    @cached_property
    def _lesson(self) -> str:
        """A lesson that `me` writes."""
        return taught.saved(self.make, self.me).ref

    @cached_property
    def _asked_lesson(self) -> str:
        """A colleague's lesson that waits for a second person."""
        return taught.asked(self.make, self.make.account("caseworker")).ref

    @cached_property
    def _asked_package(self) -> str:
        """A request for funded therapy that `me` reads."""
        return packaged.read(self.make, self.me).report.ref

    @cached_property
    def _granted_package(self) -> str:
        """One with sessions and without a therapist."""
        return packaged.granted(self.make, self.me).report.ref

    @cached_property
    def _matched_package(self) -> str:
        """One that runs with a therapist."""
        return packaged.matched(self.make, self.me).report.ref

    @cached_property
    def _ended_package(self) -> str:
        """One that has ended."""
        package = packaged.granted(self.make, self.me)
        package_matching.end(self.make.secrets, self.make.now, package, self.me, "stopped")
        return package.report.ref

    @cached_property
    def _applied_therapist(self) -> str:
        return vetted.applied(self.make).ref

    @cached_property
    def _therapist_seen(self) -> str:
        """What somebody begins from who corrects what the applicant said."""
        return vetting.fingerprint(self.secrets, Therapist.get(Therapist.ref == self._applied_therapist))

    @cached_property
    def _service(self) -> str:
        return services.add(self.make.now, self.me, services.Told("Clyde Lamp", ("drop-in",))).ref

    @cached_property
    def _service_seen(self) -> str:
        """What somebody begins from who changes the service."""
        return services.fingerprint(Service.get(Service.ref == self._service))

    @cached_property
    def _service_off(self) -> str:
        """A service that was taken off the list."""
        service = services.add(self.make.now, self.me, services.Told("Old Lamp", ("drop-in",)))
        services.take_off(self.make.now, self.me, service)
        return service.ref

    @cached_property
    def _listed_therapist(self) -> str:
        """One in the directory, who wrote what changed."""
        therapist = vetted.listed(self.make, self.me)
        same = rechecks.Changes(True, None, "50", False, False, False)
        rechecks.answer(self.secrets, self.make.now, therapist, same, "A lantern stands there.")
        return therapist.ref

    @cached_property
    def _paused_therapist(self) -> str:
        therapist = vetted.listed(self.make, self.me)
        vetting.pause(self.make.now, self.me, therapist)
        return therapist.ref

    @cached_property
    def _again(self) -> str:
        """The link of a therapist's yearly letter."""
        vetted.listed(self.make, self.me, confirmed_on=self.make.now.date() - timedelta(days=350))
        tokens: list[str] = []
        rechecks.owe_letters(self.secrets, self.make.now, lambda token: tokens.append(token) or token)
        return tokens[0]

    @cached_property
    def _shown(self) -> str:
        """The hash of a warning that waits for the reporter behind `sent`."""
        return alert_content.hash_of(self.secrets, self.make.asked(self.sent.report))

    @cached_property
    def _help_seen(self) -> str:
        """What somebody begins from who changes the page on danger."""
        return help_drafts.at_hand("danger").fingerprint

    @cached_property
    def _help_waiting(self) -> str:
        """A help page that waits for a second reader."""
        return helping.waiting(self.make, self.make.account("editor")).page

    @cached_property
    def _help_version(self) -> str:
        """A version of a help page."""
        return str(helping.saved(self.make, self.make.account("editor"), "police").id)

    @cached_property
    def _asking(self) -> str:
        """That a member asked for the same on five days."""
        for days in range(5):
            at = self.make.now - timedelta(days=4 - days)
            mark = checker.check(self.secrets, at.date(), "07700 900461").mark
            askings.note(self.secrets, at, self.member, [mark])
        return str(askings.to_look_at()[0].id)

    @cached_property
    def _check_site(self) -> str:
        """A partner website."""
        return check_sites.make(self.secrets, self.make.now, self.make.account("manager"), "Lantern")[0].ref

    @cached_property
    def _ended_alert(self) -> str:
        """A warning that has ended."""
        return alert_life.end(self.make.now, self.make.published(), self.me).ref

    @cached_property
    def _asked_translation(self) -> str:
        """A warning with an editor's translation that waits for a second person."""
        alert, editor = self.make.published(), self.make.account("editor")
        translations.save(self.secrets, self.make.now, alert, "ro", editor, WORDS)
        translations.ask(self.secrets, self.make.now, alert, "ro", editor)
        return alert.ref

    @cached_property
    def _published(self) -> str:
        return self.make.published().ref


def stored() -> dict[str, list[tuple]]:
    """Every row of every table, without what looking changes."""
    rows = {}
    for table in tables.TABLES:
        name = table._meta.table_name
        if name not in LOOKED:
            where = " WHERE action <> 'report-opened'" if name == "audit" else ""
            rows[name] = fetch(f'SELECT * FROM "{name}"{where}')
    return rows


def token_of(browser: Browser) -> dict[str, str]:
    """The tokens that this browser's forms carry; nothing for a visitor without a session or an open form."""
    pages = [browser.get("/help/talk/")]
    if browser.client.get_cookie("f"):
        # Leads to the long form that is open, whichever it is.
        open_form = browser.get("/report/more/")
        pages.append(browser.follow(open_form) if open_form.status == 303 else open_form)
    fields = [one for page in pages for one in page.tree.iter(HTML + "input")]
    return {one.get("name"): one.get("value") for one in fields if one.get("name") in TOKENS}


def values(page: Page) -> set[str]:
    """What stands in the page's fields and boxes, as a person would see it."""
    found = {one.get("value", "") for one in page.tree.iter(HTML + "input")}
    for tag in ("textarea", "pre"):
        found |= {"".join(one.itertext()) for one in page.tree.iter(HTML + tag)}
    return found


def counts_are_whole() -> bool:
    """Whether no row was stored by halves: each points to what is there, and a report has its key."""
    strays = fetch("PRAGMA foreign_key_check")
    keyless = fetch("SELECT id FROM report WHERE words IS NOT NULL AND id NOT IN (SELECT report_id FROM report_key)")
    return not strays and not keyless
