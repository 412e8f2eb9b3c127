"""Drills of alerts: each through promtool on series of its own, some at a time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import as_completed
from dataclasses import dataclass, replace
from typing import Final

from archestra_ops import promql
from archestra_ops.emitter.estate import databases_of
from archestra_ops.emitter.scenario import STEADY, scenarios
from archestra_ops.errors import OpsError
from archestra_ops.packs.model import Platform
from archestra_ops.packs.provider import Provider
from archestra_ops.packs.structure import did_you_mean
from archestra_ops.prometheus import duration
from archestra_ops.prometheus.children import threads
from archestra_ops.prometheus.rules.model import Definition, Rule, RuleSet
from archestra_ops.verify.drill.engine import Answers, Question, ask
from archestra_ops.verify.drill.part import Part, part
from archestra_ops.verify.drill.silence import inputs
from archestra_ops.verify.drill.timing import Timing, timing
from archestra_ops.verify.drill.verdict import (
    States,
    Verdict,
    letters,
    problems,
    silent_in,
    timeline,
)
from archestra_ops.verify.drill.world import World
from archestra_ops.verify.progress import Progress, silent

AT_ONCE: Final = 2  # drills; promtool and the simulation take turns
_STATE: Final = re.compile(r'alertstate="(\w+)"')


@dataclass(frozen=True, kw_only=True)
class Course:
    """What is drilled: the rules of a platform for one provider, on the emitter's *seed*."""

    platform: Platform
    provider: Provider
    rules: RuleSet
    seed: int = 1

    def world(self, of: Part, phases: Timing, scenario: str) -> World:
        """The installation in which *scenario* happens."""
        return World(
            platform=self.platform,
            provider=self.provider,
            scenario=scenario,
            names=of.names,
            interval=phases.interval,
            healthy=phases.healthy,
            lasts=phases.lasts,
            seed=self.seed,
        )


def chosen(rules: RuleSet, names: Sequence[str]) -> list[Definition]:
    """The definitions of the alerts called *names*, or of all; OpsError for an unknown name."""
    for name in names:
        if name not in rules.definitions:
            near = did_you_mean(name, rules.definitions)
            hint = near if near.startswith("did you mean") else "`ops alerts list` names them all"
            raise OpsError(f"no alert named '{name}'", hint=hint)
    return [rules.definitions[name] for name in names or rules.definitions]


def drills(
    course: Course, definitions: Sequence[Definition], progress: Progress = silent
) -> list[Verdict]:
    """The verdicts on the alerts of *definitions*, in their order."""
    found: dict[int, Verdict] = {}
    for place, verdict in _at_once([_drill_of(course, one) for one in definitions]):
        found[place] = verdict
        progress("drilling", len(found), len(definitions))
    return [found[place] for place in range(len(definitions))]


def _at_once(work: Sequence[Callable[[], Verdict]]) -> Iterator[tuple[int, Verdict]]:
    with threads(AT_ONCE) as pool:
        running = {pool.submit(one): place for place, one in enumerate(work)}
        for done in as_completed(running):
            yield running[done], done.result()


def _drill_of(course: Course, definition: Definition) -> Callable[[], Verdict]:
    return lambda: drill(course, definition)


def drill(course: Course, definition: Definition) -> Verdict:
    """The drill of one alert.

    Raises ToolMissingError without promtool, OpsError where it refuses the rules.
    """
    verdict = Verdict(
        alert=definition.alert,
        severity=definition.severity,
        scenario=definition.scenario,
        always=definition.always,
    )
    reason = next((o.reason for o in course.rules.left_out if o.rule == definition.alert), "")
    if reason:
        return replace(verdict, left_out=reason)
    own = part(course.rules, [definition.alert])
    phases = timing(own, course.provider, definition.drill)
    if definition.always:
        return _always(course, own, phases, verdict)
    problem = _no_scenario(course, definition)
    if problem:
        return replace(verdict, timing=phases, problems=(problem,))
    states, seen, silent_rules = _played(course, own, phases, definition.scenario)
    pending, firing, resolved = timeline(states, phases)
    return replace(
        verdict,
        timing=phases,
        pending=pending,
        firing=firing,
        resolved=resolved,
        states=letters(states, phases),
        problems=(*problems(states, phases, seen=seen), *silent_rules),
    )


def _no_scenario(course: Course, definition: Definition) -> str:
    """Why no scenario can make the alert fire; empty where one may."""
    name = definition.scenario
    if not name or name == STEADY:
        return "no scenario can make it fire: its definition names none"
    known = scenarios((course.platform, *databases_of(course.platform, [course.provider])))
    if name not in known:
        hint = did_you_mean(name, known)
        return f"no scenario can make it fire: there is none named '{name}' ({hint})"
    return ""


def _played(
    course: Course, own: Part, phases: Timing, scenario: str
) -> tuple[States, bool, list[str]]:
    """What the alert did when, whether it saw anything while all was well, and what is missing.

    The last are sentences on those of its rules that never fired, where it has several.
    """
    every = [i * phases.interval for i in range(phases.steps + 1)]
    healthy = [phases.healthy - phases.interval]
    rules = own.alerts
    fired = [_fired(rule, phases) for rule in rules] if len(rules) > 1 else []
    there = " or ".join(f"({inputs(rule.expr)})" for rule in rules)
    alerting, seen, *counts = ask(
        own.rules,
        course.world(own, phases, scenario).series(phases.steps),
        [_alerting(rules[0], every), Question(expr=there, moments=healthy), *fired],
        interval=phases.interval,
        every=phases.interval,
    )
    never = [rule for rule, count in zip(rules, counts, strict=False) if not count]
    return _states(alerting), bool(seen), [_never(rule) for rule in never] if any(counts) else []


def _fired(rule: Rule, phases: Timing) -> Question:
    """Whether just this rule of its alert fired at any time."""
    expr = (
        f'count_over_time(ALERTS{{alertname="{rule.alert}",alertstate="firing"'
        f"{_own(rule)}}}[{duration.text(phases.steps * phases.interval)}])"
    )
    return Question(expr=f"count({expr})", moments=[phases.steps * phases.interval])


def _own(rule: Rule) -> str:
    """The labels of a rule that are no templates, as matchers."""
    plain = {name: value for name, value in rule.labels.items() if "{{" not in value}
    return "".join(f",{promql.Matcher(name, '=', value)}" for name, value in plain.items())


def _never(rule: Rule) -> str:
    labels = ", ".join(f"{name} {value}" for name, value in rule.labels.items())
    return f"one of its rules never fires, that with {labels}"


def _always(course: Course, own: Part, phases: Timing, verdict: Verdict) -> Verdict:
    """The drill of an alert that proves by firing: it may never be silent."""
    every = [i * phases.interval for i in range(phases.steps + 1)]
    series = course.world(own, phases, STEADY).series(phases.steps)
    (alerting,) = ask(
        own.rules,
        series,
        [_alerting(own.alerts[0], every)],
        interval=phases.interval,
        every=phases.interval,
    )
    states = _states(alerting)
    silence = silent_in(states, [moment for moment in every if moment > phases.within])
    said = () if silence is None else ("it is to fire always, and is silent at times",)
    return replace(verdict, timing=phases, states=letters(states, phases), problems=said)


def _alerting(rule: Rule, moments: Sequence[float]) -> Question:
    return Question(
        expr=f'max by (alertstate) (ALERTS{{alertname="{rule.alert}"}})', moments=moments
    )


def _states(alerting: Answers) -> States:
    return {moment: frozenset(_STATE.findall(said)) for moment, said in alerting.items()}
