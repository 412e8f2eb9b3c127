"""Lists that come in pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeVar

PAGE: Final = 1000  # entries; Grafana refuses more than 5000
_Item = TypeVar("_Item")


def numbered(page: Callable[[int], Sequence[_Item]]) -> Iterator[_Item]:
    """Everything on the pages 1, 2, 3 …, up to the first that is not full."""
    number, full = 1, True
    while full:
        items = page(number)
        yield from items
        number, full = number + 1, len(items) >= PAGE


def continued(page: Callable[[str], tuple[Sequence[_Item], str]]) -> Iterator[_Item]:
    """Everything on pages of which each names the next one; the first has no name."""
    items, token = page("")
    yield from items
    seen = {""}
    while token not in seen:  # a server that names a page again would never end
        seen.add(token)
        items, token = page(token)
        yield from items
