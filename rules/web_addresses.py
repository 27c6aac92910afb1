"""Addresses of other sites as people type them: only those of the web are kept, and only those are ever linked to."""

import re

from rules import N_, Refused
from rules.text import clean_line

LONGEST = 300
# A name with a dot in it, no name or password before it, then anything without spaces and quotes.
_SHAPE = re.compile(
    r"https?://(?:[\w-]{1,63}\.)+[^\W\d_][\w-]{1,62}(?::\d{1,5})?(?:[/?#][^\s\"'<>\\`]*)?", re.IGNORECASE
)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?!\d)", re.IGNORECASE)


class NotASite(Refused):
    """What was typed is no address of the web, or one that runs something."""

    message = N_("Write a web address, such as https://www.example.org.")


def read_site(typed: str) -> str:
    """The address as it is kept, `https://` put before a bare name; empty stays empty. Raises NotASite."""
    text = clean_line(typed)
    if not text:
        return ""
    if not _SCHEME.match(text):
        text = f"https://{text}"
    if not is_site(text):
        raise NotASite
    return text


def is_site(address: str) -> bool:
    """Whether this may be linked to: `http` or `https`, with the name of a host."""
    return len(address) <= LONGEST and _SHAPE.fullmatch(address) is not None
