"""Where a help page comes from, as staff type it."""

import pytest

from models.facts import Source
from rules import help_sources


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", ()),
        ("A | https://example.org/ | 2026-11\n\n", (Source("A", "https://example.org/", "2026-11"),)),
        ("  A  |https://example.org/|2026-11-04", (Source("A", "https://example.org/", "2026-11-04"),)),
    ],
)
def test_sources_are_read_line_by_line(typed, read):
    assert help_sources.read_sources(typed) == read
    assert help_sources.read_sources(help_sources.write_sources(read)) == read


@pytest.mark.parametrize(
    "typed",
    [
        "A | https://example.org/",
        "A | javascript:alert(1) | 2026",
        " | https://example.org/ | 2026",
        "A | https://example.org/ | yesterday",
        "A | https://example.org/ | 2026-13",
        "A | https://example.org/ | 2026-02-31",
        "A | https://example.org/ | 2026 | more",
    ],
)
def test_a_source_that_is_written_wrongly_is_refused(typed):
    with pytest.raises(help_sources.WrongSource):
        help_sources.read_sources(f"Good | https://example.org/ | 2026\n{typed}")
