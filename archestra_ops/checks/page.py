"""A metrics page beside the catalogue: which of the platform's metrics it has, and how."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from archestra_ops.exposition import FamilySurvey, Format, Kind, Problem, Survey
from archestra_ops.packs.model import Metric, Platform

MOST_SAMPLES = 10_000
"""How many samples one metric may have on a page, by default."""

# What client libraries and web frameworks bring by themselves: any program may have these.
_ANYBODYS = ("process_", "nodejs_", "go_", "python_", "http_request_")
# After these, what a page lacks may only not have been read.
_CUT = frozenset({Kind.NO_EOF, Kind.TRUNCATED})
_ENDED_EARLY = _CUT | {Kind.AFTER_EOF, Kind.TOO_MANY_FAMILIES}


@dataclass(frozen=True)
class Seen:
    """A metric of the catalogue as it is on a page.

    There are several families where TYPE lines are missing or wrong: then `…_bucket`, `…_sum` and
    `…_count`, or a counter and its `…_total`, are families of their own.
    """

    metric: Metric
    families: tuple[FamilySurvey, ...]

    @cached_property
    def type(self) -> str:
        """The type that its TYPE line names; `unknown` without one."""
        types = [family.type for family in self.families if family.type != "unknown"]
        return types[0] if types else "unknown"

    @cached_property
    def samples(self) -> int:
        """How many samples it has."""
        return sum(family.samples for family in self.families)

    @cached_property
    def labels(self) -> frozenset[str]:
        """The labels that any of its series has, without `le` and `quantile`."""
        return frozenset(
            name for family in self.families for names in family.label_sets for name in names
        )

    def values(self, label: str) -> tuple[str, ...]:
        """The values of *label*, or the first of them."""
        return tuple(
            dict.fromkeys(
                value for family in self.families for value in family.values.get(label, ())
            )
        )

    @cached_property
    def bounds(self) -> frozenset[float]:
        """The bounds of its buckets, or its quantiles."""
        return frozenset(float(bound) for family in self.families for bound in family.bounds)

    @cached_property
    def traced(self) -> int:
        """How many of its exemplars name something."""
        return sum(family.exemplars - family.empty_exemplars for family in self.families)


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page and whose it is; `subject` is its address or file.

    `expected` are the processes that it was said to be of, empty where nobody said.
    `content_type` is the header that it came with, None for a file, `bar` how many samples of one
    metric are still well. `speaks` is the profile that it was recognised by, empty where that
    cannot be told or the platform has none; `mistaken` says that nothing of the one that was chosen
    is on it.
    """

    subject: str
    platform: Platform
    survey: Survey
    expected: tuple[str, ...] = ()
    content_type: str | None = None
    bar: int = MOST_SAMPLES
    speaks: str = ""
    mistaken: bool = False

    @cached_property
    def seen(self) -> Mapping[str, Seen]:
        """The metrics of the catalogue that the page has, by name, observed or only declared."""
        found: dict[str, tuple[FamilySurvey, ...]] = {}
        for family in self.survey.families.values():
            metric = self._metric_of(family)
            if metric is not None:
                found[metric.name] = (*found.get(metric.name, ()), family)
        return {
            name: Seen(self.platform.metrics[name], families) for name, families in found.items()
        }

    @cached_property
    def strangers(self) -> tuple[str, ...]:
        """Metrics that the catalogue does not have, by the name of their samples."""
        return tuple(
            self.sample_name(family)
            for family in self.survey.families.values()
            if self._metric_of(family) is None and not self._is_birthday(family)
        )

    @cached_property
    def names(self) -> frozenset[str]:
        """All metrics of the page, by the name of their samples."""
        return frozenset(map(self.sample_name, self.survey.families.values()))

    @cached_property
    def is_platforms(self) -> bool:
        """Whether it has anything that only this platform has."""
        own = (
            name
            for name, seen in self.seen.items()
            if not name.startswith(_ANYBODYS) and not self._is_others(seen.metric)
        )
        return any(own) or not self.names.isdisjoint(self.platform.legacy.metrics)

    @cached_property
    def recognised(self) -> frozenset[str]:
        """The processes that it shows itself to be of, by metrics that no other has."""
        if self.mistaken:
            return frozenset()  # names that two profiles share tell nothing then
        told = (s.metric for s in self.seen.values() if s.metric.documented or not s.metric.seen)
        homes = map(self._homes, told)
        return frozenset(home[0] for home in homes if len(home) == 1) | self._anchored

    @cached_property
    def processes(self) -> frozenset[str]:
        """The processes whose metrics are to be on it."""
        expected = frozenset(self.expected)
        if self.recognised and expected.isdisjoint(self.recognised):
            return self.recognised
        return expected | self.recognised

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with its lines, without what only its early end brought about."""
        found = self.survey.problems
        cut = {problem.line for problem in found if problem.kind in _CUT}
        return tuple(
            problem
            for problem in found
            if problem.kind in _CUT
            or not cut
            or (problem.line not in cut and problem.kind is not Kind.NO_INF_BUCKET)
        )

    @cached_property
    def wanted(self) -> frozenset[str]:
        """The same; where nothing tells, those that every installation has."""
        return self.processes or frozenset(
            name
            for name, process in self.platform.processes.items()
            if not (process.optional or process.foreign)
        )

    @cached_property
    def may_be_empty(self) -> bool:
        """Whether all that is to be on it comes and goes with what happens."""
        metrics = self.platform.metrics.values()
        own = [one for one in metrics if not self.wanted.isdisjoint(self._homes(one))]
        return bool(own) and all(one.only_while for one in own)

    @cached_property
    def is_foreign(self) -> bool:
        """Whether it is something else than a metrics page."""
        return any(problem.kind is Kind.NOT_METRICS for problem in self.survey.problems)

    @cached_property
    def is_dropped(self) -> bool:
        """Whether Prometheus throws the page away; lines of it are not read here either, then."""
        return any(problem.kind.drops_page for problem in self.survey.problems)

    @cached_property
    def is_whole(self) -> bool:
        """Whether what is not on it can be called missing."""
        survey = self.survey
        kinds = {problem.kind for problem in survey.problems}
        all_told = survey.problem_count == len(survey.problems)
        return self.is_platforms and all_told and kinds.isdisjoint(_ENDED_EARLY)

    def lacks(self, metric: Metric) -> bool:
        """Whether *metric* ought to be on the page, and is not under its former name either."""
        here = not self.wanted.isdisjoint(self._homes(metric))
        if not self.is_whole or metric.twin or metric.name in self.seen or not here:
            return False
        renamed = self.platform.legacy.metrics.items()
        return self.names.isdisjoint(old for old, new in renamed if new == metric.name)

    def surplus(self, seen: Seen) -> frozenset[str]:
        """The labels of a metric that neither the catalogue nor an operator gives it."""
        platform = self.platform
        left = seen.labels - frozenset(seen.metric.labels) - frozenset(platform.extra_labels)
        return left - frozenset(platform.legacy.labels) - self.custom(seen)

    def custom(self, seen: Seen) -> frozenset[str]:
        """The labels of a metric that an operator gave it, which a prefix tells on any metric."""
        prefix = self.platform.custom_labels_prefix
        if not (seen.metric.custom_labels or prefix):
            return frozenset()
        given = {*seen.metric.labels, *self.platform.extra_labels, *self.platform.legacy.labels}
        return frozenset(one for one in seen.labels - given if one.startswith(prefix))

    def _homes(self, metric: Metric) -> tuple[str, ...]:
        """The processes that have it."""
        return metric.processes or tuple(self.platform.processes)

    @property
    def _anchored(self) -> frozenset[str]:
        """The processes whose anchor is on the page, where no other has it."""
        found: set[str] = set()
        for name, process in self.platform.processes.items():
            metric = self.platform.metric_of(process.anchor)
            if metric is not None and metric.name in self.seen and self._homes(metric) == (name,):
                found.add(name)
        return frozenset(found)

    def _is_others(self, metric: Metric) -> bool:
        """Whether any program may have it; not where its page was said to be that."""
        return self.platform.is_foreign(metric) and not set(self._homes(metric)) & set(
            self.expected
        )

    def _is_birthday(self, family: FamilySurvey) -> bool:
        """Whether it says when a metric of the catalogue began, as client libraries add it."""
        base = family.name.removesuffix("_created")
        return base != family.name and bool({base, f"{base}_total"} & self.platform.metrics.keys())

    def sample_name(self, family: FamilySurvey) -> str:
        """The name of a family as its samples and PromQL have it."""
        total = self.survey.format is Format.OPENMETRICS and family.type == "counter"
        return (
            f"{family.name}_total" if total and not family.name.endswith("_total") else family.name
        )

    def _metric_of(self, family: FamilySurvey) -> Metric | None:
        metrics = self.platform.metrics
        if family.type == "unknown":
            found = self.platform.metric_of(family.name) or metrics.get(family.name)
            return found or metrics.get(f"{family.name}_total")
        # The second is for a counter whose TYPE line names another type.
        return metrics.get(self.sample_name(family)) or metrics.get(f"{family.name}_total")
