"""Taking a report down: who took it, how it came, who told it, and what that allows."""

from datetime import timedelta

import pytest

from models.alert import Alert
from models.audit import Audit
from models.codes import CHANNELS, DELAYS, DETAILS, PERMISSIONS
from models.permission import Permission
from models.report import Report
from rules import desk, drafts, followup
from rules.access import ANYBODY, CASEWORKER, SIGNED_IN
from rules.report_words import open_maker, open_words
from tasks.queue import huey
from tests.browser_client import HTML
from tests.house.scenery import Scenery

NEW = "/staff/reports/new/"
CALL = {"channel": "phone", "told_by": "themselves", "story": "Told."}


def take(browser, page=None, **answers):
    """Fill the form and send it."""
    page = page or browser.get(NEW)
    return browser.post(NEW, page.fields() | CALL | answers)


def on_desk(browser, report, is_read: bool = True) -> dict[str, str]:
    """What the report's page says in short, after taking it."""
    path = f"/staff/reports/{report.ref}/"
    if is_read:
        browser.submit(path, action=f"{path}read/")
    page = browser.get(path)
    texts = {tag: ["".join(one.itertext()) for one in page.tree.iter(HTML + tag)] for tag in ("dt", "dd")}
    return dict(zip(texts["dt"], texts["dd"], strict=True))


def days_ago(make, days: int) -> str:
    """A day as people write it."""
    return f"{make.now.date() - timedelta(days=days):%d/%m/%Y}"


def live() -> dict[str, str]:
    """Permissions of the only report, and by whom they are given."""
    return {row.name: row.given_by for row in Permission.live()}


def test_a_call_is_taken_and_its_code_read_aloud(make, secrets, me, browser):
    page = take(browser, harms=["threats"], may_alert="person")
    report = Report.get()
    found, _inbox = followup.open_code(secrets, make.now, page.by_id("receipt-code").text)
    assert (page.status, found) == (200, report)
    assert (report.channel, report.taken_by, report.is_for_somebody, report.state) == ("phone", me, False, "new")
    assert (report.received_on, live()) == (make.now.date(), {"alert": "person"})
    links = {one.get("href") for one in page.by_id("main").iter(HTML + "a")}
    assert {NEW, f"/staff/reports/{report.ref}/"} <= links


def test_the_audit_says_who_took_it(me, browser):
    take(browser)
    assert [row.actor for row in Audit.select().where(Audit.action == "report-received")] == [me.id]


def test_the_desk_says_how_it_came_who_took_it_and_how_late(make, browser):
    take(browser, channel="letter", received_on=days_ago(make, 5), happened_on=days_ago(make, 7))
    said = on_desk(browser, Report.get())
    assert (said["How it came"], said["Taken by"]) == ("Letter", "caseworker 1")
    assert said["After the harm"] == "Within three days (2 days)"


def test_the_exact_days_are_for_whoever_reads_it_alone(make, browser):
    take(browser, happened_on=days_ago(make, 6))
    assert on_desk(browser, Report.get(), is_read=False)["After the harm"] == "Within a week"


def test_a_report_from_the_form_was_taken_by_nobody(make, browser):
    said = on_desk(browser, make.report("new"))
    assert said["How it came"] == "The form on this site"
    assert "Taken by" not in said and "After the harm" not in said


@pytest.mark.parametrize(
    ("days", "band"),
    [(0, "same-day"), (1, "3-days"), (3, "3-days"), (4, "week"), (8, "month"), (32, "year"), (367, "longer")],
)
def test_the_delay_is_kept_in_bands(make, browser, days, band):
    take(browser, happened_on=days_ago(make, days))
    assert Report.get().delay == band
    assert DELAYS[band].name in on_desk(browser, Report.get())["After the harm"]


def test_without_a_day_of_harm_there_is_no_delay(browser):
    take(browser)
    assert Report.get().delay is None


@pytest.mark.parametrize(("field", "days"), [("received_on", -2), ("happened_on", -2), ("received_on", 20_000)])
def test_a_day_to_come_or_before_there_were_reports_is_refused(make, browser, field, days):
    page = take(browser, **{field: days_ago(make, days)})
    assert (page.status, page.fields()["story"], Report.select().count()) == (422, "Told.", 0)
    assert page.by_id(f"{field}-error") is not None


