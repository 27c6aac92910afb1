"""Addresses of other sites: what is kept, and what is refused."""

import pytest

from rules.web_addresses import NotASite, is_site, read_site


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("   ", ""),
        ("example.org", "https://example.org"),
        ("www.example.org/about", "https://www.example.org/about"),
        ("http://example.org", "http://example.org"),
        ("HTTPS://Example.org/Path?a=b#c", "HTTPS://Example.org/Path?a=b#c"),
        ("example.org:8080/x", "https://example.org:8080/x"),
        ("https://bücher.example", "https://bücher.example"),
    ],
)
def test_an_address_of_the_web_is_kept(typed, kept):
    assert read_site(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)//https://example.org",
        "java\tscript:alert(1)",
        "java\u200bscript:alert(1)",
        " javascript://example.org/%0aalert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:msgbox(1)",
        "file:///etc/passwd",
        "ftp://example.org",
        "mailto:a@example.org",
        "//example.org",
        "https://",
        "https://name:word@example.org",
        "https://example.org@evil.example",
        "https://localhost/",
        "https://127.0.0.1/",
        "https://example.org/a b",
        'https://example.org/"onclick="alert(1)',
        "https://example.org/<script>",
        "somewhere",
        f"https://example.org/{'a' * 300}",
    ],
)
def test_anything_else_is_refused_and_never_linked_to(typed):
    with pytest.raises(NotASite):
        read_site(typed)
    assert not is_site(typed)
