"""What is put into a definition's texts: values, labels to keep, matchers, a provider's signals."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from archestra_ops import promql
from archestra_ops.errors import OpsError
from archestra_ops.packs.model import Platform
from archestra_ops.packs.provider import Provider
from archestra_ops.packs.structure import did_you_mean
from archestra_ops.prometheus.rules import occurrences
from archestra_ops.prometheus.rules.kinds import matchers
from archestra_ops.prometheus.rules.values import Values

_LABELS: Final = ("by_agent", "by", "identity")
_PLACEHOLDER: Final = rf"\$(?:{'|'.join(_LABELS)})\b"
_LIST: Final = re.compile(rf"(,\s*)?({_PLACEHOLDER}(?:\s*,\s*{_PLACEHOLDER})*)(\s*,\s*)?")
_VALUE: Final = re.compile(r"\$\{([^}\n]*)\}")
_ROLE: Final = re.compile(r"\[([a-z]+)\]")
_LABEL_LIST: Final = re.compile(
    r"(?P<before>\b(?:by|without|on|ignoring|group_left|group_right)\s*\()(?P<names>[^()]*)(?=\))"
)
_ACTION: Final = re.compile(r"\{\{.*?\}\}", re.DOTALL)
# Made by others, whose scrape does not add our matchers' labels: the kubelet's and
# kube-state-metrics' series, and Prometheus' and Mimir's own.
_FOREIGN: Final = ("kube_", "kubelet_", "container_", "prometheus_", "cortex_")
BOUND: Final = "bound"


@dataclass(frozen=True, kw_only=True)
class Insertion:
    """What goes into the texts of one rule; `entry` are the fields of its `each`.

    Without a `platform`, every process is taken to tell when it started.
    """

    provider: Provider
    values: Values
    platform: Platform | None = None
    agent_labels: Sequence[str] = ()
    entry: Mapping[str, str] = field(default_factory=dict)

    def expression(self, expr: str, window: str) -> str:
        """*expr* as Prometheus gets it; *window* is the range of signals that count something.

        Raises OpsError for an unknown value, placeholder or signal, and where it is no PromQL.
        """
        text = self._labelled(expr, promql.signals(expr))
        # Before values are put in, which are free text: an agent may be called "Pay $value".
        left = promql.variables(promql.fill(text, lambda _path: "0"))
        if left:
            name = min(left)
            raise OpsError(f"no placeholder named '${name}'", hint=did_you_mean(name, _LABELS))
        text = occurrences.expand(
            promql.fill(text, self.value), self.values.texts("by"), starts=self._starts
        )
        chosen = matchers(self.values.text("selector"))
        text = promql.with_matchers(text, chosen, where=self._is_platforms)
        bindings = {name: self._signal(name, window) for name in self.provider.signals}
        bound = promql.expand(text, bindings)
        promql.parse(bound)
        return bound

    def template(self, text: str, expr: str) -> str:
        """*text* of an annotation or a label of the rule with *expr*, its `{{ … }}` kept.

        A text that is a value is no template: in an action it is quoted, elsewhere its braces are.
        """
        signals = promql.signals(expr)
        parts: list[str] = []
        done = 0
        for action in _ACTION.finditer(text):
            parts.append(self._put(text[done : action.start()], _literal))
            inner = _ROLE.sub(lambda found: self._role(found, signals), action[0])
            parts.append(self._put(inner, _argument))
            done = action.end()
        return "".join((*parts, self._put(text[done:], _literal)))

    def plain(self, text: str) -> str:
        """*text* with values and nothing else."""
        return self._put(text, str)

    def value(self, path: str) -> str:
        """What `${path}` stands for: a value, or a field of the entry that the rule is for.

        `${path|bound}` is a pattern for a bucket's bound: Prometheus 3 has `1.0` for `1`.
        """
        name, _, form = path.partition("|")
        key = name.removeprefix("each.")
        if key == name:
            text = self.values.text(name)
        elif key in self.entry:
            text = self.entry[key]
        else:
            raise OpsError(f"an entry has no '{key}'", hint=did_you_mean(key, self.entry))
        if form not in ("", BOUND):
            raise OpsError(f"no form named '{form}'", hint=did_you_mean(form, (BOUND,)))
        return bound_pattern(text) if form else text

    def _put(self, text: str, spell: Callable[[str], str]) -> str:
        return _VALUE.sub(lambda found: spell(self.value(found[1])), text)

    def _labelled(self, expr: str, signals: frozenset[str]) -> str:
        """*expr* with labels for `$by` and its like, and for roles as in `by ([database])`."""
        text = _LIST.sub(
            lambda found: self._listed(found, signals),
            _ROLE.sub(lambda found: self._role(found, signals), expr),
        )
        return _LABEL_LIST.sub(_once, text)

    def _listed(self, found: re.Match[str], signals: frozenset[str]) -> str:
        names = dict.fromkeys(
            label for name in re.findall(r"\w+", found[2]) for label in self._labels(name, signals)
        )
        before, after = found[1] or "", found[3] or ""
        if names:
            return f"{before}{', '.join(names)}{after}"
        return before if before and after else ""

    def _labels(self, name: str, signals: frozenset[str]) -> Sequence[str]:
        by = self.values.texts("by")
        if name == "identity":
            return self._identity(signals)
        return (*by, *self.agent_labels) if name == "by_agent" else by

    def _identity(self, signals: frozenset[str]) -> Sequence[str]:
        known = sorted(signals & self.provider.signals.keys())
        return self.provider.identity_of(known[0]) if known else self.provider.identity

    def _role(self, found: re.Match[str], signals: frozenset[str]) -> str:
        if found[1] == "server":
            return self._identity(signals)[0]
        return self.provider.roles.get(found[1], found[0])

    def _signal(self, name: str, window: str) -> str:
        """The provider's PromQL for the signal *name*, with the labels that rules keep."""
        binding = self.provider.signals[name]
        expr = binding.expr.replace("$window", window)
        own = matchers(self._postgres_selector)
        if binding.foreign:
            chosen = [one for one in own if one.label in binding.identity]
        else:
            chosen = [*matchers(self.values.text("selector")), *own]
        expr = promql.with_matchers(expr, chosen)
        return promql.keep_labels(expr, self.values.texts("by"))

    @property
    def _postgres_selector(self) -> str:
        path = "postgres_selector"
        return self.values.text(path) if path in self.values.entries else ""

    @property
    def _starts(self) -> bool:
        """Whether the platform's processes tell when they started."""
        return self.platform is None or occurrences.START in self.platform.metrics

    def _is_platforms(self, selector: promql.Selector) -> bool:
        name = selector.name or ""
        if ":" in name or name == "ALERTS" or name.startswith(_FOREIGN):
            return False
        metric = self.platform.metric_of(name) if self.platform else None
        return metric is None or not (self.platform and self.platform.is_foreign(metric))


def bound_pattern(text: str) -> str:
    """A regular expression for the bucket bound *text*, a number, however it is stored."""
    whole, _, part = text.partition(".")
    return f"{whole}[.]{part.rstrip('0')}" if part.strip("0") else f"{whole}([.]0)?"


def _once(found: re.Match[str]) -> str:
    """A list of labels with each in it once: an operator may keep one that a definition names."""
    names = [name.strip() for name in found["names"].split(",")]
    return (
        found[0]
        if len(set(names)) == len(names)
        else (found["before"] + ", ".join(dict.fromkeys(names)))
    )


def _literal(text: str) -> str:
    return text.replace("{{", '{{ "{{" }}')


def _argument(text: str) -> str:
    is_number = re.fullmatch(r"-?[0-9.]+", text) is not None
    return text if is_number else '"' + text.replace("\\", r"\\").replace('"', r"\"") + '"'
