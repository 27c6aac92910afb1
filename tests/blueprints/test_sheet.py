"""The sheet of alerts for paper."""

import json
from datetime import datetime, timedelta

import pytest

from tests.browser_client import Browser
from tests.factories import WORDS
from tests.house.test_weight import PHONE, wire

NAMED = {**WORDS, "what_happened": "Takes the money back.", "pattern": "Writes after midnight."}


@pytest.fixture
def member(signed_in) -> Browser:
    """A member's browser, who chose Kent."""
    return signed_in("member", areas=["kent"])


def articles(page) -> list[str]:
    """The words of each alert on the sheet."""
    found = [one for one in page.by_id("sheet").iter() if one.tag.endswith("article")]
    return [" ".join("".join(one.itertext()).split()) for one in found]


def chosen(page, name: str) -> list[str]:
    """What stands in a choice."""
    return [one.get("value") for one in page.by_id(name).iter() if one.get("selected") is not None]


def test_an_alert_on_the_sheet_says_level_place_month_and_how_to_know_the_person(make, member):
    alert = make.plain_alert(area="kent", level=3, month="2026-09", words=json.dumps(NAMED))
    [words] = articles(member.get("/alerts/sheet/"))
    assert words == (
        f"▲ Dangerous Kent · September 2026 {NAMED['title']} Takes the money back. "
        "The person: Tall man with glasses and a beard. Contact or vehicle: A mobile ending 61. "
        f"How it goes: Writes after midnight. {alert.ref}"
    )


def test_the_sheet_says_when_it_was_made_and_when_to_destroy_it_and_names_nobody(make, member):
    words = " ".join("".join(member.get("/alerts/sheet/?days=7").by_id("sheet").itertext()).split())
    made, until = make.now, make.now + timedelta(days=7)
    assert f"kent/{made:%Y%m%d}/7" in words
    assert f"Made on {made.day} {made:%B %Y}." in words
    assert f"Do not forward or photograph. Destroy after {until.day} {until:%B %Y}." in words
    assert "member" not in words.replace("members only", "") and "@" not in words


def test_the_readers_own_areas_come_first_and_any_other_can_be_chosen(make, member):
    for area in ("kent", "wales", "england", "uk"):
        make.plain_alert(area=area)
    places = {
        "": ["England", "Kent", "Whole UK and Ireland"],
        "?area=wales": ["Wales", "Whole UK and Ireland"],
        "?area=nowhere": ["England", "Kent", "Whole UK and Ireland"],
        "?area=uk": ["England", "Kent", "Wales", "Whole UK and Ireland"],
    }
    for query, names in places.items():
        seen = articles(member.get(f"/alerts/sheet/{query}"))
        assert sorted(words.split("Risky ")[1].split(" ·")[0] for words in seen) == names, query


def test_days_and_paper_are_chosen_and_what_is_on_no_list_counts_as_the_first(make, member):
    for ago in (1, 10, 20, 40):
        make.plain_alert(area="kent", published_at=make.now - timedelta(days=ago))
    for query, count, days, size in [
        ("", 2, "14", "a4"),
        ("?days=7&size=a5", 1, "7", "a5"),
        ("?days=30&size=a4", 3, "30", "a4"),
        ("?days=365&size=a3", 2, "14", "a4"),
        ("?days=&size=&area=", 2, "14", "a4"),
    ]:
        page = member.get(f"/alerts/sheet/{query}")
        assert (len(articles(page)), chosen(page, "days"), chosen(page, "size")) == (count, [days], [size]), query
        assert page.by_id("sheet").get("class") == size


def test_an_empty_sheet_says_so_in_words(member):
    page = member.get("/alerts/sheet/")
    assert articles(page) == [] and "There is no warning for this area in these days." in page.words()


def test_somebody_without_areas_is_told_why_there_is_little(make, signed_in):
    make.plain_alert(area="kent")
    browser = signed_in("member")
    assert "You chose no areas" in browser.get("/alerts/sheet/").words()
    page = browser.get("/alerts/sheet/?area=kent")
    assert "You chose no areas" not in page.words() and len(articles(page)) == 1


def test_a_project_workers_sheet_stays_within_the_project(make, signed_in):
    for area in ("kent", "merseyside", "uk"):
        make.plain_alert(area=area)
    worker = signed_in("project-worker", project=make.project(areas=["kent"]), areas=["merseyside"])
    for query in ("", "?area=merseyside", "?area=uk", "?area=england"):
        seen = " ".join(articles(worker.get(f"/alerts/sheet/{query}")))
        assert "Kent" in seen and "Merseyside" not in seen, query
    offered = {one.get("value") for one in worker.get("/alerts/sheet/").by_id("area").iter() if one.get("value")}
    assert offered == {"england", "south-east", "kent"}


