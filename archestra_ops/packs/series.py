"""The series that the emitter shows of a metric from its start on."""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.packs.model import Metric, Pack


def series_of(pack: Pack, metric: Metric) -> Iterator[dict[str, str]]:
    """The labels of every series that moves by itself; the custom ones of agents are left out."""
    for emit in metric.emit:
        if emit.on:
            continue
        for row in emit.series or (pack.rows[emit.each] if emit.each else ({},)):
            labels: dict[str, object] = {**pack.constants, **emit.labels, **row}
            own = {name: str(labels[name]) for name in metric.labels if name in labels}
            states = (pack.values_of(metric, emit.one_of) or ()) if emit.one_of else ()
            yield from ({**own, emit.one_of: state} for state in states)
            if not emit.one_of:
                yield own
