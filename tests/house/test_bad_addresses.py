"""Nonsense in an address: a page that says what to do next, never a broken one, and never another site."""

import pytest

from tests.browser_client import HTML, Browser
from tests.factories import PASSWORD, address_of
from tests.house.scenery import stored

NONSENSE = [
    "/alerts/%00/",
    "/alerts/'--/",
    "/alerts/A-000000%0d%0aSet-Cookie:x=1/",
    "/help/../",
    "/help/%2e%2e/%2e%2e/etc/passwd",
    "/help/<script>/",
    "/staff/reports/<script>alert(1)</script>/",
    "/staff/reports/%ff%fe/",
    "/staff/alerts/%F0%9F%99%82/",
    "/staff/accounts/' OR 1=1 --/",
    "/staff/members/{{7*7}}/refuse/",
    "/unsubscribe/a/b",
    "/join/confirm/",
    "/xx/report/",
    "/zz-ZZ/",
    "/en/en/report/",
    "/static/../app.py",
    "/static/%00",
    "/static/%2e%2e/%2e%2e/num.db",
    "/dev/letters/..%2f..%2fnum.db/",
    "/dev/letters/%00.eml/",
    "/wp-login.php",
    "/.env",
    "/%",
    "/%zz",
    "/;x=1",
    "//evil.example/",
    "/" + "x" * 5_000,
    "/alerts/" + "A" * 5_000 + "/",
    "/report/" * 300,
]
NO_FILTER = [
    "?area=nonsense&level=99&after=nonsense&q=%FF",
    "?area=%00&harm='--&level=-1&after=%F0%9F%99%82",
    "?q=%22%20OR%201%3D1%20--&q=*&q=NEAR(",
    "?q=" + "word+" * 1_000,
    "?area=uk&area=nonsense&%FF=%FF&&=&%",
    "?q=%E2%80%AE%00%0d%0a",
]
ELSEWHERE = [
    "//evil.example/",
    "///evil.example/",
    "/\\evil.example/",
    "\\\\evil.example/",
    "https://evil.example/",
    "HTTPS:evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "/\t/evil.example/",
    "/\r\nLocation: https://evil.example/",
    " //evil.example/",
    "\u2028//evil.example",
    "evil.example",
    "@evil.example",
    "/" * 20 + "evil.example",
]


@pytest.mark.parametrize("path", NONSENSE, ids=range(len(NONSENSE)))
@pytest.mark.parametrize("who", ["nobody", "caseworker"])
def test_nonsense_is_a_page_that_says_what_to_do_next(app, client, signed_in, path, who):
    browser = client if who == "nobody" else signed_in("caseworker")
    before = stored()
    for prefix in ("", "/en"):
        page = browser.get(prefix + path)
        if page.status in (302, 303, 307, 308):
            assert leads_here(page.location)
            page = browser.follow(page)
        assert page.status in (404, 403, 200), prefix
        if page.status != 200:
            assert app.config["OFFICE_PHONE"] in page.text
            assert any(link.get("href", "").endswith("/") for link in page.tree.iter(HTML + "a"))
        assert browser.post(prefix + path).status in (303, 308, 400, 401, 403, 404, 405)
    assert stored() == before


@pytest.mark.parametrize("query", NO_FILTER, ids=range(len(NO_FILTER)))
def test_a_filter_that_is_nonsense_gives_a_clean_list(make, signed_in, query):
    make.many_alerts(12)
    browser = signed_in("caseworker")
    public = ("/report/", "/help/talk/", "/professionals/routes/", "/")
    for path in ("/alerts/", "/staff/reports/", "/staff/alerts/", "/staff/members/", *public):
        assert browser.get(path + query).status == 200, path
        assert browser.get(path + query, headers={"HX-Request": "true"}).status == 200, path


def test_an_unknown_area_level_or_place_in_the_list_narrows_nothing(make, signed_in):
    make.many_alerts(3)
    page = signed_in("member").get("/alerts/?area=nonsense&level=99&after=nonsense")
    assert "3 alerts" in page.words()
    assert "Clear the filters" not in page.words()


@pytest.mark.parametrize("path", ELSEWHERE, ids=range(len(ELSEWHERE)))
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_signing_in_never_leads_to_another_site(app, make, path, prefix):
    account = make.account("member")
    browser = Browser(app)
    page = browser.get(f"{prefix}/sign-in/", query_string={"next": path})
    assert page.status == 200
    hidden = page.fields(f"{prefix}/sign-in/").get("next", "")
    assert leads_here(hidden or "/")
    sent = {"email": address_of(account), "password": PASSWORD, "next": path}
    page = browser.post(f"{prefix}/sign-in/", sent)
    assert (page.status, leads_here(page.location)) == (303, True)


def leads_here(location: str) -> bool:
    """Whether a browser that goes there stays on this site."""
    own = location.removeprefix("http://localhost")
    return own.startswith("/") and not own.startswith(("//", "/\\")) and "\n" not in own and "\\" not in own
