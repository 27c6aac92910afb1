"""A long form on a server that dies: what was answered as kept is there for the same browser and for its code."""

from tests.live.site import LiveBrowser, LiveSite

WORD, MORE = "Wolverineword", "/report/more/"


def test_what_was_kept_of_a_long_form_outlives_the_server_and_the_browser(tmp_path):
    site = LiveSite(tmp_path, mail_port=9)
    site.flask("create-account", "--role", "caseworker", "--email", "a@example.org", "--password", "three odd lanterns")
    try:
        site.start_web()
        browser = LiveBrowser(site)
        assert browser.submit("/report/", {"act": "more"}).fields(MORE)["step"] == "what"
        page = browser.submit(MORE, {"story": WORD, "go": "where"}, action=MORE)
        site.kill("web")
        site.start_web()
        # The same browser goes on with the page that it had; another one needs the code.
        assert browser.post(MORE, page.fields(MORE) | {"place": f"{WORD} Street", "go": "when"}).status == 303
        site.kill("web")
        site.start_web()
        code = next(one.text for one in page.tree.iter() if "code" in one.get("class", "").split())
        other = LiveBrowser(site)
        assert other.submit("/follow-up/", {"code": code}).fields(MORE)["story"] == WORD
        page = other.submit(MORE, {"go": "where"}, action=MORE)
        assert page.fields(MORE)["place"] == f"{WORD} Street"
        assert other.submit(MORE, {"go": "send"}, action=MORE).by_id("receipt-code").text == code
    finally:
        site.stop()