def test_the_sheet_takes_as_many_queries_for_many_alerts_as_for_few(make, member, queries):
    numbers = []
    for count in (5, 40):
        make.many_alerts(count, area="kent")
        queries.clear()
        member.get("/alerts/sheet/")
        numbers.append(len(queries))
    assert numbers[0] == numbers[1] <= 6


def test_a_sheet_that_does_not_hold_all_says_so(make, member):
    make.many_alerts(61, area="kent")
    page = member.get("/alerts/sheet/")
    assert len(articles(page)) == 60 and "There are more than fit here." in page.words()


def test_the_sheet_has_a_style_sheet_of_its_own_and_the_others_do_not(app, member):
    assert "/static/sheet." in member.get("/alerts/sheet/").text
    assert "/static/sheet." not in member.get("/alerts/").text
    answer = member.client.get("/alerts/sheet/", headers=PHONE)
    assert wire(answer) <= 5_000 and answer.headers["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize("role", ["practitioner", "drop-in", "manager", "auditor"])
def test_whoever_reads_no_alerts_gets_no_sheet(make, signed_in, role):
    assert signed_in(role).get("/alerts/sheet/").status == 403


def test_the_list_leads_to_the_sheet(member):
    assert any(link.get("href") == "/alerts/sheet/" for link in member.get("/alerts/").tree.iter())


def test_a_whole_month_can_be_chosen(make, member):
    for day, title in (
        (datetime(2026, 9, 30, 23), "In it"),
        (datetime(2026, 10, 1), "After it"),
        (datetime(2026, 8, 31), "Before"),
    ):
        make.plain_alert(area="kent", published_at=day, words=json.dumps({**WORDS, "title": title}))
    page = member.get("/alerts/sheet/?days=2026-09")
    assert chosen(page, "days") == ["2026-09"] and "Warnings that came out in September 2026." in page.words()
    assert ["In it" in words for words in articles(page)] == [True]
    assert "/2026-09" in page.words()
    assert chosen(member.get("/alerts/sheet/?days=1999-09"), "days") == ["14"]


def test_what_is_over_or_wrong_is_on_no_sheet(make, member):
    for standing in ("resolved", "mistaken", "corrected"):
        make.plain_alert(area="kent", standing=standing)
    assert articles(member.get("/alerts/sheet/")) == articles(member.get("/alerts/sheet/?whom=everybody")) == []


def test_the_plain_sheet_says_less_and_how_to_tell_us_without_a_phone(make, member):
    alert = make.plain_alert(area="kent", level=3, month="2026-09", words=json.dumps({**NAMED, "advice": "Say no."}))
    page = member.get("/alerts/sheet/?whom=everybody&size=a5")
    assert page.by_id("sheet").get("class") == "a5 plain" and chosen(page, "whom") == ["everybody"]
    assert articles(page) == [
        f"▲ Dangerous Kent · September 2026 {NAMED['title']} The person: Tall man with glasses and a beard. "
        "Contact or vehicle: A mobile ending 61. How it goes: Writes after midnight. What you can do: Say no. "
        f"{alert.ref}"
    ]
    words = page.words()
    for said in (
        "Ring us: 0161 629 9861.",
        "Tell somebody at a project you trust.",
        "the person who gave you this",
        "ring 999",
    ):
        assert said in words, said
    assert "Do not forward or photograph." in words and "Hang it up only where no client comes" in words


def test_the_plain_sheet_holds_fewer_and_says_when_there_are_more(make, member):
    make.many_alerts(13, area="kent")
    page = member.get("/alerts/sheet/?whom=everybody")
    assert len(articles(page)) == 12 and "There are more warnings than fit here." in page.words()


def test_numbers_on_both_sheets_are_masked_as_in_the_alert_itself(make, member):
    alert = make.published(make.report(identifiers="07700 900123", permissions=["alert"]), area="kent")
    for whom in ("workers", "everybody"):
        text = member.get(f"/alerts/sheet/?whom={whom}").text
        assert alert.ref in text and "900123" not in text


def test_who_makes_very_many_sheets_is_told_kindly_to_wait(make, member):
    statuses = [member.get("/alerts/sheet/").status for _ in range(21)]
    assert statuses == [200] * 20 + [429]
    assert "nothing is wrong with your account" in member.get("/alerts/sheet/").words()