@pytest.mark.parametrize("channel", ["", "web", "nonsense"])
def test_a_channel_must_be_chosen_from_the_list(browser, channel):
    page = take(browser, channel=channel)
    assert (page.status, Report.select().count()) == (422, 0)
    assert page.by_id("channel-error") is not None


@pytest.mark.parametrize("channel", sorted(set(CHANNELS) - {"web"}))
def test_each_channel_has_the_origin_that_an_alert_names(browser, channel):
    take(browser, channel=channel)
    origin = {"police": "police", "other-body": "other-body"}.get(channel, "member")
    assert (Report.get().channel, Report.get().origin) == (channel, origin)


def test_an_alert_from_a_police_report_says_so(make, secrets, me, browser):
    take(browser, channel="police", told_by="other", may_alert="reporter-says-so")
    report = Report.get()
    desk.take(make.now, report, me)
    drafts.draft_from(secrets, make.now, report, me)
    assert Alert.get().origin == "police"


@pytest.mark.parametrize("relation", sorted(DETAILS["makers"]))
def test_who_tells_it_for_somebody_else_is_sealed_apart(make, browser, relation):
    take(browser, told_by=relation, maker_name="Sparrow", knows="yes")
    report = Report.get()
    assert report.is_for_somebody
    assert open_maker(report, make.team()) == {"relation": relation, "name": "Sparrow", "knows": "yes"}
    assert "Sparrow" not in repr(open_words(report, make.team()))


def test_a_name_beside_somebody_who_tells_it_themselves_is_not_kept(browser):
    take(browser, maker_name="Sparrow")
    assert Report.get().maker is None


def test_told_for_somebody_each_permission_says_who_gave_it_and_unknown_gives_nothing(make, browser):
    take(browser, told_by="friend", may_alert="person", may_checker="reporter-says-so", may_case="unknown")
    assert live() == {"alert": "person", "checker": "reporter-says-so"}
    assert open_words(Report.get(), make.team()).unknown == ("case",)


@pytest.mark.parametrize("answer", ["reporter-says-so", "unknown"])
def test_who_tells_it_themselves_says_yes_or_no(browser, answer):
    page = take(browser, may_alert=answer)
    assert (page.status, Report.select().count()) == (422, 0)
    assert page.by_id("may_alert-error") is not None and page.fields()["may_alert"] == answer


def test_no_permission_is_given_unasked(browser):
    assert {browser.get(NEW).fields()[f"may_{name}"] for name in PERMISSIONS} == {""}
    take(browser)
    assert live() == {}


def test_the_same_form_twice_is_one_report(browser):
    form = browser.get(NEW)
    first, second = (take(browser, form) for _turn in range(2))
    assert first.by_id("receipt-code").text == second.by_id("receipt-code").text
    assert Report.select().count() == 1


def test_the_same_form_with_another_channel_is_another_report(browser):
    form = browser.get(NEW)
    first, second = (take(browser, form, channel=channel) for channel in ("phone", "letter"))
    assert first.by_id("receipt-code").text != second.by_id("receipt-code").text


def test_an_empty_call_is_not_kept(browser):
    page = take(browser, story="")
    assert (page.status, Report.select().count()) == (422, 0)
    assert page.by_id("harms-error") is not None


def test_danger_tells_the_colleagues_once(app, browser):
    huey.storage.initialize_schema()
    huey.storage.flush_queue()
    form = browser.get(NEW)
    for _turn in range(2):
        take(browser, form, danger="y")
    assert [task.name for task in huey.pending()] == ["tell_staff"]
    huey.storage.flush_queue()
    assert Report.get().is_in_danger


def test_the_list_of_new_reports_leads_here(browser):
    links = {one.get("href") for one in browser.get("/staff/reports/").by_id("main").iter(HTML + "a")}
    assert NEW in links


@pytest.mark.parametrize("kind", sorted(ANYBODY - {CASEWORKER}))
def test_nobody_but_caseworkers_comes_here(app, make, kind):
    page = Scenery(app, make).browser(kind).get(NEW)
    assert page.status == (403 if kind in SIGNED_IN else 303)
