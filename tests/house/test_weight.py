"""What a page weighs on the wire, headers and all, as a phone would ask for it: one table of budgets."""

import re
from urllib.parse import parse_qs

import pytest

from blueprints.help.views import OWN
from models.help_texts import HELP
from rules.form_ids import new_form_id
from tests.browser_client import HTML, Browser

PHONE = {"Accept-Encoding": "gzip, deflate, br", "Sec-Fetch-Site": "same-origin"}
# (page, first visit with its style sheet, next visit), in bytes.
FIRST, NEXT = 10_000, 5_000
# Read on the worst lines of all.
HELP_PAGE = (8_000, 4_000)
PUBLIC = {
    "/": (FIRST, NEXT),
    "/report/": (FIRST, 6_000),
    "/professionals/": (FIRST, 6_000),
    "/therapists/package/": (FIRST, NEXT),
    "/therapists/apply/": (FIRST, 6_000),
    "/follow-up/": (FIRST, NEXT),
    "/join/": (FIRST, NEXT),
    "/sign-in/": (FIRST, NEXT),
    "/forgotten/": (FIRST, NEXT),
    "/projects/": (FIRST, NEXT),
    "/projects/join/": (FIRST, 6_000),
    "/help/after-assault/sheet/": (8_000, 4_000),
    **{f"/help/{name}/": HELP_PAGE for name in (*OWN, *HELP)},
    "/help/": HELP_PAGE,
    "/no/such/page": (FIRST, NEXT),
}
# Forms that staff and projects fill many times a day, with a small sheet of their own.
ENTERING = {
    ("project-worker", "/projects/enter/"): (12_000, 6_500),
    ("project-worker", "/projects/paper/"): (12_000, 6_500),
    ("caseworker", "/staff/reports/new/"): (12_000, 6_500),
}
# With a code on it the page travels uncompressed.
ENTERED = 24_000
FRAGMENT = 2_500
# The long form: a step, its part that htmx swaps, and all steps one after the other without script.
STEP, SWAPPED, ALL_STEPS = 6_000, 5_000, 90_000
ROAD = 40_000


def wire(answer) -> int:
    """Bytes of an answer: status line, headers and body as they travel."""
    head = f"HTTP/1.1 {answer.status}\r\n" + "".join(f"{name}: {value}\r\n" for name, value in answer.headers) + "\r\n"
    # The server adds Date, Content-Length and Connection.
    return len(head.encode()) + 90 + len(answer.data)


def get(app, path: str, **headers):
    """One request as a phone sends it."""
    with app.app_context():
        answer = app.test_client().get(path, headers=PHONE | headers)
    answer.get_data()
    answer.close()
    return answer


def assets_of(app, text: str) -> list[str]:
    """Style sheets and scripts a page asks for."""
    return re.findall(r'<(?:link rel="stylesheet" href|script src)="([^"]+)"', text)


def plain(app, path: str) -> str:
    """A page's text."""
    return Browser(app).get(path).text


@pytest.mark.parametrize("path", list(PUBLIC))
def test_a_public_page_is_light(app, path):
    first, again = PUBLIC[path]
    page = wire(get(app, path))
    sheet = sum(wire(get(app, asset)) for asset in assets_of(app, plain(app, path)) if ".css" in asset)
    assert page <= again
    assert page + sheet <= first


@pytest.mark.parametrize("path", list(PUBLIC))
def test_a_public_page_asks_for_a_sheet_and_one_small_script(app, path):
    assets = assets_of(app, plain(app, path))
    assert len(assets) == 2
    assert not any("htmx" in asset for asset in assets)


@pytest.mark.parametrize(("role", "path"), list(ENTERING))
def test_a_form_that_is_filled_many_times_is_light(app, make, signed_in, role, path):
    first, again = ENTERING[role, path]
    browser = signed_in(role)
    page = wire(browser.client.get(path, headers=PHONE))
    sheets = [asset for asset in assets_of(app, browser.get(path).text) if ".css" in asset]
    assert len(sheets) == 2
    assert page <= again
    assert page + sum(wire(get(app, sheet)) for sheet in sheets) <= first


def test_the_answer_to_a_paper_form_with_the_next_one_is_not_heavy(app, make, signed_in):
    make.team()
    browser = signed_in("project-worker")
    fields = browser.get("/projects/enter/").fields() | {"story": "He would not pay."}
    answer = browser.client.post("/projects/enter/", data=fields, headers=PHONE)
    assert b'id="receipt-code"' in answer.data
    assert wire(answer) <= ENTERED


@pytest.mark.parametrize("path", ["/alerts/", "/check/", "/professionals/lessons/"])
def test_a_page_that_swaps_asks_for_four_things_and_is_light_too(app, signed_in, path):
    browser = signed_in("member")
    text = browser.get(path).text
    assets = assets_of(app, text)
    assert len(assets) == 3
    everything = wire(browser.client.get(path, headers=PHONE)) + sum(wire(get(app, asset)) for asset in assets)
    assert everything <= 24_000


