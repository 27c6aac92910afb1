"""A browser for tests: keeps cookies, sends what browsers send, and posts forms with the page's own hidden fields."""

from collections.abc import Mapping
from functools import cached_property

import html5lib
from flask import Flask
from werkzeug.test import TestResponse

from blueprints import sessions as cookie_sessions  # noqa: F401 - the cookie's name is read from the app
from models.account import Account

HTML = "{http://www.w3.org/1999/xhtml}"


class Page:
    """One answer, parsed when somebody looks at it: parsing costs as much as the answer."""

    def __init__(self, status: int, headers: Mapping[str, str], text: str):
        self.status = status
        self.location = headers.get("Location", "")
        self.headers = headers
        self.text = text

    @cached_property
    def tree(self):
        """The page's elements; None where the answer is no page."""
        return html5lib.parse(self.text) if "html" in self.headers.get("Content-Type", "") else None

    def forms(self) -> list:
        """All forms on the page."""
        return list(self.tree.iter(HTML + "form"))

    def fields(self, action: str | None = None) -> dict[str, str | list[str]]:
        """What a browser would send for the form with this action (or the only one with method post), unchanged."""
        form = next(
            form
            for form in self.forms()
            if form.get("method", "get").lower() == "post" and (action is None or form.get("action") == action)
        )
        found: dict[str, str | list[str]] = {}
        for field in form.iter():
            name = field.get("name")
            if not name:
                continue
            if field.tag == HTML + "textarea":
                found[name] = "".join(field.itertext())
            elif field.tag == HTML + "select":
                chosen = [option for option in field.iter(HTML + "option") if option.get("selected") is not None]
                options = chosen or list(field.iter(HTML + "option"))[:1]
                if options:
                    found[name] = options[0].get("value", "")
            elif field.tag == HTML + "input" and field.get("type") not in ("submit", "button"):
                if field.get("type") in ("checkbox", "radio") and field.get("checked") is None:
                    continue
                if field.get("type") == "checkbox":
                    found[name] = [*found.get(name, []), field.get("value", "on")]
                else:
                    found[name] = field.get("value", "")
        return found

    def words(self) -> str:
        """All text of the page, spaces folded."""
        return " ".join("".join(self.tree.itertext()).split())

    def by_id(self, wanted: str):
        """The element with this id, or None."""
        return next((element for element in self.tree.iter() if element.get("id") == wanted), None)


def read(response: TestResponse) -> Page:
    """A page from the test client's answer."""
    return Page(response.status_code, response.headers, response.get_data(as_text=True))


class Browser:
    """A browser over the app, without network."""

    def __init__(self, app: Flask):
        self.app = app
        self.client = app.test_client()

    def get(self, path: str, **more) -> Page:
        """Open an address."""
        return self.open(path, method="GET", **more)

    def post(self, path: str, data: dict | None = None, **more) -> Page:
        """Post fields as they are."""
        return self.open(path, method="POST", data=data or {}, **more)

    def open(self, path: str, **more) -> Page:
        """One request, with the headers that browsers send and a context of its own, as on a server."""
        headers = {"Sec-Fetch-Site": "same-origin", **more.pop("headers", {})}
        with self.app.app_context():
            return read(self.client.open(path, headers=headers, **more))

    def submit(
        self, page_path: str, changes: dict | None = None, action: str | None = None, to: str | None = None
    ) -> Page:
        """Open a page, change fields of its form, and send it."""
        page = self.get(page_path)
        fields = page.fields(action) | (changes or {})
        return self.post(to or action or page_path, fields)

    def follow(self, page: Page) -> Page:
        """Go where an answer points."""
        return self.get(page.location)

    def sign_in(self, account: Account) -> "Browser":
        """Sign in as an account made by the factories (they all share one password)."""
        from tests.factories import PASSWORD, address_of

        answer = self.submit("/sign-in/", {"email": address_of(account), "password": PASSWORD})
        assert answer.status == 303, answer.words()
        return self
