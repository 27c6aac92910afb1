"""What the tests know of one form of the site."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class SiteForm:
    """One form. Names in braces in its addresses are made by tests/house/scenery.py."""

    endpoint: str
    who: str
    path: str
    # Values that the form takes, so that only what a test spoils is wrong.
    good: dict[str, object] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    secret: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    # Fields that say a sentence when nothing is filled in; a form without any is a button.
    empty: tuple[str, ...] = ()
    # The answer to a choice that is on no list, and the ids of sentences that do not stand at "<field>-error".
    unknown: int = 422
    marks: dict[str, str] = field(default_factory=dict)

    def mark(self, name: str) -> str:
        """The id of the sentence at a field; empty where the page is another one."""
        return self.marks.get(name, f"{name}-error")


def reason(path: str, endpoint: str, mark: str) -> SiteForm:
    """A short list of reasons on the desk."""
    return SiteForm(endpoint, "caseworker", path, {}, choices=("reason",), empty=("reason",), marks={"reason": mark})