def test_assets_are_packed_beforehand_and_kept_for_a_year(app, signed_in):
    for asset in assets_of(app, signed_in("member").get("/alerts/").text):
        answer = get(app, asset)
        assert answer.headers["Content-Encoding"] == "br"
        assert "immutable" in answer.headers["Cache-Control"]
        assert len(answer.headers) <= 9


def test_htmx_waits_until_the_page_is_there(app, signed_in):
    assert re.search(r'<script src="[^"]*htmx[^"]*" defer', signed_in("member").get("/alerts/").text)


def test_a_fragment_is_light_however_many_alerts_there_are(app, make, signed_in):
    browser = signed_in("member")
    for number in range(12):
        make.published(
            area="uk",
            words={
                "title": f"Robbery, threatened with a knife {number}",
                "what_happened": "Booked an hour by text, asked for the money back at the end, showed a folding knife. "
                * 2,
                "person": f"Man, 30 to 35, tall, thin, glasses {number}",
                "contact_used": "07…61",
                "pattern": "Texts after midnight and asks if you are new.",
                "who_targeted": "Outcall, all genders",
                "advice": "Check the number.",
            },
        )
    answer = browser.client.get("/alerts/", headers=PHONE | {"HX-Request": "true"})
    assert answer.status_code == 200
    assert wire(answer) <= FRAGMENT


def test_the_whole_road_to_the_code_without_script_is_short(app, make, secrets):
    make.team()
    browser = Browser(app)
    road = [browser.client.get("/", headers=PHONE), browser.client.get("/report/", headers=PHONE)]
    data = {"form_id": new_form_id(secrets, make.now), "story": "He would not pay."}
    road.append(browser.client.post("/report/", data=data, headers=PHONE))
    assert b'id="receipt-code"' in road[-1].data, "the code page travels uncompressed"
    sheet = [get(app, asset) for asset in assets_of(app, plain(app, "/")) if ".css" in asset]
    assert sum(wire(answer) for answer in road + sheet) <= ROAD


def long_road(browser: Browser, path: str) -> list:
    """Every answer on the way through a long form, from its first step to the overview, as a phone gets them."""
    road: list = []
    while True:
        road.append(browser.client.get(path, headers=PHONE))
        page = browser.get(path)
        step = page.fields(path)["step"]
        if step == "all":
            return road
        go = next(one.get("value") for one in page.by_id("step").iter(HTML + "button"))
        typed = {"story": "He would not pay."} if step == "what" else {}
        data = page.fields(path) | typed | {"go": go}
        road.append(browser.client.post(path, data=data, headers=PHONE))


@pytest.mark.parametrize(("path", "steps"), [("/report/", 15), ("/professionals/", 8)])
def test_each_step_of_a_long_form_is_light_and_so_are_all_together(app, make, path, steps):
    make.team()
    browser = Browser(app)
    assert browser.submit(path, {"act": "more"}).status == 303
    sheet = sum(wire(get(app, asset)) for asset in assets_of(app, plain(app, "/")) if ".css" in asset)
    road = long_road(browser, f"{path}more/")
    pages = [wire(answer) for answer in road if answer.status_code == 200]
    assert len(pages) == steps + 1
    assert max(pages) <= STEP
    assert max(pages) + sheet <= FIRST
    assert sum(wire(answer) for answer in road) + sheet <= ALL_STEPS


def test_a_swapped_step_of_the_long_form_is_light(app, make):
    make.team()
    browser = Browser(app)
    browser.submit("/report/", {"act": "more"})
    for code in ("where", "person", "permissions"):
        data = browser.get("/report/more/").fields("/report/more/") | {"go": code}
        answer = browser.client.post("/report/more/", data=data, headers=PHONE | {"HX-Request": "true"})
        assert (code, answer.status_code, wire(answer) <= SWAPPED) == (code, 200, True)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?nation=northern-ireland&profession=police&want=apology",
        "?nation=wales&profession=mental-health&want=compensation",
        "?nation=england&profession=dentist&want=records&want=apology&want=regulator",
        "?nation=atlantis&profession=wizard",
    ],
)
def test_the_way_to_complain_is_light(app, query):
    path = "/professionals/routes/" + query
    page = wire(get(app, path))
    sheet = sum(wire(get(app, asset)) for asset in assets_of(app, plain(app, path)) if ".css" in asset)
    assert page <= NEXT and page + sheet <= FIRST
    assert wire(get(app, path, **{"HX-Request": "true"})) <= NEXT
    counted = {**parse_qs(query[1:]), "day": "1/6/2026", "since": "harm"}
    with app.app_context():
        assert wire(app.test_client().post("/professionals/routes/", data=counted, headers=PHONE)) <= NEXT
