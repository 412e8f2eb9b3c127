"""A whole installation: the platform's processes and its PostgreSQL, as scrape targets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from archestra_ops.emitter.registry import Params, Registry
from archestra_ops.emitter.scenario import what_happens
from archestra_ops.emitter.simulation import POSTGRES, Settings, Simulation
from archestra_ops.errors import OpsError
from archestra_ops.packs.bound import Bound, for_platform
from archestra_ops.packs.model import Pack, Platform
from archestra_ops.packs.provider import Provider
from archestra_ops.packs.structure import did_you_mean


@dataclass(frozen=True, kw_only=True)
class Target:
    """What one scrape job sees at one address.

    `home` is the process whose page it is, `params` are the job's URL parameters. `honor` says that
    labels of the page go before those of the target.
    """

    job: str
    instance: str
    simulation: Simulation[Pack]
    home: str
    honor: bool = False
    params: Params = field(default_factory=dict)

    @property
    def registry(self) -> Registry:
        """The metrics on its page."""
        return self.simulation.registries[self.home]


@dataclass(frozen=True, kw_only=True)
class Estate:
    """The simulations of an installation; all move together."""

    platform: Simulation[Platform]
    providers: Mapping[str, Simulation[Bound]]

    def advance(self, until: float) -> None:
        """Move everything on to *until* (unix seconds)."""
        self.platform.advance(until)
        for simulation in self.providers.values():
            simulation.advance(until)

    def process(self, name: str) -> tuple[Simulation[Pack], str]:
        """The simulation and the home of the page of the process called *name*, or `postgres`.

        Raises OpsError where there is no such page.
        """
        if name == POSTGRES and self.providers:
            return next(iter(self.providers.values())), POSTGRES
        if name in self.platform.registries:
            return self.platform, name
        pack = self.platform.pack
        if name == POSTGRES and not pack.postgres:
            raise OpsError(
                f"{pack.title} has no PostgreSQL that is looked at",
                hint=f"its processes are {', '.join(pack.processes)}",
            )
        known = [*self.platform.registries, *([POSTGRES] if pack.postgres else [])]
        if name in pack.processes:
            raise OpsError(
                f"process {name!r} has no page of its own where one process does everything",
                hint=f"its metrics are on the page of {known[0]!r}",
            )
        raise OpsError(f"no process named {name!r}", hint=did_you_mean(name, known))

    def targets(self, addresses: Mapping[str, str]) -> list[Target]:
        """The scrape targets; *addresses* gives `host:port` by process and by provider name."""
        return [*self._processes(addresses), *self._databases(addresses)]

    def _processes(self, addresses: Mapping[str, str]) -> Iterator[Target]:
        for name, process in self.platform.pack.processes.items():
            if name in self.platform.registries:
                yield Target(
                    job=process.job,
                    instance=addresses[name],
                    simulation=self.platform,
                    home=name,
                    honor=process.honor_labels,
                )

    def _databases(self, addresses: Mapping[str, str]) -> Iterator[Target]:
        for name, simulation in self.providers.items():
            for job in simulation.pack.jobs:
                yield Target(
                    job=job.name,
                    instance=addresses[name],
                    simulation=simulation,
                    home=POSTGRES,
                    params=job.params,
                )


def simulate(platform: Platform, providers: Sequence[Provider], settings: Settings) -> Estate:
    """An estate that has been up for some hours when it starts; *providers* only if it has any use.

    Raises OpsError for a scenario that none of its packs has, and where one process is to do
    everything on a platform that cannot be run so.
    """
    if settings.together and not platform.all_in_one:
        raise OpsError(
            f"{platform.title} has no process that does everything",
            hint="leave out --process-type, or give it 'split'",
        )
    used = databases_of(platform, providers)
    what_happens(settings.scenario, (platform, *used))
    scenario = platform.scenarios.get(settings.scenario)
    changes = scenario.changes if scenario else ()
    databases = [change for change in changes if change.process == POSTGRES]
    return Estate(
        platform=Simulation(platform, settings),
        providers={
            one.name: Simulation(for_platform(one, platform.name), settings, databases)
            for one in used
        },
    )


def databases_of(platform: Platform, providers: Sequence[Provider]) -> Sequence[Provider]:
    """*providers*, or none where *platform* has no PostgreSQL that is looked at."""
    return providers if platform.postgres else ()


def default_addresses(platform: Platform, providers: Sequence[Provider]) -> dict[str, str]:
    """Where `ops emitter run` serves unless told, as `host:port` by process and provider."""
    found = {
        name: f"localhost:{process.emitter_port}" for name, process in platform.processes.items()
    }
    used = databases_of(platform, providers)
    return found | {p.name: f"localhost:{p.jobs[0].port}" for p in used}
