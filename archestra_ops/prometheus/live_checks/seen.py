"""What was seen of a Prometheus, for checks to judge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from archestra_ops.errors import OpsError
from archestra_ops.packs.model import Platform
from archestra_ops.packs.provider import Provider
from archestra_ops.prometheus.live_checks.drift import Drift, drift, is_of
from archestra_ops.prometheus.live_checks.heard import Heard
from archestra_ops.prometheus.live_checks.product import Product
from archestra_ops.prometheus.live_checks.wording import spoken
from archestra_ops.prometheus.results import LoadedGroup, Target
from archestra_ops.prometheus.rules.model import RuleGroup

POSTGRES = "postgres"
"""The part of an estate that is the PostgreSQL exporter; the others are processes."""
_MINUTE = 60.0
MOST_SERIES = 10_000
"""How many series one metric may have, by default."""


@dataclass(frozen=True, kw_only=True)
class Aim:
    """What should be there: the platform's processes, a provider's exporter, and these rules.

    `jobs` are the regular expressions by which alerts find the jobs of a process. `most_series` is
    how many series one metric may have.
    """

    platform: Platform
    provider: Provider
    groups: Sequence[RuleGroup] = ()
    jobs: Mapping[str, str] = field(default_factory=dict)
    most_series: int = MOST_SERIES

    @property
    def parts(self) -> tuple[str, ...]:
        """The processes that every installation has, and the exporter where there is one."""
        own = (name for name, one in self.platform.processes.items() if not one.optional)
        return (*own, POSTGRES) if self.platform.postgres else tuple(own)

    def title(self, part: str) -> str:
        """What sentences call *part*."""
        process = self.platform.processes.get(part)
        if process is None:
            return "the PostgreSQL exporter"
        # A program of others goes by its own name; what it does is said behind a comma.
        called, _, _ = process.title.partition(",")
        return called if process.foreign else f"the {called}"


@dataclass(frozen=True, kw_only=True)
class Scraped:
    """A target, and which `part` of the estate it is.

    `has_page` says that its series are the part's own, not only its name. `since` is for how many
    seconds it has been as it is, None where that is not known; `longer` that it may be more.
    `started` is when its process started (seconds since 1970), 0 where it does not tell.
    """

    part: str
    target: Target
    has_page: bool = True
    since: float | None = None
    longer: bool = False
    started: float = 0.0

    @property
    def subject(self) -> str:
        """Its job and its instance, as findings show it."""
        labels = self.target.labels
        return f"{labels.get('job', '?')} {labels.get('instance') or self.target.url}"

    @property
    def lasting(self) -> str:
        """For how long it has been as it is, in words; empty where that is not known."""
        if self.since is None:
            return ""
        if self.since < _MINUTE:  # `up` is looked at once a minute
            return "for less than a minute"
        return f"for {'at least ' if self.longer else ''}{spoken(self.since)}"


@dataclass(frozen=True, kw_only=True)
class Exemplars:
    """Whether the storage is on (None: not told), how many there were lately, and of how much.

    `events` is how many calls there were at that time that should have brought one.
    """

    is_on: bool | None
    count: int = 0
    events: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A server; what is None or empty could not be seen, or was not looked for.

    `error` is why it could not be asked at all. `now` is our clock (seconds since 1970), `ahead`
    how many seconds the server's is before it. `targets` are the estate's alone;
    `listed` says that they are known by the list of targets. `retention` is as
    it is written, `15d`. `series` counts those of the largest metrics. `failures` is what kept us
    from seeing something, by what that is. `heard` is which of the platform's profiles the series
    speak.
    """

    url: str
    aim: Aim
    now: float
    error: OpsError | None = None
    product: Product = Product.PROMETHEUS
    version: str = ""
    ahead: float | None = None
    targets: tuple[Scraped, ...] | None = None
    listed: bool = True
    groups: tuple[LoadedGroup, ...] | None = None
    retention: str | None = None
    exemplars: Exemplars | None = None
    series: Mapping[str, int] = field(default_factory=dict)
    failures: Mapping[str, OpsError] = field(default_factory=dict)
    heard: Heard = Heard()  # noqa: RUF009 - frozen

    def of(self, part: str) -> tuple[Scraped, ...]:
        """The targets that are *part*."""
        return tuple(one for one in self.targets or () if one.part == part)

    @cached_property
    def drift(self) -> Drift:
        """How the rules that are loaded differ from those that are wanted; none where unknown."""
        return drift(self.aim.groups, self.groups or (), f"{self.aim.platform.name}-")

    @property
    def ours(self) -> tuple[LoadedGroup, ...]:
        """The groups that are loaded and ours by their names, of whichever profile or release."""
        prefix = f"{self.aim.platform.name}-"
        return tuple(group for group in self.groups or () if group.name.startswith(prefix))

    @cached_property
    def mistaken(self) -> str:
        """The profile that rules of ours are loaded for, where nothing of that is there."""
        return self.heard.mistaken(rule.expr for group in self.ours for rule in group.rules)

    @property
    def with_rules(self) -> bool:
        """Whether any of the wanted groups is loaded, whole or cut into several."""
        names = tuple(group.name for group in self.aim.groups)
        return any(is_of(group.name, names) for group in self.groups or ())
