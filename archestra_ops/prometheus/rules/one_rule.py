"""One definition with everything put in: a rule, or one for each entry of a list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from archestra_ops import promql
from archestra_ops.errors import OpsError
from archestra_ops.prometheus.rules.insertion import Insertion
from archestra_ops.prometheus.rules.model import Definition, Links, Rule


def lacking(definition: Definition, insertion: Insertion) -> str:
    """Why *definition* cannot be rendered, as the end of a sentence; empty where it can."""
    for path in definition.needs:
        value = insertion.values.get(path)
        if not value.is_set:
            shown = value.content if isinstance(value.content, str) else ""
            return f"'{path}' is {shown or 'empty'}"
    if definition.each and not insertion.values.rows(definition.each):
        return f"'{definition.each}' is empty"
    provider = insertion.provider
    without = sorted(promql.signals(definition.expr) - provider.signals.keys())
    return f"{provider.name} has no {', '.join(without)}" if without else ""


def rules_of(definition: Definition, insertion: Insertion, links: Links) -> Iterator[Rule]:
    """The rules that *definition* becomes, each once: entries may differ in what it does not read.

    Raises OpsError where what it says cannot be put in.
    """
    rows = insertion.values.rows(definition.each) if definition.each else ({},)
    made: list[Rule] = []
    for row in rows:
        try:
            rule = _rule(definition, replace(insertion, entry={**definition.entry, **row}), links)
            if rule not in made:
                made.append(rule)
                yield rule
        except OpsError as error:
            place = f"{definition.file}:{definition.line}: '{definition.name}'"
            raise OpsError(f"{place}: {error}", hint=error.hint) from error


def _rule(definition: Definition, insertion: Insertion, links: Links) -> Rule:
    labels = {
        name: insertion.template(text, definition.expr) for name, text in definition.labels.items()
    }
    if definition.alert:
        labels = {"severity": definition.severity, **labels}
    return Rule(
        record=definition.record,
        alert=definition.alert,
        expr=insertion.expression(definition.expr, definition.window),
        hold=insertion.plain(definition.hold),
        keep_firing_for=insertion.plain(definition.keep_firing_for),
        labels=labels,
        annotations=_annotations(definition, insertion, links) if definition.alert else {},
    )


def _annotations(definition: Definition, insertion: Insertion, links: Links) -> Mapping[str, str]:
    panels = links.panels
    path = panels.get((definition.board, definition.panel)) or panels.get((definition.board, ""))
    found = {
        "summary": insertion.template(definition.summary, definition.expr),
        "description": insertion.template(definition.description, definition.expr),
        "runbook_url": links.runbooks.replace("{alert}", definition.alert),
        "dashboard_url": f"{links.grafana.rstrip('/')}{path}" if path and links.grafana else "",
    }
    return {name: text for name, text in found.items() if text}
