"""Lists in pages: each page says where the next one starts, so a deep page costs what the first does."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Row = TypeVar("Row")


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Some rows and the `ref` that the next page starts after; None on the last page."""

    rows: list[Row]
    next_ref: str | None


def page(rows: Iterable[Any], size: int) -> Page:
    """A page of `size` rows; hand in a query limited to `size` + 1, so that the last page is known without counting."""
    found = list(rows)
    shown = found[:size]
    return Page(shown, shown[-1].ref if len(found) > size else None)
