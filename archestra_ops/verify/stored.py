"""What a Prometheus has stored: asked series by series, where a query of a board was empty."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import suppress
from functools import cache

from archestra_ops.errors import FetchError
from archestra_ops.grafana.ask import Window
from archestra_ops.prometheus.api import Api
from archestra_ops.promql import Matcher

_PARTS = ("_total", "_bucket", "_count", "_sum")


class Stored:
    """A Sight of a Prometheus over the time of *window*; each question is asked once."""

    def __init__(self, api: Api, window: Window) -> None:
        self._api = api
        self._window = window
        self._sample = cache(self._asked)

    def has(self, name: str) -> bool:
        """Whether it has a series of this name in that time."""
        return self._sample(_named(name)) is not None

    def declares(self, name: str) -> bool:
        """Whether a target that it scrapes announces the name; families go without suffixes."""
        families = [name, *(name.removesuffix(part) for part in _PARTS if name.endswith(part))]
        with suppress(FetchError):  # what only speaks like a Prometheus may not have this
            return any(self._api.declares(family) for family in families)
        return False

    def is_strange(self, own: Collection[str]) -> bool:
        """Never: a Prometheus has series of everything; by anchors one knows whose are scraped."""
        del own
        return False

    def labels(self, name: str) -> frozenset[str]:
        """The labels that a series of this name has."""
        return self._sample(_named(name)) or frozenset()

    def unmet(self, name: str, matchers: Sequence[Matcher]) -> Matcher | None:
        """The first matcher that no series fulfils which fulfils those before it, or None."""
        for count, matcher in enumerate(matchers, start=1):
            if self._sample(_named(name, matchers[:count])) is None:
                return matcher
        return None

    def values(self, selector: str, label: str) -> tuple[str, ...]:
        """The values that *label* has in the series of *selector*, sorted."""
        window = self._window
        return self._api.label_values(label, [selector], window.start, window.end)

    def _asked(self, selector: str) -> frozenset[str] | None:
        """The labels of one of the selector's series, or None where it has none."""
        length = self._window.end - self._window.start
        expr = f"topk(1, present_over_time({selector}[{length:.0f}s]))"
        found = self._api.query(expr, self._window.end).series
        return frozenset(found[0].metric) if found else None


def _named(name: str, matchers: Sequence[Matcher] = ()) -> str:
    return "{" + ",".join(map(str, (Matcher("__name__", "=", name), *matchers))) + "}"
