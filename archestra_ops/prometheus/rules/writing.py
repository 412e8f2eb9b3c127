"""Rules as YAML that is pleasant to read: literal blocks, and quotes only where they are needed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

import yaml

from archestra_ops.prometheus.rules.model import Rule, RuleGroup

_WIDTH: Final = 1_000_000  # no line is broken: expressions and sentences stay greppable
# What a reader of YAML 1.1 or 1.2 takes for something else than a text: Kubernetes turns YAML into
# JSON first and would then refuse a number or a `y` where the schema wants a text.
_MISREAD: Final = re.compile(
    r"[yn]|[-+]?[0-9][0-9_]*(\.[0-9]*)?([eE][-+]?[0-9]+)?|0[ox][0-9a-f]+|[-+]?\.(inf|nan)",
    re.IGNORECASE,
)

# Line breaks to YAML 1.1, which other styles than double quotes fold.
_BREAKS: Final = re.compile("[\r\x85\u2028\u2029]")


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: FBT001, FBT002 - PyYAML's signature
        """Indent lists within tables, as every example of Prometheus has them."""
        del indentless
        super().increase_indent(flow, indentless=False)


def _text(dumper: _Dumper, value: str) -> yaml.ScalarNode:
    style = None
    if _MISREAD.fullmatch(value) or _BREAKS.search(value):
        style = '"'
    elif "\n" in value:
        style = "|"
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _text)


def to_yaml(groups: Iterable[RuleGroup]) -> str:
    """A Prometheus rule file with *groups*; the same text for the same groups."""
    return document({"groups": [group_table(group) for group in groups]})


def document(value: object) -> str:
    """*value*, of tables, lists and texts, as a YAML document."""
    return yaml.dump(
        value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH, indent=2
    )


def group_table(group: RuleGroup) -> dict[str, Any]:
    """*group* as a rule file has it."""
    interval = {"interval": group.interval} if group.interval else {}
    return {"name": group.name, **interval, "rules": [_rule(rule) for rule in group.rules]}


def _rule(rule: Rule) -> dict[str, Any]:
    return dict(_entries(rule))


def _entries(rule: Rule) -> Iterator[tuple[str, object]]:
    entries = (
        ("record", rule.record),
        ("alert", rule.alert),
        ("expr", rule.expr),
        ("for", rule.hold),
        ("keep_firing_for", rule.keep_firing_for),
        ("labels", dict(rule.labels)),
        ("annotations", dict(rule.annotations)),
    )
    return ((key, value) for key, value in entries if value)
