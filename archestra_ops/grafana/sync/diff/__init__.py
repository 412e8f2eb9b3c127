"""What a change of a dashboard comes to, in the words of whoever looks at it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from archestra_ops.grafana.appearance import Json
from archestra_ops.grafana.sync.diff.change import Change, Facts, changed, known
from archestra_ops.grafana.sync.diff.panels import panel_changes
from archestra_ops.grafana.sync.diff.settings import (
    annotation_facts,
    board_facts,
    link_facts,
    variable_facts,
)

__all__ = ["Change", "changes"]


def changes(before: Json, after: Json) -> list[Change]:
    """How *after* differs from *before*, which may be anybody's: board, variables, then panels.

    What Grafana adds of its own is no difference. Nothing is listed for a difference that nobody
    would see, such as a panel that stands elsewhere only because others came.
    """
    if "elements" in before:
        what = "Grafana's v2 schema"
        return [Change(kind="replaced", subject="the dashboard", name=f"it is in {what}")]
    return [
        *changed("board", "", board_facts(before), board_facts(after)),
        *_named("link", link_facts(before), link_facts(after)),
        *_named("annotation", annotation_facts(before), annotation_facts(after)),
        *_named("variable", variable_facts(before), variable_facts(after)),
        *panel_changes(before, after),
    ]


def _named(
    subject: str, before: Mapping[str, Facts], after: Mapping[str, Facts]
) -> Iterator[Change]:
    """What was added, removed or changed of things that are known by their names."""
    for name in before:
        if name not in after:
            yield Change(kind="removed", subject=subject, name=name)
    for name, facts in after.items():
        if name not in before:
            yield Change(kind="added", subject=subject, name=name)
        else:
            yield from changed(subject, name, known(before[name], facts), facts)
