"""Rules as they are defined, and as Prometheus gets them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

SEVERITIES: Final = ("critical", "warning", "info", "none")


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule of a rule file: it records a series or raises an alert, and the other is empty.

    `hold` is what the file calls `for`; `keep_firing_for` needs Prometheus 2.42 or newer.
    """

    expr: str
    record: str = ""
    alert: str = ""
    hold: str = ""
    keep_firing_for: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    annotations: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class RuleGroup:
    """Rules that are evaluated together, in their order, each `interval` or the server's own."""

    name: str
    interval: str = ""
    rules: tuple[Rule, ...]


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """A rule that is not rendered, and why, as the end of a sentence."""

    rule: str
    group: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Definition:
    """One rule as it is defined in `alerts/<platform>/<group>.yaml`, nothing put in yet.

    `severity` is one of SEVERITIES; `hold` is its `for`, with the reason in `hold_reason`. `needs`
    are paths of values that must be set; `each` is the path of a list with one rule per entry.
    `window` is the range of signals that count something. `board` and `panel` name where it can
    be seen, `scenario` and `drill` (durations) how it is drilled. `inhibits` are the alerts, or
    whole groups of them, that say no more once this one fires; `across` are labels of sites that
    may differ then, because what fails runs apart from what needs it. `always` marks the one alert
    that fires for good, to prove the way to the receiver. `entry` has what `${each.…}` stands for,
    where it is no entry of a list. `objective` is the one that it is made of. `file` and `line` are
    where it stands.
    """

    file: str
    line: int
    group: str
    expr: str
    record: str = ""
    alert: str = ""
    severity: str = ""
    hold: str = ""
    hold_reason: str = ""
    keep_firing_for: str = ""
    needs: tuple[str, ...] = ()
    each: str = ""
    window: str = "5m"
    labels: Mapping[str, str] = field(default_factory=dict)
    summary: str = ""
    description: str = ""
    runbook: str = ""
    board: str = ""
    panel: str = ""
    scenario: str = ""
    drill: Mapping[str, str] = field(default_factory=dict)
    inhibits: tuple[str, ...] = ()
    across: tuple[str, ...] = ()
    always: bool = False
    entry: Mapping[str, str] = field(default_factory=dict)
    objective: str = ""

    @property
    def name(self) -> str:
        """The alert's name, or that of the series which is recorded."""
        return self.alert or self.record


@dataclass(frozen=True, kw_only=True)
class Objective:
    """A service level objective as it is defined.

    `events` and `errors` are PromQL for how many there were in `slo.base`, summed by what rules
    keep; `alert` is what burns when the budget does, without an expression of its own. What it
    promises are the values under `slo.<name>`.
    """

    name: str
    title: str
    events: str
    errors: str
    alert: Definition


@dataclass(frozen=True, kw_only=True)
class DefinedGroup:
    """The rules of one definition file, in their order, and objectives that rules are made of."""

    name: str
    title: str
    interval: str = ""
    definitions: tuple[Definition, ...]
    objectives: tuple[Objective, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Links:
    """What annotations point to.

    `runbooks` is a URL in which `{alert}` stands for the alert's name. `grafana` is the URL before
    the paths in `panels`, which are by board (slug) and panel (title; empty for the board itself).
    What is empty gives no annotation.
    """

    runbooks: str = ""
    grafana: str = ""
    panels: Mapping[tuple[str, str], str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class RuleSet:
    """The rules of a platform for one provider.

    `definitions` are those of its alerts, by name, also of the ones that are left out. `notes` are
    sentences about values that an operator should think about. `unseen` has, for alerts that rest
    on such, the metrics that nobody has seen; `proposed` are those of them, and others, that the
    documentation lacks, too.
    """

    groups: tuple[RuleGroup, ...]
    left_out: tuple[LeftOut, ...]
    definitions: Mapping[str, Definition]
    notes: tuple[str, ...] = ()
    unseen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    assumed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    proposed: frozenset[str] = frozenset()
