"""What a page weighs on the wire, headers and all, as a phone would ask for it: one table of budgets."""

import re

import pytest

from rules.form_ids import new_form_id
from tests.browser_client import Browser

PHONE = {"Accept-Encoding": "gzip, deflate, br", "Sec-Fetch-Site": "same-origin"}
# (page, first visit with its style sheet, next visit), in bytes.
FIRST, NEXT = 10_000, 5_000
PUBLIC = {
    "/": (FIRST, NEXT),
    "/report/": (FIRST, 6_000),
    "/follow-up/": (FIRST, NEXT),
    "/join/": (FIRST, NEXT),
    "/sign-in/": (FIRST, NEXT),
    "/forgotten/": (FIRST, NEXT),
    "/help/talk/": (FIRST, NEXT),
    "/help/danger/": (FIRST, NEXT),
    "/help/hide/": (FIRST, NEXT),
    "/help/data/": (FIRST, NEXT),
    "/help/terms/": (FIRST, NEXT),
    "/no/such/page": (FIRST, NEXT),
}
FRAGMENT = 2_500
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


@pytest.mark.parametrize("path", ["/alerts/", "/check/"])
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
