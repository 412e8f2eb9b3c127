"""Two matchers of one label that nothing can fulfil at once, as in `{a="1",a="2"}`.

All matchers of a selector have to fit: what is one or the other takes a pattern, `a=~"1|2"`.
https://prometheus.io/docs/prometheus/latest/querying/basics/#instant-vector-selectors
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops import promql
from archestra_ops.expressions.impossible_value import fits
from archestra_ops.expressions.wrong import Wrong
from archestra_ops.packs.catalogue import Catalogue


def find(expr: str, catalogue: Catalogue) -> Iterator[Wrong]:
    """The matchers of *expr* that contradict one for a value."""
    del catalogue  # this needs no knowledge of metrics
    for selector in promql.selectors(expr):
        plain = [one for one in selector.matchers if not promql.variables(one.value)]
        if len(plain) < 2:  # noqa: PLR2004 - it takes two
            continue
        values = {one.label: one for one in plain if one.op == "="}
        for one in plain:
            wanted = values.get(one.label)
            if wanted is not None and not fits(one, wanted.value):
                yield Wrong(
                    f"nothing fulfils both {one} and {wanted}",
                    f'take one of them, or {one.label}=~"…|…" for either',
                )
