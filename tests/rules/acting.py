"""Who acts in the tests of the audit, and what they act on."""

from functools import cached_property

from models.account import Account
from models.alert import Alert
from models.key_pair import KeyGrant, KeyPair
from models.permission import Permission
from models.report import Report
from rules import (
    accounts,
    alert_content,
    desk,
    drafts,
    followup,
    links,
    reports,
    vault,
)
from rules.form_ids import new_form_id, read_form_id
from rules.reports import Answers
from tests.factories import PASSWORD, WORDS, Maker

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

    def read(self, *permissions: str) -> Report:
        """A report that I read."""
        report = self.report(*permissions)
        desk.take(self.now, report, self.me)
        return report

    def form(self, *permissions: str) -> Report:
        """A report from the form; `inbox` is what its code opens."""
        self.make.team()
        form = read_form_id(self.at[0], new_form_id(*self.at), self.now)
        sent = reports.send(*self.at, Answers(story=WORD, permissions=permissions), form)
        self.inbox = followup.open_code(self.at[0], sent.code)[1]
        return sent.report

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

    def without_permission(self) -> Alert:
        """An approved alert whose permission ended, and nothing that follows from it happened."""
        alert = self.make.approved(self.report("alert"))
        Permission.update(taken_back_on=self.now.date()).execute()
        return alert
