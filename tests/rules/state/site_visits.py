"""The real pages, asked by everybody for one report and one warning: what the policy and the model allow."""

import re

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from rules import access
from rules.keyed import shown_code
from tests.browser_client import Browser, Page
from tests.factories import PASSWORD
from tests.house.scenery import token_of
from tests.rules.state.cast import OTHERS, Person
from tests.rules.state.model import Told, Warned
from tests.rules.state.reporter_acts import WHICH
from tests.rules.state.world import World, pick

STRANGER = st.sampled_from(("nobody", "code", "old code", "gone"))
STAFF = st.sampled_from((*OTHERS, "frontline-practitioner"))
# Words of the model: each stands in one place alone.
MARKED = re.compile(r"\b(?:story|sparrow|added|asks|writes|replies)\d+x\b")
TURNED_AWAY = (303, 401, 403, 404)


class SiteVisits:
    """Visits to the real pages."""

    world: World

    @precondition(lambda self: self.world.told)
    @rule(stranger=STRANGER, other=STAFF, who=WHICH, which=WHICH, nth=WHICH)
    def people_ask_the_site(self, stranger: str, other: str, who: int, which: int, nth: int) -> None:
        """Each address of a report, and of a warning, gives what the policy table and the model allow."""
        told = pick(which, self.world.told)
        for kind in (stranger, other, "caseworker" if who % 2 else "project-worker"):
            self.somebody_asks(kind, who, told, nth)
            self.world.reached[f"site asked by {kind}"] += 1

    def somebody_asks(self, kind: str, who: int, told: Told, nth: int) -> None:
        """One visitor at every address."""
        world = self.world
        browser, person = self.visitor(kind, who, told)
        stands = person.role if person else access.CODE if kind == "code" and not told.is_erased else access.NOBODY
        stands = access.FRONTLINE if kind == access.FRONTLINE else stands
        self.desk_page(browser, stands, person, told)
        self.messages_page(browser, stands, person, told)
        self.project_page(browser, stands, person, told)
        self.own_page(browser, stands, told)
        if world.warned:
            self.warning_pages(browser, stands, person, pick(nth, world.warned))
        if stands != access.CASEWORKER:
            self.presses_what_is_not_theirs(browser, person, told)

    def visitor(self, kind: str, who: int, told: Told) -> tuple[Browser, Person | None]:
        """A browser of this kind of visitor, and whose account it is."""
        world = self.world
        world.app.extensions["num_limits"].reset()
        browser = Browser(world.app)
        person = world.cast.others.get(kind)
        if kind == "caseworker":
            person = pick(who, world.casework)
        elif kind == "project-worker" and world.workers():
            person = pick(who, world.workers())
        elif kind in ("code", "old code"):
            codes = {"code": [told.code], "old code": told.old_codes}[kind]
            for code in codes[-1:]:
                answer = browser.submit("/follow-up/", {"code": shown_code(code)})
                assert (answer.status == 303) == (kind == "code" and not told.is_erased), answer.words()
        elif kind == "gone" and world.gone:
            answer = self.sign_in(browser, pick(who, world.gone))
            assert answer.status != 303
        if person is not None:
            assert self.sign_in(browser, person).status == 303
        return browser, person

    def sign_in(self, browser: Browser, person: Person) -> Page:
        """What the sign-in answers."""
        return browser.submit("/sign-in/", {"email": person.address, "password": PASSWORD})

    def ask(self, browser: Browser, stands: str, endpoint: str, path: str, otherwise: int = 200) -> Page:
        """One page: turned away by the policy, or else the answer that the model has."""
        page = browser.get(path)
        if access.may(stands, endpoint):
            assert page.status == otherwise, f"{stands} {path}: {page.status}"
        else:
            wanted = 303 if stands in (access.NOBODY, access.CODE) else 403
            assert page.status == wanted, f"{stands} {path}: {page.status} {page.location}"
        return page

    def shows(self, page: Page, *wanted: str) -> None:
        """Of all that was ever written, exactly these words stand on the page."""
        assert set(MARKED.findall(page.text)) == {found for one in wanted for found in MARKED.findall(one)}

    def desk_page(self, browser: Browser, stands: str, person: Person | None, told: Told) -> None:
        """A report on the desk: its words for those who took it."""
        page = self.ask(browser, stands, "reports_staff.report", f"/staff/reports/{told.ref}/")
        reads = person is not None and person.id in told.readers and stands == access.CASEWORKER
        self.shows(page, *([told.story, *told.additions] if reads else []))

    def messages_page(self, browser: Browser, stands: str, person: Person | None, told: Told) -> None:
        """Messages about a report on the desk: for those who took it."""
        page = self.ask(browser, stands, "messages_staff.both", f"/staff/messages/{told.ref}/")
        reads = person is not None and person.id in told.readers and stands == access.CASEWORKER
        said = [words for talk in told.talks.values() for _sender, words, _key in talk.said]
        self.shows(page, *(said if reads else []))

    def project_page(self, browser: Browser, stands: str, person: Person | None, told: Told) -> None:
        """A report on its project's page: never a word of it, and messages when its key opens them."""
        is_seen = person is not None and told.may_be_seen_by(person.project)
        path = f"/projects/reports/{told.ref}/"
        page = self.ask(browser, stands, "projects.report", path, 200 if is_seen else 404)
        talk, said = told.talks.get("project"), []
        if is_seen and person and person.project and talk:
            partner = self.world.partners[person.project]
            is_opened = person.id in partner.holders
            said = [words for _sender, words in talk.heard_with(partner.key) if words] if is_opened else []
        self.shows(page, *said)

    def own_page(self, browser: Browser, stands: str, told: Told) -> None:
        """The page of a receipt code: the report it opens and no other."""
        page = self.ask(browser, stands, "followup.status", "/follow-up/report/")
        said = [words for _sender, words, _key in told.talks["reporter"].said] if "reporter" in told.talks else []
        self.shows(page, *(said if stands == access.CODE else []))

    def warning_pages(self, browser: Browser, stands: str, person: Person | None, warned: Warned) -> None:
        """A warning for members once it is out, and on the desk."""
        is_out = 200 if warned.state == "published" else 404
        self.shows(self.ask(browser, stands, "alerts.alert", f"/alerts/{warned.ref}/", is_out))
        path = f"/staff/alerts/{warned.ref}/"
        if stands == access.EDITOR and warned.state == "draft" and warned.behind:
            page = browser.get(path)
            assert page.status in (403, 422), page.status
            assert "Number" not in page.words()
            self.shows(page)
            return
        page = self.ask(browser, stands, "alerts_staff.alert", path)
        reads = [told for told in warned.behind if stands == access.CASEWORKER and person and person.id in told.readers]
        self.shows(page, *(words for told in reads for words in (told.story, *told.additions)))

    def presses_what_is_not_theirs(self, browser: Browser, person: Person | None, told: Told) -> None:
        """Posts that this visitor may not make are turned away; that nothing changed is seen after the step."""
        proof = token_of(browser)
        presses = [(f"/staff/reports/{told.ref}/read/", {}), (f"/staff/reports/{told.ref}/screen/", {})]
        presses += [(f"/staff/reports/{told.ref}/contact/", {"reason": "safeguarding"})]
        if person is None or not told.may_be_seen_by(person.project):
            presses += [(f"/projects/reports/{told.ref}/permission/", {"name": "alert"})]
            presses += [(f"/projects/reports/{told.ref}/message/", {"message": "A lantern", "form_id": "x"})]
        for path, fields in presses:
            page = browser.post(path, {**proof, **fields})
            assert page.status in TURNED_AWAY, f"{path}: {page.status}"
            self.shows(page)
