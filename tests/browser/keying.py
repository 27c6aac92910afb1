"""Keying in with a keyboard alone."""

from playwright.sync_api import expect

from tests.browser.walk import see


class Keys:
    """A keyboard on a page of forms: only forwards, from box to box."""

    def __init__(self, tab):
        self.keyboard, self.tab = tab.keyboard, tab

    def at(self) -> str:
        """What has the focus: a field's name, or the kind of thing it is."""
        return self.tab.evaluate("document.activeElement.name || document.activeElement.localName")

    def to(self, name: str) -> None:
        """Press Tab until this has the focus."""
        for _step in range(60):
            if self.at() == name:
                return
            self.keyboard.press("Tab")
        raise AssertionError(f"{name} is not reached by Tab")

    def write(self, **fields: str) -> None:
        """Fill these in, in their order on the page; a choice is made by its first letters."""
        for name, text in fields.items():
            self.to(name)
            self.keyboard.type(text)

    def send(self, key: str) -> None:
        """Press a key that sends the form."""
        with self.tab.expect_navigation():
            self.keyboard.press(key)

    def saved(self, number: int) -> tuple[str, str]:
        """Reference and code on the page that says it is saved; the next form has the focus already."""
        see(self.tab, f"Saved as number {number}")
        assert self.at() == "harm_numbers"
        expect(self.tab.locator("#receipt-code")).to_be_in_viewport(ratio=1)
        return self.tab.inner_text("#saved .quiet .code"), self.tab.inner_text("#receipt-code")
